//! Who is signed in, and what the interface knows of the desk because of it.

use crate::access;
use crate::browser;
use crate::failure::Failure;
use crate::i18n::{format, set_language};
use crate::routes::Area;
use crate::single::Single;
use guichet_contract::problem::Code;
use guichet_contract::session::{Me, MePatch};
use guichet_contract::setup::SetupState;
use guichet_domain::ids::TicketId;
use guichet_domain::people::Language;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What is known of the one in front of the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Presence {
    /// Not yet asked.
    Unknown,
    /// The desk waits for its first administrator.
    Setup,
    /// Nobody is signed in.
    Outside {
        /// What the desk is called.
        desk: String,
        /// Why.
        because: Outside,
    },
    /// Someone is.
    Inside(Me),
    /// The server could not be asked.
    Unreachable(Failure),
}

/// Why nobody is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outside {
    /// Nobody was.
    Arrived,
    /// The session ended by itself.
    Ended,
    /// Someone signed out.
    Left,
}

thread_local! {
    static PRESENCE: Single<RwSignal<Presence>> = const { Single::new() };
}

/// Prepares; [`refresh`] asks.
pub fn provide_session() {
    PRESENCE.with(|single| single.set(RwSignal::new(Presence::Unknown)));
}

/// What is known, as a signal.
#[must_use]
pub fn presence() -> RwSignal<Presence> {
    PRESENCE.with(Single::get)
}

/// Who is signed in. Pages inside the frames are drawn for someone: elsewhere this is `None`.
#[must_use]
pub fn me() -> Option<Me> {
    presence().with_untracked(|presence| match presence {
        Presence::Inside(me) => Some(me.clone()),
        _ => None,
    })
}

/// `GU-1042`: the number of a ticket as people quote it.
#[must_use]
pub fn ticket_number(id: TicketId) -> String {
    presence().with_untracked(|presence| match presence {
        Presence::Inside(me) => format!("{}-{}", me.desk.ticket_prefix, id.0),
        _ => id.to_string(),
    })
}

/// Asks the server who is signed in.
pub fn refresh() {
    let was_inside = me().is_some();
    let because = if was_inside {
        Outside::Ended
    } else {
        Outside::Arrived
    };
    spawn_local(async move {
        let found = match access::client().me().await.map_err(Failure::from) {
            Ok(me) => inside(me),
            Err(failure) if failure.code() == Some(Code::NotSignedIn) => outside(because).await,
            // What is on screen stays; each part of it says that the server is away.
            Err(_) if was_inside => return,
            Err(failure) => Presence::Unreachable(failure),
        };
        presence().set(found);
    });
}

async fn outside(because: Outside) -> Presence {
    browser::forget("guichet.home");
    match access::client().setup_state().await.map_err(Failure::from) {
        Ok(SetupState { needed: true, .. }) => Presence::Setup,
        Ok(state) => Presence::Outside {
            desk: state.desk_name,
            because,
        },
        Err(failure) => Presence::Unreachable(failure),
    }
}

fn inside(me: Me) -> Presence {
    let home = if me.role.is_staff() {
        "agent"
    } else {
        "portal"
    };
    browser::store("guichet.home", home);
    set_language(me.language);
    format::set_time_zone(me.time_zone.as_deref());
    Presence::Inside(me)
}

/// Someone has just signed in.
pub fn enter(me: Me) {
    presence().set(inside(me));
}

/// Signs out; the next page is the door.
pub fn leave() {
    spawn_local(async {
        // Even when the server is out of reach, the person wants to be gone from this screen.
        let _ = access::client().sign_out().await;
        presence().set(outside(Outside::Left).await);
        crate::routes::go("/login");
    });
}

/// The session has ended on the server.
pub fn ended() {
    if presence().with_untracked(|presence| matches!(presence, Presence::Inside(_))) {
        refresh();
    }
}

/// Where someone works.
#[must_use]
pub fn home_of(me: &Me) -> Area {
    if me.role.is_staff() {
        Area::Agent
    } else {
        Area::Portal
    }
}

/// Keeps the chosen language with the account.
pub fn remember_language(language: Language) {
    spawn_local(async move {
        let patch = MePatch {
            language: Some(language),
            ..MePatch::default()
        };
        if let Ok(me) = access::client().change_me(&patch).await {
            presence().set(Presence::Inside(me));
        }
    });
}
