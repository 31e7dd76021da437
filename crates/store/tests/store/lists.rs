//! Lists of tickets, against a model that looks at every one of them.

use std::cmp::Reverse;

use chrono::{DateTime, Utc};
use guichet_domain::ids::{CategoryId, OrganizationId, PersonId, TeamId, TicketId};
use guichet_domain::people::{AgentScope, Role, Viewer};
use guichet_domain::sla::Standing;
use guichet_domain::text::{Reason, Tag};
use guichet_domain::ticket::deeds::Assignment;
use guichet_domain::ticket::policy::{Visible, sees, visible};
use guichet_domain::ticket::{
    Channel, Deed, HoldReason, Kind, Level, Priority, Stage, Status, Ticket,
};
use guichet_store::tickets::{Filter, Position, PositionError, Sort};
use guichet_store::{Connection, Result, Store, clocks, tickets};
use guichet_testkit::on_both_databases;

use crate::given::{Desk, act, at, begin, created, desk, done};

const SORTS: [Sort; 6] = [
    Sort::UpdatedDescending,
    Sort::UpdatedAscending,
    Sort::CreatedDescending,
    Sort::CreatedAscending,
    Sort::Priority,
    Sort::Promise,
];

/// Numbers that look arbitrary and are the same each time (Knuth's multiplicative hash).
fn pick<T: Copy>(n: i64, salt: i64, from: &[T]) -> T {
    let mixed = (n * 31 + salt).wrapping_mul(2_654_435_761) >> 8;
    from[usize::try_from(mixed.rem_euclid(from.len() as i64)).unwrap()]
}

/// A hundred tickets of all sorts; many share a time, so that the number must decide.
fn crowd(conn: &mut Connection, desk: &Desk) -> Result<Vec<Ticket>> {
    let subjects = ["VPN bloqué", "Écran noir", "Accès à l’ÉCRAN", "100 % CPU"];
    let mut all = Vec::new();
    for n in 0..100 {
        let mut first = created(desk, pick(n, 1, &subjects));
        first.requester = pick(n, 2, &[desk.ines, desk.marc, desk.agent]);
        first.organization = pick(n, 3, &[Some(desk.vermeil), None]);
        first.kind = pick(n, 4, Kind::ALL);
        first.channel = pick(n, 5, &[Channel::Portal, Channel::Email, Channel::Phone]);
        first.priority = pick(n, 6, Priority::ALL);
        first.level = pick(n, 7, Level::ALL);
        first.category = pick(n, 8, &[Some(desk.vpn), None]);
        first.tags = pick(n, 9, &[&["vpn"][..], &["vpn", "vip"], &[]])
            .iter()
            .map(|tag| (*tag).to_owned())
            .collect();
        first.tags.sort();
        let ticket = begin(conn, first, n / 5)?;
        all.push(changed(conn, desk, ticket, n)?);
    }
    Ok(all)
}

fn changed(conn: &mut Connection, desk: &Desk, ticket: Ticket, n: i64) -> Result<Ticket> {
    let id = ticket.id;
    let mut ticket = ticket;
    let minute = 100 + n / 7;
    if pick(n, 10, &[true, true, false]) {
        let assignment = Assignment {
            assignee: Some(pick(n, 11, &[Some(desk.agent), Some(desk.colleague), None])),
            team: Some(pick(n, 12, &[Some(desk.network), Some(desk.counter), None])),
        };
        ticket = act(conn, id, desk.agent, Deed::Assign(assignment), minute)?;
    }
    if pick(n, 13, &[true, false, false, false]) {
        let person = pick(n, 14, &[desk.agent, desk.ines, desk.marc]);
        let follow = Deed::Follow {
            person,
            follow: true,
        };
        ticket = act(conn, id, desk.agent, follow, minute)?;
    }
    if ticket.stage == Stage::Qualification && pick(n, 15, &[true, false]) {
        let reason = pick(n, 16, &[HoldReason::Requester, HoldReason::ThirdParty]);
        ticket = act(
            conn,
            id,
            desk.agent,
            Deed::Hold {
                reason,
                until: None,
            },
            minute,
        )?;
    }
    if pick(n, 17, &[true, false, false]) {
        let reason = Reason::parse("Retiré").unwrap();
        ticket = act(conn, id, desk.agent, Deed::Cancel { reason }, minute)?;
    }
    if ticket.closed_at.is_none() && pick(n, 18, &[true, false, false]) {
        let add = vec![Tag::parse("late").unwrap()];
        ticket = act(
            conn,
            id,
            desk.agent,
            Deed::Tag {
                add,
                remove: vec![],
            },
            minute + 1,
        )?;
    }
    Ok(ticket)
}

