//! What promises cost: one computation of business time, measuring open tickets anew after a
//! policy was edited, and looking for what is due when nothing is.
//!
//! `cargo xtask bench clocks` runs it on both databases.
#![allow(clippy::unwrap_used)]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use futures::executor::block_on;
use guichet_desk::calendars::{self, NewCalendar};
use guichet_desk::passwords::PasswordHash;
use guichet_desk::setup::{self, Setup};
use guichet_desk::sla_policies::{self, NewSlaPolicy, SlaPolicyPatch};
use guichet_desk::tickets::{self, NewTicket};
use guichet_desk::{By, Clock, Connection, Desk, Refusal};
use guichet_domain::calendar::{Calendar, Definition, HolidayRule, Period, Week};
use guichet_domain::ids::{SlaPolicyId, TicketId};
use guichet_domain::people::Language;
use guichet_domain::sla::{PriorityTargets, Targets, Terms};
use guichet_domain::text::{Body, Email, Name, Subject};
use guichet_domain::ticket::{Channel, Kind as TicketKind, Urgency};
use guichet_store::files::Files;
use guichet_testkit::{Kind, TestStore};

/// How often the server looks for what is due.
const TICK: Duration = Duration::from_secs(10);

fn main() {
    // `cargo bench` adds flags of its own; a number before `--bench` scales everything down.
    let numbers: Vec<i64> = std::env::args()
        .filter_map(|word| word.parse().ok())
        .collect();
    let tickets = numbers.first().copied().unwrap_or(1_000_000);
    let running = numbers.get(1).copied().unwrap_or(20_000).min(tickets);
    business_time();
    for kind in [Kind::Sqlite, Kind::Postgres] {
        println!("\n{kind:?}");
        on_database(kind, tickets, running);
    }
}

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

/// Two periods a day, French holidays.
fn office() -> Definition {
    let period = |from: &str, to: &str| Period {
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
    };
    let day = vec![period("09:00", "12:00"), period("14:00", "18:00")];
    Definition {
        time_zone: "Europe/Paris".to_owned(),
        week: Week {
            monday: day.clone(),
            tuesday: day.clone(),
            wednesday: day.clone(),
            thursday: day.clone(),
            friday: day,
            saturday: Vec::new(),
            sunday: Vec::new(),
        },
        holidays: Some(HolidayRule::France),
        days: Vec::new(),
    }
}

fn business_time() {
    let calendar = Calendar::new(&office()).unwrap();
    let start: DateTime<Utc> = "2026-01-05T08:17:00Z".parse().unwrap();
    println!("business time, Europe/Paris, two periods a day, French holidays");
    for (what, days) in [("a day", 1), ("a week", 7), ("a year", 365)] {
        let end = start + TimeDelta::days(days);
        let open = calendar.between(start, end);
        let between = each(20_000, || {
            black_box(calendar.between(black_box(start), black_box(end)));
        });
        let after = each(20_000, || {
            black_box(calendar.after(black_box(start), black_box(open)));
        });
        println!("  {what:<7} between {between:>8.2?}   after {after:>8.2?}");
    }
}

/// The mean time of one of many.
fn each(count: u32, mut work: impl FnMut()) -> Duration {
    let began = Instant::now();
    for _ in 0..count {
        work();
    }
    began.elapsed() / count
}

/// A clock that stands still, so that nothing ever becomes due.
struct Still(DateTime<Utc>);

impl Clock for Still {
    fn now(&self) -> DateTime<Utc> {
        self.0
    }
}

