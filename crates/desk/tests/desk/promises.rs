//! Promises kept, broken and told of; what edits of policies and calendars do to them.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use futures::executor::block_on;
use guichet_desk::calendars::{self, CalendarPatch, NewCalendar};
use guichet_desk::clocks::{self, ClockView, Verified};
use guichet_desk::notifications::{self, News};
use guichet_desk::sla_policies::{self, NewSlaPolicy, SlaPolicyPatch};
use guichet_desk::tickets::{self, Sort, TicketView};
use guichet_desk::{Conflict, Desk, Refusal, Slice};
use guichet_domain::calendar::{Definition, Period, Week};
use guichet_domain::ids::{CalendarId, PersonId, SlaPolicyId, TicketId};
use guichet_domain::sla::{
    Audience, ClockKind, ClockState, EntryKind, PriorityTargets, RaiseTo, Reaction, Standing, Terms,
};
use guichet_domain::ticket::event::{Actor, Event};
use guichet_domain::ticket::{HoldReason, Level, Priority};
use guichet_store::files::Files;
use guichet_testkit::on_both_databases;

use crate::given::{House, name, reason};

/// Monday to Friday, 8 to 18, UTC: the house stands on Monday 2 March 2026 at 9.
fn office() -> Definition {
    let period = || {
        vec![Period {
            from: "08:00".parse().unwrap(),
            to: "18:00".parse().unwrap(),
        }]
    };
    Definition {
        time_zone: "UTC".to_owned(),
        week: Week {
            monday: period(),
            tuesday: period(),
            wednesday: period(),
            thursday: period(),
            friday: period(),
            saturday: Vec::new(),
            sunday: Vec::new(),
        },
        holidays: None,
        days: Vec::new(),
    }
}

fn targets(first: i32, next: i32, resolution: i32) -> PriorityTargets {
    PriorityTargets {
        first_response: Some(first),
        next_response: Some(next),
        resolution: Some(resolution),
        ..PriorityTargets::default()
    }
}

/// P1 climbs to the third level when it is broken.
fn terms(calendar: Option<CalendarId>) -> Terms {
    let mut terms = Terms {
        calendar_id: calendar,
        ..Terms::default()
    };
    terms.targets.p1 = PriorityTargets {
        warn_at: vec![60],
        on_breach: Reaction {
            notify: vec![Audience::Assignee, Audience::Supervisors],
            raise_to: Some(RaiseTo::N3),
            ..Reaction::default()
        },
        ..targets(15, 30, 120)
    };
    terms.targets.p2 = targets(30, 60, 240);
    terms.targets.p3 = targets(120, 240, 480);
    terms.targets.p4 = targets(480, 960, 1_440);
    terms.level_targets.n1 = Some(600);
    terms
}

impl House {
    fn calendar(&self) -> CalendarId {
        let new = NewCalendar {
            name: name("Siège"),
            definition: office(),
        };
        self.done(self.supervisor, move |tx, by| {
            calendars::create(tx, by, &new)
        })
        .id
    }

    fn policy(&self, terms: Terms) -> SlaPolicyId {
        let new = NewSlaPolicy {
            name: name("Standard"),
            active: true,
            terms,
        };
        self.done(self.supervisor, move |tx, by| {
            sla_policies::create(tx, by, &new)
        })
        .id
    }

    /// A desk that promises in office hours.
    fn promising(&self) -> SlaPolicyId {
        let calendar = self.calendar();
        let policy = self.policy(terms(Some(calendar)));
        self.works();
        policy
    }

    fn works(&self) {
        block_on(self.desk.keep_promises()).unwrap();
    }

    fn until(&self, moment: &str) {
        let moment: DateTime<Utc> = moment.parse().unwrap();
        self.clock.advance(moment - self.desk.now());
    }

    fn clock_of(&self, ticket: TicketId, kind: ClockKind) -> ClockView {
        let view = self.done(self.ines, move |tx, by| clocks::of_ticket(tx, by, ticket));
        let mut found = view.clocks.into_iter().filter(|clock| clock.kind == kind);
        found.next().unwrap_or_else(|| panic!("no {kind} clock"))
    }

    fn due(&self, ticket: TicketId, kind: ClockKind) -> String {
        let due = self.clock_of(ticket, kind).due_at;
        due.map_or("never".to_owned(), |due| {
            due.format("%m-%d %H:%M").to_string()
        })
    }

