//! Which people the list shows: what of it stands in the address, and the bar that changes it.

use crate::access::{ask, client};
use crate::components::*;
use crate::directory::{organization_search, plain_choice};
use crate::form::Form;
use crate::i18n::t;
use crate::routes::{self, Route};
use crate::words;
use guichet_contract::person::PeopleQuery;
use guichet_domain::ids::OrganizationId;
use guichet_domain::people::Role;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::params::ParamsMap;

const PAGE: u32 = 50;

/// Which roles.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Roles {
    All,
    Staff,
    One(Role),
}

impl Roles {
    fn words(self) -> &'static str {
        match self {
            Self::All => t::people::role_all(),
            Self::Staff => t::people::role_staff(),
            Self::One(role) => words::role(role),
        }
    }

    fn parse(word: Option<&str>) -> Self {
        match word {
            Some("staff") => Self::Staff,
            Some(role) => role.parse().map_or(Self::All, Self::One),
            None => Self::All,
        }
    }
}

/// What of the list is in the address.
#[derive(Clone, PartialEq)]
pub struct Shown {
    pub q: String,
    roles: Roles,
    organization: Option<OrganizationId>,
    active: Option<bool>,
}

impl Shown {
    /// Reads the query of an address. Deactivated accounts are left out unless asked for.
    pub fn parse(query: &ParamsMap) -> Self {
        Self {
            q: query.get("q").unwrap_or_default(),
            roles: Roles::parse(query.get_str("role")),
            organization: query.get_str("organization").and_then(|id| id.parse().ok()),
            active: match query.get_str("account") {
                Some("all") => None,
                Some("inactive") => Some(false),
                _ => Some(true),
            },
        }
    }

    /// The address of the list.
    pub fn path(&self) -> String {
        let mut query = ParamsMap::new();
        if !self.q.is_empty() {
            query.insert("q", self.q.clone());
        }
        match self.roles {
            Roles::All => {}
            Roles::Staff => query.insert("role", "staff".to_owned()),
            Roles::One(role) => query.insert("role", role.to_string()),
        }
        if let Some(id) = self.organization {
            query.insert("organization", id.to_string());
        }
        match self.active {
            Some(true) => {}
            Some(false) => query.insert("account", "inactive".to_owned()),
            None => query.insert("account", "all".to_owned()),
        }
        format!("{}{}", Route::People.path(), query.to_query_string())
    }

    /// The same, looking for something else.
    pub fn searching(self, q: String) -> Self {
        Self { q, ..self }
    }

    /// What to ask for.
    pub fn query(&self, cursor: Option<String>) -> PeopleQuery {
        PeopleQuery {
            q: (!self.q.is_empty()).then(|| self.q.clone()),
            role: match self.roles {
                Roles::One(role) => Some(role),
                Roles::All | Roles::Staff => None,
            },
            staff: (self.roles == Roles::Staff).then_some(true),
            organization_id: self.organization,
            active: self.active,
            limit: Some(PAGE),
            cursor,
            ..PeopleQuery::default()
        }
    }

    /// Whether nothing narrows it.
    pub fn is_plain(&self) -> bool {
        self.q.is_empty() && self.roles == Roles::All && self.organization.is_none()
    }

    /// Shows it.
    pub fn show(&self) {
        routes::replace(&self.path());
    }
}

/// The bar.
#[component]
pub fn Filters(shown: Memo<Shown>) -> AnyView {
    view! {
        <div class="filters" role="group" aria-label=t::people::filters()>
            {role_menu(shown)}
            {state_menu(shown)}
            <OrganizationFilter shown=shown />
        </div>
    }
    .into_any()
}

fn role_menu(shown: Memo<Shown>) -> AnyView {
    let entries = move || {
        let shown = shown.get_untracked();
        let roles = Role::ALL.iter().map(|&role| Roles::One(role));
        [Roles::All, Roles::Staff]
            .into_iter()
            .chain(roles)
            .map(|roles| {
                let next = Shown {
                    roles,
                    ..shown.clone()
                };
                MenuEntry::option(roles.words(), shown.roles == roles, move || next.show())
            })
            .collect::<Vec<_>>()
    };
    view! {
        <Menu class="btn ghost sm" entries=entries>
            {move || t::people::role_filter(shown.get().roles.words())}
            <Glyph icon=Icon::ChevronDown size="s14" />
        </Menu>
    }
    .into_any()
}

fn state_words(active: Option<bool>) -> &'static str {
    match active {
        Some(true) => t::people::state_active(),
        Some(false) => t::people::state_inactive(),
        None => t::people::state_all(),
    }
}

fn state_menu(shown: Memo<Shown>) -> AnyView {
    let entries = move || {
        let shown = shown.get_untracked();
        [Some(true), Some(false), None]
            .into_iter()
            .map(|active| {
                let next = Shown {
                    active,
                    ..shown.clone()
                };
                MenuEntry::option(state_words(active), shown.active == active, move || {
                    next.show()
                })
            })
            .collect::<Vec<_>>()
    };
    view! {
        <Menu class="btn ghost sm" entries=entries>
            {move || t::people::state_filter(state_words(shown.get().active))}
            <Glyph icon=Icon::ChevronDown size="s14" />
        </Menu>
    }
    .into_any()
}

#[component]
fn OrganizationFilter(shown: Memo<Shown>) -> AnyView {
    let chosen = RwSignal::new(None::<Choice>);
    let in_address = Memo::new(move |_| shown.with(|shown| shown.organization));
    // From the address into the field, and back.
    Effect::new(move |_| {
        let wanted = in_address.get();
        let known =
            chosen.with_untracked(|chosen| chosen.as_ref().map(|choice| OrganizationId(choice.id)));
        match wanted {
            None => chosen.set(None),
            Some(id) if known != Some(id) => spawn_local(async move {
                if let Ok(organization) = ask(client().organization(id)).await {
                    chosen.try_set(Some(plain_choice(id.0, organization.name)));
                }
            }),
            Some(_) => {}
        }
    });
    Effect::new(move |before: Option<()>| {
        let picked = chosen.with(|chosen| chosen.as_ref().map(|choice| OrganizationId(choice.id)));
        let shown = shown.get_untracked();
        if before.is_some() && picked != shown.organization {
            Shown {
                organization: picked,
                ..shown
            }
            .show();
        }
    });
    view! {
        <div class="fcombo">
            <Combobox
                name="organization"
                label=t::people::field::organization()
                placeholder=t::people::field::organization()
                chosen=chosen
                search=organization_search()
                form=Form::new("people")
            />
        </div>
    }
    .into_any()
}
