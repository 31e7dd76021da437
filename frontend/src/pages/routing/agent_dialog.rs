//! What the routing knows of an agent, to be changed.

use super::needs::Needs;
use crate::access::{ask, client};
use crate::components::*;
use crate::form::Form;
use crate::i18n::t;
use crate::i18n::t::routing::agent as words;
use crate::remote::Remote;
use guichet_contract::calendar::Calendar;
use guichet_contract::routing::{Agent, AgentPatch, Skill, SkillNeed};
use guichet_domain::ids::CalendarId;
use guichet_domain::people::Language;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The most tickets that a capacity can name.
const MOST: i32 = 1_000;

/// Open while an agent is edited.
#[component]
pub fn AgentDialog(
    edited: RwSignal<Option<Agent>>,
    agents: Remote<Vec<Agent>>,
    skills: Remote<Vec<Skill>>,
    calendars: Signal<Vec<Calendar>>,
) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(edited.with(Option::is_some)));
    let dialog = move || {
        edited.get().map(|agent| {
            let title = words::title(&agent.person.name);
            view! {
                <Dialog open=open title=title on_close=move || edited.set(None)>
                    {inside(Fields::of(agent.clone(), agents), open, skills, calendars)}
                </Dialog>
            }
        })
    };
    dialog.into_any()
}

#[derive(Clone, Copy)]
struct Fields {
    form: Form,
    capacity: RwSignal<String>,
    languages: [(Language, RwSignal<bool>); 2],
    skills: RwSignal<Vec<SkillNeed>>,
    calendar: RwSignal<String>,
    overtaken: RwSignal<bool>,
    agents: Remote<Vec<Agent>>,
    /// The agent as last read.
    base: StoredValue<Agent>,
}

impl Fields {
    fn of(agent: Agent, agents: Remote<Vec<Agent>>) -> Self {
        let spoken = |language| (language, RwSignal::new(false));
        let fields = Self {
            form: Form::new("agent"),
            capacity: RwSignal::new(String::new()),
            languages: [spoken(Language::Fr), spoken(Language::En)],
            skills: RwSignal::new(Vec::new()),
            calendar: RwSignal::new(String::new()),
            overtaken: RwSignal::new(false),
            agents,
            base: StoredValue::new(agent.clone()),
        };
        fields.learn(agent, &AgentPatch::default());
        fields
    }

    fn learn(self, agent: Agent, edits: &AgentPatch) {
        if edits.capacity.is_none() {
            let capacity = agent.capacity.map(|capacity| capacity.to_string());
            self.capacity.set(capacity.unwrap_or_default());
        }
        if edits.languages.is_none() {
            for (language, spoken) in self.languages {
                spoken.set(agent.languages.contains(&language));
            }
        }
        if edits.skills.is_none() {
            self.skills.set(agent.skills.clone());
        }
        if edits.calendar_id.is_none() {
            let calendar = agent
                .calendar
                .as_ref()
                .map(|calendar| calendar.id.to_string());
            self.calendar.set(calendar.unwrap_or_default());
        }
        self.base.set_value(agent);
    }

    fn spoken(self) -> Vec<Language> {
        let spoken = self.languages.into_iter();
        spoken
            .filter(|(_, spoken)| spoken.get_untracked())
            .map(|(language, _)| language)
            .collect()
    }

    /// What is typed as capacity; `None` where it is no number that can be.
    fn capacity(self) -> Option<Option<i32>> {
        let typed = self.capacity.get_untracked();
        let typed: String = typed
            .chars()
            .filter(|letter| !letter.is_whitespace())
            .collect();
        if typed.is_empty() {
            return Some(None);
        }
        let number = typed.parse().ok()?;
        (0..=MOST).contains(&number).then_some(Some(number))
    }

    fn send(self, open: RwSignal<bool>) {
        let Some(capacity) = self.capacity() else {
            self.form.complain("capacity", words::not_a_capacity());
            return;
        };
        let base = self.base.get_value();
        let calendar: Option<CalendarId> = self.calendar.get_untracked().parse().ok();
        let edits = AgentPatch {
            capacity: Some(capacity).filter(|capacity| *capacity != base.capacity),
            languages: Some(self.spoken()).filter(|spoken| *spoken != base.languages),
            skills: Some(self.skills.get_untracked()).filter(|skills| *skills != base.skills),
            calendar_id: Some(calendar)
                .filter(|id| *id != base.calendar.as_ref().map(|known| known.id)),
        };
        let patch = edits.clone();
        let id = base.person.id;
        let request = async move {
            save(
                ask(client().change_agent(id, base.version, &patch)),
                ask(client().agent(id)),
            )
            .await
        };
        self.form.send(request, move |saved| match saved {
            Saved::Done(agent) => {
                open.set(false);
                self.agents.update(|all| replace(all, agent));
                toasts().done(words::saved());
            }
            Saved::Overtaken(agent) => {
                self.agents.update(|all| replace(all, agent.clone()));
                self.learn(agent, &edits);
                self.overtaken.set(true);
            }
        });
    }
}

fn replace(all: &mut [Agent], agent: Agent) {
    if let Some(known) = all
        .iter_mut()
        .find(|known| known.person.id == agent.person.id)
    {
        *known = agent;
    }
}

fn inside(
    fields: Fields,
    open: RwSignal<bool>,
    skills: Remote<Vec<Skill>>,
    calendars: Signal<Vec<Calendar>>,
) -> AnyView {
    let form = fields.form;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        fields.send(open);
    };
    let names = crate::words::languages();
    let checks: Vec<AnyView> = fields
        .languages
        .into_iter()
        .map(|(language, spoken)| {
            let word = language.to_string();
            let found = names.iter().find(|(value, _)| *value == word);
            let name = found.map(|(_, name)| name.clone()).unwrap_or_default();
            view! { <Check label=name value=spoken /> }.into_any()
        })
        .collect();
    let hours = Signal::derive(move || {
        let always = (String::new(), words::field::calendar_always().to_owned());
        let each = calendars
            .get()
            .into_iter()
            .map(|one| (one.id.to_string(), one.name));
        std::iter::once(always).chain(each).collect::<Vec<_>>()
    });
    view! {
        <form novalidate on:submit=submit>
            <div class="dc">
                <Overtaken shown=fields.overtaken />
                <FormFailure form=form />
                <TextField
                    name="capacity"
                    label=words::field::capacity()
                    hint=words::field::capacity_hint()
                    value=fields.capacity
                    form=form
                    class="days"
                />
                <fieldset class="field">
                    <legend class="lbl">{words::field::languages()}</legend>
                    <div class="row wrap">{checks}</div>
                    <span class="hint">{words::field::languages_hint()}</span>
                </fieldset>
                <Needs
                    label=words::field::skills()
                    chosen=fields.skills
                    skills=skills.get_untracked().unwrap_or_default()
                    degree=2
                    form=form
                />
                <Select
                    name="calendar_id"
                    label=words::field::calendar()
                    value=fields.calendar
                    options=hours
                    form=form
                />
            </div>
            <footer class="df">
                <span class="grow"></span>
                <button type="button" class="btn" on:click=move |_| open.set(false)>{t::common::cancel()}</button>
                <SubmitButton label=t::common::save() busy=form.busy() />
            </footer>
        </form>
    }
    .into_any()
}
