//! The life of a ticket.

use chrono::Duration;
use guichet_desk::tickets::{
    QuickSolve, Replied, Requalification, assign, cancel, confirm, create, escalate, not_solved,
    prioritize, rename, requalify, solve, spans, take,
};
use guichet_desk::{Refusal, Slice, Wrong, messages, tickets};
use guichet_domain::ids::{CategoryId, PersonId, TeamId};
use guichet_domain::ticket::deeds::Assignment;
use guichet_domain::ticket::refused::Missing;
use guichet_domain::ticket::{
    CloseCode, DeedKind, Impact, Kind, Level, Priority, Refused, Stage, Status, Urgency,
};
use guichet_testkit::on_both_databases;

use crate::given::{House, asked, findings, nothing_learnt, reason, solving, to_n2};

on_both_databases! {
    fn a_ticket_is_led_through_its_whole_life(store) {
        let house = House::on(store);
        let ticket = house.asked();
        let id = ticket.id;
        assert_eq!((ticket.stage, ticket.status), (Stage::Creation, Status::New));
        assert_eq!(ticket.number, format!("GU-{id}"));
        assert!(ticket.inside.is_none());

        let ticket = house.qualified();
        let id = ticket.id;
        let inside = ticket.inside.as_ref().unwrap();
        assert_eq!((ticket.stage, inside.priority), (Stage::Diagnosis, Priority::P2));
        house.clock.advance(Duration::hours(1));
        let network = house.network;
        let ticket = house.done(house.ines, move |tx, by| {
            let hand = tickets::Hand { level: None, team: Some(network), ..to_n2() };
            escalate(tx, by, id, ticket.version, &hand)
        });
        let inside = ticket.inside.as_ref().unwrap();
        assert_eq!((inside.level, ticket.escalation_count), (Level::N2, 1));
        assert_eq!(inside.team.as_ref().unwrap().name, "Réseau");
        assert_eq!(ticket.assignee, None);

        let ticket = house.done(house.paul, move |tx, by| take(tx, by, id, ticket.version));
        let ticket = house.done(house.paul, move |tx, by| {
            tickets::diagnose(tx, by, id, ticket.version, &findings())
        });
        let ticket = house.done(house.paul, move |tx, by| {
            tickets::resolve(tx, by, id, ticket.version, &solving("Certificat renouvelé."))
        });
        assert_eq!(ticket.status, Status::Resolved);
        assert_eq!(ticket.closes_at, None);
        let ticket = house.done(house.paul, move |tx, by| {
            tickets::document(tx, by, id, ticket.version, &nothing_learnt())
        });
        // Five business days after Monday, ten o'clock.
        assert_eq!(ticket.closes_at, Some("2026-03-09T10:00:00Z".parse().unwrap()));
        let seen = house.seen(house.camille, id).unwrap();
        assert!(seen.permitted_actions.contains(&DeedKind::Confirm));
        let ticket = house.done(house.camille, move |tx, by| {
            confirm(tx, by, id, ticket.version)
        });
        assert_eq!(ticket.status, Status::Closed);
        assert_eq!(ticket.close_code, Some(CloseCode::Confirmed));
        let stages: Vec<Stage> = ticket.line.iter().map(|station| station.stage).collect();
        assert_eq!(stages, Stage::ALL);
    }

    fn a_confirmation_before_the_documentation_is_kept(store) {
        let house = House::on(store);
        let ticket = house.resolved();
        let id = ticket.id;
        let ticket = house.done(house.camille, move |tx, by| confirm(tx, by, id, ticket.version));
        assert_eq!(ticket.status, Status::Resolved);
        assert!(ticket.confirmed_at.is_some());
        let ticket = house.done(house.ines, move |tx, by| {
            tickets::document(tx, by, id, ticket.version, &nothing_learnt())
        });
        assert_eq!(ticket.status, Status::Closed);
    }

    fn what_is_not_solved_goes_back_to_the_diagnosis_with_the_reason_as_a_message(store) {
        let house = House::on(store);
        let ticket = house.documented();
        let id = ticket.id;
        let ticket = house.done(house.camille, move |tx, by| {
            let reason = reason("Toujours la même erreur");
            not_solved(tx, by, id, ticket.version, Some(&reason))
        });
        assert_eq!((ticket.stage, ticket.reopen_count), (Stage::Diagnosis, 1));
        let page = house.done(house.camille, move |tx, by| {
            messages::list(tx, by, id, &Slice::default())
        });
        assert_eq!(page.items.last().unwrap().body, "Toujours la même erreur");
        let stages: Vec<Stage> = ticket.line.iter().map(|station| station.stage).collect();
        assert_eq!(stages, [Stage::Creation, Stage::Qualification, Stage::Diagnosis]);
    }

    fn an_agent_solves_a_new_ticket_in_one_deed(store) {
        let house = House::on(store);
        let (ticket, vpn) = (house.asked(), house.vpn);
        let id = ticket.id;
        let quick = |category: Option<CategoryId>| QuickSolve {
            nature: Requalification {
                category,
                impact: Some(Impact::Person),
                ..Requalification::default()
            },
            findings: Some(findings()),
            solving: solving("Mot de passe réinitialisé."),
            documentation: Some(nothing_learnt()),
        };
        let missing = quick(None);
        let refused = house.tried(house.ines, move |tx, by| solve(tx, by, id, 1, &missing));
        let incomplete = Refused::Incomplete(vec![Missing::Category]);
        assert_eq!(refused, Err(Refusal::Rejected(incomplete)));
        let whole = quick(Some(vpn));
        let ticket = house.done(house.ines, move |tx, by| solve(tx, by, id, 1, &whole));
        assert_eq!((ticket.stage, ticket.version), (Stage::Closure, 2));
        let page = house.done(house.camille, move |tx, by| {
            messages::list(tx, by, id, &Slice::default())
        });
        // The refused attempt left no message behind.
        let texts: Vec<&str> = page.items.iter().map(|message| message.body.as_str()).collect();
        assert_eq!(texts, ["La connexion échoue depuis ce matin.", "Mot de passe réinitialisé."]);
        let journal = house.done(house.ines, move |tx, by| {
            tickets::journal(tx, by, id, &Slice::default())
        });
        let kinds: Vec<&str> = journal.entries.iter().map(|e| e.record.event.kind()).collect();
        assert_eq!(kinds[..3], ["created", "assigned", "stage_changed"]);
        assert!(kinds.contains(&"resolved") && kinds.contains(&"documented"));
        assert!(journal.people.iter().any(|person| person.name == "Inès Laurent"));
    }

    fn a_deed_upon_an_old_version_is_stale_and_changes_nothing(store) {
        let house = House::on(store);
        let id = house.asked().id;
        house.done(house.ines, move |tx, by| take(tx, by, id, 1));
        let before = house.seen(house.ines, id).unwrap();
        let refused = house.tried(house.supervisor, move |tx, by| take(tx, by, id, 1));
        assert_eq!(refused, Err(Refusal::Stale));
        assert_eq!(house.seen(house.ines, id).unwrap(), before);
    }

    fn of_many_who_take_a_ticket_at_once_one_succeeds(store) {
        let house = House::on(store);
        let id = house.asked().id;
        let takers = [house.ines, house.supervisor, house.admin, house.paul];
        let answers: Vec<_> = takers
            .iter()
            .map(|person| {
                let by = house.by(*person);
                house.desk.write(move |tx| take(tx, &by, id, 1))
            })
            .collect();
        let outcomes = futures::executor::block_on(futures::future::join_all(answers));
        let won = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        let stale = outcomes.iter().filter(|o| **o == Err(Refusal::Stale)).count();
        assert_eq!((won, stale), (1, 3));
    }

    fn replies_at_once_are_all_kept(store) {
        let house = House::on(store);
        let id = house.qualified().id;
        let answers: Vec<_> = (0..12)
            .map(|n| {
                let by = house.by(if n % 2 == 0 { house.camille } else { house.ines });
                let writing = crate::given::writing(&format!("message {n}"));
                house.desk.write(move |tx| tickets::reply(tx, &by, id, None, &writing))
            })
            .collect();
        let outcomes = futures::executor::block_on(futures::future::join_all(answers));
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
        let page = house.done(house.ines, move |tx, by| {
            messages::list(tx, by, id, &Slice::default())
        });
        assert_eq!(page.items.len(), 13);
        assert_eq!(house.seen(house.ines, id).unwrap().reply_count, 6);
    }

    fn nothing_changed_keeps_the_version(store) {
        let house = House::on(store);
        let ticket = house.qualified();
        let id = ticket.id;
        let again = house.done(house.ines, move |tx, by| {
            requalify(tx, by, id, ticket.version, &Requalification::default())
        });
        assert_eq!(again.version, ticket.version);
    }

    fn what_a_deed_refers_to_must_be_there_and_open(store) {
        let house = House::on(store);
        let (id, camille) = (house.asked().id, house.camille);
        let wrong = |field: &str| Err(Refusal::field(field, Wrong::NoSuchObject));
        for (assignee, team, field) in [
            (Some(camille), None, "assignee_id"),
            (Some(PersonId(999)), None, "assignee_id"),
            (None, Some(TeamId(999)), "team_id"),
        ] {
            let assignment = Assignment {
                assignee: assignee.map(Some),
                team: team.map(Some),
            };
            let refused = house.tried(house.ines, move |tx, by| {
                assign(tx, by, id, 1, &assignment)
            });
            assert_eq!(refused, wrong(field));
        }
        let mut new = asked("Écran");
        new.category = Some(CategoryId(999));
        let refused = house.tried(camille, move |tx, by| create(tx, by, &new));
        assert_eq!(refused, wrong("category_id"));
    }

    fn a_correction_needs_what_was_never_said(store) {
        let house = House::on(store);
        let id = house.asked().id;
        let nature = Requalification { kind: Some(Kind::Problem), ..Requalification::default() };
        let refused = house.tried(house.ines, move |tx, by| requalify(tx, by, id, 1, &nature));
        assert_eq!(refused, Err(Refusal::field("category_id", Wrong::Missing)));
    }

    fn a_priority_against_the_matrix_stays_until_it_is_given_back(store) {
        let house = House::on(store);
        let ticket = house.qualified();
        let id = ticket.id;
        let ticket = house.done(house.ines, move |tx, by| {
            let wish = (Priority::P1, reason("Le directeur attend"));
            prioritize(tx, by, id, ticket.version, Some(&wish))
        });
        let ticket = house.done(house.ines, move |tx, by| {
            let nature = Requalification { urgency: Some(Urgency::Low), ..Requalification::default() };
            requalify(tx, by, id, ticket.version, &nature)
        });
        let inside = ticket.inside.unwrap();
        assert_eq!(inside.priority, Priority::P1);
        assert_eq!(inside.priority_override.as_deref(), Some("Le directeur attend"));
        let ticket = house.done(house.ines, move |tx, by| {
            prioritize(tx, by, id, ticket.version, None)
        });
        assert_eq!(ticket.inside.unwrap().priority, Priority::P4);
    }

    fn time_is_told_by_level_team_and_agent(store) {
        let house = House::on(store);
        let ticket = house.qualified();
        let (id, network) = (ticket.id, house.network);
        house.clock.advance(Duration::hours(2));
        house.done(house.ines, move |tx, by| {
            let hand = tickets::Hand { team: Some(network), ..to_n2() };
            escalate(tx, by, id, ticket.version, &hand)
        });
        let spans = house.done(house.ines, move |tx, by| spans(tx, by, id));
        let told: Vec<(String, bool)> = spans
            .into_iter()
            .map(|span| (span.holder, span.ended_at.is_some()))
            .collect();
        let running = |holder: &str| (holder.to_owned(), false);
        let ended = |holder: &str| (holder.to_owned(), true);
        assert_eq!(told, [ended("n1"), ended("Inès Laurent"), running("n2"), running("Réseau")]);
    }

    fn a_requester_withdraws_the_own_request(store) {
        let house = House::on(store);
        let ticket = house.asked();
        let id = ticket.id;
        let refused = house.tried(house.zoe, move |tx, by| {
            cancel(tx, by, id, 1, &reason("Plus besoin"))
        });
        assert_eq!(refused, Err(Refusal::NotFound));
        let ticket = house.done(house.camille, move |tx, by| {
            cancel(tx, by, id, 1, &reason("Plus besoin"))
        });
        assert_eq!(ticket.close_code, Some(CloseCode::Cancelled));
        let late = house.tried(house.ines, move |tx, by| {
            let subject = guichet_domain::text::Subject::parse("Autre").unwrap();
            rename(tx, by, id, 2, &subject)
        });
        assert_eq!(late, Err(Refusal::Rejected(Refused::Closed)));
    }

    fn an_agent_begins_a_ticket_for_somebody_and_hands_it_out(store) {
        let house = House::on(store);
        let (camille, paul, network) = (house.camille, house.paul, house.network);
        let mut new = asked("Borne Wi-Fi en panne");
        new.handling = Some(tickets::Handling {
            requester: Some(camille),
            impact: Some(Impact::Company),
            team: Some(network),
            assignee: Some(paul),
            ..tickets::Handling::default()
        });
        let for_somebody = new.clone();
        let ticket = house.done(house.ines, move |tx, by| create(tx, by, &for_somebody));
        assert_eq!(ticket.requester.id, camille);
        assert_eq!(ticket.channel, guichet_domain::ticket::Channel::Phone);
        assert_eq!((ticket.stage, ticket.version), (Stage::Qualification, 2));
        let inside = ticket.inside.unwrap();
        assert_eq!((inside.level, inside.priority), (Level::N2, Priority::P1));
        assert_eq!(ticket.reply_count, 0);
        let refused = house.tried(house.david, move |tx, by| create(tx, by, &new));
        assert_eq!(refused, Err(Refusal::Forbidden));
    }

    fn a_reply_within_the_window_reopens_and_a_later_one_begins_a_follow_up(store) {
        let house = House::on(store);
        let first = house.closed();
        house.clock.advance(Duration::days(14));
        let replied = house.replied(house.camille, first.id, "Cela recommence").unwrap();
        let Replied::Here(ticket) = replied else { panic!("a follow-up") };
        assert_eq!((ticket.stage, ticket.reopen_count), (Stage::Diagnosis, 1));

        let second = house.closed();
        house.clock.advance(Duration::days(14) + Duration::seconds(1));
        let thanks = house.replied(house.camille, second.id, "Merci beaucoup !").unwrap();
        assert!(matches!(thanks, Replied::Here(ticket) if ticket.status == Status::Closed));
        let replied = house.replied(house.camille, second.id, "Cela recommence").unwrap();
        let Replied::FollowUp(next) = replied else { panic!("the same ticket") };
        assert_eq!((next.status, next.subject), (Status::New, second.subject.clone()));
        let links = house.seen(house.ines, next.id).unwrap().inside.unwrap().links;
        assert_eq!((links[0].ticket, links[0].outgoing), (second.id, true));
        let old = house.seen(house.ines, second.id).unwrap();
        assert_eq!(old.status, Status::Closed);
        assert!(!old.inside.unwrap().links[0].outgoing);
        let page = house.done(house.camille, move |tx, by| {
            messages::list(tx, by, next.id, &Slice::default())
        });
        assert_eq!(page.items[0].body, "Cela recommence");
    }
}
