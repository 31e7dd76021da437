//! The approval that an access request needs: its state, and the decision of those who may take it.

use crate::components::*;
use crate::i18n::t;
use guichet_domain::ticket::{Approval, DeedKind};
use leptos::prelude::*;

use super::super::actions;
use super::super::state::Workspace;

/// The card, on tickets that need an approval.
#[component]
pub fn ApprovalCard(workspace: Workspace) -> AnyView {
    let approval = workspace.part(|ticket| ticket.approval);
    let card = move || {
        approval
            .get()
            .flatten()
            .map(|approval| draw(workspace, approval))
    };
    card.into_any()
}

fn draw(workspace: Workspace, approval: Approval) -> AnyView {
    let (tone, icon, name, detail) = match approval {
        Approval::Pending => (
            "warn",
            Icon::Timer,
            t::ticket::approval::pending(),
            t::ticket::approval::pending_detail(),
        ),
        Approval::Approved => (
            "ok",
            Icon::ShieldCheck,
            t::ticket::approval::approved(),
            t::ticket::approval::approved_detail(),
        ),
        Approval::Rejected => (
            "danger",
            Icon::TriangleAlert,
            t::ticket::approval::rejected(),
            t::ticket::approval::rejected_detail(),
        ),
    };
    let decide = move |deed: DeedKind, class: &'static str| {
        let may = workspace.may(deed);
        view! {
            <button
                type="button"
                class=class
                hidden=move || !may.get()
                on:click=move |_| actions::begin(workspace, deed)
            >
                {actions::plain_name(deed)}
            </button>
        }
    };
    view! {
        <section class="sec" aria-labelledby="section-approval">
            <div class="sh">
                <h2 id="section-approval">{t::ticket::approval::title()}</h2>
                <Tag label=name tone=tone icon=icon />
            </div>
            <p class="hint">{detail}</p>
            <div class="row acts">
                {decide(DeedKind::Approve, "btn sm primary")}
                {decide(DeedKind::Reject, "btn sm danger")}
            </div>
        </section>
    }
    .into_any()
}
