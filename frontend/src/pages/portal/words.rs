//! The desk's vocabulary as requesters read it: no level, no priority, no jargon.

use crate::components::Icon;
use crate::i18n::t::portal as p;
use crate::routes::RequestForm;
use guichet_domain::ticket::{HoldReason, Kind, Urgency};

/// What one form says.
pub struct FormWords {
    pub icon: Icon,
    pub name: &'static str,
    pub hint: &'static str,
    pub subject: &'static str,
    pub subject_hint: &'static str,
    pub body: &'static str,
    pub body_hint: &'static str,
}

/// The words of a form.
pub fn of_form(form: RequestForm) -> FormWords {
    macro_rules! form {
        ($icon:ident, $area:ident) => {
            FormWords {
                icon: Icon::$icon,
                name: p::form::$area::name(),
                hint: p::form::$area::hint(),
                subject: p::form::$area::subject(),
                subject_hint: p::form::$area::subject_hint(),
                body: p::form::$area::body(),
                body_hint: p::form::$area::body_hint(),
            }
        };
    }
    match form {
        RequestForm::Incident => form!(LifeBuoy, incident),
        RequestForm::Access => form!(KeyRound, access),
        RequestForm::Equipment => form!(Laptop, equipment),
        RequestForm::Question => form!(MessageCircleQuestionMark, question),
    }
}

/// What the desk calls what a form asks for.
pub fn kind_of(form: RequestForm) -> Kind {
    match form {
        RequestForm::Incident => Kind::Incident,
        RequestForm::Access => Kind::AccessRequest,
        RequestForm::Equipment | RequestForm::Question => Kind::ServiceRequest,
    }
}

/// How much something hinders, in plain words.
pub fn urgency(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Low => p::new::urgency_low(),
        Urgency::Medium => p::new::urgency_medium(),
        Urgency::High => p::new::urgency_high(),
    }
}

/// What a request waits for.
pub fn hold(reason: HoldReason) -> &'static str {
    match reason {
        HoldReason::Requester => p::request::hold::requester(),
        HoldReason::ThirdParty => p::request::hold::third_party(),
        HoldReason::Scheduled => p::request::hold::scheduled(),
        HoldReason::Approval => p::request::hold::approval(),
    }
}
