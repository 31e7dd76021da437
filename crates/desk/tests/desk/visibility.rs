//! Who sees what: what someone may not see does not exist for them.

use guichet_desk::organizations::{self, OrganizationPatch};
use guichet_desk::people::{self, PersonPatch};
use guichet_desk::tickets::{Listing, assign, follow, link, list, spans, take};
use guichet_desk::{Refusal, Slice, messages, news, tickets};
use guichet_domain::ids::{PersonId, TicketId};
use guichet_domain::people::Sharing;
use guichet_domain::ticket::deeds::Assignment;
use guichet_domain::ticket::{DeedKind, LinkKind};
use guichet_testkit::on_both_databases;

use crate::given::{House, to_n2};

impl House {
    fn listed(&self, person: PersonId) -> Vec<TicketId> {
        let page = self.done(person, |tx, by| list(tx, by, &Listing::default()));
        page.items.iter().map(|row| row.id).collect()
    }

    fn shares(&self, sharing: Sharing) {
        let vermeil = self.vermeil;
        self.done(self.admin, move |tx, by| {
            let patch = OrganizationPatch {
                sharing: Some(sharing),
                ..OrganizationPatch::default()
            };
            organizations::change(tx, by, vermeil, None, &patch)
        });
    }

    fn patched(&self, person: PersonId, patch: PersonPatch) {
        self.done(self.admin, move |tx, by| {
            people::change(tx, by, person, None, &patch)
        });
    }

