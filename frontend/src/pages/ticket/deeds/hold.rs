//! What the ticket waits for, and until when.

use crate::components::*;
use crate::i18n::t;
use crate::words;
use chrono::{DateTime, Utc};
use guichet_client::DeedBody;
use guichet_contract::deed::Hold;
use guichet_domain::ticket::HoldReason;
use leptos::prelude::*;

use super::frame::{DeedForm, DeedFrame};

/// Puts the ticket on hold.
pub fn draw(form: DeedForm) -> AnyView {
    let reason = RwSignal::new(HoldReason::Requester);
    let until = RwSignal::new(String::new());
    let options = HoldReason::ALL
        .iter()
        .map(|&one| (one, words::hold_reason(one)))
        .collect();
    let send = move || {
        let time = until.with_untracked(|until| local_time(until));
        if reason.get_untracked() == HoldReason::Scheduled && time.is_none() {
            form.form
                .complain("until", t::ticket::form::missing_until());
            return;
        }
        form.send(move |version| {
            DeedBody::Hold(Hold {
                version,
                reason: reason.get_untracked(),
                until: time,
            })
        });
    };
    let hint = move || match reason.get() {
        HoldReason::Requester => t::ticket::hold::ends_with_reply(),
        HoldReason::Scheduled => t::ticket::hold::ends_then(),
        HoldReason::ThirdParty | HoldReason::Approval => t::ticket::hold::ends_by_hand(),
    };
    view! {
        <DeedFrame form=form on_send=send>
            <div class="field">
                <span class="lbl" aria-hidden="true">{t::ticket::field::hold_reason()}</span>
                <Segments
                    label=t::ticket::field::hold_reason()
                    options=options
                    value=reason
                    on_change=move |one| reason.set(one)
                />
                <span class="hint">{hint}</span>
            </div>
            <TextField
                name="until"
                label=t::ticket::field::until()
                value=until
                form=form.form
                kind="datetime-local"
                class="when"
            />
        </DeedFrame>
    }
    .into_any()
}

/// `2026-03-12T14:00` in the reader's zone.
#[allow(clippy::cast_possible_truncation)]
fn local_time(text: &str) -> Option<DateTime<Utc>> {
    let milliseconds = js_sys::Date::parse(text);
    if milliseconds.is_nan() {
        return None;
    }
    DateTime::from_timestamp_millis(milliseconds as i64)
}
