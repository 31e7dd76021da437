//! The tree: each category with what can be done to it.

use super::edit::Edited;
use crate::access::{ask, client};
use crate::components::*;
use crate::i18n::t;
use crate::remote::Remote;
use guichet_contract::category::{Category, CategoryPatch};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Two levels of lists.
#[component]
pub fn Tree(
    categories: Signal<Vec<Category>>,
    remote: Remote<Vec<Category>>,
    edited: RwSignal<Option<Edited>>,
) -> AnyView {
    let tree = move || {
        let categories = categories.get();
        if categories.is_empty() {
            return view! {
                <Empty icon=Icon::ListTree title=t::category::first() detail=t::category::first_detail() />
            }
            .into_any();
        }
        let roots = categories
            .iter()
            .filter(|category| category.parent_id.is_none());
        let branches: Vec<AnyView> = roots
            .map(|root| branch(root, &categories, remote, edited))
            .collect();
        view! { <ul class="tree">{branches}</ul> }.into_any()
    };
    tree.into_any()
}

fn branch(
    root: &Category,
    all: &[Category],
    remote: Remote<Vec<Category>>,
    edited: RwSignal<Option<Edited>>,
) -> AnyView {
    let leaves: Vec<AnyView> = all
        .iter()
        .filter(|category| category.parent_id == Some(root.id))
        .map(|leaf| view! { <li>{line(leaf, remote, edited)}</li> }.into_any())
        .collect();
    let leaves = (!leaves.is_empty()).then(|| view! { <ul>{leaves}</ul> });
    view! { <li>{line(root, remote, edited)} {leaves}</li> }.into_any()
}

fn line(
    category: &Category,
    remote: Remote<Vec<Category>>,
    edited: RwSignal<Option<Edited>>,
) -> AnyView {
    let (id, name, is_root) = (
        category.id,
        category.name.clone(),
        category.parent_id.is_none(),
    );
    let add = (is_root && category.active).then(|| {
        view! {
            <button
                type="button"
                class="btn ghost sm"
                aria-label=t::category::add_below(&name)
                on:click=move |_| edited.set(Some(Edited::New(Some(id))))
            >
                <Glyph icon=Icon::Plus />
                <span class="hide-sm">{t::category::add_short()}</span>
            </button>
        }
    });
    let renamed = category.clone();
    let (switch_label, switch_words) = if category.active {
        (
            t::category::deactivate(&name),
            t::category::deactivate_short(),
        )
    } else {
        (t::category::activate(&name), t::category::activate_short())
    };
    let switched = category.clone();
    let inactive =
        (!category.active).then(|| view! { <Tag label=t::category::inactive() tone="line" /> });
    view! {
        <div class="row" class:off=!category.active>
            <Glyph icon=if is_root { Icon::Folder } else { Icon::Tag } />
            <span class="nm">{name.clone()}</span>
            {inactive}
            <span class="grow"></span>
            {add}
            <button
                type="button"
                class="btn ghost sm"
                aria-label=t::category::rename(&name)
                on:click=move |_| edited.set(Some(Edited::Known(renamed.clone())))
            >
                <Glyph icon=Icon::PencilLine />
                <span class="hide-sm">{t::category::rename_short()}</span>
            </button>
            <button type="button" class="btn ghost sm" aria-label=switch_label on:click=move |_| switch(&switched, remote)>
                {switch_words}
            </button>
        </div>
    }
    .into_any()
}

/// Takes a category out of use or back into it; the message offers the way back.
fn switch(category: &Category, remote: Remote<Vec<Category>>) {
    let category = category.clone();
    spawn_local(async move {
        let active = !category.active;
        let patch = CategoryPatch {
            name: None,
            active: Some(active),
        };
        let answer = ask(client().change_category(category.id, category.version, &patch)).await;
        remote.reload();
        match answer {
            Ok(changed) => {
                let words = if active {
                    t::category::activated(&changed.name)
                } else {
                    t::category::deactivated(&changed.name)
                };
                toasts().undoable(words, move || switch(&changed, remote));
            }
            Err(failure) => toasts().failed(&failure),
        }
    });
}
