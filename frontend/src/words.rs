//! The desk's vocabulary in the language of the reader.

use crate::i18n::t::words as w;
use guichet_domain::people::{Language, Role};
use guichet_domain::post::SurveyKind;
use guichet_domain::sla::{ClockKind, Standing};
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
    /// How a promise stands.
    standing(Standing) in standing {
        Breached => breached, AtRisk => at_risk, OnTrack => on_track, Paused => paused, None => none,
    }
    /// What a clock measures.
    clock(ClockKind) in clock {
        FirstResponse => first_response, NextResponse => next_response, Resolution => resolution,
        LevelResolution => level_resolution,
    }
    /// What a clock measures, where space is short.
    clock_short(ClockKind) in clock_short {
        FirstResponse => first_response, NextResponse => next_response, Resolution => resolution,
        LevelResolution => level_resolution,
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

/// Which promise is due when: `Résolution : échéance jeudi 12 mars 2026 à 15:18`.
#[must_use]
pub fn due(kind: ClockKind, moment: &str) -> String {
    w::due(clock(kind), moment)
}

/// A score among those that can be given: `4 sur 5`.
#[must_use]
pub fn score(survey: SurveyKind, score: i32) -> String {
    w::score(&score.to_string(), &survey.scores().end().to_string())
}