fn on_database(kind: Kind, count: i64, running: i64) {
    let store = TestStore::new(kind);
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(folder.path().to_str().unwrap()).unwrap();
    let now = "2026-03-02T09:00:00Z".parse().unwrap();
    let desk = Desk::new((*store).clone(), files, Arc::new(Still(now)), 1_024);
    let (by, policy) = furnish(&desk);
    let began = Instant::now();
    let first = begin(&desk, &by, running);
    println!(
        "  {running} open tickets with {} running clocks begun in {:.1?}",
        running * 3,
        began.elapsed()
    );
    let began = Instant::now();
    store.database().crowd(first.0, count - running);
    println!(
        "  {} ended tickets beside them, in {:.1?}",
        count - running,
        began.elapsed()
    );
    block_on(desk.renew_promises(desk.now())).unwrap();

    let ticks = 2_000;
    let tick = each(ticks, || {
        assert_eq!(block_on(desk.keep_promises()).unwrap(), 0);
    });
    let share = 100.0 * tick.as_secs_f64() / TICK.as_secs_f64();
    println!(
        "  nothing due: {tick:.1?} a look (mean of {ticks}), every {TICK:?}: {share:.4} % of a core at most"
    );

    edit(&desk, &by, policy);
    let began = Instant::now();
    let renewed = block_on(desk.renew_promises(desk.now())).unwrap();
    let took = began.elapsed();
    println!(
        "  policy edited: {renewed} tickets measured anew in {took:.1?}, {:.0?} each",
        took / u32::try_from(renewed.max(1)).unwrap()
    );
    let began = Instant::now();
    let found = block_on(desk.verify_clocks()).unwrap();
    println!(
        "  verified: {} tickets, {} clocks, {} differences in {:.1?}",
        found.tickets,
        found.clocks,
        found.differences.len(),
        began.elapsed()
    );
}

fn done<T: Send + 'static>(
    desk: &Desk,
    by: &By,
    mut deed: impl FnMut(&mut Connection, &By) -> Result<T, Refusal> + Send + 'static,
) -> T {
    let by = by.clone();
    desk.store()
        .write_blocking(move |tx| deed(tx, &by))
        .unwrap()
}

fn furnish(desk: &Desk) -> (By, SlaPolicyId) {
    let now = desk.now();
    let admin = desk.store().write_blocking(move |tx| {
        let first = Setup {
            desk_name: name("Assistance"),
            name: name("Ada Martin"),
            email: Email::parse("ada@guichet.example").unwrap(),
            password: PasswordHash::stored("none".to_owned()),
            language: Language::Fr,
        };
        setup::begin(tx, now, &first)
    });
    let admin = admin.unwrap();
    let viewer = desk
        .store()
        .read_blocking(move |tx| guichet_store::people::viewer(tx, admin));
    let by = desk.by(viewer.unwrap().unwrap(), Channel::Portal);
    let calendar = NewCalendar {
        name: name("Siège"),
        definition: office(),
    };
    let calendar = done(desk, &by, move |tx, by| {
        calendars::create(tx, by, &calendar)
    })
    .id;
    let promised = PriorityTargets {
        first_response: Some(600),
        next_response: Some(600),
        resolution: Some(2_400),
        ..PriorityTargets::default()
    };
    let mut terms = Terms {
        calendar_id: Some(calendar),
        targets: Targets {
            p1: promised.clone(),
            p2: promised.clone(),
            p3: promised.clone(),
            p4: promised,
        },
        ..Terms::default()
    };
    terms.level_targets.n1 = Some(1_200);
    let new = NewSlaPolicy {
        name: name("Standard"),
        active: true,
        terms,
    };
    let policy = done(desk, &by, move |tx, by| sla_policies::create(tx, by, &new)).id;
    (by, policy)
}

/// Begins tickets, 250 in a transaction.
fn begin(desk: &Desk, by: &By, count: i64) -> TicketId {
    let mut first = None;
    let mut left = count;
    while left > 0 {
        let some = left.min(250);
        let begun = done(desk, by, move |tx, by| {
            let new = NewTicket {
                subject: Subject::parse("VPN : connexion impossible").unwrap(),
                body: Body::parse("Depuis ce matin.").unwrap(),
                kind: TicketKind::Incident,
                category: None,
                urgency: Some(Urgency::Medium),
                attachments: Vec::new(),
                handling: None,
            };
            let mut last = None;
            for _ in 0..some {
                last = Some(tickets::create(tx, by, &new)?.id);
            }
            Ok(last)
        });
        first = first.or(begun);
        left -= some;
    }
    first.unwrap()
}

fn edit(desk: &Desk, by: &By, policy: SlaPolicyId) {
    done(desk, by, move |tx, by| {
        let mut terms = sla_policies::get(tx, by, policy)?.profile.terms;
        for targets in [&mut terms.targets.p3, &mut terms.targets.p4] {
            targets.resolution = Some(1_800);
        }
        let patch = SlaPolicyPatch {
            terms: Some(terms),
            ..SlaPolicyPatch::default()
        };
        sla_policies::change(tx, by, policy, None, &patch)
    });
}
