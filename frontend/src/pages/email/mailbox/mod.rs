//! A mailbox, new or known.

mod fields;
mod read;
mod typed;

use crate::components::*;
use crate::directory::Directory;
use crate::i18n::t;
use crate::i18n::t::post::mailbox as words;
use crate::remote::Remote;
use guichet_contract::mailbox::Mailbox;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use typed::Typed;

/// What the dialog is about.
#[derive(Clone, PartialEq)]
pub enum Edited {
    New,
    Known(Box<Mailbox>),
}

/// Open while something is edited.
#[component]
pub fn MailboxDialog(edited: RwSignal<Option<Edited>>, mailboxes: Remote<Vec<Mailbox>>) -> AnyView {
    let open = RwSignal::new(false);
    let directory = Directory::new();
    Effect::new(move |_| open.set(edited.with(Option::is_some)));
    let dialog = move || {
        edited.get().map(|about| {
            let title = match &about {
                Edited::New => words::new().to_owned(),
                Edited::Known(mailbox) => words::edit(&mailbox.name),
            };
            view! {
                <Dialog open=open title=title class="wide" on_close=move || edited.set(None)>
                    {inside(Typed::of(about.clone(), mailboxes), directory, open)}
                </Dialog>
            }
        })
    };
    dialog.into_any()
}

fn inside(typed: Typed, directory: Directory, open: RwSignal<bool>) -> AnyView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        typed.send(open);
    };
    let label = if typed.is_new() {
        words::create()
    } else {
        t::common::save()
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="dc">
                <Overtaken shown=typed.overtaken />
                <FormFailure form=typed.form />
                <div class="g2c">
                    <div class="fields">{fields::identity(typed, directory)}</div>
                    <div class="fields">{fields::source(typed)}</div>
                </div>
            </div>
            <footer class="df">
                <span class="grow"></span>
                <button type="button" class="btn" on:click=move |_| open.set(false)>{t::common::cancel()}</button>
                <SubmitButton label=label busy=typed.form.busy() />
            </footer>
        </form>
    }
    .into_any()
}
