//! What the desk tells: how much of it is unread, and the list behind the bell.

mod line;

use crate::access::{ask, client};
use crate::components::*;
use crate::frames::Bell;
use crate::i18n::t;
use crate::live;
use crate::paged::Paged;
use guichet_contract::notification::ReadNotifications;
use guichet_contract::page::{Page, Slice};
use guichet_domain::ids::NotificationId;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How many at once.
const PAGE: u32 = 30;

/// Counts what is unread, and lists it while the panel is open.
#[component]
pub fn Notices(bell: Bell) -> AnyView {
    let minute = minute();
    Effect::new(move |_| {
        minute.track();
        count(bell);
    });
    live::on_change(move |event| {
        if live::is_about_promises(event) {
            count(bell);
        }
    });
    live::on_resume(move || count(bell));
    let list = move || bell.open.get().then(|| view! { <List bell=bell /> });
    list.into_any()
}

/// Asks how many are unread.
fn count(bell: Bell) {
    let slice = Slice {
        limit: Some(1),
        cursor: None,
    };
    spawn_local(async move {
        if let Ok(page) = ask(client().notifications(&slice)).await {
            let _ = bell.unread.try_set(page.unread);
        }
    });
}

#[component]
fn List(bell: Bell) -> AnyView {
    let notices = Paged::new(|cursor| async move {
        let slice = Slice {
            limit: Some(PAGE),
            cursor,
        };
        let page = ask(client().notifications(&slice)).await?;
        Ok(Page {
            items: page.items,
            next: page.next,
        })
    });
    let items = notices.items();
    // What is on screen counts as read; its marks stay until the panel is closed.
    let newest = Memo::new(move |_| items.with(|items| items.first().map(|first| first.id)));
    Effect::new(move |_| {
        if let Some(newest) = newest.get() {
            read(bell, Some(newest));
        }
    });
    let has_unread =
        Memo::new(move |_| items.with(|items| items.iter().any(|one| one.read_at.is_none())));
    let read_all = move |_| {
        items.update(|items| {
            for item in items {
                item.read_at = item.read_at.or(Some(item.created_at));
            }
        });
        read(bell, None);
    };
    // What comes meanwhile waits: the list does not move.
    let arrived = move || {
        let unread = bell.unread.get();
        (unread > 0 && newest.get().is_some()).then(|| {
            view! {
                <button type="button" class="btn ghost sm fresh" on:click=move |_| notices.reload()>
                    <Glyph icon=Icon::RefreshCw size="s14" />
                    {t::notice::new(unread)}
                </button>
            }
        })
    };
    let empty = || {
        view! { <Empty icon=Icon::Bell title=t::notice::empty() detail=t::notice::empty_detail() /> }
            .into_any()
    };
    let list = move || {
        view! {
            <ul>
                <For each=move || items.get() key=|one| (one.id, one.read_at.is_some()) let:one>
                    <line::Line bell=bell notice=one />
                </For>
            </ul>
        }
        .into_any()
    };
    view! {
        <div class="nh">
            <h2>{t::nav::notifications()}</h2>
            {arrived}
            <button type="button" class="btn ghost sm" hidden=move || !has_unread.get() on:click=read_all>
                {t::notice::read_all()}
            </button>
            <IconButton icon=Icon::X label=t::common::close() class="sm only-sm" on_press=move || bell.close() />
        </div>
        <div class="scroll" tabindex="0" role="region" aria-label=t::nav::notifications()>
            {notices.view(empty, list)}
        </div>
    }
    .into_any()
}

/// Marks as read, up to one or all.
fn read(bell: Bell, up_to: Option<NotificationId>) {
    spawn_local(async move {
        if ask(client().read_notifications(&ReadNotifications { up_to }))
            .await
            .is_ok()
        {
            count(bell);
        }
    });
}
