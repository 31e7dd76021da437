//! What happens at the warning threshold and on a breach, settled in full.

use super::staging::Staging;
use super::targets::of_priority;
use crate::components::*;
use crate::directory::{person_choice, staff_search};
use crate::form::Form;
use crate::i18n::t;
use crate::i18n::t::policy::reaction as words;
use crate::pages::conditions::Names;
use guichet_contract::person::PersonRef;
use guichet_domain::ids::PersonId;
use guichet_domain::sla::{Audience, RaiseTo, Reaction};
use guichet_domain::ticket::Priority;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Open while the actions of a priority are settled.
#[component]
pub fn ReactionDialog(
    edited: RwSignal<Option<Priority>>,
    staging: Staging,
    names: Names,
) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(edited.with(Option::is_some)));
    let dialog = move || {
        edited.get().map(|priority| {
            let title = words::title(&priority.as_str().to_uppercase());
            view! {
                <Dialog open=open title=title class="wide" on_close=move || edited.set(None)>
                    {inside(priority, staging, names, open)}
                </Dialog>
            }
        })
    };
    dialog.into_any()
}

fn inside(priority: Priority, staging: Staging, names: Names, open: RwSignal<bool>) -> AnyView {
    let form = Form::new("reaction");
    let (warning, breach) = staging.terms.with_untracked(|terms| {
        let targets = terms.targets.of(priority);
        (
            Fields::of(&targets.on_warning),
            Fields::of(&targets.on_breach),
        )
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let reactions = (warning.reaction(), breach.reaction());
        let name = format!("terms.targets.{priority}.on_breach");
        staging.form.forgive(&name);
        staging.terms.update(|terms| {
            let targets = of_priority(terms, priority);
            (targets.on_warning, targets.on_breach) = reactions;
        });
        open.set(false);
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="dc g2c">
                {warning.draw(form, names, &WARNING, words::on_warning())}
                {breach.draw(form, names, &BREACH, words::on_breach())}
            </div>
            <footer class="df">
                <span class="grow"></span>
                <button type="button" class="btn" on:click=move |_| open.set(false)>{t::common::cancel()}</button>
                <SubmitButton label=words::apply() busy=form.busy() />
            </footer>
        </form>
    }
    .into_any()
}

/// The names of the fields: raise, priority, team, agent.
type FieldNames = [&'static str; 4];
const WARNING: FieldNames = [
    "on_warning.raise_to",
    "on_warning.priority",
    "on_warning.team_id",
    "on_warning.assignee_id",
];
const BREACH: FieldNames = [
    "on_breach.raise_to",
    "on_breach.priority",
    "on_breach.team_id",
    "on_breach.assignee_id",
];

#[derive(Clone, Copy)]
struct Fields {
    told: [(Audience, RwSignal<bool>); 3],
    raise_to: RwSignal<String>,
    priority: RwSignal<String>,
    team: RwSignal<String>,
    assignee: RwSignal<Option<Choice>>,
}

impl Fields {
    fn of(reaction: &Reaction) -> Self {
        let told = |audience| (audience, RwSignal::new(reaction.notify.contains(&audience)));
        let assignee = RwSignal::new(None);
        if let Some(id) = reaction.assignee_id {
            name_later(id, assignee);
        }
        Self {
            told: [
                told(Audience::Assignee),
                told(Audience::Team),
                told(Audience::Supervisors),
            ],
            raise_to: RwSignal::new(word(reaction.raise_to)),
            priority: RwSignal::new(word(reaction.priority)),
            team: RwSignal::new(word(reaction.team_id)),
            assignee,
        }
    }

    fn reaction(self) -> Reaction {
        let told = self
            .told
            .into_iter()
            .filter(|(_, told)| told.get_untracked());
        let assignee = self.assignee.get_untracked();
        Reaction {
            notify: told.map(|(audience, _)| audience).collect(),
            raise_to: self.raise_to.get_untracked().parse().ok(),
            priority: self.priority.get_untracked().parse().ok(),
            team_id: self.team.get_untracked().parse().ok(),
            assignee_id: assignee.map(|choice| PersonId(choice.id)),
        }
    }

    fn draw(self, form: Form, names: Names, fields: &FieldNames, legend: &'static str) -> AnyView {
        let [raise_to, priority, team, assignee] = *fields;
        let told: Vec<AnyView> = self
            .told
            .into_iter()
            .map(|(audience, told)| {
                view! { <Check label=audience_word(audience) value=told /> }.into_any()
            })
            .collect();
        let teams = Signal::derive(move || {
            let same = (String::new(), words::team_same().to_owned());
            std::iter::once(same)
                .chain(names.directory.team_options())
                .collect::<Vec<_>>()
        });
        view! {
            <fieldset class="react">
                <legend>{legend}</legend>
                <fieldset class="field">
                    <legend class="lbl">{words::tell()}</legend>
                    {told}
                </fieldset>
                <Select
                    name=raise_to
                    label=words::raise_to()
                    value=self.raise_to
                    options=Signal::stored(levels())
                    form=form
                />
                <Select
                    name=priority
                    label=words::priority()
                    value=self.priority
                    options=Signal::stored(priorities())
                    form=form
                />
                <Select name=team label=words::team_id() value=self.team options=teams form=form />
                <Combobox
                    name=assignee
                    label=words::assignee_id()
                    placeholder=words::assignee_none()
                    chosen=self.assignee
                    search=staff_search()
                    form=form
                />
            </fieldset>
        }
        .into_any()
    }
}

/// Shows an agent whose number alone is known.
fn name_later(id: PersonId, chosen: RwSignal<Option<Choice>>) {
    let choice = move |name: String| {
        person_choice(&PersonRef {
            id,
            name,
            email: None,
        })
    };
    chosen.set(Some(choice("…".to_owned())));
    spawn_local(async move {
        let found = crate::access::ask(crate::access::client().person(id)).await;
        let is_still = chosen
            .try_with_untracked(|chosen| chosen.as_ref().is_some_and(|chosen| chosen.id == id.0));
        if let (Ok(person), Some(true)) = (found, is_still) {
            chosen.set(Some(choice(person.name)));
        }
    });
}

fn word<T: std::fmt::Display>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn audience_word(audience: Audience) -> &'static str {
    match audience {
        Audience::Assignee => words::assignee(),
        Audience::Team => words::team(),
        Audience::Supervisors => words::supervisors(),
    }
}

fn levels() -> Vec<(String, String)> {
    let level = |raise_to: RaiseTo, name: &str| (raise_to.to_string(), name.to_owned());
    vec![
        (String::new(), words::raise_none().to_owned()),
        level(RaiseTo::Next, words::raise_next()),
        level(RaiseTo::N2, words::raise_n2()),
        level(RaiseTo::N3, words::raise_n3()),
    ]
}

fn priorities() -> Vec<(String, String)> {
    let same = (String::new(), words::priority_same().to_owned());
    let each = Priority::ALL
        .iter()
        .map(|&one| (one.to_string(), crate::words::priority(one).to_owned()));
    std::iter::once(same).chain(each).collect()
}
