//! Those who follow the ticket without being in charge.

use crate::components::*;
use crate::directory::staff_search;
use crate::i18n::t;
use guichet_client::DeedBody;
use guichet_contract::deed::Follow;
use guichet_contract::person::PersonRef;
use guichet_domain::ids::PersonId;
use guichet_domain::ticket::DeedKind;
use leptos::prelude::*;

use super::super::actions;
use super::super::state::{Property, Workspace};
use super::Section;
use super::edit::{Edit, Pick, PropertyRow};

/// The followers.
#[component]
pub fn Followers(workspace: Workspace) -> AnyView {
    let followers = workspace.part(|ticket| ticket.followers.clone());
    let may = workspace.may(DeedKind::Follow);
    let mine = workspace.part(actions::follows);
    let list = move || {
        let followers = followers.get().unwrap_or_default();
        let people: Vec<AnyView> = followers
            .into_iter()
            .map(|one| draw(workspace, one, may))
            .collect();
        (!people.is_empty()).then(|| view! { <ul class="people">{people}</ul> })
    };
    let own = move || match mine.get() {
        Some(true) => t::ticket::action::unfollow(),
        _ => t::ticket::action::follow(),
    };
    let edit = Edit::new(workspace, Property::Followers);
    let add = move || {
        view! { <span class="m row"><Glyph icon=Icon::Plus size="s14" />{t::ticket::panel::add_follower()}</span> }
    };
    let editor = move || {
        view! {
            <Pick
                edit=edit
                name="person_id"
                label=t::ticket::panel::add_follower()
                search=staff_search()
                on_pick=move |choice: Choice| follow(workspace, PersonId(choice.id), true)
            />
        }
    };
    view! {
        <Section name="followers" title=t::ticket::panel::followers()>
            {list}
            <button
                type="button"
                class="btn ghost sm add"
                hidden=move || !may.get()
                on:click=move |_| actions::begin(workspace, DeedKind::Follow)
            >
                <Glyph icon=Icon::Eye />
                {own}
            </button>
            <dl class="props">
                <PropertyRow
                    edit=edit
                    label=t::ticket::panel::others()
                    deed=DeedKind::Follow
                    value=add
                    editor=editor
                />
            </dl>
        </Section>
    }
    .into_any()
}

fn draw(workspace: Workspace, person: PersonRef, may: Memo<bool>) -> AnyView {
    let id = person.id;
    let named = Some((id, person.name.clone()));
    let label = t::common::remove(&person.name);
    view! {
        <li class="row">
            <Avatar person=named size=AvatarSize::Small beside_name=true />
            <span class="grow ell">{person.name}</span>
            <button
                type="button"
                class="ib sm"
                hidden=move || !may.get()
                aria-label=label
                on:click=move |_| follow(workspace, id, false)
            >
                <Glyph icon=Icon::X size="s14" />
            </button>
        </li>
    }
    .into_any()
}

fn follow(workspace: Workspace, person: PersonId, following: bool) {
    let body = Follow {
        person_id: Some(person),
        following,
    };
    workspace.act_with(DeedKind::Follow, DeedBody::Follow(body));
}
