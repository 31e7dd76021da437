//! Deeds that need nothing but a reason.

use crate::components::*;
use crate::i18n::t;
use guichet_client::DeedBody;
use guichet_contract::deed::{NotSolved, Reasoned};
use guichet_domain::ticket::DeedKind;
use leptos::prelude::*;

use super::diagnose::given;
use super::frame::{DeedForm, DeedFrame};

/// Close, reopen, cancel, spam, reject.
pub fn draw(form: DeedForm) -> AnyView {
    let reason = RwSignal::new(String::new());
    let send = move || {
        if form
            .form
            .require("reason", reason, t::ticket::form::missing_reason())
        {
            form.send(move |version| {
                DeedBody::Reasoned(Reasoned {
                    version,
                    reason: reason.get_untracked(),
                })
            });
        }
    };
    view! {
        <DeedFrame form=form on_send=send>
            <p class="hint">{consequence(form.deed)}</p>
            <TextField name="reason" label=t::ticket::field::reason() value=reason form=form.form required=true />
        </DeedFrame>
    }
    .into_any()
}

/// The requester, who is an agent too, says that it is not solved.
pub fn not_solved(form: DeedForm) -> AnyView {
    let reason = RwSignal::new(String::new());
    let send = move || {
        form.send(move |version| {
            DeedBody::NotSolved(NotSolved {
                version,
                reason: given(reason),
            })
        });
    };
    view! {
        <DeedFrame form=form on_send=send>
            <TextArea name="reason" label=t::ticket::field::still_wrong() value=reason form=form.form rows=3 />
        </DeedFrame>
    }
    .into_any()
}

/// What happens next.
fn consequence(deed: DeedKind) -> &'static str {
    match deed {
        DeedKind::Reopen => t::ticket::form::reopen_means(),
        DeedKind::Cancel => t::ticket::form::cancel_means(),
        DeedKind::Spam => t::ticket::form::spam_means(),
        DeedKind::Reject => t::ticket::form::reject_means(),
        _ => t::ticket::form::close_means(),
    }
}
