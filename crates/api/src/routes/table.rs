//! Every route with its permission, on one page. The gate enforces it, the API document is
//! completed from it, and a test compares both with what is served.

use std::fmt::Write;

use actix_web::http::Method;
use guichet_domain::people::Role;

use crate::problem::Code;

/// Who may call a route. Whether the caller may do it to *this* object is asked of the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// Anybody.
    Public,
    /// Anybody signed in.
    SignedIn,
    /// Agents, supervisors, administrators.
    Agent,
    /// Supervisors and administrators.
    Supervisor,
    /// Administrators.
    Admin,
}

impl Permission {
    /// Whether someone of this role may call the route.
    pub fn allows(self, role: Role) -> bool {
        match self {
            Self::Public | Self::SignedIn => true,
            Self::Agent => role >= Role::Agent,
            Self::Supervisor => role >= Role::Supervisor,
            Self::Admin => role >= Role::Admin,
        }
    }
}

/// How long a route may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// As the setting for all requests says.
    Usual,
    /// As long as the bytes move: uploads, downloads, exports.
    Transfer,
    /// As long as the client stays: live events. Opened by our own pages only.
    Stream,
}

/// One route.
#[derive(Debug)]
pub struct Route {
    /// The method; `HEAD` goes where `GET` goes.
    pub method: Method,
    /// The path with its variable segments.
    pub path: &'static str,
    /// The name of the operation in the API document.
    pub id: &'static str,
    /// Who may call it.
    pub permission: Permission,
    /// How long it may take.
    pub patience: Patience,
    /// What it refuses beyond what every route of its kind does.
    pub refuses: &'static [Code],
}

const fn route(
    method: Method,
    path: &'static str,
    id: &'static str,
    permission: Permission,
    refuses: &'static [Code],
) -> Route {
    Route {
        method,
        path,
        id,
        permission,
        patience: Patience::Usual,
        refuses,
    }
}

impl Route {
    const fn patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }
}

use Code::*;
use Permission::*;

const GET: Method = Method::GET;
const POST: Method = Method::POST;
const PUT: Method = Method::PUT;
const PATCH: Method = Method::PATCH;
const DELETE: Method = Method::DELETE;

/// What a deed on a ticket may be refused with, beyond what concerns its input.
const DEED: &[Code] = &[TicketClosed, Stale];

