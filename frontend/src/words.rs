//! The desk's vocabulary in the language of the reader.

use crate::i18n::t::words as w;
use guichet_domain::people::{Language, Role};
use guichet_domain::ticket::{
    Channel, HoldReason, Impact, Kind, Level, Priority, Stage, Status, Urgency,
};

macro_rules! named {
    ($($(#[$meta:meta])* $function:ident($type:ident) in $area:ident { $($variant:ident => $key:ident),+ $(,)? })+) => { $(
        $(#[$meta])*
        #[must_use]
        pub fn $function(word: $type) -> &'static str {
            match word { $($type::$variant => w::$area::$key(),)+ }
        }
    )+ };
}

named! {
    /// A stage.
    stage(Stage) in stage {
        Creation => creation, Qualification => qualification, Diagnosis => diagnosis,
        Resolution => resolution, Documentation => documentation, Closure => closure,
    }
    /// A status.
    status(Status) in status {
        New => new, Open => open, WaitingRequester => waiting_requester,
        WaitingThirdParty => waiting_third_party, Resolved => resolved, Closed => closed,
    }
    /// A priority with its word.
    priority(Priority) in priority { P1 => p1, P2 => p2, P3 => p3, P4 => p4 }
    /// A kind of ticket.
    kind(Kind) in kind {
        Incident => incident, Problem => problem, ServiceRequest => service_request,
        AccessRequest => access_request,
    }
    /// A kind of ticket where space is short.
    kind_short(Kind) in kind_short {
        Incident => incident, Problem => problem, ServiceRequest => service_request,
        AccessRequest => access_request,
    }
    /// An impact.
    impact(Impact) in impact { Person => person, Team => team, Service => service, Company => company }
    /// An urgency.
    urgency(Urgency) in urgency { Low => low, Medium => medium, High => high }
    /// A channel.
    channel(Channel) in channel {
        Portal => portal, Email => email, Phone => phone, Chat => chat, Api => api,
        Monitoring => monitoring, Social => social,
    }
    /// A level.
    level(Level) in level { N1 => n1, N2 => n2, N3 => n3 }
    /// What is waited for.
    hold_reason(HoldReason) in hold {
        Requester => requester, ThirdParty => third_party, Scheduled => scheduled, Approval => approval,
    }
    /// A role.
    role(Role) in role { Requester => requester, Agent => agent, Supervisor => supervisor, Admin => admin }
}

/// A language by its own name, as the value of a select and its line.
#[must_use]
pub fn languages() -> Vec<(String, String)> {
    let name = |language| match language {
        Language::Fr => "Français",
        Language::En => "English",
    };
    Language::ALL
        .iter()
        .map(|&language| (language.to_string(), name(language).to_owned()))
        .collect()
}

/// “On hold”, wherever the stage would stand.
#[must_use]
pub fn on_hold() -> &'static str {
    w::on_hold()
}

/// “Closed”, wherever the stage would stand.
#[must_use]
pub fn closed() -> &'static str {
    w::status::closed()
}