    fn told(&self, person: PersonId) -> Vec<News> {
        let told = self.done(person, |tx, by| {
            notifications::list(tx, by, &Slice::default())
        });
        told.page.items.into_iter().map(|told| told.news).collect()
    }

    fn verified(&self) -> Verified {
        block_on(self.desk.verify_clocks()).unwrap()
    }

    fn prioritized(&self, ticket: &TicketView, priority: Priority) -> TicketView {
        let (id, version) = (ticket.id, ticket.version);
        let wish = (priority, reason("Toute la direction attend."));
        self.done(self.ines, move |tx, by| {
            tickets::prioritize(tx, by, id, version, Some(&wish))
        })
    }

    fn held(&self, ticket: &TicketView, why: HoldReason) -> TicketView {
        let (id, version) = (ticket.id, ticket.version);
        self.done(self.ines, move |tx, by| {
            tickets::hold(tx, by, id, version, why, None)
        })
    }
}

fn breaches(news: &[News], clock: ClockKind) -> usize {
    let is =
        |news: &&News| matches!(news, News::ClockBreached { clock: told, .. } if *told == clock);
    news.iter().filter(is).count()
}

on_both_databases! {
    fn a_critical_ticket_that_breaks_its_promise_climbs_and_the_supervisor_hears_of_it(store) {
        let house = House::on(store);
        house.promising();
        let ticket = house.qualified();
        let ticket = house.prioritized(&ticket, Priority::P1);
        let id = ticket.id;
        assert_eq!(house.due(id, ClockKind::FirstResponse), "03-02 09:15");
        house.until("2026-03-02T09:09:00Z");
        house.works();
        let at_risk = house.seen(house.ines, id).unwrap().inside.unwrap().promise.unwrap();
        assert_eq!(at_risk.standing, Standing::AtRisk);
        assert_eq!(house.told(house.supervisor), [], "a warning is for the agent");
        assert_eq!(house.told(house.ines).len(), 1);
        house.until("2026-03-02T09:15:00Z");
        house.works();
        let climbed = house.seen(house.ines, id).unwrap();
        let inside = climbed.inside.unwrap();
        assert_eq!((inside.level, climbed.assignee), (Level::N3, None));
        assert_eq!(inside.promise.unwrap().standing, Standing::Breached);
        assert_eq!(breaches(&house.told(house.supervisor), ClockKind::FirstResponse), 1);
        let journal = house.done(house.ines, move |tx, by| {
            tickets::journal(tx, by, id, &Slice::default())
        });
        let told = journal.entries.iter().filter(|entry| entry.record.actor == Actor::System);
        let kinds: Vec<&str> = told.map(|entry| entry.record.event.kind()).collect();
        assert_eq!(kinds, ["alerted", "alerted", "escalated"]);
        house.works();
        assert_eq!(breaches(&house.told(house.supervisor), ClockKind::FirstResponse), 1);
        assert_eq!(house.verified().differences, []);
    }

    fn an_alert_makes_no_deed_stale_that_was_decided_before(store) {
        let house = House::on(store);
        house.promising();
        let ticket = house.qualified();
        house.until("2026-03-02T09:30:00Z");
        house.works();
        assert_eq!(house.told(house.ines).len(), 2, "at risk, then over");
        let now = house.seen(house.ines, ticket.id).unwrap();
        assert_eq!((now.version, now.updated_at), (ticket.version, ticket.updated_at));
        house.held(&ticket, HoldReason::ThirdParty);
    }

    fn a_hold_moves_the_due_time_by_open_time_over_a_weekend(store) {
        let house = House::on(store);
        house.promising();
        house.until("2026-03-06T15:00:00Z");
        let ticket = house.qualified();
        let id = ticket.id;
        // High, four hours: three until Friday evening, one on Monday.
        assert_eq!(house.due(id, ClockKind::Resolution), "03-09 09:00");
        house.until("2026-03-06T16:00:00Z");
        let held = house.held(&ticket, HoldReason::Requester);
        let paused = house.clock_of(id, ClockKind::Resolution);
        assert_eq!((paused.state, paused.due_at), (ClockState::Paused, None));
        let row = house.done(house.ines, |tx, by| {
            let listing = tickets::Listing { sort: Some(Sort::Promise), ..Default::default() };
            tickets::list(tx, by, &listing)
        });
        let promise = row.items[0].inside.as_ref().unwrap().promise.unwrap();
        assert_eq!(promise.clock, ClockKind::FirstResponse, "nothing pauses the first response");
        house.until("2026-03-09T10:00:00Z");
        house.replied(house.camille, id, "Toujours en panne.").unwrap();
        // Two hours of Friday and two of Monday did not count.
        assert_eq!(house.due(id, ClockKind::Resolution), "03-09 13:00");
        let clock = house.clock_of(id, ClockKind::Resolution);
        let told: Vec<_> = clock.stretches.iter().map(|s| (s.running, s.counted.num_minutes(), s.hold)).collect();
        assert_eq!(told, [
            (true, 60, None),
            (false, 0, Some(HoldReason::Requester)),
            (true, 0, None),
        ]);
        assert_eq!(clock.stretches[2].periods.len(), 1, "what is to come until it is due");
        assert!(held.hold.is_some());
        assert_eq!(house.verified().differences, []);
    }

    fn a_higher_priority_shortens_the_time_and_keeps_what_is_used(store) {
        let house = House::on(store);
        house.promising();
        let ticket = house.qualified();
        let id = ticket.id;
        assert_eq!(house.due(id, ClockKind::Resolution), "03-02 13:00");
        house.until("2026-03-02T10:00:00Z");
        house.prioritized(&ticket, Priority::P1);
        assert_eq!(house.due(id, ClockKind::Resolution), "03-02 11:00");
        let clock = house.clock_of(id, ClockKind::Resolution);
        let retargeted = clock.log.iter().filter(|entry| entry.kind == EntryKind::Retarget);
        assert_eq!(retargeted.map(|entry| entry.target_minutes).collect::<Vec<_>>(), [Some(240), Some(120)]);
        assert_eq!(clock.used, Duration::hours(1));
        assert_eq!(house.verified().differences, []);
    }

    fn reopening_goes_on_where_the_resolution_stopped(store) {
        let house = House::on(store);
        house.promising();
        let ticket = house.qualified();
        let id = ticket.id;
        house.until("2026-03-02T10:00:00Z");
        house.done(house.ines, move |tx, by| {
            tickets::diagnose(tx, by, id, ticket.version, &crate::given::findings())
        });
        let version = house.seen(house.ines, id).unwrap().version;
        let solved = house.done(house.ines, move |tx, by| {
            tickets::resolve(tx, by, id, version, &crate::given::solving("Réessayez."))
        });
        assert_eq!(house.clock_of(id, ClockKind::Resolution).state, ClockState::Met);
        assert_eq!(house.clock_of(id, ClockKind::FirstResponse).state, ClockState::Breached);
        assert_eq!(solved.inside.unwrap().promise, None);
        house.until("2026-03-03T09:00:00Z");
        let version = solved.version;
        house.done(house.camille, move |tx, by| tickets::not_solved(tx, by, id, version, None));
        // Three of four hours were left.
        assert_eq!(house.due(id, ClockKind::Resolution), "03-03 12:00");
        assert_eq!(house.verified().differences, []);
    }

    fn a_question_after_an_answer_is_promised_an_answer(store) {
        let house = House::on(store);
        house.promising();
        let id = house.qualified().id;
        house.replied(house.ines, id, "Je regarde.").unwrap();
        house.until("2026-03-02T17:30:00Z");
        house.replied(house.camille, id, "Avez-vous trouvé ?").unwrap();
        assert_eq!(house.due(id, ClockKind::NextResponse), "03-03 08:30");
        house.until("2026-03-03T08:10:00Z");
        house.replied(house.ines, id, "Oui.").unwrap();
        assert_eq!(house.clock_of(id, ClockKind::NextResponse).state, ClockState::Met);
        assert_eq!(house.verified().differences, []);
    }

    fn a_desk_that_slept_tells_late_and_says_so_and_two_replicas_tell_once(store) {
        let house = House::on(store);
        house.promising();
        let id = house.qualified().id;
        // Nobody was there at half past nine.
        house.until("2026-03-02T12:00:00Z");
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path().to_str().unwrap()).unwrap();
        let twin = Desk::new((**store).clone(), files, Arc::clone(&house.clock) as _, 1_024);
        let other = std::thread::spawn(move || block_on(twin.keep_promises()).unwrap());
        let here = block_on(house.desk.keep_promises()).unwrap();
        let told = here + other.join().unwrap();
        assert!(told >= 2, "{told}");
        let news = house.told(house.ines);
        let first: Vec<&News> = news.iter().filter(|news| match news {
            News::ClockAtRisk { clock, late, .. } | News::ClockBreached { clock, late, .. } => {
                assert!(late);
                *clock == ClockKind::FirstResponse
            }
            _ => false,
        }).collect();
        assert_eq!(first.len(), 2, "at risk and over, once each: {news:?}");
        let alerts = house.done(house.ines, move |tx, by| {
            tickets::journal(tx, by, id, &Slice::default())
        });
        let alerts = alerts.entries.iter().filter(|entry| matches!(entry.record.event, Event::Alerted(alert)
            if alert.clock == ClockKind::FirstResponse && alert.late));
        assert_eq!(alerts.count(), 2);
    }

    fn an_edited_policy_measures_open_tickets_anew_and_rewrites_nothing_that_ended(store) {
        let house = House::on(store);
        let policy = house.promising();
        let closed = house.closed().id;
        let open = house.qualified().id;
        let before = house.clock_of(closed, ClockKind::Resolution);
        house.until("2026-03-02T09:30:00Z");
        house.done(house.supervisor, move |tx, by| {
            let mut terms = sla_policies::get(tx, by, policy)?.profile.terms;
            terms.targets.p2.resolution = Some(60);
            terms.pauses.resolution = vec![HoldReason::ThirdParty];
            let patch = SlaPolicyPatch { terms: Some(terms), ..SlaPolicyPatch::default() };
            sla_policies::change(tx, by, policy, None, &patch)
        });
        house.works();
        assert_eq!(house.due(open, ClockKind::Resolution), "03-02 10:00");
        let after = house.clock_of(closed, ClockKind::Resolution);
        assert_eq!((after.target, after.due_at, after.state), (before.target, before.due_at, before.state));
        assert_eq!(house.verified().differences, []);
    }

    fn an_edited_calendar_moves_what_goes_on_and_explains_what_ended_as_it_was(store) {
        let house = House::on(store);
        let calendar = house.calendar();
        house.policy(terms(Some(calendar)));
        let closed = house.closed().id;
        let open = house.qualified().id;
        let before = house.clock_of(closed, ClockKind::Resolution);
        house.done(house.supervisor, move |tx, by| {
            let mut definition = office();
            definition.week.monday[0].from = "11:00".parse().unwrap();
            let patch = CalendarPatch { definition: Some(definition), ..CalendarPatch::default() };
            calendars::change(tx, by, calendar, None, &patch)
        });
        house.works();
        assert_eq!(house.due(open, ClockKind::Resolution), "03-02 15:00");
        let after = house.clock_of(closed, ClockKind::Resolution);
        assert_eq!((&after.stretches, after.due_at), (&before.stretches, before.due_at));
        assert_eq!(house.verified().differences, []);
        let used = house.tried(house.supervisor, move |tx, by| calendars::delete(tx, by, calendar, None));
        assert_eq!(used, Err(Conflict::InUse.into()));
    }

    fn a_policy_taken_away_leaves_its_open_tickets_to_the_next(store) {
        let house = House::on(store);
        let policy = house.promising();
        let id = house.qualified().id;
        house.done(house.supervisor, move |tx, by| sla_policies::delete(tx, by, policy, None));
        house.works();
        let view = house.done(house.ines, move |tx, by| clocks::of_ticket(tx, by, id));
        assert_eq!(view.clocks, []);
        house.policy(terms(None));
        house.works();
        assert_eq!(house.due(id, ClockKind::Resolution), "03-02 13:00");
        assert_eq!(house.verified().differences, []);
    }

    fn tickets_older_than_a_policy_are_not_promised_by_it(store) {
        let house = House::on(store);
        let id = house.qualified().id;
        let mut later = terms(None);
        later.effective_from = Some(house.desk.now() + Duration::seconds(1));
        house.policy(later);
        house.works();
        let view = house.done(house.ines, move |tx, by| clocks::of_ticket(tx, by, id));
        assert_eq!(view.clocks, []);
        house.clock.advance(Duration::minutes(1));
        let id = house.asked().id;
        assert_eq!(house.clock_of(id, ClockKind::Resolution).state, ClockState::Running);
    }

    fn a_list_by_promise_begins_with_what_is_broken(store) {
        let house = House::on(store);
        house.promising();
        let slow = house.asked().id;
        let fast = house.qualified().id;
        let fine = house.qualified();
        house.replied(house.ines, fine.id, "Je regarde.").unwrap();
        house.until("2026-03-02T09:40:00Z");
        house.works();
        let listed = |standings: &[Standing]| {
            let listing = tickets::Listing {
                standings: standings.to_vec(),
                sort: Some(Sort::Promise),
                slice: Slice { limit: 2, cursor: None },
                ..Default::default()
            };
            let mut ids = Vec::new();
            let mut next = Some(listing);
            while let Some(listing) = next.take() {
                let again = listing.clone();
                let page = house.done(house.ines, move |tx, by| tickets::list(tx, by, &listing));
                ids.extend(page.items.iter().map(|row| row.id));
                next = page.next.map(|cursor| tickets::Listing {
                    slice: Slice { limit: 2, cursor: Some(cursor) },
                    ..again
                });
            }
            ids
        };
        assert_eq!(listed(&[]), [fast, fine.id, slow]);
        assert_eq!(listed(&[Standing::Breached]), [fast]);
        assert_eq!(listed(&[Standing::OnTrack]), [fine.id, slow]);
        let refused = house.tried(house.camille, |tx, by| {
            let listing = tickets::Listing { sort: Some(Sort::Promise), ..Default::default() };
            tickets::list(tx, by, &listing)
        });
        assert_eq!(refused.unwrap_err(), Refusal::Forbidden);
    }

    fn a_preview_says_what_other_targets_would_have_done(store) {
        let house = House::on(store);
        let policy = house.promising();
        house.until("2026-03-02T10:30:00Z");
        let ticket = house.qualified();
        house.until("2026-03-02T11:30:00Z");
        house.replied(house.ines, ticket.id, "Je regarde.").unwrap();
        let effect = house.done(house.supervisor, move |tx, by| {
            let mut terms = sla_policies::get(tx, by, policy)?.profile.terms;
            terms.targets.p2.first_response = Some(90);
            sla_policies::preview(tx, by, Some(policy), &terms)
        });
        let only = effect.by_priority[0];
        assert_eq!((only.priority, only.tickets, only.kept_now, only.kept_then), (Priority::P2, 1, 0, 1));
        assert_eq!(house.verified().differences, [], "nothing was kept of it");
    }

    fn what_cannot_be_promised_is_refused_with_its_field(store) {
        let house = House::on(store);
        let calendar = house.calendar();
        let field = |change: fn(&mut Terms)| {
            let mut terms = terms(Some(calendar));
            change(&mut terms);
            let new = NewSlaPolicy { name: name("Faux"), active: true, terms };
            let refused = house.tried(house.supervisor, move |tx, by| sla_policies::create(tx, by, &new));
            match refused {
                Err(Refusal::Invalid(fields)) => fields[0].field.clone(),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(field(|terms| terms.targets.p1.first_response = Some(0)), "terms.targets.p1.first_response");
        assert_eq!(field(|terms| terms.targets.p4.resolution = Some(-5)), "terms.targets.p4.resolution");
        assert_eq!(field(|terms| terms.level_targets.n2 = Some(9_999_999)), "terms.level_targets.n2");
        assert_eq!(field(|terms| terms.targets.p2.warn_at = vec![80, 60]), "terms.targets.p2.warn_at");
        assert_eq!(field(|terms| terms.targets.p2.warn_at = vec![100]), "terms.targets.p2.warn_at[0]");
        assert_eq!(field(|terms| terms.pauses.resolution = vec![HoldReason::Requester; 5]), "terms.pauses.resolution");
        assert_eq!(field(|terms| terms.calendar_id = Some(CalendarId(99))), "terms.calendar_id");
        let none = house.done(house.supervisor, sla_policies::list);
        assert_eq!(none, []);
        let mut wrong = office();
        wrong.time_zone = "Europe/Lutèce".to_owned();
        wrong.week.monday.push(Period { from: "17:00".parse().unwrap(), to: "19:00".parse().unwrap() });
        let new = NewCalendar { name: name("Faux"), definition: wrong };
        let refused = house.tried(house.supervisor, move |tx, by| calendars::create(tx, by, &new));
        let Err(Refusal::Invalid(fields)) = refused else { panic!("{refused:?}") };
        let fields: Vec<String> = fields.into_iter().map(|wrong| wrong.field).collect();
        assert_eq!(fields, ["definition.time_zone", "definition.week.monday[1]"]);
        let agent = NewCalendar { name: name("Autre"), definition: office() };
        let refused = house.tried(house.ines, move |tx, by| calendars::create(tx, by, &agent));
        assert_eq!(refused, Err(Refusal::Forbidden));
    }
}
