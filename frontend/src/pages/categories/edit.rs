//! A category, new or renamed.

use crate::access::{ask, client};
use crate::components::*;
use crate::form::Form;
use crate::i18n::t;
use crate::remote::Remote;
use guichet_contract::category::{Category, CategoryPatch, NewCategory};
use guichet_domain::ids::CategoryId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What the dialog is about.
#[derive(Clone, PartialEq)]
pub enum Edited {
    /// A new one, below this one.
    New(Option<CategoryId>),
    /// One to rename.
    Known(Category),
}

/// Open while something is edited.
#[component]
pub fn CategoryDialog(
    edited: RwSignal<Option<Edited>>,
    categories: Remote<Vec<Category>>,
) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(edited.with(Option::is_some)));
    let dialog = move || {
        edited.get().map(|about| {
            let title = match &about {
                Edited::New(_) => t::category::new().to_owned(),
                Edited::Known(category) => t::category::rename(&category.name),
            };
            view! {
                <Dialog open=open title=title on_close=move || edited.set(None)>
                    {inside(about.clone(), open, categories)}
                </Dialog>
            }
        })
    };
    dialog.into_any()
}

fn inside(about: Edited, open: RwSignal<bool>, categories: Remote<Vec<Category>>) -> AnyView {
    let form = Form::new("category");
    let (name, parent) = match &about {
        Edited::New(parent) => (
            String::new(),
            parent.map(|id| id.to_string()).unwrap_or_default(),
        ),
        Edited::Known(category) => (category.name.clone(), String::new()),
    };
    let (name, parent) = (RwSignal::new(name), RwSignal::new(parent));
    let is_new = matches!(about, Edited::New(_));
    let known = StoredValue::new(about);
    let done = move |words: String| {
        open.set(false);
        categories.reload();
        toasts().done(words);
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.require("name", name, t::category::missing_name()) {
            return;
        }
        let name = name.get_untracked().trim().to_owned();
        match known.get_value() {
            Edited::New(_) => {
                let new = NewCategory {
                    name,
                    parent_id: parent.get_untracked().parse().ok(),
                };
                form.send(
                    async move { ask(client().add_category(&new)).await },
                    move |category: Category| done(t::category::created(&category.name)),
                );
            }
            Edited::Known(category) => rename(form, category, name, categories, done),
        }
    };
    let roots = Signal::derive(move || roots(categories));
    let below = is_new.then(|| {
        view! {
            <Select
                name="parent_id"
                label=t::category::field::parent()
                value=parent
                options=roots
                form=form
            />
        }
    });
    let label = if is_new {
        t::category::create()
    } else {
        t::common::save()
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="dc">
                <FormFailure form=form />
                <TextField name="name" label=t::category::field::name() value=name form=form required=true />
                {below}
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

fn rename(
    form: Form,
    category: Category,
    name: String,
    categories: Remote<Vec<Category>>,
    done: impl FnOnce(String) + 'static,
) {
    let patch = CategoryPatch {
        name: Some(name),
        active: None,
    };
    // The version on screen may have grown since the dialog was opened.
    let version = categories.with(|known| {
        let known = known.and_then(|known| known.iter().find(|one| one.id == category.id));
        known.map_or(category.version, |known| known.version)
    });
    let request = async move {
        let answer = ask(client().change_category(category.id, version, &patch)).await;
        if answer.is_err() {
            categories.reload();
        }
        answer
    };
    form.send(request, move |_| done(t::category::renamed().to_owned()));
}

/// Where a new one can stand.
fn roots(categories: Remote<Vec<Category>>) -> Vec<(String, String)> {
    let first = (String::new(), t::category::field::parent_none().to_owned());
    let roots = categories.with(|categories| {
        let categories = categories.map(Vec::as_slice).unwrap_or_default();
        categories
            .iter()
            .filter(|category| category.parent_id.is_none() && category.active)
            .map(|category| (category.id.to_string(), category.name.clone()))
            .collect::<Vec<_>>()
    });
    std::iter::once(first).chain(roots).collect()
}
