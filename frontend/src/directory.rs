//! What comboboxes and lists choose from: people, teams, categories, tags, tickets.

use crate::access::{ask, client};
use crate::components::{Choice, Search, search_with};
use crate::remote::Remote;
use crate::session;
use crate::words;
use guichet_contract::category::Category;
use guichet_contract::organization::{NameQuery, Organization};
use guichet_contract::person::{PeopleQuery, Person, PersonRef};
use guichet_contract::team::Team;
use guichet_contract::ticket::TicketQuery;
use guichet_domain::ids::{CategoryId, TeamId, TicketId};
use leptos::prelude::*;

/// How many choices a list offers at once.
const OFFERED: u32 = 20;

/// The teams and categories of the desk, asked for once.
#[derive(Clone, Copy)]
pub struct Directory {
    teams: Remote<Vec<Team>>,
    categories: Remote<Vec<Category>>,
}

impl Directory {
    /// Asks for them.
    #[must_use]
    pub fn new() -> Self {
        Self {
            teams: Remote::new(|| async {
                // Requesters know nothing of teams.
                if !session::me().is_some_and(|me| me.role.is_staff()) {
                    return Ok(Vec::new());
                }
                Ok(ask(client().teams()).await?.items)
            }),
            categories: Remote::new(|| async { Ok(ask(client().categories()).await?.items) }),
        }
    }

    /// The teams that tickets can be given to.
    #[must_use]
    pub fn teams(self) -> Vec<Team> {
        self.teams.with(|teams| {
            let active = |team: &&Team| team.active;
            teams
                .map(|teams| teams.iter().filter(active).cloned().collect())
                .unwrap_or_default()
        })
    }

    /// One team.
    #[must_use]
    pub fn team(self, id: TeamId) -> Option<Team> {
        self.teams
            .with(|teams| teams?.iter().find(|team| team.id == id).cloned())
    }

    /// Teams as the lines of a select: id and name with the level.
    #[must_use]
    pub fn team_options(self) -> Vec<(String, String)> {
        let line = |team: Team| {
            let name = format!("{} · {}", team.name, words::level(team.level));
            (team.id.to_string(), name)
        };
        self.teams().into_iter().map(line).collect()
    }

    /// Teams by the beginning of a word.
    #[must_use]
    pub fn team_search(self) -> Search {
        search_with(move |typed| {
            let found = untrack(|| self.teams())
                .into_iter()
                .filter(|team| begins(&team.name, &typed))
                .map(|team| Choice {
                    id: team.id.0,
                    label: team.name,
                    detail: words::level(team.level).to_owned(),
                    person: false,
                })
                .collect();
            std::future::ready(found)
        })
    }

    /// Categories by the beginning of a word, with the one above: `Réseau › VPN`.
    #[must_use]
    pub fn category_search(self) -> Search {
        search_with(move |typed| {
            let found = untrack(|| self.categories_with_path())
                .into_iter()
                .filter(|(_, path)| begins(path, &typed))
                .map(|(id, path)| plain_choice(id.0, path))
                .collect();
            std::future::ready(found)
        })
    }

    /// Categories as the lines of a select.
    #[must_use]
    pub fn category_options(self) -> Vec<(String, String)> {
        self.categories_with_path()
            .into_iter()
            .map(|(id, path)| (id.to_string(), path))
            .collect()
    }

    /// A category with the one above, whether it is still in use or not.
    #[must_use]
    pub fn category(self, id: CategoryId) -> Option<String> {
        self.categories.with(|categories| {
            let categories = categories?;
            let find = |id| categories.iter().find(|category| category.id == id);
            let category = find(id)?;
            let above = category.parent_id.and_then(find);
            Some(category_path(
                &category.name,
                above.map(|above| above.name.as_str()),
            ))
        })
    }

    fn categories_with_path(self) -> Vec<(CategoryId, String)> {
        self.categories.with(|categories| {
            let categories = categories.map(Vec::as_slice).unwrap_or_default();
            let name_of = |id| categories.iter().find(|above| above.id == id);
            let mut paths: Vec<(CategoryId, String)> = categories
                .iter()
                .filter(|category| category.active)
                .map(|category| {
                    let above = category.parent_id.and_then(name_of);
                    let above = above.map(|above| above.name.as_str());
                    (category.id, category_path(&category.name, above))
                })
                .collect();
            paths.sort_by_key(|(_, path)| path.to_lowercase());
            paths
        })
    }
}

/// `Réseau › VPN`.
#[must_use]
pub fn category_path(name: &str, above: Option<&str>) -> String {
    match above {
        Some(above) => format!("{above} › {name}"),
        None => name.to_owned(),
    }
}