fn viewer(person: PersonId, role: Role) -> Viewer {
    Viewer {
        person,
        role,
        scope: AgentScope::All,
        teams: vec![],
        organization: None,
        reads_organization: false,
    }
}

/// Everybody who may look, each with another reach.
fn viewers(desk: &Desk) -> Vec<Viewer> {
    let of_vermeil = Viewer {
        organization: Some(desk.vermeil),
        ..viewer(desk.ines, Role::Requester)
    };
    let in_teams = |teams: Vec<TeamId>| Viewer {
        scope: AgentScope::Teams,
        teams,
        ..viewer(desk.agent, Role::Agent)
    };
    vec![
        viewer(desk.colleague, Role::Admin),
        viewer(desk.marc, Role::Requester),
        of_vermeil.clone(),
        Viewer {
            reads_organization: true,
            ..of_vermeil
        },
        in_teams(vec![]),
        in_teams(vec![desk.network]),
        in_teams(vec![desk.network, desk.counter]),
    ]
}

fn filters(desk: &Desk) -> Vec<Filter> {
    let none = Filter::default;
    vec![
        none(),
        Filter {
            statuses: vec![Status::New, Status::Open],
            ..none()
        },
        Filter {
            statuses: vec![Status::Closed],
            ..none()
        },
        Filter {
            statuses: vec![Status::WaitingRequester],
            stages: vec![Stage::Qualification],
            ..none()
        },
        Filter {
            priorities: vec![Priority::P1, Priority::P3],
            ..none()
        },
        Filter {
            levels: vec![Level::N2],
            kinds: vec![Kind::Incident, Kind::Problem],
            ..none()
        },
        Filter {
            channels: vec![Channel::Email],
            assigned: Some(true),
            ..none()
        },
        Filter {
            assigned: Some(false),
            statuses: vec![Status::New, Status::Open],
            ..none()
        },
        Filter {
            team: Some(desk.network),
            ..none()
        },
        Filter {
            queues: Some(vec![desk.network]),
            ..none()
        },
        Filter {
            queues: Some(vec![]),
            statuses: vec![Status::New],
            ..none()
        },
        Filter {
            assignee: Some(desk.agent),
            ..none()
        },
        Filter {
            requester: Some(desk.marc),
            ..none()
        },
        Filter {
            organization: Some(desk.vermeil),
            ..none()
        },
        Filter {
            categories: vec![desk.vpn, CategoryId(999)],
            ..none()
        },
        Filter {
            follower: Some(desk.agent),
            ..none()
        },
        Filter {
            tag: Some("vpn".to_owned()),
            ..none()
        },
        Filter {
            tag: Some("nowhere".to_owned()),
            ..none()
        },
        Filter {
            subject: Some("ecran".to_owned()),
            ..none()
        },
        Filter {
            subject: Some("100 %".to_owned()),
            ..none()
        },
        Filter {
            id: Some(TicketId(7)),
            ..none()
        },
        Filter {
            organization: Some(OrganizationId(999)),
            ..none()
        },
        Filter {
            standings: vec![Standing::AtRisk],
            ..none()
        },
        Filter {
            standings: vec![Standing::Paused, Standing::Breached],
            statuses: vec![Status::Open, Status::New],
            ..none()
        },
    ]
}

/// How the promise of a ticket of the crowd stands: many share a standing, some a time.
fn promise_of(ticket: TicketId) -> (Standing, DateTime<Utc>) {
    let place = usize::try_from(ticket.0).unwrap() % Standing::ALL.len();
    (Standing::ALL[place], at(ticket.0 * 7 % 40))
}

fn folded(text: &str) -> String {
    text.to_lowercase()
        .replace('é', "e")
        .replace('’', " ")
        .replace(" %", "")
}

