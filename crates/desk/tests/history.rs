//! Tickets that were led before: an imported log, and the demonstration company.
#![allow(clippy::unwrap_used)]

use std::io::Cursor;
use std::sync::Arc;

use chrono::{DateTime, TimeZone, Utc};
use guichet_desk::import::{Mapping, Report, import_events};
use guichet_desk::{Conflict, Desk, Refusal, SystemClock, demo};
use guichet_domain::ids::TicketId;
use guichet_domain::ticket::{
    Channel, Event, HoldReason, Priority, Stage, Status, Ticket, replay::replay,
};
use guichet_store::external::Target;
use guichet_store::files::Files;
use guichet_store::{Error, Store, external, journal, people, teams, tickets};
use guichet_testkit::on_both_databases;

const MAPPING: &str = include_str!("../mappings/servicenow_incidents.toml");

const HEADING: &str = "number,incident_state,active,reassignment_count,reopen_count,sys_mod_count,made_sla,caller_id,opened_by,opened_at,sys_created_by,sys_created_at,sys_updated_by,sys_updated_at,contact_type,location,category,subcategory,u_symptom,cmdb_ci,impact,urgency,priority,assignment_group,assigned_to,knowledge,u_priority_confirmation,notify,problem_id,rfc,vendor,caused_by,closed_code,resolved_by,resolved_at,closed_at";

/// One row of the log; what does not matter here is unknown or constant.
fn row(number: &str, state: &str, updated: &str, rest: [&str; 4]) -> String {
    let [caller, group, agent, priority] = rest;
    let (impact, urgency) = match priority {
        "1 - Critical" => ("1 - High", "1 - High"),
        _ => ("2 - Medium", "2 - Medium"),
    };
    format!(
        "{number},{state},true,0,0,0,true,{caller},Opened by 8,29/2/2016 01:16,?,?,Updated by 21,\
         {updated},Phone,?,Category 55,Subcategory 170,?,?,{impact},{urgency},{priority},{group},\
         {agent},true,false,Do Not Notify,?,?,?,?,code 5,?,1/3/2016 11:29,5/3/2016 12:00"
    )
}

const CALLER: [&str; 4] = ["Caller 2403", "Group 56", "?", "3 - Moderate"];
const HANDED: [&str; 4] = ["Caller 2403", "Group 70", "Resolver 9", "1 - Critical"];

/// An incident that is escalated, waits, is solved, comes back and ends; and one that only began.
fn log() -> Vec<String> {
    vec![
        row("INC1", "New", "29/2/2016 01:23", CALLER),
        row("INC1", "Active", "29/2/2016 02:00", HANDED),
        row("INC1", "Active", "29/2/2016 02:30", HANDED),
        row("INC1", "Awaiting User Info", "29/2/2016 03:00", HANDED),
        row("INC1", "Resolved", "29/2/2016 08:53", HANDED),
        row("INC1", "Active", "1/3/2016 09:00", HANDED),
        row("INC1", "Resolved", "1/3/2016 10:00", HANDED),
        row("INC1", "Closed", "5/3/2016 12:00", HANDED),
        row(
            "INC2",
            "-100",
            "29/2/2016 04:00",
            ["?", "?", "?", "3 - Moderate"],
        ),
    ]
}

fn file(rows: &[String]) -> Cursor<Vec<u8>> {
    Cursor::new(format!("{HEADING}\n{}\n", rows.join("\n")).into_bytes())
}

fn desk(store: &Store) -> (Desk, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(folder.path().to_str().unwrap()).unwrap();
    let desk = Desk::new(store.clone(), files, Arc::new(SystemClock), 1_000_000);
    (desk, folder)
}

fn import(desk: &Desk, rows: &[String], dry_run: bool) -> Report {
    let mapping = Mapping::parse(MAPPING).unwrap();
    import_events(desk, &mapping, file(rows), dry_run, |_| {}).unwrap()
}

fn imported(store: &Store, number: &'static str) -> Option<Ticket> {
    store
        .read_blocking(move |conn| {
            let found = external::find(conn, Target::Ticket, "servicenow", number)?;
            match found {
                None => Ok::<_, Error>(None),
                Some(reference) => tickets::find(conn, TicketId(reference.id)),
            }
        })
        .unwrap()
}

fn at(day: u32, month: u32, hour: u32, minute: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2016, month, day, hour, minute, 0)
        .unwrap()
}

on_both_databases! {
    fn an_incident_is_led_again_in_the_times_of_its_log(store) {
        let (desk, _folder) = desk(store);
        let report = import(&desk, &log(), false);
        assert_eq!((report.rows, report.new_tickets), (9, 2));
        assert!(report.rejected.is_empty(), "{report:?}");

        let ticket = imported(store, "INC1").unwrap();
        assert_eq!(ticket.subject, "Category 55 · Subcategory 170");
        assert_eq!(ticket.status(), Status::Closed);
        assert_eq!(ticket.channel, Channel::Phone);
        assert_eq!(ticket.priority, Priority::P1);
        assert_eq!(ticket.priority_override, None);
        assert_eq!(ticket.created_at, at(29, 2, 1, 16));
        assert_eq!(ticket.first_resolved_at, Some(at(29, 2, 8, 53)));
        assert_eq!(ticket.resolved_at, Some(at(1, 3, 11, 29)));
        assert_eq!(ticket.closed_at, Some(at(5, 3, 12, 0)));
        assert_eq!(ticket.reopen_count, 1);
        assert_eq!((ticket.team_count, ticket.assignee_count), (2, 1));

        let (records, team) = store
            .read_blocking(move |conn| {
                let names = teams::names(conn, &[ticket.team.unwrap()])?;
                let page = journal::of_ticket(conn, ticket.id, false, None, 1_000)?;
                let records: Vec<_> = page.items.into_iter().map(|entry| entry.record).collect();
                Ok::<_, Error>((records, names[&ticket.team.unwrap()].clone()))
            })
            .unwrap();
        assert_eq!(team, "Group 70");
        let waits = records.iter().find_map(|record| match &record.event {
            Event::Held { hold } => hold.to.clone().map(|hold| (hold.reason, record.at)),
            _ => None,
        });
        assert_eq!(waits, Some((HoldReason::Requester, at(29, 2, 3, 0))));
        assert_eq!(replay(&records), imported(store, "INC1"));
        assert_eq!(report.events, records.len() as u64 + 1);
    }
}

