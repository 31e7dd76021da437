//! A new organization.

use super::sharing;
use crate::access::{ask, client};
use crate::components::*;
use crate::directory::given;
use crate::form::Form;
use crate::i18n::t;
use crate::routes::{self, Route};
use crate::session;
use guichet_contract::organization::{NewOrganization, Organization};
use guichet_domain::people::{Role, Sharing};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The dialog; afterwards one is at the organization.
#[component]
pub fn NewOrganizationDialog(open: RwSignal<bool>) -> AnyView {
    view! { <Dialog open=open title=t::organization::create::title()>{inside(open)}</Dialog> }
        .into_any()
}

fn inside(open: RwSignal<bool>) -> AnyView {
    let form = Form::new("new-organization");
    let (name, notes) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let mode = RwSignal::new(Sharing::None.to_string());
    // What is shared with whom is an administrator's to say.
    let is_admin = session::me().is_some_and(|me| me.role == Role::Admin);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.require("name", name, t::organization::missing_name()) {
            return;
        }
        let new = NewOrganization {
            name: name.get_untracked().trim().to_owned(),
            notes: given(&notes.get_untracked()),
            sharing: is_admin.then(|| mode.get_untracked().parse().unwrap_or(Sharing::None)),
        };
        form.send(
            async move { ask(client().enter_organization(&new)).await },
            move |organization: Organization| {
                toasts().done(t::organization::created(&organization.name));
                open.set(false);
                routes::go(&Route::Organization(organization.id).path());
            },
        );
    };
    let shares = is_admin.then(|| {
        view! {
            <Select
                name="sharing"
                label=t::organization::field::sharing()
                value=mode
                options=Signal::stored(sharing::options())
                form=form
            />
        }
    });
    view! {
        <form novalidate on:submit=submit>
            <div class="dc">
                <FormFailure form=form />
                <TextField name="name" label=t::organization::field::name() value=name form=form required=true />
                <TextArea
                    name="notes"
                    label=t::organization::field::notes()
                    hint=t::organization::field::notes_hint()
                    value=notes
                    form=form
                    rows=3
                />
                {shares}
            </div>
            <footer class="df">
                <span class="grow"></span>
                <button type="button" class="btn" on:click=move |_| open.set(false)>{t::common::cancel()}</button>
                <SubmitButton label=t::organization::create::submit() busy=form.busy() />
            </footer>
        </form>
    }
    .into_any()
}
