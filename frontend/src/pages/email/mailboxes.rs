//! The mailboxes, and how reading each of them stands.

use super::mailbox::{Edited, MailboxDialog};
use super::mailbox_row::row;
use super::{Bar, is_admin, read_only};
use crate::access::{ask, client};
use crate::components::*;
use crate::i18n::t;
use crate::i18n::t::post::mailbox as words;
use crate::remote::Remote;
use guichet_contract::mailbox::{Mailbox, Reached};
use guichet_domain::ids::MailboxId;
use leptos::prelude::*;

/// What the rows share.
#[derive(Clone, Copy)]
pub struct On {
    pub mailboxes: Remote<Vec<Mailbox>>,
    pub edited: RwSignal<Option<Edited>>,
    pub deleted: RwSignal<Option<Question>>,
    /// The one that is being tried, and how it went with the last.
    pub tried: RwSignal<Option<MailboxId>>,
    pub reached: RwSignal<Option<(String, Reached)>>,
}

/// The part.
#[component]
pub fn Mailboxes(bar: Bar) -> AnyView {
    let on = On {
        mailboxes: Remote::new(|| async { Ok(ask(client().mailboxes()).await?.items) }),
        edited: RwSignal::new(None),
        deleted: RwSignal::new(None),
        tried: RwSignal::new(None),
        reached: RwSignal::new(None),
    };
    if is_admin() {
        bar.set(Some(ViewFn::from(move || {
            view! {
                <button type="button" class="btn primary" on:click=move |_| on.edited.set(Some(Edited::New))>
                    <Glyph icon=Icon::Plus />
                    {words::new()}
                </button>
            }
        })));
    }
    view! {
        {read_only()}
        {move || outcome(on)}
        <section class="card">
            <Refreshing active=on.mailboxes.refreshing() />
            {on.mailboxes.view(move |all| if all.is_empty() { none() } else { table(all, on) })}
        </section>
        <MailboxDialog edited=on.edited mailboxes=on.mailboxes />
        <Confirm asked=on.deleted />
    }
    .into_any()
}

/// How the last try went.
fn outcome(on: On) -> Option<AnyView> {
    let (name, reached) = on.reached.get()?;
    let (tone, icon, words) = match (reached.ok, reached.error) {
        (true, _) => (Tone::Ok, Icon::CircleCheck, words::reached(&name)),
        (false, error) => {
            let error = error.unwrap_or_default();
            (
                Tone::Danger,
                Icon::OctagonAlert,
                words::not_reached(&name, &error),
            )
        }
    };
    Some(
        view! {
            <Banner tone=tone icon=icon>
                <span class="grow">{words}</span>
                <button type="button" class="btn ghost sm" on:click=move |_| on.reached.set(None)>
                    {t::common::dismiss()}
                </button>
            </Banner>
        }
        .into_any(),
    )
}

fn none() -> AnyView {
    view! { <Empty icon=Icon::Mail title=words::first() detail=words::first_detail() /> }.into_any()
}

fn table(all: Vec<Mailbox>, on: On) -> AnyView {
    let rows: Vec<AnyView> = all.into_iter().map(|mailbox| row(mailbox, on)).collect();
    view! {
        <table class="dt plist mails">
            <caption class="sr">{words::caption()}</caption>
            <thead>
                <tr>
                    <th scope="col">{words::name()}</th>
                    <th scope="col" class="hide-md">{words::team()}</th>
                    <th scope="col">{words::state()}</th>
                    <th scope="col" class="hide-sm">{words::last_fetch()}</th>
                    <th scope="col">{words::last_mail()}</th>
                    <th scope="col" class="n">{words::backlog()}</th>
                    <th scope="col"><span class="sr">{words::actions()}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