    /// What has been done since, down to the last qualification. Whoever reads the journal waits
    /// for transactions that still run, on PostgreSQL also for those of other databases.
    fn heard(&self, start: news::Position) -> Vec<news::News> {
        for _ in 0..1_200 {
            let news = self.done(self.admin, move |tx, _| news::after(tx, start, 100));
            let last = news.last().map(|news| news.entry.record.deed);
            if last == Some(DeedKind::Qualify) {
                return news;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("the journal does not come to its end");
    }

    /// A ticket in the hands of the support team, out of Paul's sight.
    fn with_support(&self) -> TicketId {
        let id = self.asked().id;
        let support = self.support;
        self.done(self.ines, move |tx, by| {
            let assignment = Assignment {
                assignee: None,
                team: Some(Some(support)),
            };
            assign(tx, by, id, 1, &assignment)
        });
        id
    }
}

on_both_databases! {
    fn a_requester_sees_the_own_tickets_and_nobody_elses(store) {
        let house = House::on(store);
        let id = house.asked().id;
        assert_eq!(house.listed(house.camille), [id]);
        for stranger in [house.david, house.zoe] {
            assert_eq!(house.seen(stranger, id), Err(Refusal::NotFound));
            assert!(house.listed(stranger).is_empty());
            let unread = house.tried(stranger, move |tx, by| {
                messages::list(tx, by, id, &Slice::default())
            });
            assert_eq!(unread, Err(Refusal::NotFound));
            let unread = house.tried(stranger, move |tx, by| {
                tickets::journal(tx, by, id, &Slice::default())
            });
            assert_eq!(unread.unwrap_err(), Refusal::NotFound);
            assert_eq!(house.replied(stranger, id, "Bonjour"), Err(Refusal::NotFound));
        }
    }

    fn an_organization_decides_who_of_it_reads_its_tickets(store) {
        let house = House::on(store);
        let id = house.asked().id;
        let david_sees = |expected: bool| {
            assert_eq!(house.seen(house.david, id).is_ok(), expected);
            assert_eq!(!house.listed(house.david).is_empty(), expected);
            assert_eq!(house.seen(house.zoe, id), Err(Refusal::NotFound));
        };
        david_sees(false);
        house.shares(Sharing::Everyone);
        david_sees(true);
        house.shares(Sharing::Managers);
        david_sees(false);
        let manager = PersonPatch { organization_manager: Some(true), ..PersonPatch::default() };
        house.patched(house.david, manager);
        david_sees(true);
        house.shares(Sharing::Members);
        david_sees(false);
        let reader = PersonPatch { organization_reader: Some(true), ..PersonPatch::default() };
        house.patched(house.david, reader);
        david_sees(true);
    }

    fn a_colleague_who_reads_a_ticket_may_write_but_not_confirm(store) {
        let house = House::on(store);
        house.shares(Sharing::Everyone);
        let ticket = house.documented();
        let id = ticket.id;
        let seen = house.seen(house.david, id).unwrap();
        assert_eq!(seen.permitted_actions, [DeedKind::Reply]);
        let refused = house.tried(house.david, move |tx, by| {
            tickets::confirm(tx, by, id, ticket.version)
        });
        assert_eq!(refused, Err(Refusal::Forbidden));
        assert_eq!(seen.requester.email, None);
    }

    fn an_agent_of_a_team_does_not_see_what_another_team_leads(store) {
        let house = House::on(store);
        let unrouted = house.asked().id;
        assert!(house.seen(house.paul, unrouted).is_ok());
        let id = house.with_support();
        assert_eq!(house.listed(house.paul), [unrouted]);
        assert_eq!(house.seen(house.paul, id), Err(Refusal::NotFound));
        let refused = house.tried(house.paul, move |tx, by| take(tx, by, id, 2));
        assert_eq!(refused, Err(Refusal::NotFound));
        let paul = house.paul;
        house.done(house.ines, move |tx, by| follow(tx, by, id, Some(paul), true));
        assert!(house.seen(house.paul, id).is_ok());
        let counts = house.done(house.paul, tickets::counts);
        assert!(counts.teams.is_empty());
    }

    fn a_hidden_ticket_cannot_be_linked_to_from_another(store) {
        let house = House::on(store);
        let (mine, hidden) = (house.asked().id, house.with_support());
        for other in [hidden, TicketId(999_999)] {
            let refused = house.tried(house.paul, move |tx, by| {
                link(tx, by, mine, LinkKind::Related, other, true)
            });
            assert_eq!(refused, Err(Refusal::NotFound));
        }
        // Where somebody else has linked them, the link is not shown to Paul either.
        house.done(house.ines, move |tx, by| {
            link(tx, by, mine, LinkKind::Related, hidden, true)
        });
        let links = |person| house.seen(person, mine).unwrap().inside.unwrap().links.len();
        assert_eq!((links(house.ines), links(house.paul)), (1, 0));
    }

    fn an_agent_who_hands_a_ticket_out_of_sight_is_shown_it_once_more(store) {
        let house = House::on(store);
        let id = house.asked().id;
        let (paul, support) = (house.paul, house.support);
        let taken = house.done(paul, move |tx, by| take(tx, by, id, 1));
        let handed = house.done(paul, move |tx, by| {
            let hand = tickets::Hand { team: Some(support), ..to_n2() };
            tickets::escalate(tx, by, id, taken.version, &hand)
        });
        assert!(handed.permitted_actions.is_empty());
        assert_eq!(house.seen(paul, id), Err(Refusal::NotFound));
    }

    fn requesters_read_no_inside_of_the_desk(store) {
        let house = House::on(store);
        let ticket = house.qualified();
        let id = ticket.id;
        let journal = |person| {
            house
                .done(person, move |tx, by| tickets::journal(tx, by, id, &Slice::default()))
                .entries
        };
        assert!(journal(house.ines).len() > journal(house.camille).len());
        assert!(journal(house.camille).iter().all(|e| e.record.event.is_public()));
        let rows = house.done(house.camille, |tx, by| list(tx, by, &Listing::default()));
        assert!(rows.items.iter().all(|row| row.inside.is_none()));
        let refused = house.tried(house.camille, move |tx, by| spans(tx, by, id));
        assert_eq!(refused, Err(Refusal::Forbidden));
        let asks_inside = Listing { sort: Some(tickets::Sort::Priority), ..Listing::default() };
        let refused = house.tried(house.camille, move |tx, by| list(tx, by, &asks_inside));
        assert_eq!(refused, Err(Refusal::Forbidden));
    }

    fn news_of_a_ticket_reach_those_who_may_know(store) {
        let house = House::on(store);
        let start = house.done(house.admin, |tx, _| news::head(tx));
        let id = house.qualified().id;
        let news = house.heard(start);
        let heard = |person| {
            let viewer = house.by(person).viewer;
            news.iter().filter(|news| news.is_for(&viewer)).count()
        };
        assert!(news.iter().all(|news| news.ticket.id == id));
        assert_eq!(heard(house.ines), news.len());
        assert!(heard(house.camille) > 0 && heard(house.camille) < news.len());
        assert_eq!(heard(house.zoe), 0);
        let last = news.last().unwrap().position;
        let none = house.done(house.admin, move |tx, _| news::after(tx, last, 100));
        assert!(none.is_empty());
    }
}