/// Someone as a choice.
#[must_use]
pub fn person_choice(person: &PersonRef) -> Choice {
    Choice {
        id: person.id.0,
        label: person.name.clone(),
        detail: person.email.clone().unwrap_or_default(),
        person: true,
    }
}

/// Anything else as a choice.
#[must_use]
pub fn plain_choice(id: i64, label: String) -> Choice {
    Choice {
        id,
        label,
        detail: String::new(),
        person: false,
    }
}

/// Agents, supervisors and administrators who can be put in charge.
#[must_use]
pub fn staff_search() -> Search {
    search_with(|typed| async move {
        let query = PeopleQuery {
            staff: Some(true),
            ..people_query(typed)
        };
        let by_team = |person: Person| {
            let teams: Vec<&str> = person.teams.iter().map(|team| team.name.as_str()).collect();
            (teams.join(", "), person)
        };
        found_people(query, by_team).await
    })
}

/// Everybody, by name, address or number.
#[must_use]
pub fn people_search() -> Search {
    search_with(|typed| async move {
        let by_organization = |person: Person| {
            let organization = person.organization.as_ref().map(|one| one.name.clone());
            let detail = organization.or_else(|| person.email.clone());
            (detail.unwrap_or_default(), person)
        };
        found_people(people_query(typed), by_organization).await
    })
}

fn people_query(typed: String) -> PeopleQuery {
    PeopleQuery {
        q: Some(typed).filter(|typed| !typed.trim().is_empty()),
        active: Some(true),
        limit: Some(OFFERED),
        ..PeopleQuery::default()
    }
}

async fn found_people(
    query: PeopleQuery,
    describe: impl Fn(Person) -> (String, Person),
) -> Vec<Choice> {
    let Ok(page) = ask(client().people(&query)).await else {
        return Vec::new();
    };
    let choice = |person: Person| {
        let (detail, person) = describe(person);
        Choice {
            id: person.id.0,
            label: person.name,
            detail,
            person: true,
        }
    };
    page.items.into_iter().map(choice).collect()
}

/// Organizations by name.
#[must_use]
pub fn organization_search() -> Search {
    search_with(|typed| async move {
        let query = NameQuery {
            q: Some(typed).filter(|typed| !typed.trim().is_empty()),
            limit: Some(OFFERED),
            cursor: None,
        };
        let found = ask(client().organizations(&query)).await;
        let choice = |one: Organization| plain_choice(one.id.0, one.name);
        found.map_or_else(
            |_| Vec::new(),
            |page| page.items.into_iter().map(choice).collect(),
        )
    })
}

/// A few known choices, by the beginning of a word.
#[must_use]
pub fn search_among(choices: Vec<Choice>) -> Search {
    search_with(move |typed| {
        let fits = |choice: &&Choice| begins(&choice.label, &typed);
        let found: Vec<Choice> = choices.iter().filter(fits).cloned().collect();
        std::future::ready(found)
    })
}

/// Tickets by number or subject, except one.
#[must_use]
pub fn ticket_search(except: TicketId) -> Search {
    search_with(move |typed| async move {
        let query = TicketQuery {
            q: Some(typed).filter(|typed| !typed.trim().is_empty()),
            limit: Some(OFFERED),
            ..TicketQuery::default()
        };
        let Ok(page) = ask(client().tickets(&query)).await else {
            return Vec::new();
        };
        page.items
            .into_iter()
            .filter(|row| row.id != except)
            .map(|row| Choice {
                id: row.id.0,
                label: format!("{} {}", row.number, row.subject),
                detail: words::status(row.status).to_owned(),
                person: false,
            })
            .collect()
    })
}

/// Tags in use, and what is typed as a new one.
#[must_use]
pub fn tag_search() -> Search {
    search_with(|typed| async move {
        let typed = typed.trim().to_lowercase();
        let query = NameQuery {
            q: Some(typed.clone()).filter(|typed| !typed.is_empty()),
            limit: Some(OFFERED),
            cursor: None,
        };
        let mut names: Vec<String> = ask(client().tags(&query))
            .await
            .map(|page| page.items.into_iter().map(|tag| tag.name).collect())
            .unwrap_or_default();
        if !typed.is_empty() && !names.contains(&typed) {
            names.push(typed);
        }
        (0..)
            .zip(names)
            .map(|(place, name)| plain_choice(place, name))
            .collect()
    })
}

/// What was typed, unless it is blank.
#[must_use]
pub fn given(typed: &str) -> Option<String> {
    let typed = typed.trim();
    (!typed.is_empty()).then(|| typed.to_owned())
}

/// Whether a word of the text begins with what is typed; an empty one begins everything.
fn begins(text: &str, typed: &str) -> bool {
    let typed = typed.trim().to_lowercase();
    text.to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric())
        .any(|word| word.starts_with(&typed))
        || text.to_lowercase().contains(&typed)
}