fn passes(filter: &Filter, ticket: &Ticket) -> bool {
    fn among<T: PartialEq>(words: &[T], word: &T) -> bool {
        words.is_empty() || words.contains(word)
    }
    fn is<T: PartialEq>(wanted: &Option<T>, value: Option<T>) -> bool {
        wanted.is_none() || *wanted == value
    }
    let in_queue = |teams: &Vec<TeamId>| ticket.team.is_none_or(|team| teams.contains(&team));
    let category = |id: CategoryId| filter.categories.contains(&id);
    let with_text = |text: &String| folded(&ticket.subject).contains(&folded(text));
    is(&filter.id, Some(ticket.id))
        && among(&filter.statuses, &ticket.status())
        && among(&filter.stages, &ticket.stage)
        && among(&filter.priorities, &ticket.priority)
        && among(&filter.levels, &ticket.level)
        && among(&filter.standings, &promise_of(ticket.id).0)
        && among(&filter.kinds, &ticket.kind)
        && among(&filter.channels, &ticket.channel)
        && is(&filter.team, ticket.team)
        && filter.queues.as_ref().is_none_or(in_queue)
        && is(&filter.assignee, ticket.assignee)
        && is(&filter.assigned, Some(ticket.assignee.is_some()))
        && is(&filter.requester, Some(ticket.requester))
        && is(&filter.organization, ticket.organization)
        && (filter.categories.is_empty() || ticket.category.is_some_and(category))
        && filter
            .follower
            .is_none_or(|person| ticket.followers.contains(&person))
        && filter
            .tag
            .as_ref()
            .is_none_or(|tag| ticket.tags.contains(tag))
        && filter.subject.as_ref().is_none_or(with_text)
}

/// What the list should hold, in order.
fn expected(all: &[Ticket], viewer: &Viewer, filter: &Filter, sort: Sort) -> Vec<TicketId> {
    let mut found: Vec<&Ticket> = all
        .iter()
        .filter(|ticket| sees(viewer, ticket) && passes(filter, ticket))
        .collect();
    match sort {
        Sort::UpdatedDescending => found.sort_by_key(|t| Reverse((t.updated_at, t.id))),
        Sort::UpdatedAscending => found.sort_by_key(|t| (t.updated_at, t.id)),
        Sort::CreatedDescending => found.sort_by_key(|t| Reverse((t.created_at, t.id))),
        Sort::CreatedAscending => found.sort_by_key(|t| (t.created_at, t.id)),
        Sort::Priority => found.sort_by_key(|t| (t.priority, t.created_at, t.id)),
        Sort::Promise => found.sort_by_key(|t| (promise_of(t.id), t.id)),
    }
    found.into_iter().map(|ticket| ticket.id).collect()
}

/// Walks through all pages of a list, the position going through its text as a cursor does.
fn walked(
    conn: &mut Connection,
    visible: &Visible,
    filter: &Filter,
    sort: Sort,
    limit: u32,
) -> Result<Vec<TicketId>> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = tickets::list(conn, visible, filter, sort, after.as_ref(), limit)?;
        assert!(page.items.len() <= limit as usize);
        found.extend(page.items.iter().map(|row| row.id));
        let Some(next) = page.next else {
            return Ok(found);
        };
        after = Some(Position::parse(sort, &next.to_string()).unwrap());
    }
}

fn with_crowd(store: &Store) -> (Desk, Vec<Ticket>) {
    let desk = desk(store);
    done(store, move |conn| {
        let all = crowd(conn, &desk)?;
        for ticket in &all {
            let (standing, at) = promise_of(ticket.id);
            clocks::set_promise(conn, ticket.id, standing, at)?;
        }
        Ok((desk.clone(), all))
    })
}

