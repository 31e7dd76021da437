//! The field for a reply. What is sent stands in the exchange at once, and comes back if refused.

use super::{Opened, all_messages};
use crate::components::*;
use crate::drafts;
use crate::form::Form;
use crate::i18n::t::portal::request as words;
use crate::routes::{self, Route};
use guichet_client::DeedBody;
use guichet_contract::deed::Write;
use guichet_contract::ticket::Ticket;
use guichet_domain::ticket::DeedKind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::KeyboardEvent;

/// The field, its files and its button. `underway` is what is being sent.
#[component]
pub fn Reply(opened: Opened, underway: RwSignal<Option<String>>) -> AnyView {
    let form = Form::new("reply");
    let text = drafts::text(drafts::key(&format!("reply.{}", opened.id)));
    let writing = Writing {
        opened,
        form,
        text,
        uploads: Uploads::new(),
        underway,
    };
    let by_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            writing.send();
        }
    };
    view! {
        <form
            class="card preply"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                writing.send();
            }
            on:keydown=by_key
            on:paste=move |event| writing.uploads.paste(&event)
            on:dragover=|event| event.prevent_default()
            on:drop=move |event| writing.uploads.drop(&event)
        >
            <FormFailure form=form />
            <TextArea name="body" label=words::reply() value=text form=form rows=3 required=true />
            <UploadList uploads=writing.uploads />
            <div class="row">
                <SubmitButton label=words::send() busy=form.busy() class="lg" />
                <AttachButton uploads=writing.uploads named=true />
            </div>
        </form>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Writing {
    opened: Opened,
    form: Form,
    text: RwSignal<String>,
    uploads: Uploads,
    underway: RwSignal<Option<String>>,
}

impl Writing {
    fn send(self) {
        if self.form.busy().get_untracked()
            || !self.form.require("body", self.text, words::missing_reply())
        {
            return;
        }
        if untrack(|| self.uploads.sending()) {
            self.form.complain("body", words::uploading());
            return;
        }
        let typed = self.text.get_untracked();
        let (body, attachment_ids) = (typed.trim().to_owned(), self.uploads.ids());
        // An answer is welcome whatever happened meanwhile.
        let message = move |_| {
            DeedBody::Write(Write {
                body: body.clone(),
                attachment_ids: attachment_ids.clone(),
                version: None,
            })
        };
        self.underway.set(Some(typed.clone()));
        self.text.set(String::new());
        let request = async move {
            let answer = self.opened.perform(DeedKind::Reply, message).await;
            if answer.is_err() {
                // What was typed since then is not overwritten.
                let _ = self.text.try_update(|text| {
                    *text = if text.is_empty() {
                        typed
                    } else {
                        format!("{typed}\n\n{text}")
                    };
                });
                let _ = self.underway.try_set(None);
            }
            answer
        };
        self.form.send(request, move |ticket| self.sent(ticket));
    }

    fn sent(self, ticket: Ticket) {
        self.uploads.clear();
        if ticket.id != self.opened.id {
            self.underway.set(None);
            toasts().done(words::follow_up(&ticket.number));
            routes::go(&Route::PortalRequest(ticket.id).path());
            return;
        }
        announce(words::sent());
        self.opened.ticket.set(ticket);
        spawn_local(async move {
            // The message itself takes the place of what stood for it.
            if let Ok(messages) = all_messages(self.opened.id).await {
                self.opened.messages.set(messages);
            }
            let _ = self.underway.try_set(None);
        });
    }
}
