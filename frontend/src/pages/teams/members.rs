//! The members of a team: those chosen, and a field that adds one.

use crate::components::*;
use crate::directory::staff_search;
use crate::form::Form;
use crate::i18n::t;
use guichet_contract::person::PersonRef;
use guichet_domain::ids::PersonId;
use leptos::prelude::*;

/// The field and the list.
#[component]
pub fn Members(members: RwSignal<Vec<PersonRef>>, form: Form) -> AnyView {
    let chosen = RwSignal::new(None::<Choice>);
    Effect::new(move |_| {
        if let Some(choice) = chosen.get() {
            let member = PersonRef {
                id: PersonId(choice.id),
                name: choice.label,
                email: None,
            };
            members.update(|members| {
                if members.iter().all(|known| known.id != member.id) {
                    members.push(member);
                }
            });
            chosen.set(None);
        }
    });
    let line = move |member: PersonRef| {
        let portrait = Some((member.id, member.name.clone()));
        let remove = t::common::remove(&member.name);
        view! {
            <li class="row">
                <Avatar person=portrait beside_name=true />
                <span class="grow">{member.name}</span>
                <IconButton
                    icon=Icon::X
                    label=remove
                    class="sm"
                    on_press=move || members.update(|members| members.retain(|known| known.id != member.id))
                />
            </li>
        }
    };
    view! {
        <Combobox
            name="member_ids"
            label=t::team::field::members()
            placeholder=t::team::field::member_add()
            chosen=chosen
            search=staff_search()
            form=form
        />
        <ul class="chosen" aria-label=t::team::field::members()>
            <For each=move || members.get() key=|member| member.id children=line />
        </ul>
    }
    .into_any()
}
