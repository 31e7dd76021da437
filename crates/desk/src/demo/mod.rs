//! A company to try the desk on: French, lively, and led by the same deeds as a real one.

mod company;
mod play;
mod promises;
mod routing;
mod scenario;
mod script;

use chrono::{DateTime, Utc};
use guichet_domain::people::{Language, Role};
use guichet_domain::ticket::{Channel, Deed, Kind, LinkKind, Ticket};
use guichet_store::Connection;

use company::{Cast, Company};
use play::{Part, Stage, by, tags};
use scenario::{Particulars, Scenario, Scenarios};
use script::{Act, Scene, script};

use crate::passwords::Password;
use crate::settings::{self, Settings};
use crate::{Conflict, Desk, Refusal};

/// How many tickets the demonstration has.
pub const TICKETS: usize = 300;

/// The accounts to try the desk with; all have the same password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accounts {
    /// One address of each role.
    pub addresses: Vec<(Role, String)>,
    /// The password of all of them.
    pub password: String,
}

/// The demonstration's accounts, whether it has been loaded or not.
///
/// # Errors
/// `Fault` when the texts shipped with the program cannot be read.
pub fn accounts() -> Result<Accounts, Refusal> {
    let company = company()?;
    Ok(Accounts {
        addresses: company.accounts(),
        password: company.password,
    })
}

fn company() -> Result<Company, Refusal> {
    toml::from_str(include_str!("company.toml")).map_err(|error| Refusal::Fault(error.to_string()))
}

fn scenarios() -> Result<Vec<Scenario>, Refusal> {
    let read: Result<Scenarios, _> = toml::from_str(include_str!("scenarios.toml"));
    read.map(|scenarios| scenarios.scenario)
        .map_err(|error| Refusal::Fault(error.to_string()))
}

/// Loads the demonstration into an empty desk, in one transaction. Blocks.
///
/// # Errors
/// `AlreadySetUp` when the desk has an administrator, so that nothing real is ever mixed with it.
pub fn load(desk: &Desk) -> Result<(), Refusal> {
    let now = desk.now();
    let company = company()?;
    let scenarios = scenarios()?;
    let password = Password::parse(&company.password)
        .map_err(|error| Refusal::Fault(error.to_string()))?
        .hash()
        .map_err(|error| Refusal::Fault(error.to_string()))?;
    desk.store().write_blocking(move |conn| {
        if guichet_store::people::has_administrator(conn)? {
            return Err(Conflict::AlreadySetUp.into());
        }
        let settings = name_desk(conn, &company)?;
        let first_day = now - chrono::Duration::days(90);
        let cast = company.enter(conn, password.as_str(), first_day)?;
        promises::make(conn, &company.promises, &cast)?;
        routing::make(conn, &company.routing, &cast, now)?;
        populate(conn, &cast, &settings, &scenarios, now)?;
        crate::clocks::settle(conn, now - chrono::Duration::hours(8), now)
    })
}

fn name_desk(conn: &mut Connection, company: &Company) -> Result<Settings, Refusal> {
    let settings = Settings {
        name: company.desk.clone(),
        language: Language::Fr,
        ..settings::load(conn)?
    };
    settings::begin(conn, &settings)?;
    Ok(settings)
}

/// Plays all parts side by side, scene by scene in the order of time.
fn populate(
    conn: &mut Connection,
    cast: &Cast,
    settings: &Settings,
    scenarios: &[Scenario],
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    // The same company every time.
    let mut dice = fastrand::Rng::with_seed(1042);
    let mut parts = Vec::new();
    let mut scenes: Vec<(Scene, usize)> = Vec::new();
    for number in 0..TICKETS {
        let scenario = &scenarios[dice.usize(0..scenarios.len())];
        let scripted = script(scenario, now, &mut dice).into_iter();
        scenes.extend(scripted.map(|scene| (scene, number)));
        parts.push(cast_part(cast, scenario, &mut dice));
    }
    // Stable: the scenes of one ticket keep their order even at the same minute.
    scenes.sort_by_key(|(scene, _)| scene.at);
    let mut stage = Stage {
        conn,
        cast,
        settings,
    };
    for (scene, number) in scenes {
        let part = &mut parts[number];
        stage.play(part, scene)?;
        if scene.act == Act::Qualify {
            stage.perform(part, tags(part.scenario)?, scene.at)?;
        }
    }
    bind_to_problems(&mut stage, &mut parts, now)
}

fn cast_part<'a>(cast: &'a Cast, scenario: &'a Scenario, dice: &mut fastrand::Rng) -> Part<'a> {
    let requester = &cast.requesters[dice.usize(0..cast.requesters.len())];
    let particulars = Particulars::of(&requester.name, dice);
    let subject = &scenario.subjects[dice.usize(0..scenario.subjects.len())];
    let channel = match dice.u8(0..100) {
        0..45 => Channel::Portal,
        45..75 => Channel::Email,
        75..95 => Channel::Phone,
        _ => Channel::Chat,
    };
    let mut choose = |team: &str| {
        let agents = cast
            .teams
            .get(team)
            .map(|(team, _)| cast.agents_of(*team))
            .unwrap_or_default();
        match agents.len() {
            0 => &cast.staff[0],
            some => agents[dice.usize(0..some)],
        }
    };
    Part {
        scenario,
        subject: particulars.fill(subject),
        particulars,
        requester,
        channel,
        agent: choose("Centre de services"),
        specialist: choose(&scenario.team),
        ticket: None,
    }
}

/// The open incidents of a day are tied to an open problem, as a team would.
fn bind_to_problems(
    stage: &mut Stage<'_>,
    parts: &mut [Part<'_>],
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let open = |ticket: &Ticket| ticket.closed_at.is_none() && ticket.assignee.is_some();
    let problem = parts
        .iter()
        .filter_map(|part| part.ticket.as_ref())
        .find(|ticket| ticket.kind == Kind::Problem && open(ticket))
        .map(|ticket| ticket.id);
    let Some(other) = problem else {
        return Ok(());
    };
    let incidents = parts.iter_mut().filter(|part| {
        let is_vpn = part.scenario.category == "VPN";
        is_vpn && part.ticket.as_ref().is_some_and(open)
    });
    for part in incidents.take(4) {
        let deed = Deed::Link {
            link: LinkKind::CausedBy,
            other,
            bound: false,
            bind: true,
        };
        stage.perform(part, deed, now)?;
    }
    Ok(())
}

impl Stage<'_> {
    /// Something the agent in charge does besides.
    fn perform(
        &mut self,
        part: &mut Part<'_>,
        deed: Deed,
        at: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        let Some(ticket) = part.ticket.clone() else {
            return Ok(());
        };
        let actor = by(part.agent, at, Channel::Portal).actor();
        let rules = self.settings.rules();
        let after = crate::tickets::perform(self.conn, &ticket, deed, actor, at, &rules)?;
        part.ticket = Some(after);
        Ok(())
    }
}
