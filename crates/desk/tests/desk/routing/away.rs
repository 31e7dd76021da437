//! Who is not there, who says so, and who stands in.

use chrono::{DateTime, Duration, Utc};
use guichet_desk::routing::absences::{self, AbsencePatch, Listing, NewAbsence};
use guichet_desk::routing::agents;
use guichet_desk::{Refusal, Slice, Wrong};
use guichet_domain::ids::PersonId;
use guichet_domain::text::Line;
use guichet_testkit::on_both_databases;

use super::refused;
use crate::given::House;

/// Away for some days from a day on, counted from today.
fn away(
    house: &House,
    person: PersonId,
    days: (i64, i64),
    replacement: Option<PersonId>,
) -> NewAbsence {
    let day = |day| house.desk.now() + Duration::days(day);
    NewAbsence {
        person,
        from: day(days.0),
        until: day(days.1),
        replacement,
        note: Some(Line::parse("Congés").unwrap()),
    }
}

on_both_databases! {
    fn an_agent_enters_changes_and_deletes_what_is_ones_own(store) {
        let house = House::on(store);
        let ines = house.ines;
        let new = away(&house, ines, (1, 3), Some(house.supervisor));
        let entered = house.done(ines, move |tx, by| absences::create(tx, by, &new));
        assert_eq!(entered.version, 1);
        assert_eq!(entered.note.as_deref(), Some("Congés"));
        assert_eq!(entered.replacement.unwrap().id, house.supervisor);
        let patch = AbsencePatch { replacement: Some(None), note: Some(None), ..AbsencePatch::default() };
        let changed = house.done(ines, {
            let patch = patch.clone();
            move |tx, by| absences::change(tx, by, entered.id, Some(1), &patch)
        });
        assert_eq!((changed.version, changed.replacement, changed.note), (2, None, None));
        // The same again changes nothing.
        let same = house.done(ines, {
            let patch = patch.clone();
            move |tx, by| absences::change(tx, by, entered.id, Some(2), &patch)
        });
        assert_eq!(same.version, 2);
        let stale = house.tried(ines, move |tx, by| absences::change(tx, by, entered.id, Some(1), &patch));
        assert_eq!(stale, Err(Refusal::Stale));
        house.done(ines, move |tx, by| absences::delete(tx, by, entered.id, Some(2)));
        let gone = house.tried(ines, move |tx, by| absences::delete(tx, by, entered.id, None));
        assert_eq!(gone, Err(Refusal::NotFound));
    }

    fn anybodys_absence_is_for_supervisors(store) {
        let house = House::on(store);
        let entered = house.away(house.paul, 8, None);
        assert_eq!(entered.person.id, house.paul);
        let new = away(&house, house.paul, (1, 3), None);
        let tried = house.tried(house.ines, {
            let new = new.clone();
            move |tx, by| absences::create(tx, by, &new)
        });
        assert_eq!(tried, Err(Refusal::Forbidden));
        let tried = house.tried(house.ines, move |tx, by| {
            absences::change(tx, by, entered.id, None, &AbsencePatch::default())
        });
        assert_eq!(tried, Err(Refusal::Forbidden));
        let tried = house.tried(house.ines, move |tx, by| absences::delete(tx, by, entered.id, None));
        assert_eq!(tried, Err(Refusal::Forbidden));
        let tried = house.tried(house.camille, |tx, by| {
            absences::list(tx, by, &Listing::default(), &Slice::default())
        });
        assert_eq!(tried, Err(Refusal::Forbidden));
        // A requester is no agent, and has no absences.
        let own = NewAbsence { person: house.camille, ..new };
        let tried = house.tried(house.camille, {
            let own = own.clone();
            move |tx, by| absences::create(tx, by, &own)
        });
        assert_eq!(tried, Err(Refusal::Forbidden));
        let tried = house.tried(house.supervisor, move |tx, by| absences::create(tx, by, &own));
        assert_eq!(refused(tried), ("person_id".to_owned(), Wrong::NoSuchObject));
        house.done(house.paul, move |tx, by| absences::delete(tx, by, entered.id, None));
    }

    fn an_absence_ends_after_it_begins(store) {
        let house = House::on(store);
        for days in [(2, 2), (2, 1)] {
            let new = away(&house, house.ines, days, None);
            let tried = house.tried(house.ines, move |tx, by| absences::create(tx, by, &new));
            assert_eq!(refused(tried).0, "until");
        }
        let entered = house.away(house.ines, 4, None);
        let from = Some(entered.until);
        let tried = house.tried(house.ines, move |tx, by| {
            absences::change(tx, by, entered.id, None, &AbsencePatch { from, ..AbsencePatch::default() })
        });
        assert_eq!(refused(tried).0, "until");
    }

    fn whoever_stands_in_is_another_agent(store) {
        let house = House::on(store);
        for (replacement, expected) in [
            (house.camille, Wrong::NoSuchObject),
            (PersonId(999), Wrong::NoSuchObject),
            (house.ines, Wrong::Invalid("Nobody stands in for themselves.")),
        ] {
            let new = away(&house, house.ines, (1, 2), Some(replacement));
            let tried = house.tried(house.ines, move |tx, by| absences::create(tx, by, &new));
            assert_eq!(refused(tried), ("replacement_id".to_owned(), expected));
        }
    }

    fn those_who_stand_in_for_one_another_are_not_away_at_once(store) {
        let house = House::on(store);
        let (paul, ines, sam) = (house.paul, house.ines, house.supervisor);
        let enter = |person, days, replacement: PersonId| {
            let new = away(&house, person, days, Some(replacement));
            house.tried(house.admin, move |tx, by| absences::create(tx, by, &new))
        };
        enter(paul, (0, 5), ines).unwrap();
        enter(ines, (2, 8), sam).unwrap();
        assert_eq!(refused(enter(sam, (4, 9), paul)).0, "replacement_id");
        // Paul is back by then.
        let later = enter(sam, (5, 9), paul).unwrap();
        let from = Some(house.desk.now() + Duration::days(4));
        let tried = house.tried(house.admin, move |tx, by| {
            absences::change(tx, by, later.id, None, &AbsencePatch { from, ..AbsencePatch::default() })
        });
        assert_eq!(refused(tried).0, "replacement_id");
        let until = Some(house.desk.now() + Duration::days(20));
        house.done(house.admin, move |tx, by| {
            absences::change(tx, by, later.id, None, &AbsencePatch { until, ..AbsencePatch::default() })
        });
    }

    fn absences_are_listed_by_their_beginning_page_by_page(store) {
        let house = House::on(store);
        let enter = |person, days| {
            let new = away(&house, person, days, None);
            house.done(house.supervisor, move |tx, by| absences::create(tx, by, &new)).id
        };
        let late = enter(house.ines, (9, 10));
        let soon = enter(house.paul, (1, 4));
        let over = enter(house.paul, (-5, -4));
        let same = enter(house.ines, (1, 2));
        let now = enter(house.ines, (-1, 1));
        let listed = |listing: Listing, limit: u32| {
            let mut ids = Vec::new();
            let mut slice = Slice { limit, cursor: None };
            loop {
                let (listing, asked) = (listing.clone(), slice.clone());
                let page = house.done(house.ines, move |tx, by| absences::list(tx, by, &listing, &asked));
                ids.extend(page.items.iter().map(|absence| absence.id));
                slice.cursor = page.next;
                if slice.cursor.is_none() {
                    return ids;
                }
            }
        };
        for limit in [1, 2, 100] {
            assert_eq!(listed(Listing::default(), limit), [now, soon, same, late]);
            let all = Listing { past: true, person: None };
            assert_eq!(listed(all, limit), [over, now, soon, same, late]);
            let of_paul = Listing { past: true, person: Some(house.paul) };
            assert_eq!(listed(of_paul, limit), [over, soon]);
        }
        let slice = Slice { limit: 1, cursor: Some("12".to_owned()) };
        let tried = house.tried(house.ines, move |tx, by| absences::list(tx, by, &Listing::default(), &slice));
        assert_eq!(refused(tried).0, "cursor");
        // The agent's page shows the one that lasts, then the next.
        let shown = |at: DateTime<Utc>| {
            house.clock.advance(at - house.desk.now());
            let ines = house.ines;
            let agent = house.done(ines, move |tx, by| agents::get(tx, by, ines));
            agent.absence.map(|absence| absence.id)
        };
        let today = house.desk.now();
        for (day, expected) in [(0, Some(now)), (1, Some(same)), (2, Some(late)), (10, None)] {
            assert_eq!(shown(today + Duration::days(day)), expected, "day {day}");
        }
    }
}
