//! Lists, views and counts.

use chrono::Duration;
use guichet_desk::reports::{self, CountBy, Period};
use guichet_desk::tickets::{
    Listing, Sort, SystemView, counts, create, follow, hold, list, tag, take,
};
use guichet_desk::{Refusal, Slice, categories, tags};
use guichet_domain::ids::{PersonId, TicketId};
use guichet_domain::text::Tag;
use guichet_domain::ticket::{HoldReason, Priority, Status};
use guichet_testkit::on_both_databases;

use crate::given::{House, asked, name};

impl House {
    fn found(&self, person: PersonId, listing: Listing) -> Vec<TicketId> {
        let page = self.done(person, move |tx, by| list(tx, by, &listing));
        page.items.iter().map(|row| row.id).collect()
    }

    fn view(&self, person: PersonId, view: SystemView) -> Vec<TicketId> {
        let listing = Listing {
            view: Some(view),
            ..Listing::default()
        };
        self.found(person, listing)
    }
}

on_both_databases! {
    fn each_view_holds_its_tickets_and_is_counted_alike(store) {
        let house = House::on(store);
        let new = house.asked().id;
        house.clock.advance(Duration::minutes(1));
        let open = house.qualified().id;
        house.clock.advance(Duration::minutes(1));
        let held = house.qualified();
        let (waiting, version) = (held.id, held.version);
        house.done(house.ines, move |tx, by| {
            hold(tx, by, waiting, version, HoldReason::Requester, None)
        });
        house.clock.advance(Duration::minutes(1));
        let resolved = house.resolved().id;
        house.clock.advance(Duration::minutes(1));
        let closed = house.closed().id;
        house.clock.advance(Duration::minutes(1));
        house.done(house.ines, move |tx, by| follow(tx, by, new, None, true));
        let ines = house.ines;
        for (view, expected) in [
            (SystemView::Mine, vec![waiting, open]),
            (SystemView::ToHandle, vec![new, open]),
            (SystemView::Unassigned, vec![new]),
            (SystemView::Followed, vec![new]),
            (SystemView::OnHold, vec![waiting]),
            (SystemView::Resolved, vec![resolved]),
            (SystemView::Closed, vec![closed]),
            (SystemView::Open, vec![new, resolved, waiting, open]),
            (SystemView::Requested, vec![]),
            (SystemView::All, vec![new, closed, resolved, waiting, open]),
        ] {
            assert_eq!(house.view(ines, view), expected, "{view:?}");
        }
        let counts = house.done(ines, counts);
        for (view, count) in counts.views {
            assert_eq!(count as usize, house.view(ines, view).len(), "{view:?}");
        }
        assert_eq!(house.view(house.camille, SystemView::Requested).len(), 5);
    }

    fn filters_narrow_a_view_and_never_widen_it(store) {
        let house = House::on(store);
        let new = house.asked().id;
        house.clock.advance(Duration::minutes(1));
        let open = house.qualified().id;
        let of = |listing| house.found(house.ines, listing);
        let both = Listing { statuses: vec![Status::New, Status::Open], ..Listing::default() };
        assert_eq!(of(both), [open, new]);
        let none = Listing {
            view: Some(SystemView::Closed),
            statuses: vec![Status::New],
            ..Listing::default()
        };
        assert!(of(none).is_empty());
        let p2 = Listing { priorities: vec![Priority::P2], ..Listing::default() };
        assert_eq!(of(p2), [open]);
        let somebody_elses = Listing {
            view: Some(SystemView::Mine),
            assignee: Some(house.paul),
            ..Listing::default()
        };
        assert!(of(somebody_elses).is_empty());
        let first = Listing { sort: Some(Sort::CreatedAscending), ..Listing::default() };
        assert_eq!(of(first), [new, open]);
    }

    fn a_category_is_found_with_those_below_it(store) {
        let house = House::on(store);
        let vpn = house.vpn;
        let below = house.done(house.supervisor, move |tx, by| {
            let new = categories::NewCategory { name: name("Certificats"), parent: Some(vpn) };
            categories::create(tx, by, &new)
        });
        let mut new = asked("Certificat expiré");
        new.category = Some(below.id);
        let ticket = house.done(house.camille, move |tx, by| create(tx, by, &new));
        assert_eq!(ticket.category.unwrap().parent_name.as_deref(), Some("VPN"));
        let listing = Listing { category: Some(vpn), ..Listing::default() };
        assert_eq!(house.found(house.ines, listing), [ticket.id]);
    }

    fn a_ticket_is_found_by_number_by_subject_and_by_tag(store) {
        let house = House::on(store);
        let id = house.asked().id;
        house.done(house.camille, |tx, by| create(tx, by, &asked("Écran noir")));
        let words = |text: &str| Listing { text: Some(text.to_owned()), ..Listing::default() };
        assert_eq!(house.found(house.ines, words(&format!("GU-{id}"))), [id]);
        assert_eq!(house.found(house.ines, words("vpn")), [id]);
        assert_eq!(house.found(house.ines, words("ecran")).len(), 1);
        let vip = Tag::parse("VIP").unwrap();
        house.done(house.ines, move |tx, by| {
            tag(tx, by, id, &[Tag::parse("VIP").unwrap()], &[])
        });
        let tagged = Listing { tag: Some(vip), ..Listing::default() };
        assert_eq!(house.found(house.ines, tagged), [id]);
        assert_eq!(house.done(house.ines, |tx, by| tags::list(tx, by, "V", 10)), ["vip"]);
    }

    fn pages_go_on_where_the_former_ended(store) {
        let house = House::on(store);
        for _ in 0..5 {
            house.clock.advance(Duration::seconds(1));
            house.asked();
        }
        let mut listing = Listing { slice: Slice { limit: 2, cursor: None }, ..Listing::default() };
        let mut seen = Vec::new();
        loop {
            let asked = listing.clone();
            let page = house.done(house.camille, move |tx, by| list(tx, by, &asked));
            seen.extend(page.items.iter().map(|row| row.id));
            listing.slice.cursor = page.next;
            if listing.slice.cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 5);
        assert!(seen.is_sorted_by(|a, b| a > b));
        listing.slice.cursor = Some("../..".to_owned());
        let refused = house.tried(house.camille, move |tx, by| list(tx, by, &listing));
        assert!(matches!(refused, Err(Refusal::Invalid(_))));
    }

    fn figures_are_for_supervisors(store) {
        let house = House::on(store);
        let id = house.asked().id;
        house.done(house.ines, move |tx, by| take(tx, by, id, 1));
        house.asked();
        let count = |person| {
            house.tried(person, |tx, by| {
                reports::count(tx, by, CountBy::Status, Period::default())
            })
        };
        let counts = count(house.supervisor).unwrap();
        assert_eq!(counts.total, 2);
        assert_eq!(counts.rows, [("new".to_owned(), 1), ("open".to_owned(), 1)]);
        assert_eq!(count(house.ines), Err(Refusal::Forbidden));
        let requested = house.tried(house.camille, counts_of);
        assert_eq!(requested, Err(Refusal::Forbidden));
    }
}

fn counts_of(
    tx: &mut guichet_store::Connection,
    by: &guichet_desk::By,
) -> Result<guichet_desk::tickets::ViewCounts, Refusal> {
    counts(tx, by)
}
