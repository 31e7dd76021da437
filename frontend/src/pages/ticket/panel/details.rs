//! The properties of the ticket, each a button that opens its field.

use crate::components::*;
use crate::directory::{category_path, staff_search};
use crate::i18n::t;
use crate::words;
use guichet_client::DeedBody;
use guichet_contract::category::CategoryRef;
use guichet_contract::deed::{Assign, Requalify};
use guichet_contract::person::PersonRef;
use guichet_contract::team::TeamRef;
use guichet_contract::ticket::Ticket;
use guichet_domain::ids::{CategoryId, PersonId, TeamId};
use guichet_domain::ticket::{DeedKind, Impact, Level, Priority, Urgency};
use leptos::prelude::*;

use super::super::actions;
use super::super::state::{Property, Workspace};
use super::Section;
use super::edit::{Edit, Field, NOTHING, Pick, PropertyRow};
use super::tags::Tags;

const ASSIGNEE: Field<Option<PersonRef>> = Field {
    deed: DeedKind::Assign,
    get: |ticket| ticket.assignee.clone(),
    set: |ticket, value| ticket.assignee = value,
    body: |version, value| {
        DeedBody::Assign(Assign {
            version,
            assignee_id: Some(value.as_ref().map(|person| person.id)),
            team_id: None,
        })
    },
};

const TEAM: Field<Option<TeamRef>> = Field {
    deed: DeedKind::Assign,
    get: |ticket| ticket.team.clone(),
    set: |ticket, value| ticket.team = value,
    body: |version, value| {
        DeedBody::Assign(Assign {
            version,
            assignee_id: None,
            team_id: Some(value.as_ref().map(|team| team.id)),
        })
    },
};

const CATEGORY: Field<Option<CategoryRef>> = Field {
    deed: DeedKind::Requalify,
    get: |ticket| ticket.category.clone(),
    set: |ticket, value| ticket.category = value,
    body: |version, value| {
        DeedBody::Requalify(Requalify {
            version,
            kind: None,
            category_id: value.as_ref().map(|category| category.id),
            impact: None,
            urgency: None,
        })
    },
};

/// The properties.
#[component]
pub fn Details(workspace: Workspace) -> AnyView {
    view! {
        <Section name="details" title=t::ticket::pane::details()>
            <dl class="props">
                <Assignee workspace=workspace />
                <TeamRow workspace=workspace />
                <Weight workspace=workspace />
                <PriorityRow workspace=workspace />
                <KindRow workspace=workspace />
                <CategoryRow workspace=workspace />
                <Tags workspace=workspace />
            </dl>
        </Section>
    }
    .into_any()
}

#[component]
fn Assignee(workspace: Workspace) -> AnyView {
    let edit = Edit::new(workspace, Property::Assignee);
    let assignee = workspace.part(|ticket| ticket.assignee.clone());
    let value = move || match assignee.get().flatten() {
        Some(person) => {
            let named = Some((person.id, person.name.clone()));
            view! { <Avatar person=named size=AvatarSize::Small beside_name=true />{person.name} }
                .into_any()
        }
        None => empty(t::common::unassigned()),
    };
    let pick = move |choice: Choice| {
        let person = (choice.id != NOTHING).then_some(PersonRef {
            id: PersonId(choice.id),
            name: choice.label,
            email: None,
        });
        edit.commit(ASSIGNEE, person);
    };
    let editor = move || {
        view! {
            <Pick
                edit=edit
                name="assignee_id"
                label=t::ticket::field::assignee()
                search=staff_search()
                none=t::common::unassigned()
                on_pick=pick
            />
        }
    };
    view! {
        <PropertyRow edit=edit label=t::ticket::field::assignee() deed=DeedKind::Assign value=value editor=editor />
    }
    .into_any()
}

#[component]
fn TeamRow(workspace: Workspace) -> AnyView {
    let edit = Edit::new(workspace, Property::Team);
    let team = workspace.part(|ticket| (ticket.team.clone(), ticket.level));
    let value = move || {
        let (team, level): (Option<TeamRef>, Option<Level>) = team.get().unwrap_or_default();
        let level = level.map(words::level);
        match team {
            Some(team) => view! {
                <span class="ell">{team.name}</span>
                {level.map(|level| view! { <span class="m">{format!("· {level}")}</span> })}
            }
            .into_any(),
            None => empty(level.unwrap_or(t::ticket::panel::no_team())),
        }
    };
    let pick = move |choice: Choice| {
        let team = (choice.id != NOTHING).then_some(TeamRef {
            id: TeamId(choice.id),
            name: choice.label,
        });
        edit.commit(TEAM, team);
    };
    let directory = workspace.directory;
    let editor = move || {
        view! {
            <Pick
                edit=edit
                name="team_id"
                label=t::ticket::field::team()
                search=directory.team_search()
                none=t::ticket::panel::no_team()
                on_pick=pick
            />
        }
    };
    view! { <PropertyRow edit=edit label=t::ticket::field::team() deed=DeedKind::Assign value=value editor=editor /> }
        .into_any()
}

