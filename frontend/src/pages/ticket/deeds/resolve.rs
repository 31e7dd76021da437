//! The solution: for the desk, and in the words its requester reads.

use crate::components::*;
use crate::form::Form;
use crate::i18n::t;
use guichet_client::DeedBody;
use guichet_contract::deed::Resolve;
use guichet_contract::ticket::Ticket;
use guichet_domain::ticket::{Kind, ResolutionCode};
use leptos::prelude::*;

use super::super::code_words::resolution_code;
use super::diagnose::given;
use super::frame::{DeedForm, DeedFrame};

/// How it was solved, and how that is told.
#[derive(Clone, Copy)]
pub struct Solution {
    code: RwSignal<String>,
    text: RwSignal<String>,
    message: RwSignal<String>,
    files: Uploads,
}

impl Solution {
    /// The code that fits the kind of ticket most often.
    pub fn of(ticket: &Ticket) -> Self {
        let code = match ticket.kind {
            Kind::Incident | Kind::Problem => ResolutionCode::Fixed,
            Kind::ServiceRequest | Kind::AccessRequest => ResolutionCode::Fulfilled,
        };
        Self {
            code: RwSignal::new(code.to_string()),
            text: RwSignal::new(String::new()),
            message: RwSignal::new(String::new()),
            files: Uploads::new(),
        }
    }

    /// Complains when there is none, or when a file is still on its way.
    pub fn is_complete(self, form: Form) -> bool {
        form.require("solution", self.text, t::ticket::form::missing_solution())
            && !untrack(|| self.files.sending())
    }

    /// How it was solved.
    pub fn code(self) -> ResolutionCode {
        let code = self.code.with_untracked(|code| code.parse().ok());
        code.unwrap_or(ResolutionCode::Fixed)
    }

    /// What was done.
    pub fn text(self) -> String {
        self.text.get_untracked()
    }

    /// What the requester reads, where it is not the solution itself.
    pub fn message(self) -> Option<String> {
        given(self.message)
    }

    /// The files that the requester gets.
    pub fn files(self) -> Vec<guichet_domain::ids::AttachmentId> {
        self.files.ids()
    }

    /// The fields.
    pub fn fields(self, form: Form) -> AnyView {
        let codes: Vec<(String, String)> = ResolutionCode::ALL
            .iter()
            .map(|code| (code.to_string(), resolution_code(*code).to_owned()))
            .collect();
        let files = self.files;
        view! {
            <Select name="code" label=t::ticket::field::code() value=self.code options=codes form=form />
            <TextArea
                name="solution"
                label=t::ticket::field::solution()
                value=self.text
                form=form
                rows=3
                required=true
            />
            <TextArea
                name="message"
                label=t::ticket::field::message()
                value=self.message
                form=form
                hint=t::ticket::form::message_hint()
                rows=3
            />
            <div class="row">
                <AttachButton uploads=files named=true />
                <UploadList uploads=files />
            </div>
        }
        .into_any()
    }
}

/// Ends the resolution.
pub fn draw(form: DeedForm, ticket: &Ticket) -> AnyView {
    let solution = Solution::of(ticket);
    let send = move || {
        if !solution.is_complete(form.form) {
            return;
        }
        form.send(move |version| {
            DeedBody::Resolve(Resolve {
                version,
                code: solution.code(),
                solution: solution.text(),
                message: solution.message(),
                attachment_ids: solution.files(),
            })
        });
    };
    view! { <DeedFrame form=form on_send=send>{solution.fields(form.form)}</DeedFrame> }.into_any()
}
