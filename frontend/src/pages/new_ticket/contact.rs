//! A person who is not known yet, entered while their ticket is written.

use crate::access::{ask, client};
use crate::browser;
use crate::components::*;
use crate::directory::organization_search;
use crate::form::Form;
use crate::i18n::t;
use guichet_contract::person::{NewPerson, Person};
use guichet_domain::ids::OrganizationId;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::draft::Draft;

/// Name, address, number, organization.
#[component]
pub fn ContactForm(draft: Draft, entering: RwSignal<Option<String>>, typed: String) -> AnyView {
    let form = Form::new("contact");
    let (name, email) = match typed.contains('@') {
        true => (String::new(), typed),
        false => (typed, String::new()),
    };
    let (name, email) = (RwSignal::new(name), RwSignal::new(email));
    let phone = RwSignal::new(String::new());
    let organization = RwSignal::new(None::<Choice>);
    browser::focus_later("#contact-name");
    let close = move || {
        entering.set(None);
        browser::focus_later("#new-requester_id");
    };
    let enter = move || {
        if !form.require("name", name, t::new_ticket::contact::missing_name()) {
            return;
        }
        let person = new_person(name, email, phone, organization);
        form.send(
            async move { ask(client().enter_person(&person)).await },
            move |person| {
                draft.requester.set(Some(choice_of(person)));
                draft.form.forgive("requester_id");
                entering.set(None);
                browser::focus_later("#new-subject");
            },
        );
    };
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        // Enter here must not create the ticket.
        "Enter" if !event.default_prevented() => {
            event.prevent_default();
            event.stop_propagation();
            enter();
        }
        "Escape" => {
            event.prevent_default();
            event.stop_propagation();
            close();
        }
        _ => {}
    };
    view! {
        <div class="contact" role="group" aria-labelledby="contact-title" on:keydown=on_key>
            <h3 id="contact-title">{t::new_ticket::contact::title()}</h3>
            <FormFailure form=form />
            <div class="g2">
                <TextField name="name" label=t::new_ticket::contact::name() value=name form=form required=true />
                <Combobox
                    name="organization_id"
                    label=t::new_ticket::contact::organization()
                    chosen=organization
                    search=organization_search()
                    form=form
                    placeholder=t::common::optional()
                />
                <TextField name="email" label=t::new_ticket::contact::email() value=email form=form kind="email" />
                <TextField name="phone" label=t::new_ticket::contact::phone() value=phone form=form kind="tel" />
            </div>
            <div class="row">
                <button type="button" class="btn sm" on:click=move |_| close()>{t::common::cancel()}</button>
                <button type="button" class="btn sm primary" on:click=move |_| enter()>
                    {t::new_ticket::contact::create()}
                </button>
            </div>
        </div>
    }
    .into_any()
}

fn new_person(
    name: RwSignal<String>,
    email: RwSignal<String>,
    phone: RwSignal<String>,
    organization: RwSignal<Option<Choice>>,
) -> NewPerson {
    let given = |text: RwSignal<String>| {
        Some(text.get_untracked().trim().to_owned()).filter(|text| !text.is_empty())
    };
    NewPerson {
        name: name.get_untracked(),
        email: given(email),
        phone: given(phone),
        role: None,
        scope: None,
        organization_id: organization
            .with_untracked(|choice| choice.as_ref().map(|choice| OrganizationId(choice.id))),
        organization_manager: None,
        organization_reader: None,
        team_ids: None,
        language: None,
        password: None,
    }
}

fn choice_of(person: Person) -> Choice {
    Choice {
        id: person.id.0,
        label: person.name,
        detail: person.organization.map(|one| one.name).unwrap_or_default(),
        person: true,
    }
}