#[component]
fn CategoryRow(workspace: Workspace) -> AnyView {
    let edit = Edit::new(workspace, Property::Category);
    let category = workspace.part(|ticket| ticket.category.clone());
    let value = move || match category.get().flatten() {
        Some(category) => {
            let path = category_path(&category.name, category.parent_name.as_deref());
            view! { <span class="ell">{path}</span> }.into_any()
        }
        None => empty(t::ticket::panel::to_choose()),
    };
    let pick = move |choice: Choice| {
        let category = CategoryRef {
            id: CategoryId(choice.id),
            name: choice.label,
            parent_name: None,
        };
        edit.commit(CATEGORY, Some(category));
    };
    // A nature that is not established yet is established as a whole.
    let is_known = workspace.part(is_classified);
    let directory = workspace.directory;
    let editor = move || {
        view! {
            <Pick
                edit=edit
                name="category_id"
                label=t::ticket::field::category()
                search=directory.category_search()
                on_pick=pick
            />
        }
    };
    let row = move || {
        if is_known.get() == Some(true) {
            view! {
                <PropertyRow
                    edit=edit
                    label=t::ticket::field::category()
                    deed=DeedKind::Requalify
                    value=value
                    editor=editor
                />
            }
            .into_any()
        } else {
            docked(
                workspace,
                t::ticket::field::category(),
                DeedKind::Requalify,
                value.into(),
            )
        }
    };
    row.into_any()
}

fn is_classified(ticket: &Ticket) -> bool {
    ticket.category.is_some() && ticket.impact.is_some() && ticket.urgency.is_some()
}

#[component]
fn Weight(workspace: Workspace) -> AnyView {
    let weight = workspace.part(|ticket| (ticket.impact, ticket.urgency));
    let value = move || {
        let (impact, urgency): (Option<Impact>, Option<Urgency>) = weight.get().unwrap_or_default();
        let urgency = urgency
            .map(|urgency| t::ticket::panel::urgency(&words::urgency(urgency).to_lowercase()));
        match impact {
            Some(impact) => view! {
                <span>{words::impact(impact)}</span>
                {urgency.map(|urgency| view! { <span class="m">{format!("× {urgency}")}</span> })}
            }
            .into_any(),
            None => match urgency {
                Some(urgency) => view! { <span class="m">{urgency}</span> }.into_any(),
                None => empty(t::ticket::panel::to_choose()),
            },
        }
    };
    docked(
        workspace,
        t::ticket::field::impact(),
        DeedKind::Requalify,
        value.into(),
    )
}

#[component]
fn PriorityRow(workspace: Workspace) -> AnyView {
    let priority = workspace.part(|ticket| (ticket.priority, ticket.priority_override.clone()));
    let value = move || {
        let (priority, reason): (Option<Priority>, Option<String>) =
            priority.get().unwrap_or_default();
        let by = match reason {
            Some(reason) => t::ticket::panel::override_because(&reason),
            None => t::ticket::panel::by_matrix().to_owned(),
        };
        view! {
            {priority.map(|priority| view! { <span>{words::priority(priority)}</span> })}
            <span class="m ell">{format!("· {by}")}</span>
        }
        .into_any()
    };
    docked(
        workspace,
        t::ticket::field::priority(),
        DeedKind::Prioritize,
        value.into(),
    )
}

#[component]
fn KindRow(workspace: Workspace) -> AnyView {
    let kind = workspace.part(|ticket| ticket.kind);
    let value = move || kind.get().map(words::kind).into_any();
    docked(
        workspace,
        t::ticket::field::kind(),
        DeedKind::Requalify,
        value.into(),
    )
}

/// A property that a short form changes.
fn docked(workspace: Workspace, label: &'static str, deed: DeedKind, value: ViewFn) -> AnyView {
    let may = workspace.may(deed);
    let shown = move || {
        if !may.get() {
            return view! { <span class="fixed">{value.run()}</span> }.into_any();
        }
        view! {
            <button type="button" on:click=move |_| actions::begin(workspace, deed)>
                <span class="sr">{label}" "</span>
                {value.run()}
            </button>
        }
        .into_any()
    };
    view! { <dt>{label}</dt><dd>{shown}</dd> }.into_any()
}

/// Nothing yet.
fn empty(words: &'static str) -> AnyView {
    view! { <span class="m">{words}</span> }.into_any()
}