on_both_databases! {
    fn what_the_log_does_not_know_is_no_error(store) {
        let (desk, _folder) = desk(store);
        import(&desk, &log(), false);
        let ticket = imported(store, "INC2").unwrap();
        assert_eq!((ticket.stage, ticket.team), (Stage::Creation, None));
        let requester = store
            .read_blocking(move |conn| people::get(conn, ticket.requester))
            .unwrap();
        assert_eq!(requester.profile.name, "Unknown caller");
    }
}

on_both_databases! {
    fn a_second_run_changes_nothing_and_a_longer_file_adds_what_is_new(store) {
        let (desk, _folder) = desk(store);
        let rows = log();
        let shorter = import(&desk, &rows[..4], false);
        let again = import(&desk, &rows[..4], false);
        assert_eq!((again.known_rows, again.events), (4, 0));
        let before = imported(store, "INC1").unwrap();
        assert_eq!(before.status(), Status::WaitingRequester);

        let longer = import(&desk, &rows, false);
        assert_eq!((longer.known_rows, longer.grown_tickets, longer.new_tickets), (4, 1, 1));
        let whole = import(&desk, &rows, false);
        assert_eq!((whole.known_rows, whole.events), (9, 0));

        let (other, _other_folder) = {
            let fresh = guichet_testkit::TestStore::new(store.database().kind());
            let (desk, folder) = self::desk(&fresh);
            let at_once = import(&desk, &rows, false);
            assert_eq!(at_once.events, shorter.events + longer.events);
            (imported(&fresh, "INC1").unwrap(), folder)
        };
        let parted = imported(store, "INC1").unwrap();
        assert_eq!(parted.closed_at, other.closed_at);
        assert_eq!(parted.resolved_at, other.resolved_at);
        assert_eq!(parted.version, other.version);
    }
}

on_both_databases! {
    fn a_row_that_cannot_be_taken_is_reported_with_its_line(store) {
        let (desk, _folder) = desk(store);
        let rows = vec![
            row("INC1", "New", "29/2/2016 01:23", CALLER),
            row("INC1", "Dreaming", "29/2/2016 02:00", HANDED),
            row("INC1", "Active", "the day after", HANDED),
            "INC1,too,short".to_owned(),
            row("INC1", "Active", "29/2/2016 05:00", ["Caller 9", "Group 70", "?", "3 - Moderate"]),
        ];
        let report = import(&desk, &rows, false);
        let lines: Vec<u64> = report.rejected.iter().map(|rejected| rejected.line).collect();
        assert_eq!(lines, [3, 4, 5]);
        assert!(report.rejected[0].reason.contains("Dreaming"));
        assert_eq!(report.remarks.len(), 1);
        assert_eq!(imported(store, "INC1").unwrap().stage, Stage::Diagnosis);
    }
}

on_both_databases! {
    fn a_dry_run_counts_and_writes_nothing(store) {
        let (desk, _folder) = desk(store);
        let report = import(&desk, &log(), true);
        assert_eq!((report.rows, report.new_tickets), (9, 2));
        assert!(imported(store, "INC1").is_none());
    }
}

on_both_databases! {
    fn a_log_that_tells_another_story_is_not_mixed_in(store) {
        let (desk, _folder) = desk(store);
        import(&desk, &log(), false);
        let mut other = log();
        other[7] = row("INC1", "Resolved", "4/3/2016 12:00", HANDED);
        let report = import(&desk, &other, false);
        assert_eq!(report.events, 0);
        assert_eq!(report.rejected[0].line, 9);
    }
}

on_both_databases! {
    fn the_demonstration_fills_an_empty_desk_once(store) {
        let (desk, _folder) = desk(store);
        demo::load(&desk).unwrap();
        let seen = store
            .read_blocking(|conn| {
                let mut stages = std::collections::BTreeMap::new();
                for number in 1..=i64::try_from(demo::TICKETS).unwrap() {
                    let ticket = tickets::get(conn, TicketId(number))?;
                    *stages.entry(ticket.status().as_str()).or_insert(0) += 1;
                    let page = journal::of_ticket(conn, ticket.id, false, None, 1_000)?;
                    let records: Vec<_> =
                        page.items.into_iter().map(|entry| entry.record).collect();
                    assert_eq!(replay(&records), Some(ticket));
                }
                Ok::<_, Error>(stages)
            })
            .unwrap();
        for status in Status::ALL {
            assert!(seen.get(status.as_str()).is_some_and(|count| *count >= 5), "{seen:?}");
        }
        assert_eq!(demo::load(&desk), Err(Refusal::Conflict(Conflict::AlreadySetUp)));
    }
}
