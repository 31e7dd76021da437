//! Every place of the interface: its address, who it is for, and the way there.

use crate::leaving;
use crate::single::Single;
use guichet_domain::ids::{CalendarId, OrganizationId, PersonId, SlaPolicyId, TicketId};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// Where one can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// `/`: the place one works at.
    Home,
    /// Sign-in.
    Login,
    /// The first administrator.
    Setup,
    /// The ticket list.
    Tickets,
    /// One ticket.
    Ticket(TicketId),
    /// People.
    People,
    /// One person.
    Person(PersonId),
    /// Organizations.
    Organizations,
    /// One organization.
    Organization(OrganizationId),
    /// Teams.
    Teams,
    /// Categories.
    Categories,
    /// What the desk is called, its matrix, its delays.
    Desk,
    /// Those who work at the desk.
    Agents,
    /// What is promised; the first policy where none is named.
    Sla(Option<SlaPolicyId>),
    /// When time counts; the first calendar where none is named.
    Calendars(Option<CalendarId>),
    /// How tickets find their team and their agent.
    Routing(RoutingPart),
    /// Who is absent when.
    Absences,
    /// Mails that come and go; which part of it, the page reads.
    Email,
    /// One's own account.
    Account,
    /// The portal's home.
    Portal,
    /// The kinds of request to choose from.
    PortalForms,
    /// A new request.
    PortalNew(RequestForm),
    /// One's requests.
    PortalRequests,
    /// One request.
    PortalRequest(TicketId),
    /// What a link from a mail opens; which page and its token, the page reads.
    Link,
    /// Nowhere.
    Unknown,
}

/// A part of the settings of the routing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoutingPart {
    /// How the tickets of each team find their agent.
    Teams,
    /// The rules that lead to a team.
    Rules,
    /// What agents are able to do.
    Skills,
    /// What the routing knows of each agent.
    Agents,
}

impl RoutingPart {
    /// Every part, in the order they are shown.
    pub const ALL: [Self; 4] = [Self::Teams, Self::Rules, Self::Skills, Self::Agents];

    /// Its name in addresses; the first has none.
    #[must_use]
    pub const fn slug(self) -> Option<&'static str> {
        match self {
            Self::Teams => None,
            Self::Rules => Some("rules"),
            Self::Skills => Some("skills"),
            Self::Agents => Some("agents"),
        }
    }

    fn parse(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.slug() == Some(slug))
    }
}

/// What a requester asks for, in the words of the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestForm {
    /// Something has stopped working.
    Incident,
    /// Access to something.
    Access,
    /// Something to work with.
    Equipment,
    /// An answer.
    Question,
}

impl RequestForm {
    /// Every form, in the order they are offered.
    pub const ALL: [Self; 4] = [
        Self::Incident,
        Self::Access,
        Self::Equipment,
        Self::Question,
    ];

    /// Its name in addresses.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Access => "access",
            Self::Equipment => "equipment",
            Self::Question => "question",
        }
    }

    fn parse(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.slug() == slug)
    }
}

/// The frame a place is drawn in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Before one is inside.
    Door,
    /// The agents' workspace.
    Agent,
    /// The requesters' portal.
    Portal,
}

