//! What every short form shares: title, refusal, conflict, buttons, keys.

use crate::browser;
use crate::components::*;
use crate::form::Form;
use crate::i18n::t;
use guichet_client::DeedBody;
use guichet_contract::ticket::Ticket;
use guichet_domain::ticket::DeedKind;
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::{KeyboardEvent, SubmitEvent};

use super::super::actions;
use super::super::conflict::{Conflict, ConflictNotice};
use super::super::state::{Outcome, Workspace};

type Body = Arc<dyn Fn(i64) -> DeedBody + Send + Sync>;

/// One open short form.
#[derive(Clone, Copy)]
pub struct DeedForm {
    /// The ticket.
    pub workspace: Workspace,
    /// The deed.
    pub deed: DeedKind,
    /// Its fields are named `deed-…`.
    pub form: Form,
    /// The version that the form was filled in from.
    base: StoredValue<i64>,
    conflict: RwSignal<Option<Conflict>>,
}

impl DeedForm {
    /// A form on the ticket as it is now.
    pub fn new(workspace: Workspace, deed: DeedKind) -> Self {
        Self {
            workspace,
            deed,
            form: Form::new("deed"),
            base: StoredValue::new(workspace.version()),
            conflict: RwSignal::new(None),
        }
    }

    /// Does the deed; `body` reads the fields when it is sent, and again after a conflict.
    pub fn send(self, body: impl Fn(i64) -> DeedBody + Send + Sync + 'static) {
        self.attempt(Arc::new(body));
    }

    fn attempt(self, body: Body) {
        let version = self.base.get_value();
        let request = self.workspace.perform(self.deed, body(version));
        self.form.send(request, move |outcome| match outcome {
            Outcome::Done(ticket) => self.done(&ticket),
            Outcome::Stale(_) => {
                self.base.set_value(self.workspace.version());
                if self.workspace.nobody_intervened_since(version) {
                    self.attempt(body);
                } else {
                    self.conflict.set(Some(self.conflict_since(version, body)));
                    // It stands above the fields, perhaps out of sight.
                    browser::focus_later(".dock .banner button");
                }
            }
        });
    }

    fn conflict_since(self, version: i64, body: Body) -> Conflict {
        Conflict {
            by: self.workspace.changed_since(version),
            keep_mine: Callback::new(move |()| self.attempt(Arc::clone(&body))),
            keep_theirs: Callback::new(move |()| self.close()),
        }
    }

    fn done(self, ticket: &Ticket) {
        toasts().done(actions::done_words(self.deed, ticket));
        self.close();
    }

    /// Puts the form away; focus goes to the head of the ticket.
    pub fn close(self) {
        self.workspace.dock.set(None);
        browser::focus_later("main h1");
    }
}

/// Draws the form around its fields.
#[component]
pub fn DeedFrame(
    form: DeedForm,
    /// Checks the fields and sends.
    #[prop(into)]
    on_send: Callback<()>,
    /// The fields.
    children: Children,
) -> AnyView {
    let name = actions::plain_name(form.deed);
    browser::focus_later(FIRST_FIELD);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        on_send.run(());
    };
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" if event.ctrl_key() || event.meta_key() => {
            event.prevent_default();
            on_send.run(());
        }
        "Escape" => {
            event.prevent_default();
            form.close();
        }
        _ => {}
    };
    view! {
        <section class="dock" aria-labelledby="deed-title">
            <form novalidate on:submit=submit on:keydown=on_key>
                <header class="dkh">
                    <Glyph icon=actions::icon(form.deed) />
                    <h2 id="deed-title">{name}</h2>
                    <IconButton icon=Icon::X label=t::common::close() class="sm" on_press=move || form.close() />
                </header>
                <div class="dkb">
                    <FormFailure form=form.form />
                    <ConflictNotice conflict=form.conflict />
                    {children()}
                </div>
                <footer class="dkf">
                    <button type="button" class="btn sm" on:click=move |_| form.close()>
                        {t::common::cancel()}
                    </button>
                    <SubmitButton label=name busy=form.form.busy() class="sm" keys="Ctrl ↵" />
                </footer>
            </form>
        </section>
    }
    .into_any()
}

const FIRST_FIELD: &str =
    ".dkb input:not([type=file]), .dkb select, .dkb textarea, .dkb .seg button[aria-pressed=true]";
