//! The fields of a person, and what they change.

use crate::components::*;
use crate::directory::{Directory, given, organization_search, plain_choice};
use crate::form::Form;
use crate::i18n::t;
use crate::words;
use guichet_contract::person::{NewPerson, Person, PersonPatch};
use guichet_contract::team::TeamRef;
use guichet_domain::ids::{OrganizationId, TeamId};
use guichet_domain::people::{AgentScope, Language, Role};
use leptos::prelude::*;

/// What is typed about a person; copied into the fields.
#[derive(Clone, Copy)]
pub struct PersonFields {
    pub name: RwSignal<String>,
    pub email: RwSignal<String>,
    pub phone: RwSignal<String>,
    pub organization: RwSignal<Option<Choice>>,
    pub manager: RwSignal<bool>,
    pub reader: RwSignal<bool>,
    pub language: RwSignal<String>,
    pub role: RwSignal<String>,
    pub scope: RwSignal<String>,
    pub teams: RwSignal<Vec<TeamRef>>,
    pub active: RwSignal<bool>,
    pub password: RwSignal<String>,
}

impl PersonFields {
    /// For a new person of this role.
    pub fn empty(role: Role, language: Language) -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            name: text(),
            email: text(),
            phone: text(),
            organization: RwSignal::new(None),
            manager: RwSignal::new(false),
            reader: RwSignal::new(false),
            language: RwSignal::new(language.to_string()),
            role: RwSignal::new(role.to_string()),
            scope: RwSignal::new(AgentScope::All.to_string()),
            teams: RwSignal::new(Vec::new()),
            active: RwSignal::new(true),
            password: text(),
        }
    }

    /// Shows a person, except what `edits` change.
    pub fn show(self, person: &Person, edits: &PersonPatch) {
        let keep = |edited: bool, set: &dyn Fn()| {
            if !edited {
                set();
            }
        };
        keep(edits.name.is_some(), &|| self.name.set(person.name.clone()));
        keep(edits.email.is_some(), &|| {
            self.email.set(person.email.clone().unwrap_or_default())
        });
        keep(edits.phone.is_some(), &|| {
            self.phone.set(person.phone.clone().unwrap_or_default())
        });
        keep(edits.organization_id.is_some(), &|| {
            let organization = person.organization.as_ref();
            self.organization
                .set(organization.map(|one| plain_choice(one.id.0, one.name.clone())));
        });
        keep(edits.organization_manager.is_some(), &|| {
            self.manager.set(person.organization_manager)
        });
        keep(edits.organization_reader.is_some(), &|| {
            self.reader.set(person.organization_reader)
        });
        keep(edits.language.is_some(), &|| {
            self.language.set(person.language.to_string())
        });
        keep(edits.role.is_some(), &|| {
            self.role.set(person.role.to_string())
        });
        keep(edits.scope.is_some(), &|| {
            self.scope.set(person.scope.to_string())
        });
        keep(edits.team_ids.is_some(), &|| {
            self.teams.set(person.teams.clone())
        });
        keep(edits.active.is_some(), &|| self.active.set(person.active));
    }

    /// What differs from `person`. A new password goes its own way.
    pub fn patch(self, person: &Person) -> PersonPatch {
        let line = |field: RwSignal<String>| given(&field.get());
        let changed_line =
            |field, known: &Option<String>| Some(line(field)).filter(|typed| typed != known);
        let ids = |teams: &[TeamRef]| teams.iter().map(|team| team.id).collect::<Vec<TeamId>>();
        let teams = self.teams.with(|teams| ids(teams));
        let organization = self.organization_id();
        PersonPatch {
            name: Some(self.name.get().trim().to_owned()).filter(|name| *name != person.name),
            email: changed_line(self.email, &person.email),
            phone: changed_line(self.phone, &person.phone),
            role: self
                .role
                .get()
                .parse()
                .ok()
                .filter(|role| *role != person.role),
            scope: self
                .scope
                .get()
                .parse()
                .ok()
                .filter(|scope| *scope != person.scope),
            organization_id: Some(organization)
                .filter(|id| *id != person.organization.as_ref().map(|one| one.id)),
            organization_manager: Some(self.manager.get())
                .filter(|is| *is != person.organization_manager),
            organization_reader: Some(self.reader.get())
                .filter(|is| *is != person.organization_reader),
            team_ids: Some(teams).filter(|teams| *teams != ids(&person.teams)),
            language: self
                .language
                .get()
                .parse()
                .ok()
                .filter(|language| *language != person.language),
            active: Some(self.active.get()).filter(|is| *is != person.active),
            password: None,
        }
    }

    /// Someone new.
    pub fn new_person(self) -> NewPerson {
        let line = |field: RwSignal<String>| given(&field.get_untracked());
        let role: Role = self.role.get_untracked().parse().unwrap_or(Role::Requester);
        let is_staff = role.is_staff();
        let organization_id = untrack(|| self.organization_id());
        NewPerson {
            name: self.name.get_untracked().trim().to_owned(),
            email: line(self.email),
            phone: line(self.phone),
            role: is_staff.then_some(role),
            scope: self.scope.get_untracked().parse().ok().filter(|_| is_staff),
            organization_id,
            organization_manager: Some(self.manager.get_untracked()).filter(|is| *is),
            organization_reader: Some(self.reader.get_untracked()).filter(|is| *is),
            team_ids: is_staff.then(|| {
                self.teams
                    .with_untracked(|teams| teams.iter().map(|team| team.id).collect())
            }),
            language: self.language.get_untracked().parse().ok(),
            password: line(self.password),
        }
    }

    fn organization_id(self) -> Option<OrganizationId> {
        self.organization
            .with(|chosen| chosen.as_ref().map(|choice| OrganizationId(choice.id)))
    }

    /// Name, address, telephone, language.
    pub fn identity(self, form: Form) -> AnyView {
        view! {
            <TextField name="name" label=t::people::field::name() value=self.name form=form required=true />
            <TextField
                name="email"
                label=t::people::field::email()
                hint=t::people::field::email_hint()
                kind="email"
                value=self.email
                form=form
            />
            <TextField name="phone" label=t::people::field::phone() kind="tel" value=self.phone form=form />
            <Select
                name="language"
                label=t::people::field::language()
                value=self.language
                options=Signal::stored(words::languages())
                form=form
            />
        }
        .into_any()
    }

    /// The organization, and what the person is in it.
    pub fn belonging(self, form: Form) -> AnyView {
        let inside = move || {
            self.organization.with(Option::is_some).then(|| {
                view! {
                    <Check label=t::people::field::manager() value=self.manager />
                    <Check label=t::people::field::reader() value=self.reader />
                }
            })
        };
        view! {
            <Combobox
                name="organization_id"
                label=t::people::field::organization()
                hint=t::people::field::organization_hint()
                chosen=self.organization
                search=organization_search()
                form=form
            />
            {inside}
        }
        .into_any()
    }

    /// Role; for those of the desk also what they see and their teams.
    pub fn standing(self, form: Form, directory: Directory) -> AnyView {
        let is_staff = Memo::new(move |_| self.role.get().parse().is_ok_and(Role::is_staff));
        let of_staff = move || {
            is_staff.get().then(|| {
                view! {
                    <Select
                        name="scope"
                        label=t::people::field::scope()
                        value=self.scope
                        options=Signal::stored(scopes())
                        form=form
                    />
                    <TeamsField teams=self.teams directory=directory form=form />
                }
            })
        };
        view! {
            <Select
                name="role"
                label=t::people::field::role()
                value=self.role
                options=Signal::stored(roles())
                form=form
            />
            {of_staff}
        }
        .into_any()
    }
}

