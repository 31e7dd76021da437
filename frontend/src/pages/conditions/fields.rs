//! The fields of conditions: six lists, each of which may stay empty.

use super::names::Names;
use crate::components::*;
use crate::directory::{organization_search, plain_choice, search_among, tag_search};
use crate::form::Form;
use crate::i18n::t;
use crate::words;
use guichet_domain::ids::{CategoryId, OrganizationId, TeamId};
use guichet_domain::sla::Conditions;
use guichet_domain::ticket::{Channel, Kind};
use leptos::prelude::*;

/// What the API calls the six lists, in this order: kinds, categories, organizations, teams,
/// channels, tags.
pub type FieldNames = [&'static str; 6];

/// Six fields that each take several.
#[component]
pub fn ConditionFields(
    names: FieldNames,
    #[prop(into)] value: Signal<Conditions>,
    #[prop(into)] on_change: Callback<Conditions>,
    /// What is known by number.
    known: Names,
    form: Form,
) -> AnyView {
    Effect::new(move |_| value.with(|conditions| known.need(conditions)));
    let edit = Edit { value, on_change };
    let [kinds, categories, organizations, teams, channels, tags] = names;
    view! {
        <Several
            name=organizations
            label=t::condition::organizations()
            placeholder=t::condition::any_organization()
            chosen=edit.shown(move |all| {
                each(&all.organization_ids, |id| plain_choice(id.0, known.organization(id)))
            })
            on_add=edit.adds(move |all, choice| {
                known.learn(OrganizationId(choice.id), choice.label);
                all.organization_ids.push(OrganizationId(choice.id));
            })
            on_remove=edit.adds(|all, choice| all.organization_ids.retain(|id| id.0 != choice.id))
            search=organization_search()
            form=form
        />
        <Several
            name=categories
            label=t::condition::categories()
            placeholder=t::condition::any_category()
            chosen=edit.shown(move |all| {
                each(&all.category_ids, |id| plain_choice(id.0, known.category(id)))
            })
            on_add=edit.adds(|all, choice| all.category_ids.push(CategoryId(choice.id)))
            on_remove=edit.adds(|all, choice| all.category_ids.retain(|id| id.0 != choice.id))
            search=known.directory.category_search()
            form=form
        />
        <Several
            name=kinds
            label=t::condition::kinds()
            placeholder=t::condition::any_kind()
            chosen=edit.shown(|all| each(&all.kinds, kind_choice))
            on_add=edit.adds(|all, choice| all.kinds.extend(kind_of(&choice)))
            on_remove=edit.adds(|all, choice| all.kinds.retain(|kind| Some(*kind) != kind_of(&choice)))
            search=search_among(each(Kind::ALL, kind_choice))
            form=form
        />
        <Several
            name=teams
            label=t::condition::teams()
            placeholder=t::condition::any_team()
            chosen=edit.shown(move |all| each(&all.team_ids, |id| plain_choice(id.0, known.team(id))))
            on_add=edit.adds(|all, choice| all.team_ids.push(TeamId(choice.id)))
            on_remove=edit.adds(|all, choice| all.team_ids.retain(|id| id.0 != choice.id))
            search=known.directory.team_search()
            form=form
        />
        <Several
            name=channels
            label=t::condition::channels()
            placeholder=t::condition::any_channel()
            chosen=edit.shown(|all| each(&all.channels, channel_choice))
            on_add=edit.adds(|all, choice| all.channels.extend(channel_of(&choice)))
            on_remove=edit.adds(|all, choice| {
                all.channels.retain(|channel| Some(*channel) != channel_of(&choice))
            })
            search=search_among(each(Channel::ALL, channel_choice))
            form=form
        />
        <Several
            name=tags
            label=t::condition::tags()
            placeholder=t::condition::any_tag()
            chosen=edit.shown(|all| all.tags.iter().map(|tag| plain_choice(0, tag.clone())).collect())
            on_add=edit.adds(|all, choice| all.tags.push(choice.label))
            on_remove=edit.adds(|all, choice| all.tags.retain(|tag| *tag != choice.label))
            search=tag_search()
            form=form
        />
    }
    .into_any()
}

/// The conditions and the way to change them.
#[derive(Clone, Copy)]
struct Edit {
    value: Signal<Conditions>,
    on_change: Callback<Conditions>,
}

impl Edit {
    fn shown(
        self,
        read: impl Fn(&Conditions) -> Vec<Choice> + Send + Sync + 'static,
    ) -> Signal<Vec<Choice>> {
        Signal::derive(move || self.value.with(&read))
    }

    fn adds(
        self,
        change: impl Fn(&mut Conditions, Choice) + Send + Sync + 'static,
    ) -> Callback<Choice> {
        Callback::new(move |choice| {
            let mut all = self.value.get_untracked();
            change(&mut all, choice);
            self.on_change.run(all);
        })
    }
}

fn each<T: Copy>(values: &[T], choice: impl Fn(T) -> Choice) -> Vec<Choice> {
    values.iter().map(|&value| choice(value)).collect()
}

fn kind_choice(kind: Kind) -> Choice {
    plain_choice(kind as i64, words::kind(kind).to_owned())
}

fn kind_of(choice: &Choice) -> Option<Kind> {
    Kind::ALL
        .iter()
        .copied()
        .find(|kind| *kind as i64 == choice.id)
}

fn channel_choice(channel: Channel) -> Choice {
    plain_choice(channel as i64, words::channel(channel).to_owned())
}

fn channel_of(choice: &Choice) -> Option<Channel> {
    Channel::ALL
        .iter()
        .copied()
        .find(|channel| *channel as i64 == choice.id)
}