impl Route {
    /// Reads the path of an address.
    #[must_use]
    pub fn parse(path: &str) -> Self {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let found = match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (None, ..) => Some(Self::Home),
            (Some("login"), None, ..) => Some(Self::Login),
            (Some("setup"), None, ..) => Some(Self::Setup),
            (Some("tickets"), None, ..) => Some(Self::Tickets),
            (Some("tickets"), Some(number), None, _) => ticket_id(number).map(Self::Ticket),
            (Some("contacts"), None, ..) => Some(Self::People),
            (Some("contacts"), Some(id), None, _) => id.parse().ok().map(Self::Person),
            (Some("organizations"), None, ..) => Some(Self::Organizations),
            (Some("organizations"), Some(id), None, _) => id.parse().ok().map(Self::Organization),
            (Some("settings"), Some("teams"), None, _) => Some(Self::Teams),
            (Some("settings"), Some("categories"), None, _) => Some(Self::Categories),
            (Some("settings"), Some("organization") | None, None, _) => Some(Self::Desk),
            (Some("settings"), Some("agents"), None, _) => Some(Self::Agents),
            (Some("settings"), Some("sla"), None, _) => Some(Self::Sla(None)),
            (Some("settings"), Some("sla"), Some(id), None) => {
                id.parse().ok().map(|id| Self::Sla(Some(id)))
            }
            (Some("settings"), Some("calendars"), None, _) => Some(Self::Calendars(None)),
            (Some("settings"), Some("calendars"), Some(id), None) => {
                id.parse().ok().map(|id| Self::Calendars(Some(id)))
            }
            (Some("settings"), Some("routing"), None, _) => Some(Self::Routing(RoutingPart::Teams)),
            (Some("settings"), Some("routing"), Some(part), None) => {
                RoutingPart::parse(part).map(Self::Routing)
            }
            (Some("settings"), Some("absences"), None, _) => Some(Self::Absences),
            (Some("settings"), Some("channels"), Some("email"), _) => Some(Self::Email),
            (Some("account"), None, ..) => Some(Self::Account),
            (Some("portal"), None, ..) => Some(Self::Portal),
            (Some("portal"), Some("new"), None, _) => Some(Self::PortalForms),
            (Some("portal"), Some("new"), Some(form), None) => {
                RequestForm::parse(form).map(Self::PortalNew)
            }
            (Some("portal"), Some("requests"), None, _) => Some(Self::PortalRequests),
            (Some("portal"), Some("requests"), Some(number), None) => {
                ticket_id(number).map(Self::PortalRequest)
            }
            (Some("answer" | "rate" | "sign-in"), Some(_), None, _) => Some(Self::Link),
            _ => None,
        };
        found.unwrap_or(Self::Unknown)
    }

    /// Its address. Tickets are named by their bare number where the prefix is not at hand.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::Home => "/".into(),
            Self::Login => "/login".into(),
            Self::Setup => "/setup".into(),
            Self::Tickets => "/tickets".into(),
            Self::Ticket(id) => format!("/tickets/{}", crate::session::ticket_number(id)),
            Self::People => "/contacts".into(),
            Self::Person(id) => format!("/contacts/{id}"),
            Self::Organizations => "/organizations".into(),
            Self::Organization(id) => format!("/organizations/{id}"),
            Self::Teams => "/settings/teams".into(),
            Self::Categories => "/settings/categories".into(),
            Self::Desk => "/settings/organization".into(),
            Self::Agents => "/settings/agents".into(),
            Self::Sla(None) => "/settings/sla".into(),
            Self::Sla(Some(id)) => format!("/settings/sla/{id}"),
            Self::Calendars(None) => "/settings/calendars".into(),
            Self::Calendars(Some(id)) => format!("/settings/calendars/{id}"),
            Self::Routing(part) => match part.slug() {
                None => "/settings/routing".into(),
                Some(slug) => format!("/settings/routing/{slug}"),
            },
            Self::Absences => "/settings/absences".into(),
            Self::Email => "/settings/channels/email".into(),
            Self::Account => "/account".into(),
            Self::Portal => "/portal".into(),
            Self::PortalForms => "/portal/new".into(),
            Self::PortalNew(form) => format!("/portal/new/{}", form.slug()),
            Self::PortalRequests => "/portal/requests".into(),
            Self::PortalRequest(id) => {
                format!("/portal/requests/{}", crate::session::ticket_number(id))
            }
            // Only a mail knows the rest of the address of such a page.
            Self::Link | Self::Unknown => "/".into(),
        }
    }

    /// The frame it is drawn in; `None` where it depends on who is there.
    #[must_use]
    pub fn area(self) -> Option<Area> {
        match self {
            Self::Home | Self::Unknown | Self::Account => None,
            Self::Login | Self::Setup | Self::Link => Some(Area::Door),
            Self::Tickets
            | Self::Ticket(_)
            | Self::People
            | Self::Person(_)
            | Self::Organizations
            | Self::Organization(_)
            | Self::Teams
            | Self::Categories
            | Self::Desk
            | Self::Agents
            | Self::Sla(_)
            | Self::Calendars(_)
            | Self::Routing(_)
            | Self::Absences
            | Self::Email => Some(Area::Agent),
            Self::Portal
            | Self::PortalForms
            | Self::PortalNew(_)
            | Self::PortalRequests
            | Self::PortalRequest(_) => Some(Area::Portal),
        }
    }

    /// Whether both show the same kind of page, perhaps of different things.
    #[must_use]
    pub fn is_like(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

/// `GU-1042` or `1042`.
#[must_use]
pub fn ticket_id(number: &str) -> Option<TicketId> {
    let digits = number.rsplit('-').next()?;
    digits.parse().ok().map(TicketId)
}

thread_local! {
    static NAVIGATE: Single<StoredValue<Callback<(String, bool)>>> = const { Single::new() };
}

/// Goes to an address, whatever stands in the way.
pub fn leave_to(path: &str) {
    leaving::release();
    NAVIGATE
        .with(Single::get)
        .get_value()
        .run((path.to_owned(), false));
}

/// Makes [`go`] work; inside the router, once.
pub fn provide_navigation() {
    let navigate = use_navigate();
    let navigate = StoredValue::new_local(navigate);
    let callback = Callback::new(move |(path, replace): (String, bool)| {
        let options = NavigateOptions {
            replace,
            scroll: false,
            resolve: false,
            ..NavigateOptions::default()
        };
        navigate.with_value(|navigate| navigate(&path, options));
    });
    NAVIGATE.with(|single| single.set(StoredValue::new(callback)));
}

/// Goes to an address.
pub fn go(path: &str) {
    if !leaving::may_go(path) {
        return;
    }
    NAVIGATE
        .with(Single::get)
        .get_value()
        .run((path.to_owned(), false));
}

/// Goes to an address in place of the present one.
pub fn replace(path: &str) {
    NAVIGATE
        .with(Single::get)
        .get_value()
        .run((path.to_owned(), true));
}

/// The present address with the dialog for a new ticket over it.
#[must_use]
pub fn new_ticket_path() -> String {
    here_with(Some("new=1"))
}

/// The present address without the dialog for a new ticket.
#[must_use]
pub fn without_new_ticket() -> String {
    here_with(None)
}

fn here_with(added: Option<&str>) -> String {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    let search = location.search().unwrap_or_default();
    let kept: Vec<&str> = search
        .trim_start_matches('?')
        .split('&')
        .filter(|part| !part.is_empty() && *part != "new=1")
        .chain(added)
        .collect();
    if kept.is_empty() {
        return path;
    }
    format!("{path}?{}", kept.join("&"))
}
