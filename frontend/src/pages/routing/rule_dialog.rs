//! A rule, new or known: conditions, and whereto they lead.

use super::needs::Needs;
use super::rules::replace;
use crate::access::{ask, client};
use crate::components::*;
use crate::form::Form;
use crate::i18n::t;
use crate::i18n::t::routing::rule as words;
use crate::pages::conditions::{ConditionFields, FieldNames, Names};
use crate::remote::Remote;
use guichet_contract::routing::{NewRoutingRule, RoutingRule, RoutingRulePatch, Skill, SkillNeed};
use guichet_domain::ids::TeamId;
use guichet_domain::sla::Conditions;
use guichet_domain::ticket::Level;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

const CONDITIONS: FieldNames = [
    "conditions.kinds",
    "conditions.category_ids",
    "conditions.organization_ids",
    "conditions.team_ids",
    "conditions.channels",
    "conditions.tags",
];

/// What the dialog is about.
#[derive(Clone, PartialEq)]
pub enum Edited {
    New,
    Known(Box<RoutingRule>),
}

/// Open while something is edited.
#[component]
pub fn RuleDialog(
    edited: RwSignal<Option<Edited>>,
    rules: Remote<Vec<RoutingRule>>,
    skills: Remote<Vec<Skill>>,
    names: Names,
) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(edited.with(Option::is_some)));
    let dialog = move || {
        edited.get().map(|about| {
            let title = match &about {
                Edited::New => words::new().to_owned(),
                Edited::Known(rule) => words::edit(&rule.name),
            };
            view! {
                <Dialog open=open title=title class="wide" on_close=move || edited.set(None)>
                    {inside(Fields::of(about.clone(), rules), open, skills, names)}
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
    team: RwSignal<String>,
    level: RwSignal<String>,
    skills: RwSignal<Vec<SkillNeed>>,
    conditions: RwSignal<Conditions>,
    overtaken: RwSignal<bool>,
    rules: Remote<Vec<RoutingRule>>,
    /// The rule as last read; `None` for a new one.
    base: StoredValue<Option<RoutingRule>>,
}

impl Fields {
    fn of(about: Edited, rules: Remote<Vec<RoutingRule>>) -> Self {
        let fields = Self {
            form: Form::new("rule"),
            name: RwSignal::new(String::new()),
            team: RwSignal::new(String::new()),
            level: RwSignal::new(String::new()),
            skills: RwSignal::new(Vec::new()),
            conditions: RwSignal::new(Conditions::default()),
            overtaken: RwSignal::new(false),
            rules,
            base: StoredValue::new(None),
        };
        if let Edited::Known(rule) = about {
            fields.learn(*rule, &RoutingRulePatch::default());
        }
        fields
    }

    fn learn(self, rule: RoutingRule, edits: &RoutingRulePatch) {
        if edits.name.is_none() {
            self.name.set(rule.name.clone());
        }
        if edits.team_id.is_none() {
            self.team.set(rule.team.id.to_string());
        }
        if edits.level.is_none() {
            let level = rule.level.map(|level| level.to_string());
            self.level.set(level.unwrap_or_default());
        }
        if edits.skills.is_none() {
            self.skills.set(rule.skills.clone());
        }
        if edits.conditions.is_none() {
            self.conditions.set(rule.conditions.clone());
        }
        self.base.set_value(Some(rule));
    }

    fn name(self) -> String {
        self.name.get_untracked().trim().to_owned()
    }

    fn level(self) -> Option<Level> {
        self.level.get_untracked().parse().ok()
    }

    fn patch(self, base: &RoutingRule, team_id: TeamId) -> RoutingRulePatch {
        RoutingRulePatch {
            name: Some(self.name()).filter(|name| *name != base.name),
            active: None,
            conditions: Some(self.conditions.get_untracked())
                .filter(|conditions| *conditions != base.conditions),
            team_id: Some(team_id).filter(|id| *id != base.team.id),
            level: Some(self.level()).filter(|level| *level != base.level),
            skills: Some(self.skills.get_untracked()).filter(|skills| *skills != base.skills),
        }
    }

    fn send(self, open: RwSignal<bool>) {
        let team: Option<TeamId> = self.team.get_untracked().parse().ok();
        // The last complaint takes the focus: the first field is asked last.
        if team.is_none() {
            self.form.complain("team_id", words::missing_team());
        }
        let is_named = self.form.require("name", self.name, words::missing_name());
        let (Some(team_id), true) = (team, is_named) else {
            return;
        };
        let done = move |words: String| {
            open.set(false);
            toasts().done(words);
        };
        let Some(base) = self.base.get_value() else {
            let new = NewRoutingRule {
                name: self.name(),
                active: None,
                conditions: self.conditions.get_untracked(),
                team_id,
                level: self.level(),
                skills: self.skills.get_untracked(),
            };
            self.form.send(
                async move { ask(client().create_routing_rule(&new)).await },
                move |rule: RoutingRule| {
                    done(words::created(&rule.name));
                    self.rules.update(|all| all.push(rule));
                },
            );
            return;
        };
        let edits = self.patch(&base, team_id);
        let patch = edits.clone();
        let id = base.id;
        // There is no address of one rule: the latest is looked up among all.
        let latest = async move {
            let all = ask(client().routing_rules()).await?.items;
            let found = all.into_iter().find(|rule| rule.id == id);
            Ok(found.unwrap_or(base))
        };
        let version = self
            .base
            .with_value(|base| base.as_ref().map_or(0, |base| base.version));
        let request = async move {
            save(
                ask(client().change_routing_rule(id, version, &patch)),
                latest,
            )
            .await
        };
        self.form.send(request, move |saved| match saved {
            Saved::Done(rule) => {
                done(words::saved().to_owned());
                self.rules.update(|all| replace(all, rule));
            }
            Saved::Overtaken(rule) => {
                self.rules.update(|all| replace(all, rule.clone()));
                self.learn(rule, &edits);
                self.overtaken.set(true);
            }
        });
    }
}

fn inside(
    fields: Fields,
    open: RwSignal<bool>,
    skills: Remote<Vec<Skill>>,
    names: Names,
) -> AnyView {
    let form = fields.form;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        fields.send(open);
    };
    let label = match fields.base.with_value(Option::is_some) {
        true => t::common::save(),
        false => words::create(),
    };
    let teams = Signal::derive(move || {
        let none = (String::new(), words::choose_team().to_owned());
        std::iter::once(none)
            .chain(names.directory.team_options())
            .collect::<Vec<_>>()
    });
    view! {
        <form novalidate on:submit=submit>
            <div class="dc">
                <Overtaken shown=fields.overtaken />
                <FormFailure form=form />
                <TextField name="name" label=words::field::name() value=fields.name form=form required=true />
                <div class="g2c">
                    <fieldset class="react">
                        <legend>{words::field::conditions()}</legend>
                        <ConditionFields
                            names=CONDITIONS
                            value=fields.conditions
                            on_change=move |conditions| fields.conditions.set(conditions)
                            known=names
                            form=form
                        />
                    </fieldset>
                    <fieldset class="react">
                        <legend>{words::field::target()}</legend>
                        <Select name="team_id" label=words::field::team() value=fields.team options=teams form=form />
                        <Select
                            name="level"
                            label=words::field::level()
                            value=fields.level
                            options=Signal::stored(levels())
                            form=form
                        />
                        <Needs
                            label=words::field::skills()
                            chosen=fields.skills
                            skills=skills.get_untracked().unwrap_or_default()
                            degree=1
                            form=form
                        />
                    </fieldset>
                </div>
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
    let own = (String::new(), words::field::level_team().to_owned());
    let each = Level::ALL
        .iter()
        .map(|&level| (level.to_string(), crate::words::level(level).to_owned()));
    std::iter::once(own).chain(each).collect()
}
