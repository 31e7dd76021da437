//! Qualifying: nature and weight, and who goes on. Requalifying corrects them.

use crate::components::*;
use crate::i18n::t;
use crate::words;
use guichet_client::DeedBody;
use guichet_contract::deed::{Qualify, Requalify};
use guichet_contract::ticket::Ticket;
use guichet_domain::ticket::Level;
use leptos::prelude::*;

use super::frame::{DeedForm, DeedFrame};
use super::nature::{Nature, category_field, kind_field, weight_field};

/// Ends the qualification.
pub fn qualify(form: DeedForm, ticket: &Ticket) -> AnyView {
    let nature = Nature::of(ticket);
    let team = RwSignal::new(
        ticket
            .team
            .as_ref()
            .map(|team| team.id.to_string())
            .unwrap_or_default(),
    );
    let level = RwSignal::new(
        ticket
            .level
            .map(|level| level.to_string())
            .unwrap_or_default(),
    );
    let send = move || {
        let Some((category_id, (impact, urgency))) = nature.complete(form.form) else {
            return;
        };
        form.send(move |version| {
            DeedBody::Qualify(Qualify {
                version,
                kind: nature.kind.get_untracked(),
                category_id,
                impact,
                urgency,
                level: level.with_untracked(|level| level.parse().ok()),
                team_id: team.with_untracked(|team| team.parse().ok()),
            })
        });
    };
    let directory = form.workspace.directory;
    follow_team(form, team, level);
    let said = ticket.urgency.filter(|_| ticket.impact.is_none());
    view! {
        <DeedFrame form=form on_send=send>
            <div class="dk2">
                <div class="dkl">
                    {kind_field(nature.kind)}
                    {category_field(form.form, directory, nature.category)}
                    <div class="g2">
                        <Select
                            name="team_id"
                            label=t::ticket::field::team()
                            value=team
                            options=Signal::derive(move || or_unchanged(directory.team_options()))
                            form=form.form
                        />
                        <Select
                            name="level"
                            label=t::ticket::field::level()
                            value=level
                            options=level_options(Level::ALL)
                            form=form.form
                        />
                    </div>
                </div>
                {weight_field(form.form, nature.weight, said)}
            </div>
        </DeedFrame>
    }
    .into_any()
}

/// Corrects it later.
pub fn requalify(form: DeedForm, ticket: &Ticket) -> AnyView {
    let nature = Nature::of(ticket);
    let send = move || {
        let Some((category_id, (impact, urgency))) = nature.complete(form.form) else {
            return;
        };
        form.send(move |version| {
            DeedBody::Requalify(Requalify {
                version,
                kind: Some(nature.kind.get_untracked()),
                category_id: Some(category_id),
                impact: Some(impact),
                urgency: Some(urgency),
            })
        });
    };
    let said = ticket.urgency.filter(|_| ticket.impact.is_none());
    view! {
        <DeedFrame form=form on_send=send>
            <div class="dk2">
                <div class="dkl">
                    {kind_field(nature.kind)}
                    {category_field(form.form, form.workspace.directory, nature.category)}
                </div>
                {weight_field(form.form, nature.weight, said)}
            </div>
        </DeedFrame>
    }
    .into_any()
}

/// A team works at a level: choosing the one chooses the other.
pub fn follow_team(form: DeedForm, team: RwSignal<String>, level: RwSignal<String>) {
    Effect::new(move |before: Option<String>| {
        let chosen = team.get();
        let changed = before.is_some_and(|before| before != chosen);
        let id = chosen.parse().ok().filter(|_| changed);
        if let Some(team) = untrack(|| id.and_then(|id| form.workspace.directory.team(id))) {
            level.set(team.level.to_string());
        }
        chosen
    });
}

/// “Unchanged” before the lines of a list.
pub fn or_unchanged(options: Vec<(String, String)>) -> Vec<(String, String)> {
    let unchanged = (String::new(), t::ticket::form::same_team().to_owned());
    std::iter::once(unchanged).chain(options).collect()
}

/// Levels as the lines of a list.
pub fn level_options(levels: &[Level]) -> Vec<(String, String)> {
    levels
        .iter()
        .map(|level| (level.to_string(), words::level(*level).to_owned()))
        .collect()
}