/// The routes, by subject.
#[rustfmt::skip]
pub static ROUTES: &[Route] = &[
    // watching
    route(GET, "/health",                   "health",       Public, &[]),
    route(GET, "/ready",                    "ready",        Public, &[Unavailable]),
    route(GET, "/metrics",                  "metrics",      Public, &[NotFound]),
    // the document
    route(GET, "/api/openapi.json",         "openapi",      Public, &[]),
    route(GET, "/api/docs",                 "docs",         Public, &[]),
    route(GET, "/api/docs/{file:.*}",       "docs_file",    Public, &[NotFound]),
    // signing in and out
    route(GET,    "/api/v1/setup",            "get_setup",       Public,   &[]),
    route(POST,   "/api/v1/setup",            "set_up",          Public,   &[AlreadySetUp]),
    route(POST,   "/api/v1/sessions",         "sign_in",         Public,   &[WrongCredentials, TooManyAttempts]),
    route(DELETE, "/api/v1/sessions/current", "sign_out",        SignedIn, &[]),
    route(POST,   "/api/v1/tokens",           "get_tokens",      Public,   &[WrongCredentials, TooManyAttempts]),
    route(POST,   "/api/v1/tokens/revoke",    "revoke_token",    Public,   &[]),
    route(GET,    "/api/v1/me",               "get_me",          SignedIn, &[]),
    route(PATCH,  "/api/v1/me",               "change_me",       SignedIn, &[]),
    route(POST,   "/api/v1/me/password",      "change_password", SignedIn, &[Stale, WrongCredentials, TooManyAttempts]),
    // tickets
    route(GET,  "/api/v1/tickets",                "list_tickets",   SignedIn,   &[]),
    route(POST, "/api/v1/tickets",                "create_ticket",  SignedIn,   &[]),
    route(GET,  "/api/v1/tickets/counts",         "count_views",    Agent,      &[]),
    route(GET,  "/api/v1/tickets/{id}",           "get_ticket",     SignedIn,   &[]),
    route(GET,  "/api/v1/tickets/{id}/messages",  "list_messages",  SignedIn,   &[]),
    route(GET,  "/api/v1/tickets/{id}/events",    "list_events",    SignedIn,   &[]),
    route(GET,  "/api/v1/tickets/{id}/intervals", "list_intervals", Agent,      &[]),
    route(GET,  "/api/v1/reports/tickets",        "count_tickets",  Supervisor, &[]),
    // deeds: whether the one who asks may do it to this ticket is the policy's to say
    route(POST, "/api/v1/tickets/{id}/take",            "take",         SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/assign",          "assign",       SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/qualify",         "qualify",      SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/requalify",       "requalify",    SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/prioritize",      "prioritize",   SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/diagnose",        "diagnose",     SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/resolve",         "resolve",      SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/document",        "document",     SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/confirm",         "confirm",      SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/not_solved",      "not_solved",   SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/close",           "close",        SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/reopen",          "reopen",       SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/hold",            "hold",         SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/resume",          "resume",       SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/send_back",       "send_back",    SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/cancel",          "cancel",       SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/spam",            "spam",         SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/solve",           "solve",        SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/escalate",        "escalate",     SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/deescalate",      "deescalate",   SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/reply",           "reply",        SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/note",            "note",         SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/tag",             "tag",          SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/link",            "link",         SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/follow",          "follow",       SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/rename",          "rename",       SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/mark_major",      "mark_major",   SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/approve",         "approve",      SignedIn, DEED),
    route(POST, "/api/v1/tickets/{id}/reject",          "reject",       SignedIn, DEED),
    // files
    route(POST,   "/api/v1/attachments",      "upload_attachment",   SignedIn, &[TooLarge]).patience(Patience::Transfer),
    route(GET,    "/api/v1/attachments/{id}", "download_attachment", SignedIn, &[]).patience(Patience::Transfer),
    route(DELETE, "/api/v1/attachments/{id}", "discard_attachment",  SignedIn, &[]),
    // people
    route(GET,   "/api/v1/people",             "list_people",         Agent,      &[]),
    route(POST,  "/api/v1/people",             "create_person",       Agent,      &[Duplicate]),
    route(GET,   "/api/v1/people/{id}",        "get_person",          SignedIn,   &[]),
    route(PATCH, "/api/v1/people/{id}",        "change_person",       Agent,      &[Duplicate, Stale]),
    route(GET,   "/api/v1/organizations",      "list_organizations",  Agent,      &[]),
    route(POST,  "/api/v1/organizations",      "create_organization", Agent,      &[Duplicate]),
    route(GET,   "/api/v1/organizations/{id}", "get_organization",    Agent,      &[]),
    route(PATCH, "/api/v1/organizations/{id}", "change_organization", Supervisor, &[Duplicate, Stale]),
    route(GET,   "/api/v1/teams",              "list_teams",          Agent,      &[]),
    route(POST,  "/api/v1/teams",              "create_team",         Admin,      &[Duplicate]),
    route(GET,   "/api/v1/teams/{id}",         "get_team",            Agent,      &[]),
    route(PATCH, "/api/v1/teams/{id}",         "change_team",         Admin,      &[Duplicate, Stale]),
    // the desk
    route(GET,   "/api/v1/categories",      "list_categories", SignedIn,   &[]),
    route(POST,  "/api/v1/categories",      "create_category", Supervisor, &[Duplicate]),
    route(PATCH, "/api/v1/categories/{id}", "change_category", Supervisor, &[Duplicate, Stale]),
    route(GET,   "/api/v1/tags",            "list_tags",       Agent,      &[]),
    route(GET,   "/api/v1/settings",        "get_settings",    Supervisor, &[]),
    route(PATCH, "/api/v1/settings",        "change_settings", Admin,      &[Stale]),
    // routing
    route(GET,    "/api/v1/routing_rules",       "list_routing_rules",  Supervisor, &[]),
    route(POST,   "/api/v1/routing_rules",       "create_routing_rule", Supervisor, &[Duplicate]),
    route(POST,   "/api/v1/routing_rules/order", "order_routing_rules", Supervisor, &[]),
    route(PATCH,  "/api/v1/routing_rules/{id}",  "change_routing_rule", Supervisor, &[Duplicate, Stale]),
    route(DELETE, "/api/v1/routing_rules/{id}",  "delete_routing_rule", Supervisor, &[Stale]),
    route(GET,    "/api/v1/skills",              "list_skills",         Agent,      &[]),
    route(POST,   "/api/v1/skills",              "create_skill",        Supervisor, &[Duplicate]),
    route(PATCH,  "/api/v1/skills/{id}",         "change_skill",        Supervisor, &[Duplicate, Stale]),
    route(DELETE, "/api/v1/skills/{id}",         "delete_skill",        Supervisor, &[Stale]),
    route(GET,    "/api/v1/agents",              "list_agents",         Agent,      &[]),
    route(GET,    "/api/v1/agents/{id}",         "get_agent",           Agent,      &[]),
    route(PATCH,  "/api/v1/agents/{id}",         "change_agent",        Supervisor, &[Stale]),
    route(GET,    "/api/v1/absences",            "list_absences",       Agent,      &[]),
    route(POST,   "/api/v1/absences",            "create_absence",      Agent,      &[]),
    route(PATCH,  "/api/v1/absences/{id}",       "change_absence",      Agent,      &[Stale]),
    route(DELETE, "/api/v1/absences/{id}",       "delete_absence",      Agent,      &[Stale]),
    // promises
    route(GET,    "/api/v1/calendars",                  "list_calendars",     Agent,      &[]),
    route(POST,   "/api/v1/calendars",                  "create_calendar",    Supervisor, &[Duplicate]),
    route(POST,   "/api/v1/calendars/read_ical",        "read_ical",          Supervisor, &[]),
    route(GET,    "/api/v1/calendars/{id}",             "get_calendar",       Agent,      &[]),
    route(PATCH,  "/api/v1/calendars/{id}",             "change_calendar",    Supervisor, &[Duplicate, Stale]),
    route(DELETE, "/api/v1/calendars/{id}",             "delete_calendar",    Supervisor, &[InUse, Stale]),
    route(GET,    "/api/v1/calendars/{id}/closed_days", "list_closed_days",   Agent,      &[]),
    route(GET,    "/api/v1/sla_policies",               "list_sla_policies",  Agent,      &[]),
    route(POST,   "/api/v1/sla_policies",               "create_sla_policy",  Supervisor, &[Duplicate]),
    route(POST,   "/api/v1/sla_policies/order",         "order_sla_policies", Supervisor, &[]),
    route(POST,   "/api/v1/sla_policies/preview",       "preview_sla_policy", Supervisor, &[NotFound]),
    route(GET,    "/api/v1/sla_policies/{id}",          "get_sla_policy",     Agent,      &[]),
    route(PATCH,  "/api/v1/sla_policies/{id}",          "change_sla_policy",  Supervisor, &[Duplicate, Stale]),
    route(DELETE, "/api/v1/sla_policies/{id}",          "delete_sla_policy",  Supervisor, &[Stale]),
    route(GET,    "/api/v1/tickets/{id}/clocks",        "list_clocks",        Agent,      &[]),
    route(GET,    "/api/v1/notifications",              "list_notifications", Agent,      &[]),
    route(POST,   "/api/v1/notifications/read",         "read_notifications", Agent,      &[]),
    // how it was
    route(GET, "/api/v1/tickets/{id}/survey",   "get_survey",         SignedIn, &[]),
    route(PUT, "/api/v1/tickets/{id}/survey",   "answer_survey",      SignedIn, &[TooLate]),
    route(GET, "/api/v1/reports/satisfaction",  "count_satisfaction", Agent,    &[]),
    // what the links in mails lead to
    route(GET,  "/api/v1/links/{token}",            "look_at_link",       Public, &[]),
    route(POST, "/api/v1/links/{token}/confirm",    "confirm_by_link",    Public, &[TicketClosed, Stale]),
    route(POST, "/api/v1/links/{token}/not_solved", "not_solved_by_link", Public, &[TicketClosed, Stale]),
    route(POST, "/api/v1/links/{token}/rate",       "rate_by_link",       Public, &[TooLate]),
    route(POST, "/api/v1/sessions/link",            "ask_for_link",       Public, &[TooManyAttempts]),
    route(POST, "/api/v1/sessions/enter",           "enter",              Public, &[NotFound, TooManyAttempts]),
    // the post
    route(GET,    "/api/v1/mailboxes",            "list_mailboxes",  Supervisor, &[]),
    route(POST,   "/api/v1/mailboxes",            "create_mailbox",  Admin,      &[Duplicate]),
    route(GET,    "/api/v1/mailboxes/{id}",       "get_mailbox",     Supervisor, &[]),
    route(PATCH,  "/api/v1/mailboxes/{id}",       "change_mailbox",  Admin,      &[Duplicate, Stale]),
    route(DELETE, "/api/v1/mailboxes/{id}",       "delete_mailbox",  Admin,      &[InUse, Stale]),
    route(POST,   "/api/v1/mailboxes/{id}/check", "check_mailbox",   Admin,      &[]).patience(Patience::Transfer),
    route(GET,    "/api/v1/settings/post",        "get_post_settings",    Supervisor, &[]),
    route(PATCH,  "/api/v1/settings/post",        "change_post_settings", Admin,      &[Stale]),
    route(GET,    "/api/v1/me/mail_choices",      "get_mail_choices", SignedIn, &[]),
    route(PUT,    "/api/v1/me/mail_choices",      "set_mail_choices", SignedIn, &[]),
    route(GET,    "/api/v1/letter_templates",     "list_letter_templates", Supervisor, &[]),
    route(PUT,    "/api/v1/letter_templates/{kind}/{language}",         "change_letter_template", Admin,      &[Stale]),
    route(DELETE, "/api/v1/letter_templates/{kind}/{language}",         "reset_letter_template",  Admin,      &[]),
    route(POST,   "/api/v1/letter_templates/{kind}/{language}/preview", "preview_letter",         Supervisor, &[]),
    route(GET,    "/api/v1/letters",              "list_letters",     Admin, &[]),
    route(POST,   "/api/v1/letters/test",         "send_test_letter", Admin, &[Duplicate]),
    route(POST,   "/api/v1/letters/{id}/retry",   "retry_letter",     Admin, &[InUse]),
    route(GET,    "/api/v1/flagged_addresses",           "list_flagged_addresses", Agent, &[]),
    route(DELETE, "/api/v1/flagged_addresses/{address}", "clear_address",          Agent, &[]),
    route(POST,   "/api/v1/people/{id}/invite",          "invite_person",          Agent, &[InUse]),
    route(POST,   "/api/v1/channels/email/inbound",      "receive_mail",           Supervisor, &[]).patience(Patience::Transfer),
    route(GET,    "/api/v1/mails",                "list_mails",   Supervisor, &[]),
    route(GET,    "/api/v1/mails/{id}",           "get_mail",     Supervisor, &[]),
    route(GET,    "/api/v1/mails/{id}/raw",       "get_raw_mail", Supervisor, &[InUse]),
    route(POST,   "/api/v1/mails/{id}/release",   "release_mail", Supervisor, &[InUse]),
    route(POST,   "/api/v1/mails/{id}/dismiss",   "dismiss_mail", Supervisor, &[InUse]),
    // live
    route(GET, "/api/v1/events/stream", "stream_events", SignedIn, &[Unavailable]).patience(Patience::Stream),
];

/// The routes of the API document: all but those that serve the document itself.
pub fn documented() -> impl Iterator<Item = &'static Route> {
    ROUTES
        .iter()
        .filter(|route| !route.path.starts_with("/api/docs"))
}