on_both_databases! {
    fn every_list_shows_exactly_what_passes_and_is_seen_in_order(store) {
        let (desk, all) = with_crowd(store);
        done(store, move |conn| {
            for viewer in viewers(&desk) {
                for (n, filter) in filters(&desk).iter().enumerate() {
                    let sort = SORTS[n % SORTS.len()];
                    let expected = expected(&all, &viewer, filter, sort);
                    let walked = walked(conn, &visible(&viewer), filter, sort, 7)?;
                    assert_eq!(walked, expected, "{viewer:?} {filter:?} {sort:?}");
                }
            }
            Ok(())
        });
    }

    fn every_order_can_be_walked_in_pages_of_any_size(store) {
        let (desk, all) = with_crowd(store);
        done(store, move |conn| {
            for viewer in viewers(&desk) {
                for (sort, limit) in SORTS.into_iter().zip([1, 3, 10, 99, 100, 6]) {
                    let expected = expected(&all, &viewer, &Filter::default(), sort);
                    let walked = walked(conn, &visible(&viewer), &Filter::default(), sort, limit)?;
                    assert_eq!(walked, expected, "{viewer:?} {sort:?} {limit}");
                }
            }
            Ok(())
        });
    }

    fn counts_are_right_up_to_their_bound(store) {
        let (desk, all) = with_crowd(store);
        done(store, move |conn| {
            for viewer in viewers(&desk) {
                for filter in filters(&desk).iter().filter(|filter| filter.subject.is_none()) {
                    let expected = expected(&all, &viewer, filter, Sort::Priority).len();
                    let bounded = expected.min(20);
                    for (bound, expected) in [(1_000, expected), (20, bounded)] {
                        let count = tickets::count(conn, &visible(&viewer), filter, bound)?;
                        assert_eq!(count as usize, expected, "{viewer:?} {filter:?}");
                    }
                }
            }
            Ok(())
        });
    }

    fn teams_are_counted_by_their_open_tickets(store) {
        let (desk, all) = with_crowd(store);
        done(store, move |conn| {
            let statuses = [Status::New, Status::Open];
            let of = |team| {
                let queue = |t: &&Ticket| t.team == Some(team) && statuses.contains(&t.status());
                all.iter().filter(queue).count() as i64
            };
            let mut expected = vec![(desk.network, of(desk.network)), (desk.counter, of(desk.counter))];
            expected.retain(|(_, count)| *count > 0);
            assert_eq!(tickets::count_by_team(conn, &statuses)?, expected);
            Ok(())
        });
    }

    fn rows_show_the_ticket_as_it_is(store) {
        let (desk, all) = with_crowd(store);
        done(store, move |conn| {
            let admin = visible(&viewer(desk.colleague, Role::Admin));
            let page = tickets::list(conn, &admin, &Filter::default(), Sort::CreatedAscending, None, 100)?;
            for (row, ticket) in page.items.iter().zip(&all) {
                assert_eq!((row.id, row.version, &row.subject), (ticket.id, ticket.version, &ticket.subject));
                assert_eq!((row.kind, row.channel, row.priority), (ticket.kind, ticket.channel, ticket.priority));
                assert_eq!((row.level, row.stage, row.status), (ticket.level, ticket.stage, ticket.status()));
                assert_eq!(row.hold_reason, ticket.hold.as_ref().map(|hold| hold.reason));
                assert_eq!((row.requester, row.organization), (ticket.requester, ticket.organization));
                assert_eq!((row.team, row.assignee, row.major), (ticket.team, ticket.assignee, ticket.major));
                assert_eq!((row.created_at, row.updated_at), (ticket.created_at, ticket.updated_at));
            }
            Ok(())
        });
    }

    fn of_some_tickets_only_the_visible_are_given(store) {
        let (desk, all) = with_crowd(store);
        done(store, move |conn| {
            let asked: Vec<TicketId> = (1..40).map(TicketId).chain([TicketId(999)]).collect();
            for viewer in viewers(&desk) {
                let given = tickets::visible_among(conn, &visible(&viewer), &asked)?;
                let expected: Vec<TicketId> = all
                    .iter()
                    .filter(|ticket| asked.contains(&ticket.id) && sees(&viewer, ticket))
                    .map(|ticket| ticket.id)
                    .collect();
                assert_eq!(given.iter().map(|row| row.id).collect::<Vec<_>>(), expected);
            }
            Ok(())
        });
    }

    fn a_list_goes_on_where_it_was_while_tickets_come_and_change(store) {
        let (desk, _) = with_crowd(store);
        done(store, move |conn| {
            let everything = Filter::default();
            let newest = Sort::CreatedDescending;
            let first = tickets::list(conn, &Visible::All, &everything, newest, None, 10)?;
            begin(conn, created(&desk, "Entre-temps"), 5_000)?;
            let next = first.next.as_ref();
            let second = tickets::list(conn, &Visible::All, &everything, newest, next, 10)?;
            let ids: Vec<i64> = first.items.iter().chain(&second.items).map(|row| row.id.0).collect();
            assert_eq!(ids, (81..=100).rev().collect::<Vec<_>>());
            Ok(())
        });
    }
}

#[test]
fn a_position_is_read_only_in_the_order_it_was_made_in() {
    let text = "ud.p3.1700000000000000.42";
    let position = Position::parse(Sort::UpdatedDescending, text).unwrap();
    assert_eq!(position.to_string(), text);
    assert_eq!(Position::parse(Sort::Priority, text), Err(PositionError));
    for wrong in [
        "",
        "ud",
        "ud.p9.1.1",
        "ud.p1.x.1",
        "ud.p1.1.1.1",
        "ud.p1.9223372036854775807.1",
    ] {
        assert_eq!(
            Position::parse(Sort::UpdatedDescending, wrong),
            Err(PositionError)
        );
    }
}
