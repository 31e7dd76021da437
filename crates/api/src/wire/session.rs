//! Who one is, and the state of an empty desk.

use guichet_contract::session::Me;
use guichet_contract::settings::Desk;
use guichet_contract::setup::SetupState;
use guichet_desk::settings::Settings;
use guichet_desk::setup::State;
use guichet_domain::people::{Role, Viewer};

use super::{days, organization_ref, team_ref};

/// Who is signed in; files are at most `max_file_size` bytes.
pub fn me(me: guichet_desk::me::Me, viewer: &Viewer, max_file_size: u64) -> Me {
    let person = me.person;
    let shared = viewer.role == Role::Requester && viewer.reads_organization;
    Me {
        id: person.id,
        name: person.name,
        email: person.email,
        role: person.role,
        teams: person.teams.into_iter().map(team_ref).collect(),
        language: person.language,
        time_zone: person.time_zone,
        shared_organization: person.organization.filter(|_| shared).map(organization_ref),
        desk: desk(me.settings, max_file_size),
    }
}

/// What everybody signed in knows of the desk.
fn desk(settings: Settings, max_file_size: u64) -> Desk {
    Desk {
        name: settings.name,
        language: settings.language,
        ticket_prefix: settings.ticket_prefix,
        matrix: settings.matrix,
        close_after_days: days(settings.close_after_days),
        reopen_within_days: days(settings.reopen_within_days),
        max_attachment_size: i64::try_from(max_file_size).unwrap_or(i64::MAX),
    }
}

/// Whether the desk waits to be set up; until then it has no name.
pub fn setup_state(state: State) -> SetupState {
    SetupState {
        needed: state.needed,
        desk_name: if state.needed {
            String::new()
        } else {
            state.settings.name
        },
        language: state.settings.language,
    }
}
