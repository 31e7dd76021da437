//! What a ticket is about and how much it weighs: fields shared by qualifying and quick solving.

use crate::components::*;
use crate::directory::{Directory, category_path, plain_choice};
use crate::form::Form;
use crate::i18n::t;
use crate::session;
use crate::words;
use guichet_contract::ticket::Ticket;
use guichet_domain::ids::CategoryId;
use guichet_domain::ticket::{Impact, Kind, Matrix, Urgency};
use leptos::prelude::*;

/// Kind, category, impact and urgency, as far as they are known.
#[derive(Clone, Copy)]
pub struct Nature {
    /// What it is about.
    pub kind: RwSignal<Kind>,
    /// The category.
    pub category: RwSignal<Option<Choice>>,
    /// How many are hindered, how soon.
    pub weight: RwSignal<Option<(Impact, Urgency)>>,
}

impl Nature {
    /// Filled in from the ticket.
    pub fn of(ticket: &Ticket) -> Self {
        let category = ticket.category.as_ref().map(|category| {
            let path = category_path(&category.name, category.parent_name.as_deref());
            plain_choice(category.id.0, path)
        });
        Self {
            kind: RwSignal::new(ticket.kind),
            category: RwSignal::new(category),
            weight: RwSignal::new(ticket.impact.zip(ticket.urgency)),
        }
    }

    /// The category that is chosen.
    pub fn category_id(self) -> Option<CategoryId> {
        self.category
            .with_untracked(|choice| choice.as_ref().map(|choice| CategoryId(choice.id)))
    }

    /// Category and weight; complains where one is missing.
    pub fn complete(self, form: Form) -> Option<(CategoryId, (Impact, Urgency))> {
        let weight = self.weight.get_untracked();
        if weight.is_none() {
            form.complain("impact", t::ticket::form::missing_weight());
        }
        let category = self.category_id();
        if category.is_none() {
            form.complain("category_id", t::ticket::form::missing_category());
        }
        category.zip(weight)
    }
}

/// The kinds side by side.
pub fn kind_field(kind: RwSignal<Kind>) -> AnyView {
    let kinds = Kind::ALL
        .iter()
        .map(|&one| (one, words::kind_short(one)))
        .collect();
    view! {
        <div class="field">
            <span class="lbl" aria-hidden="true">{t::ticket::field::kind()}</span>
            <Segments label=t::ticket::field::kind() options=kinds value=kind on_change=move |one| kind.set(one) />
        </div>
    }
    .into_any()
}

/// The category.
pub fn category_field(
    form: Form,
    directory: Directory,
    category: RwSignal<Option<Choice>>,
) -> AnyView {
    view! {
        <Combobox
            name="category_id"
            label=t::ticket::field::category()
            chosen=category
            search=directory.category_search()
            form=form
        />
    }
    .into_any()
}

/// Impact by urgency, with the urgency that the requester gave.
pub fn weight_field(
    form: Form,
    weight: RwSignal<Option<(Impact, Urgency)>>,
    said: Option<Urgency>,
) -> AnyView {
    let matrix = desk_matrix();
    let priority = Callback::new(move |(impact, urgency)| matrix.priority(impact, urgency));
    let error = form.error_of("impact");
    Effect::new(move |_| {
        if weight.get().is_some() {
            form.forgive("impact");
        }
    });
    let hint = move || match (weight.get(), said) {
        (None, Some(urgency)) => {
            let urgency = words::urgency(urgency).to_lowercase();
            Some(t::ticket::form::urgency_said(&urgency))
        }
        _ => None,
    };
    view! {
        <div class="field" id=form.id("impact") tabindex="-1" aria-invalid=move || error.get().map(|_| "true")>
            <PriorityMatrix name="deed-weight" priority=priority chosen=weight />
            {move || hint().map(|words| view! { <span class="hint">{words}</span> })}
            {move || error.get().map(|words| view! {
                <span class="err"><Glyph icon=Icon::CircleAlert size="s14" />{words}</span>
            })}
        </div>
    }
    .into_any()
}

/// The desk's matrix.
pub fn desk_matrix() -> Matrix {
    session::me().map(|me| me.desk.matrix).unwrap_or_default()
}
