//! Several tickets given to someone at once, with the way back.

use super::bulk::to_take;
use super::deeds::{Done, each, tell};
use super::keys::targets;
use crate::i18n::t;
use crate::session;
use guichet_client::DeedBody;
use guichet_contract::deed::{Assign, Plain};
use guichet_domain::ids::PersonId;
use guichet_domain::ticket::DeedKind;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Nothing to ask: takes what was to be taken.
#[component]
pub fn TakeAtOnce(open: RwSignal<bool>) -> AnyView {
    let ids = to_take();
    open.set(false);
    if let (Some(me), false) = (session::me(), ids.is_empty()) {
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
    ().into_any()
}

/// Gives them to someone.
pub fn assign(to: PersonId, name: String) {
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
