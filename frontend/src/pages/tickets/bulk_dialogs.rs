//! What is asked before tickets are assigned or escalated.

use super::bulk_deeds::assign;
use super::deeds::{each, tell};
use super::keys::targets;
use crate::access::{ask, client};
use crate::components::*;
use crate::form::Form;
use crate::i18n::t;
use crate::pages::chunks::{BulkForm, bulk_form};
use crate::words;
use guichet_client::DeedBody;
use guichet_contract::deed::Hand;
use guichet_contract::person::PeopleQuery;
use guichet_domain::ticket::{DeedKind, Level};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

fn count() -> i64 {
    i64::try_from(targets().len()).unwrap_or(i64::MAX)
}

/// Agents by what is typed of their name.
pub fn search_agents() -> Search {
    search_with(|typed| async move {
        let query = PeopleQuery {
            q: (!typed.is_empty()).then_some(typed),
            staff: Some(true),
            active: Some(true),
            limit: Some(20),
            ..PeopleQuery::default()
        };
        let found = ask(client().people(&query))
            .await
            .map(|page| page.items)
            .unwrap_or_default();
        let choice = |person: guichet_contract::person::Person| {
            let teams: Vec<String> = person.teams.into_iter().map(|team| team.name).collect();
            Choice {
                id: person.id.0,
                label: person.name,
                detail: teams.join(", "),
                person: true,
            }
        };
        found.into_iter().map(choice).collect()
    })
}

/// To whom.
#[component]
pub fn AssignDialog(open: RwSignal<bool>) -> AnyView {
    let dialog = move || {
        open.get().then(|| {
            let title = t::tickets::bulk::assign_title(count());
            view! { <Dialog open=open title=title>{bulk_form(BulkForm::Assign, open)}</Dialog> }
        })
    };
    dialog.into_any()
}

/// Asks for an agent.
#[component]
pub fn AssignForm(open: RwSignal<bool>) -> AnyView {
    let form = Form::new("assign");
    let chosen = RwSignal::new(None::<Choice>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match chosen.get_untracked() {
            Some(choice) => {
                assign(guichet_domain::ids::PersonId(choice.id), choice.label);
                open.set(false);
            }
            None => form.complain("assignee_id", t::tickets::bulk::choose_agent()),
        }
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="dc">
                <Combobox
                    name="assignee_id"
                    label=t::tickets::bulk::agent()
                    chosen=chosen
                    search=search_agents()
                    form=form
                    placeholder=t::common::search()
                />
            </div>
            {foot(open, t::tickets::bulk::assign(), form)}
        </form>
    }
    .into_any()
}

/// Whereto, why, and what the next ones must know.
#[component]
pub fn EscalateDialog(open: RwSignal<bool>) -> AnyView {
    let dialog = move || {
        open.get().then(|| {
            let title = t::tickets::bulk::escalate_title(count());
            view! { <Dialog open=open title=title>{bulk_form(BulkForm::Escalate, open)}</Dialog> }
        })
    };
    dialog.into_any()
}

/// Asks for level or team, reason and note.
#[component]
pub fn EscalateForm(open: RwSignal<bool>) -> AnyView {
    let form = Form::new("escalate");
    let text = || RwSignal::new(String::new());
    let (level, team, reason, note) = (text(), text(), text(), text());
    let teams = RwSignal::new(vec![(String::new(), t::tickets::bulk::keep().to_owned())]);
    leptos::task::spawn_local(async move {
        if let Ok(page) = ask(client().teams()).await {
            let active = page.items.into_iter().filter(|team| team.active);
            let named = active.map(|team| (team.id.to_string(), team.name));
            let _ = teams.try_update(|teams| teams.extend(named));
        }
    });
    let levels = std::iter::once((String::new(), t::tickets::bulk::keep().to_owned()))
        .chain(
            Level::ALL
                .iter()
                .map(|&level| (level.as_str().to_owned(), words::level(level).to_owned())),
        )
        .collect::<Vec<_>>();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let has_note = form.require("note", note, t::refused_field::missing());
        if !form.require("reason", reason, t::refused_field::missing()) || !has_note {
            return;
        }
        let (level, team_id) = (
            level.get_untracked().parse().ok(),
            team.get_untracked().parse().ok(),
        );
        let (reason, note) = (reason.get_untracked(), note.get_untracked());
        let body = move |version| {
            let (reason, note) = (reason.clone(), note.clone());
            DeedBody::Hand(Hand {
                version,
                level,
                team_id,
                assignee_id: None,
                reason,
                note,
            })
        };
        let send = async move {
            let (done, mut refused) = each(targets(), DeedKind::Escalate, body).await;
            match refused.pop() {
                Some(failure) if done.is_empty() => Err(failure),
                failure => Ok((
                    done.len(),
                    failure.into_iter().chain(refused).collect::<Vec<_>>(),
                )),
            }
        };
        form.send(send, move |(done, refused)| {
            open.set(false);
            tell(done, &refused, t::tickets::bulk::escalated, None);
        });
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="dc">
                <FormFailure form=form />
                <div class="g2">
                    <Select name="level" label=t::tickets::bulk::level() value=level options=Signal::stored(levels) form=form />
                    <Select name="team_id" label=t::tickets::bulk::team() value=team options=teams form=form />
                </div>
                <TextField name="reason" label=t::tickets::bulk::reason() value=reason form=form required=true />
                <TextArea name="note" label=t::tickets::bulk::note() hint=t::tickets::bulk::note_hint() value=note form=form required=true />
            </div>
            {foot(open, t::tickets::bulk::escalate(), form)}
        </form>
    }
    .into_any()
}

fn foot(open: RwSignal<bool>, label: &'static str, form: Form) -> AnyView {
    view! {
        <footer class="df">
            <span class="grow"></span>
            <button type="button" class="btn" on:click=move |_| open.set(false)>{t::common::cancel()}</button>
            <SubmitButton label=label busy=form.busy() />
        </footer>
    }
    .into_any()
}