fn roles() -> Vec<(String, String)> {
    Role::ALL
        .iter()
        .map(|&role| (role.to_string(), words::role(role).to_owned()))
        .collect()
}

fn scopes() -> Vec<(String, String)> {
    AgentScope::ALL
        .iter()
        .map(|&scope| (scope.to_string(), scope_words(scope).to_owned()))
        .collect()
}

/// What an agent sees, in words.
pub fn scope_words(scope: AgentScope) -> &'static str {
    match scope {
        AgentScope::All => t::people::scope::all(),
        AgentScope::Teams => t::people::scope::teams(),
    }
}

/// The teams of an agent: those chosen, and a field that adds one.
#[component]
pub fn TeamsField(teams: RwSignal<Vec<TeamRef>>, directory: Directory, form: Form) -> AnyView {
    let chosen = RwSignal::new(None::<Choice>);
    Effect::new(move |_| {
        if let Some(choice) = chosen.get() {
            let team = TeamRef {
                id: TeamId(choice.id),
                name: choice.label,
            };
            teams.update(|teams| {
                if teams.iter().all(|known| known.id != team.id) {
                    teams.push(team);
                }
            });
            chosen.set(None);
        }
    });
    let chip = move |team: TeamRef| {
        let remove = t::common::remove(&team.name);
        view! {
            <li class="fchip">
                <span class="v">{team.name}</span>
                <button
                    type="button"
                    aria-label=remove
                    on:click=move |_| teams.update(|teams| teams.retain(|known| known.id != team.id))
                >
                    <Glyph icon=Icon::X />
                </button>
            </li>
        }
    };
    view! {
        <Combobox
            name="team_ids"
            label=t::people::field::teams()
            placeholder=t::people::field::team_add()
            chosen=chosen
            search=directory.team_search()
            form=form
        />
        <ul class="row wrap chips" aria-label=t::people::field::teams()>
            <For each=move || teams.get() key=|team| team.id children=chip />
        </ul>
    }
    .into_any()
}
