//! The tags: each can be taken off, and one more put on.

use crate::components::*;
use crate::directory::tag_search;
use crate::i18n::t;
use guichet_client::DeedBody;
use guichet_contract::deed;
use guichet_domain::ticket::DeedKind;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::state::{Property, Workspace};
use super::edit::{Edit, Pick, PropertyRow};

/// The line of tags.
#[component]
pub fn Tags(workspace: Workspace) -> AnyView {
    let edit = Edit::new(workspace, Property::Tags);
    let tags = workspace.part(|ticket| ticket.tags.clone());
    let may = workspace.may(DeedKind::Tag);
    let list = move || {
        let tags = tags.get().unwrap_or_default();
        (!tags.is_empty()).then(|| {
            let tags: Vec<AnyView> = tags
                .into_iter()
                .map(|tag| draw(workspace, tag, may))
                .collect();
            view! { <div class="tags">{tags}</div> }
        })
    };
    let add = move || {
        view! { <span class="m row"><Glyph icon=Icon::Plus size="s14" />{t::ticket::panel::add_tag()}</span> }
    };
    let editor = move || {
        view! {
            <Pick
                edit=edit
                name="tag"
                label=t::ticket::field::tags()
                search=tag_search()
                on_pick=move |choice: Choice| change(workspace, Some(choice.label), None)
            />
        }
    };
    view! {
        <PropertyRow
            edit=edit
            label=t::ticket::field::tags()
            deed=DeedKind::Tag
            before=list
            value=add
            editor=editor
        />
    }
    .into_any()
}

fn draw(workspace: Workspace, tag: String, may: Memo<bool>) -> AnyView {
    let remove = {
        let tag = tag.clone();
        move |_| change(workspace, None, Some(tag.clone()))
    };
    view! {
        <span class="tag">
            {tag.clone()}
            <button
                type="button"
                class="px"
                hidden=move || !may.get()
                aria-label=t::common::remove(&tag)
                on:click=remove
            >
                <Glyph icon=Icon::X />
            </button>
        </span>
    }
    .into_any()
}

/// Shows it at once; what is refused goes back.
fn change(workspace: Workspace, add: Option<String>, remove: Option<String>) {
    put(workspace, add.as_deref(), remove.as_deref());
    let body = deed::Tag {
        add: add.clone().into_iter().collect(),
        remove: remove.clone().into_iter().collect(),
    };
    spawn_local(async move {
        if let Err(failure) = workspace.perform(DeedKind::Tag, DeedBody::Tag(body)).await {
            put(workspace, remove.as_deref(), add.as_deref());
            toasts().failed(&failure);
        }
    });
}

fn put(workspace: Workspace, add: Option<&str>, remove: Option<&str>) {
    workspace.ticket.update(|ticket| {
        ticket.tags.retain(|tag| Some(tag.as_str()) != remove);
        if let Some(add) = add
            && !ticket.tags.iter().any(|tag| tag == add)
        {
            ticket.tags.push(add.to_owned());
            ticket.tags.sort();
        }
    });
}
