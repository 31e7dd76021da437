//! The codes of tickets in words: links, solutions, channels, ends.

use crate::i18n::t::ticket as w;
use guichet_domain::ticket::{Channel, CloseCode, LinkKind, ResolutionCode};

/// What binds two tickets, read from the one that is shown.
pub fn link_kind(kind: LinkKind, outgoing: bool) -> &'static str {
    match (kind, outgoing) {
        (LinkKind::DuplicateOf, true) => w::link::duplicate_of(),
        (LinkKind::DuplicateOf, false) => w::link::duplicated_by(),
        (LinkKind::CausedBy, true) => w::link::caused_by(),
        (LinkKind::CausedBy, false) => w::link::cause_of(),
        (LinkKind::ChildOf, true) => w::link::child_of(),
        (LinkKind::ChildOf, false) => w::link::parent_of(),
        (LinkKind::FollowUpOf, true) => w::link::follow_up_of(),
        (LinkKind::FollowUpOf, false) => w::link::followed_by(),
        (LinkKind::Related, _) => w::link::related(),
    }
}

/// How it was solved.
pub fn resolution_code(code: ResolutionCode) -> &'static str {
    match code {
        ResolutionCode::Fixed => w::code::fixed(),
        ResolutionCode::Workaround => w::code::workaround(),
        ResolutionCode::Fulfilled => w::code::fulfilled(),
        ResolutionCode::Answered => w::code::answered(),
        ResolutionCode::NotReproducible => w::code::not_reproducible(),
        ResolutionCode::Duplicate => w::code::duplicate(),
        ResolutionCode::Declined => w::code::declined(),
    }
}

/// By which way it came, in a sentence.
pub fn by_channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Portal => w::by::portal(),
        Channel::Email => w::by::email(),
        Channel::Phone => w::by::phone(),
        Channel::Chat => w::by::chat(),
        Channel::Api => w::by::api(),
        Channel::Monitoring => w::by::monitoring(),
        Channel::Social => w::by::social(),
    }
}

/// How it ended.
pub fn close_code(code: CloseCode) -> &'static str {
    match code {
        CloseCode::Confirmed => w::closed::confirmed(),
        CloseCode::NoAnswer => w::closed::no_answer(),
        CloseCode::ByAgent => w::closed::by_agent(),
        CloseCode::Cancelled => w::closed::cancelled(),
        CloseCode::Spam => w::closed::spam(),
    }
}
