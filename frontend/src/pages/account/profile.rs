//! Name, language, time zone.

use crate::access::{ask, client};
use crate::browser;
use crate::components::*;
use crate::form::Form;
use crate::i18n::t;
use crate::session;
use crate::words;
use guichet_contract::session::{Me, MePatch};
use guichet_domain::people::Language;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The card.
#[component]
pub fn Profile() -> AnyView {
    let Some(me) = session::me() else {
        return ().into_any();
    };
    let form = Form::new("profile");
    let name = RwSignal::new(me.name.clone());
    let language = RwSignal::new(me.language.to_string());
    let zone = RwSignal::new(me.time_zone.clone().unwrap_or_default());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.require("name", name, t::account::missing_name()) {
            return;
        }
        let zone = zone.get_untracked();
        let patch = MePatch {
            name: Some(name.get_untracked().trim().to_owned()),
            language: language.get_untracked().parse::<Language>().ok(),
            time_zone: Some((!zone.is_empty()).then_some(zone)),
        };
        form.send(
            async move { ask(client().change_me(&patch)).await },
            move |me: Me| {
                session::enter(me);
                toasts().done(t::account::saved());
            },
        );
    };
    let email = me.email.map(|email| {
        view! {
            <div class="field">
                <span class="lbl">{t::account::email()}</span>
                <span>{email}</span>
            </div>
        }
    });
    view! {
        <section class="card" aria-labelledby="profile">
            <div class="ct"><h2 id="profile">{t::account::profile()}</h2></div>
            <form class="cc fields" novalidate on:submit=submit>
                <FormFailure form=form />
                <TextField
                    name="name"
                    label=t::account::name()
                    value=name
                    form=form
                    autocomplete="name"
                    required=true
                />
                {email}
                <Select
                    name="language"
                    label=t::account::language()
                    value=language
                    options=Signal::stored(words::languages())
                    form=form
                />
                <Select
                    name="time_zone"
                    label=t::account::time_zone()
                    value=zone
                    options=Signal::stored(zones())
                    form=form
                />
                <div class="row"><SubmitButton label=t::common::save() busy=form.busy() /></div>
            </form>
        </section>
    }
    .into_any()
}

fn zones() -> Vec<(String, String)> {
    let browsers = (String::new(), t::account::time_zone_browser().to_owned());
    let named = browser::time_zones()
        .into_iter()
        .map(|zone| (zone.clone(), zone.replace('_', " ")));
    std::iter::once(browsers).chain(named).collect()
}
