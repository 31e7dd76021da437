//! What a calendar is called, where its hours are meant, whose public holidays it keeps.

use super::describe;
use super::staging::Staging;
use super::typed;
use crate::browser;
use crate::components::*;
use crate::i18n::t::calendar as words;
use guichet_domain::calendar::HolidayRule;
use guichet_domain::typed::durations;
use leptos::prelude::*;

/// How many time zones are offered at once.
const OFFERED: usize = 50;

/// The card.
#[component]
pub fn IdentityCard(staging: Staging) -> AnyView {
    let form = staging.form;
    let day = move || {
        let minutes = staging.base().map(|base| base.day_minutes)?;
        let minutes = i32::try_from(minutes).ok()?;
        Some(words::identity::day(&durations::hours(minutes)))
    };
    view! {
        <section class="card" aria-labelledby="identity">
            <div class="ct"><h2 id="identity">{words::identity::title()}</h2></div>
            <div class="cc fields">
                <TextField
                    name="name"
                    label=words::identity::name()
                    value=staging.name
                    form=form
                    required=true
                />
                <Combobox
                    name="definition.time_zone"
                    label=words::identity::zone()
                    hint=words::identity::zone_hint()
                    chosen=staging.zone
                    search=zones()
                    form=form
                />
                <Select
                    name="definition.holidays"
                    label=words::holidays::rule()
                    value=staging.holidays
                    options=Signal::stored(rules())
                    form=form
                />
                <p class="sub">{day}</p>
            </div>
        </section>
    }
    .into_any()
}

fn zones() -> Search {
    let known: Vec<Choice> = browser::time_zones()
        .iter()
        .enumerate()
        .map(|(id, zone)| typed::zone_choice(id, zone))
        .collect();
    search_with(move |text| {
        let text = text.trim().to_lowercase();
        let fits = |choice: &&Choice| choice.label.to_lowercase().contains(&text);
        let found: Vec<Choice> = known.iter().filter(fits).take(OFFERED).cloned().collect();
        std::future::ready(found)
    })
}

fn rules() -> Vec<(String, String)> {
    let none = (String::new(), words::holidays::none().to_owned());
    let each = HolidayRule::ALL
        .iter()
        .map(|&rule| (rule.to_string(), describe::rule(rule).to_owned()));
    std::iter::once(none).chain(each).collect()
}
