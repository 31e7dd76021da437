//! The clock in the head of the ticket, on phones, where the panel is a step away.

use crate::components::*;
use crate::i18n::t;
use guichet_domain::sla::Standing;
use leptos::prelude::*;

use super::panel::spent_first_reply;
use super::state::Workspace;

/// The promise that is due next, and how fast the first reply was.
#[component]
pub fn PhoneClock(workspace: Workspace) -> AnyView {
    let promise = workspace.part(|ticket| {
        let promise = ticket.promise?;
        let hold = ticket.hold.as_ref().map(|hold| hold.reason);
        (promise.standing != Standing::None).then_some((promise, hold))
    });
    let replied = Memo::new(move |_| workspace.clocks.with(|clocks| spent_first_reply(clocks?)));
    let row = move || {
        let (promise, hold) = promise.get().flatten()?;
        let reply = move || {
            let time = replied.get()?;
            Some(view! { <Tag label=t::clock::reply_in(&time) tone="ok" icon=Icon::Check /> })
        };
        Some(view! {
            <div class="sm-sla only-sm">
                <PromiseMark promise=promise hold=hold name=ClockName::Long />
                {reply}
            </div>
        })
    };
    row.into_any()
}
