//! Handing a ticket up or down: to whom, why, and what they should know.

use crate::components::*;
use crate::directory::staff_search;
use crate::i18n::t;
use guichet_client::DeedBody;
use guichet_contract::deed::Hand;
use guichet_contract::ticket::Ticket;
use guichet_domain::ids::PersonId;
use guichet_domain::ticket::{DeedKind, Level};
use leptos::prelude::*;

use super::frame::{DeedForm, DeedFrame};
use super::qualify::{follow_team, level_options, or_unchanged};

/// Escalates or de-escalates; the next level is proposed.
pub fn draw(form: DeedForm, ticket: &Ticket) -> AnyView {
    let here = ticket.level.unwrap_or(Level::N1);
    let (proposed, levels): (Option<Level>, Vec<Level>) = match form.deed {
        DeedKind::Deescalate => (
            here.below(),
            Level::ALL
                .iter()
                .copied()
                .filter(|level| *level < here)
                .collect(),
        ),
        _ => {
            let levels = Level::ALL
                .iter()
                .copied()
                .filter(|level| *level >= here)
                .collect();
            (here.above().or(Some(here)), levels)
        }
    };
    let level = RwSignal::new(proposed.map(|level| level.to_string()).unwrap_or_default());
    let team = RwSignal::new(String::new());
    let agent = RwSignal::new(None::<Choice>);
    let (reason, note) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    follow_team(form, team, level);
    let send = move || {
        let has_note = form
            .form
            .require("note", note, t::ticket::form::missing_handover());
        if !form
            .form
            .require("reason", reason, t::ticket::form::missing_reason())
            || !has_note
        {
            return;
        }
        form.send(move |version| {
            let chosen: Option<Level> = level.with_untracked(|level| level.parse().ok());
            DeedBody::Hand(Hand {
                version,
                level: chosen,
                team_id: team.with_untracked(|team| team.parse().ok()),
                assignee_id: agent
                    .with_untracked(|agent| agent.as_ref().map(|agent| PersonId(agent.id))),
                reason: reason.get_untracked(),
                note: note.get_untracked(),
            })
        });
    };
    let directory = form.workspace.directory;
    view! {
        <DeedFrame form=form on_send=send>
            <div class="g121">
                <Select name="level" label=t::ticket::field::level() value=level options=level_options(&levels) form=form.form />
                <Select
                    name="team_id"
                    label=t::ticket::field::team()
                    value=team
                    options=Signal::derive(move || or_unchanged(directory.team_options()))
                    form=form.form
                />
                <Combobox
                    name="assignee_id"
                    label=t::ticket::field::assignee()
                    chosen=agent
                    search=staff_search()
                    form=form.form
                    placeholder=t::common::optional()
                />
            </div>
            <TextField name="reason" label=t::ticket::field::reason() value=reason form=form.form required=true />
            <TextArea
                name="note"
                label=t::ticket::field::handover()
                value=note
                form=form.form
                hint=t::ticket::form::handover_hint()
                rows=3
                required=true
            />
        </DeedFrame>
    }
    .into_any()
}
