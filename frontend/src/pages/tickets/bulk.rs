//! What can be done with the chosen rows; it takes the place of the foot, and nothing moves.

use super::bulk_dialogs::{AssignDialog, EscalateDialog};
use super::deeds::{Done, each, tell};
use super::feed::feed;
use super::keys::targets;
use crate::components::*;
use crate::i18n::t;
use crate::session;
use crate::single::Single;
use guichet_client::DeedBody;
use guichet_contract::deed::{Assign, Plain};
use guichet_domain::ids::PersonId;
use guichet_domain::ticket::DeedKind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeSet;

#[derive(Clone, Copy)]
pub(super) struct Dialogs {
    pub assign: RwSignal<bool>,
    pub escalate: RwSignal<bool>,
}

thread_local! {
    static DIALOGS: Single<Dialogs> = const { Single::new() };
}

/// The dialogs of the bar; the keys open them too, without a selection.
#[component]
pub fn BulkDialogs() -> AnyView {
    let dialogs = Dialogs {
        assign: RwSignal::new(false),
        escalate: RwSignal::new(false),
    };
    DIALOGS.with(|single| single.set(dialogs));
    view! {
        <AssignDialog open=dialogs.assign />
        <EscalateDialog open=dialogs.escalate />
    }
    .into_any()
}

/// The bar.
#[component]
pub fn BulkBar() -> AnyView {
    let selected = feed().selected();
    let count = move || {
        let count = selected.with(BTreeSet::len);
        t::tickets::count(i64::try_from(count).unwrap_or(i64::MAX))
    };
    let clear = move || selected.set(BTreeSet::new());
    view! {
        <div class="foot bulk" role="toolbar" aria-label=t::tickets::bulk::label()>
            <span class="count">
                <input
                    class="check"
                    type="checkbox"
                    prop:checked=true
                    aria-label=t::tickets::bulk::clear()
                    on:change=move |_| clear()
                />
                {count}
            </span>
            {button(Icon::UserRoundPlus, t::tickets::bulk::assign(), "a", open_assign)}
            {button(Icon::CircleUserRound, t::tickets::bulk::take(), "i", take)}
            {button(Icon::ArrowUpRight, t::tickets::bulk::escalate(), "e", open_escalate)}
            <span class="grow"></span>
            <span class="hide-sm row"><kbd>{t::keys::escape()}</kbd>{t::tickets::key_clear()}</span>
        </div>
    }
    .into_any()
}

fn button(icon: Icon, label: &'static str, key: &'static str, press: fn()) -> AnyView {
    view! {
        <button type="button" class="btn sm" aria-label=label aria-keyshortcuts=key on:click=move |_| press()>
            <Glyph icon=icon />
            <span class="hide-sm">{label}</span>
        </button>
    }
    .into_any()
}

/// Asks to whom.
pub fn open_assign() {
    if !targets().is_empty() {
        DIALOGS.with(Single::get).assign.set(true);
    }
}

/// Asks whereto and why.
pub fn open_escalate() {
    if !targets().is_empty() {
        DIALOGS.with(Single::get).escalate.set(true);
    }
}

/// Takes them oneself.
pub fn take() {
    let Some(me) = session::me() else { return };
    let ids = targets();
    if ids.is_empty() {
        return;
    }
    spawn_local(async move {
        let (done, refused) = each(ids, DeedKind::Take, |version| {
            DeedBody::Plain(Plain { version })
        })
        .await;
        let count = done.len();
        let undo = undo_assignment(done);
        tell(
            count,
            &refused,
            |count| t::tickets::bulk::assigned(count, &me.name),
            Some(undo),
        );
    });
}

/// Gives them to someone.
pub(super) fn assign(to: PersonId, name: String) {
    let ids = targets();
    spawn_local(async move {
        let body = |version| {
            DeedBody::Assign(Assign {
                version,
                assignee_id: Some(Some(to)),
                team_id: None,
            })
        };
        let (done, refused) = each(ids, DeedKind::Assign, body).await;
        let count = done.len();
        let undo = undo_assignment(done);
        tell(
            count,
            &refused,
            |count| t::tickets::bulk::assigned(count, &name),
            Some(undo),
        );
    });
}

/// Gives each back to whom it was with.
fn undo_assignment(done: Vec<Done>) -> Callback<()> {
    let before: Vec<_> = done
        .into_iter()
        .map(|done| {
            (
                done.after.id,
                done.before.assignee.as_ref().map(|person| person.id),
            )
        })
        .collect();
    Callback::new(move |()| {
        let before = before.clone();
        spawn_local(async move {
            let mut refused = Vec::new();
            for (id, assignee) in before {
                let body = |version| {
                    DeedBody::Assign(Assign {
                        version,
                        assignee_id: Some(assignee),
                        team_id: None,
                    })
                };
                refused.extend(each(vec![id], DeedKind::Assign, body).await.1);
            }
            tell(1, &refused, |_| t::tickets::bulk::undone().to_owned(), None);
        });
    })
}
