//! A team, new or known: name, level, members, whether it gets tickets.

use super::members::Members;
use crate::access::{ask, client};
use crate::components::*;
use crate::form::Form;
use crate::i18n::t;
use guichet_contract::person::PersonRef;
use guichet_contract::team::{NewTeam, Team, TeamPatch};
use guichet_domain::ids::PersonId;
use guichet_domain::ticket::Level;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What the dialog is about.
#[derive(Clone, PartialEq)]
pub enum Edited {
    New,
    Known(Box<Team>),
}

/// Open while something is edited; `on_done` runs when it was saved.
#[component]
pub fn TeamDialog(
    edited: RwSignal<Option<Edited>>,
    #[prop(into)] on_done: Callback<()>,
) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(edited.with(Option::is_some)));
    let dialog = move || {
        edited.get().map(|about| {
            let title = match &about {
                Edited::New => t::team::new().to_owned(),
                Edited::Known(team) => t::team::edit(&team.name),
            };
            view! {
                <Dialog open=open title=title on_close=move || edited.set(None)>
                    {inside(about.clone(), open, on_done)}
                </Dialog>
            }
        })
    };
    dialog.into_any()
}

#[derive(Clone, Copy)]
struct Fields {
    form: Form,
    name: RwSignal<String>,
    level: RwSignal<String>,
    members: RwSignal<Vec<PersonRef>>,
    active: RwSignal<bool>,
    overtaken: RwSignal<bool>,
    /// The team as last read; `None` for a new one.
    base: StoredValue<Option<Team>>,
}

impl Fields {
    fn of(about: Edited) -> Self {
        let base = match about {
            Edited::New => None,
            Edited::Known(team) => Some(*team),
        };
        let fields = Self {
            form: Form::new("team"),
            name: RwSignal::new(String::new()),
            level: RwSignal::new(Level::N1.to_string()),
            members: RwSignal::new(Vec::new()),
            active: RwSignal::new(true),
            overtaken: RwSignal::new(false),
            base: StoredValue::new(None),
        };
        if let Some(team) = base {
            fields.learn(team, &TeamPatch::default());
        }
        fields
    }

    fn learn(self, team: Team, edits: &TeamPatch) {
        if edits.name.is_none() {
            self.name.set(team.name.clone());
        }
        if edits.level.is_none() {
            self.level.set(team.level.to_string());
        }
        if edits.member_ids.is_none() {
            self.members.set(team.members.clone());
        }
        if edits.active.is_none() {
            self.active.set(team.active);
        }
        self.base.set_value(Some(team));
    }

    fn name(self) -> String {
        self.name.get_untracked().trim().to_owned()
    }

    fn level(self) -> Level {
        self.level.get_untracked().parse().unwrap_or(Level::N1)
    }

    fn member_ids(self) -> Vec<PersonId> {
        self.members
            .with_untracked(|members| members.iter().map(|member| member.id).collect())
    }

    fn patch(self, base: &Team) -> TeamPatch {
        let before: Vec<PersonId> = base.members.iter().map(|member| member.id).collect();
        TeamPatch {
            name: Some(self.name()).filter(|name| *name != base.name),
            level: Some(self.level()).filter(|level| *level != base.level),
            active: Some(self.active.get_untracked()).filter(|active| *active != base.active),
            routing: None,
            member_ids: Some(self.member_ids()).filter(|members| *members != before),
        }
    }

    fn send(self, open: RwSignal<bool>, on_done: Callback<()>) {
        if !self
            .form
            .require("name", self.name, t::team::missing_name())
        {
            return;
        }
        let done = move |words: String| {
            open.set(false);
            on_done.run(());
            toasts().done(words);
        };
        let Some(base) = self.base.get_value() else {
            let team = NewTeam {
                name: self.name(),
                level: self.level(),
                routing: None,
                member_ids: Some(self.member_ids()),
            };
            self.form.send(
                async move { ask(client().form_team(&team)).await },
                move |team: Team| done(t::team::created(&team.name)),
            );
            return;
        };
        let edits = self.patch(&base);
        let patch = edits.clone();
        let request = async move {
            save(
                ask(client().change_team(base.id, base.version, &patch)),
                ask(client().team(base.id)),
            )
            .await
        };
        self.form.send(request, move |saved| match saved {
            Saved::Done(_) => done(t::team::saved().to_owned()),
            Saved::Overtaken(team) => {
                self.learn(team, &edits);
                self.overtaken.set(true);
            }
        });
    }
}

fn inside(about: Edited, open: RwSignal<bool>, on_done: Callback<()>) -> AnyView {
    let is_new = about == Edited::New;
    let fields = Fields::of(about);
    let form = fields.form;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        fields.send(open, on_done);
    };
    let label = if is_new {
        t::team::create()
    } else {
        t::common::save()
    };
    let active = (!is_new).then(|| {
        view! {
            <div class="field">
                <Check label=t::team::field::active() value=fields.active />
                <span class="hint">{t::team::field::active_hint()}</span>
            </div>
        }
    });
    view! {
        <form novalidate on:submit=submit>
            <div class="dc">
                <Overtaken shown=fields.overtaken />
                <FormFailure form=form />
                <TextField name="name" label=t::team::field::name() value=fields.name form=form required=true />
                <Select
                    name="level"
                    label=t::team::field::level()
                    value=fields.level
                    options=Signal::stored(levels())
                    form=form
                />
                <Members members=fields.members form=form />
                {active}
            </div>
            <footer class="df">
                <span class="grow"></span>
                <button type="button" class="btn" on:click=move |_| open.set(false)>{t::common::cancel()}</button>
                <SubmitButton label=label busy=form.busy() />
            </footer>
        </form>
    }
    .into_any()
}

fn levels() -> Vec<(String, String)> {
    let name = |level| match level {
        Level::N1 => t::team::level::n1(),
        Level::N2 => t::team::level::n2(),
        Level::N3 => t::team::level::n3(),
    };
    Level::ALL
        .iter()
        .map(|&level| (level.to_string(), name(level).to_owned()))
        .collect()
}