/// The route of a method and a matched pattern.
pub fn find(method: &Method, pattern: &str) -> Option<&'static Route> {
    let method = if method == Method::HEAD { &GET } else { method };
    ROUTES
        .iter()
        .find(|route| route.method == *method && route.path == pattern)
}

/// The methods of a pattern as `Allow` lists them; `None` for a pattern that is not in the table.
pub fn allowed(pattern: &str) -> Option<String> {
    let mut methods = String::new();
    for route in ROUTES.iter().filter(|route| route.path == pattern) {
        let comma = if methods.is_empty() { "" } else { ", " };
        let head = if route.method == GET { ", HEAD" } else { "" };
        // Writing to a String cannot fail.
        let _ = write!(methods, "{comma}{}{head}", route.method);
    }
    (!methods.is_empty()).then_some(methods)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_route_and_no_operation_is_named_twice() {
        let mut seen = HashSet::new();
        for route in ROUTES {
            assert!(
                seen.insert(format!("{} {}", route.method, route.path)),
                "{}",
                route.path
            );
            assert!(seen.insert(route.id.to_owned()), "{}", route.id);
        }
    }

    #[test]
    fn no_route_is_for_head_alone() {
        for route in ROUTES {
            assert_ne!(route.method, Method::HEAD, "{} comes with GET", route.path);
        }
    }

    #[test]
    fn head_goes_where_get_goes() {
        assert!(find(&Method::HEAD, "/health").is_some());
        assert_eq!(allowed("/health").as_deref(), Some("GET, HEAD"));
        assert_eq!(allowed("/nowhere"), None);
    }

    #[test]
    fn each_role_may_do_what_the_former_may() {
        for permission in [Public, SignedIn, Agent, Supervisor, Admin] {
            let allowed: Vec<bool> = Role::ALL.iter().map(|r| permission.allows(*r)).collect();
            assert!(allowed.is_sorted(), "{permission:?}");
        }
    }
}
