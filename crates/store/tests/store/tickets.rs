//! Tickets as a whole: what goes in comes out, with its journal.

use chrono::{DateTime, Utc};
use guichet_domain::ids::{PersonId, TicketId};
use guichet_domain::text::{Body, Line, Reason, Subject, Tag};
use guichet_domain::ticket::deeds::{
    Assignment, Classification, Findings, Handing, Qualification, Solution,
};
use guichet_domain::ticket::intervals::Holder;
use guichet_domain::ticket::replay::replay;
use guichet_domain::ticket::{
    Deed, Documentation, HoldReason, Impact, Kind, Level, LinkKind, MessageKind, Priority, Record,
    ResolutionCode, Side, Stage, Status, Ticket, Urgency,
};
use guichet_store::{Connection, Error, Result, journal, tickets};
use guichet_testkit::on_both_databases;

use crate::given::{Desk, act, at, begin, created, desk, done, message};

fn reason(text: &str) -> Reason {
    Reason::parse(text).unwrap()
}

fn body(text: &str) -> Body {
    Body::parse(text).unwrap()
}

fn tags(add: &[&str], remove: &[&str]) -> Deed {
    let parse = |words: &[&str]| words.iter().map(|word| Tag::parse(word).unwrap()).collect();
    Deed::Tag {
        add: parse(add),
        remove: parse(remove),
    }
}

fn follow(person: PersonId, follow: bool) -> Deed {
    Deed::Follow { person, follow }
}

/// A ticket that has been through everything a ticket can go through.
fn eventful(conn: &mut Connection, desk: &Desk, other: TicketId) -> Result<Ticket> {
    let mut first = created(desk, "VPN : connexion impossible");
    first.tags = vec!["vpn".to_owned()];
    let id = begin(conn, first, 0)?.id;
    let note = message(conn, id, desk.agent, MessageKind::Note, "À vous")?;
    let reply = message(conn, id, desk.agent, MessageKind::Reply, "C’est réparé")?;
    let classification = Classification {
        kind: Kind::Incident,
        category: desk.vpn,
        impact: Impact::Team,
        urgency: Urgency::High,
    };
    let deeds = [
        Deed::Take { agent: desk.agent },
        tags(&["urgent", "élite"], &["vpn"]),
        follow(desk.colleague, true),
        follow(desk.marc, true),
        follow(desk.marc, false),
        Deed::Qualify(Qualification {
            classification,
            level: None,
            team: Some(desk.counter),
        }),
        Deed::Prioritize(Some((Priority::P1, reason("Direction")))),
        Deed::Hold {
            reason: HoldReason::Scheduled,
            until: Some(at(900)),
        },
        Deed::Escalate(Handing {
            level: Some(Level::N2),
            team: Some(desk.network),
            assignee: Some(desk.colleague),
            reason: reason("Pare-feu"),
            note,
        }),
        Deed::Link {
            link: LinkKind::CausedBy,
            other,
            bound: false,
            bind: true,
        },
        Deed::Link {
            link: LinkKind::Related,
            other,
            bound: false,
            bind: true,
        },
        Deed::Link {
            link: LinkKind::Related,
            other,
            bound: true,
            bind: false,
        },
        Deed::Rename {
            subject: Subject::parse("VPN : panne générale").unwrap(),
        },
        Deed::MarkMajor { major: true },
        Deed::Diagnose(Findings {
            cause: reason("Certificat"),
            cause_code: Some(Line::parse("CERT").unwrap()),
            findings: body("Il a expiré\ndimanche"),
        }),
        Deed::Resolve(Solution {
            solution: body("Renouvelé"),
            code: ResolutionCode::Fixed,
            message: reply,
        }),
        Deed::Document(Documentation::Note {
            text: "Surveiller".to_owned(),
        }),
        Deed::Confirm,
    ];
    let mut ticket = tickets::get(conn, id)?;
    for (minute, deed) in (1..).zip(deeds) {
        let by = if deed == Deed::Confirm {
            desk.ines
        } else {
            desk.agent
        };
        ticket = act(conn, id, by, deed, minute)?;
        assert_eq!(tickets::get(conn, id)?, ticket, "after minute {minute}");
    }
    Ok(ticket)
}

fn whole_journal(conn: &mut Connection, id: TicketId) -> Result<Vec<journal::Entry>> {
    let mut entries = Vec::new();
    let mut after = None;
    loop {
        let page = journal::of_ticket(conn, id, false, after, 3)?;
        entries.extend(page.items);
        after = page.next;
        if after.is_none() {
            return Ok(entries);
        }
    }
}

on_both_databases! {
    fn a_ticket_comes_back_as_it_was_kept_after_every_deed(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let other = begin(conn, created(&desk, "Autre"), 0)?.id;
            let ticket = eventful(conn, &desk, other)?;
            assert_eq!(ticket.status(), Status::Closed);
            Ok(())
        });
    }

    fn the_journal_that_was_kept_gives_the_same_ticket(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let other = begin(conn, created(&desk, "Autre"), 0)?.id;
            let ticket = eventful(conn, &desk, other)?;
            let entries = whole_journal(conn, ticket.id)?;
            assert!(entries.windows(2).all(|pair| pair[0].seq < pair[1].seq));
            let records: Vec<_> = entries.into_iter().map(|entry| entry.record).collect();
            assert_eq!(replay(&records), Some(ticket));
            Ok(())
        });
    }

    fn requesters_are_given_only_the_public_part_of_the_journal(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let other = begin(conn, created(&desk, "Autre"), 0)?.id;
            let ticket = eventful(conn, &desk, other)?;
            let all = whole_journal(conn, ticket.id)?;
            let public = journal::of_ticket(conn, ticket.id, true, None, 100)?;
            assert_eq!(public.next, None);
            let expected = all.into_iter().filter(|entry| entry.record.event.is_public());
            assert_eq!(public.items, expected.collect::<Vec<_>>());
            Ok(())
        });
    }

    fn the_line_says_when_each_stage_was_last_entered(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let id = begin(conn, created(&desk, "Écran noir"), 0)?.id;
            act(conn, id, desk.agent, Deed::Take { agent: desk.agent }, 5)?;
            let expected = vec![(Stage::Creation, at(0)), (Stage::Qualification, at(5))];
            assert_eq!(journal::stations(conn, id)?, expected);
            Ok(())
        });
    }

    fn a_stale_ticket_is_refused_and_nothing_is_written(store) {
        let desk = desk(store);
        let id = done(store, {
            let desk = desk.clone();
            move |conn| Ok(begin(conn, created(&desk, "VPN"), 0)?.id)
        });
        let stale = store.write_blocking(move |conn: &mut Connection| {
            let before = tickets::get(conn, id)?;
            act(conn, id, desk.agent, tags(&["first"], &[]), 1)?;
            let (after, records) = guichet_domain::ticket::perform(
                &before,
                tags(&["second"], &[]),
                guichet_domain::ticket::event::Actor::System,
                at(2),
                &guichet_domain::ticket::Rules::default(),
            )
            .unwrap();
            let refused = conn.savepoint(|conn| tickets::save(conn, &before, &after, &records));
            assert_eq!(refused, Err(Error::Stale));
            tickets::get(conn, id)
        });
        let ticket = stale.unwrap();
        assert_eq!((ticket.version, ticket.tags), (2, vec!["first".to_owned()]));
    }

    fn of_many_who_change_the_same_version_at_once_one_succeeds(store) {
        let desk = desk(store);
        let ticket = done(store, {
            let desk = desk.clone();
            move |conn| begin(conn, created(&desk, "VPN"), 0)
        });
        let before = ticket.clone();
        let answers: Vec<_> = (0..16)
            .map(|n| {
                let before = before.clone();
                store.write(move |conn: &mut Connection| {
                    let (after, records) = guichet_domain::ticket::perform(
                        &before,
                        tags(&[&format!("tag-{n}")], &[]),
                        guichet_domain::ticket::event::Actor::System,
                        at(1),
                        &guichet_domain::ticket::Rules::default(),
                    )
                    .unwrap();
                    tickets::save(conn, &before, &after, &records)
                })
            })
            .collect();
        let outcomes: Vec<_> = answers.into_iter().map(futures::executor::block_on).collect();
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        let stale = outcomes.iter().filter(|outcome| **outcome == Err(Error::Stale));
        assert_eq!(stale.count(), 15);
        let kept = done(store, move |conn| tickets::get(conn, ticket.id));
        assert_eq!((kept.version, kept.tags.len()), (2, 1));
    }

    fn whoever_locks_a_ticket_first_is_waited_for_and_nobody_is_stale(store) {
        let desk = desk(store);
        let agent = desk.agent;
        let id = done(store, move |conn| begin(conn, created(&desk, "VPN"), 0)).id;
        let answers: Vec<_> = (0..8)
            .map(|n| {
                store.write(move |conn: &mut Connection| {
                    tickets::lock(conn, id)?;
                    act(conn, id, agent, tags(&[&format!("tag-{n}")], &[]), 1)
                })
            })
            .collect();
        for answer in answers {
            assert!(futures::executor::block_on(answer).is_ok());
        }
        let kept = done(store, move |conn| tickets::get(conn, id));
        assert_eq!((kept.version, kept.tags.len()), (9, 8));
    }

    fn a_deed_that_changes_nothing_leaves_no_trace(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let ticket = begin(conn, created(&desk, "VPN"), 0)?;
            tickets::save(conn, &ticket, &ticket, &[])?;
            assert_eq!(tickets::get(conn, ticket.id)?, ticket);
            assert_eq!(whole_journal(conn, ticket.id)?.len(), 1);
            Ok(())
        });
    }

    fn a_ticket_for_somebody_unknown_is_refused(store) {
        let desk = desk(store);
        let refused = store.write_blocking(move |conn: &mut Connection| {
            let mut created = created(&desk, "VPN");
            created.requester = PersonId(999);
            begin(conn, created, 0)
        });
        assert_eq!(refused.map(|ticket| ticket.id), Err(Error::NotFound));
    }

    fn an_unknown_number_is_not_found(store) {
        let found = done(store, |conn| Ok((tickets::find(conn, TicketId(7))?, tickets::get(conn, TicketId(7)))));
        assert_eq!(found, (None, Err(Error::NotFound)));
    }

    fn numbers_are_given_once_even_if_the_first_ticket_fails(store) {
        let desk = desk(store);
        let numbers: Vec<TicketId> = (0..6)
            .map(|n| {
                let desk = desk.clone();
                let mut number = None;
                let begun = store.write_blocking(move |conn: &mut Connection| {
                    let ticket = begin(conn, created(&desk, "VPN"), n)?;
                    number.replace(ticket.id);
                    if n % 2 == 0 { Ok(ticket.id) } else { Err(Error::NotFound) }
                });
                begun.unwrap_or(TicketId(0))
            })
            .filter(|id| id.0 > 0)
            .collect();
        assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]), "{numbers:?}");
        assert_eq!(numbers[0], TicketId(1));
    }

    fn links_are_read_from_both_ends(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let other = begin(conn, created(&desk, "Autre"), 0)?.id;
            let ticket = eventful(conn, &desk, other)?;
            let link = |outgoing, other| tickets::Link { kind: LinkKind::CausedBy, outgoing, other };
            assert_eq!(tickets::links_of(conn, ticket.id)?, [link(true, other)]);
            assert_eq!(tickets::links_of(conn, other)?, [link(false, ticket.id)]);
            assert!(tickets::is_linked(conn, ticket.id, LinkKind::CausedBy, other)?);
            assert!(!tickets::is_linked(conn, ticket.id, LinkKind::Related, other)?);
            assert!(!tickets::is_linked(conn, other, LinkKind::CausedBy, ticket.id)?);
            Ok(())
        });
    }

    fn spans_tell_who_held_a_ticket_and_when(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let id = begin(conn, created(&desk, "VPN"), 0)?.id;
            act(conn, id, desk.agent, Deed::Take { agent: desk.agent }, 10)?;
            let to = Assignment { assignee: Some(Some(desk.colleague)), team: Some(Some(desk.network)) };
            act(conn, id, desk.agent, Deed::Assign(to), 30)?;
            act(conn, id, desk.agent, Deed::Cancel { reason: reason("Retiré") }, 60)?;
            let span = |holder, from: i64, to: i64| tickets::Span {
                holder,
                started_at: at(from),
                ended_at: Some(at(to)),
            };
            let mut spans = tickets::spans_of(conn, id)?;
            spans.sort_by_key(|span| (span.started_at, span.ended_at));
            assert_eq!(spans.len(), 4);
            for expected in [
                span(Holder::Level(Level::N1), 0, 60),
                span(Holder::Assignee(desk.agent), 10, 30),
                span(Holder::Team(desk.network), 30, 60),
                span(Holder::Assignee(desk.colleague), 30, 60),
            ] {
                assert!(spans.contains(&expected), "{expected:?} in {spans:?}");
            }
            Ok(())
        });
    }

    fn a_history_kept_at_once_is_what_its_changes_kept_one_by_one_are(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let other = begin(conn, created(&desk, "Autre"), 0)?.id;
            let original = eventful(conn, &desk, other)?;
            let twin = tickets::reserve_ids(conn, 2)?[1];
            let records: Vec<Record> = whole_journal(conn, original.id)?
                .into_iter()
                .map(|entry| Record { ticket: twin, ..entry.record })
                .collect();
            let mut changes: Vec<tickets::Change> = Vec::new();
            for (place, record) in records.iter().enumerate() {
                let after = replay(&records[..=place]).unwrap();
                match changes.last_mut() {
                    Some(change) if change.after.version == after.version => {
                        change.after = after;
                        change.records.push(record.clone());
                    }
                    _ => changes.push(tickets::Change { after, records: vec![record.clone()] }),
                }
            }
            let (begun, continued) = changes.split_at(7);
            tickets::create_with_history(conn, &[begun.to_vec()])?;
            let before = tickets::get(conn, twin)?;
            assert_eq!(before, begun[6].after);
            tickets::save_history(conn, &before, continued)?;

            assert_eq!(Some(tickets::get(conn, twin)?), replay(&records));
            let kept = whole_journal(conn, twin)?.into_iter().map(|entry| entry.record);
            assert_eq!(kept.collect::<Vec<_>>(), records);
            let spans = |conn: &mut Connection, id| {
                let mut spans = tickets::spans_of(conn, id)?;
                spans.sort_by_key(|span| (span.started_at, span.ended_at, format!("{:?}", span.holder)));
                Ok::<_, Error>(spans)
            };
            assert_eq!(spans(conn, twin)?, spans(conn, original.id)?);
            assert_eq!(tickets::links_of(conn, twin)?.len(), tickets::links_of(conn, original.id)?.len());
            assert!(matches!(
                tickets::save_history(conn, &before, continued),
                Err(Error::Stale)
            ));
            Ok(())
        });
    }

    fn what_is_due_is_found_in_order(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let mut waiting = Vec::new();
            for until in [30, 10, 20, 500] {
                let id = begin(conn, created(&desk, "VPN"), 0)?.id;
                act(conn, id, desk.agent, Deed::Take { agent: desk.agent }, 1)?;
                let hold = Deed::Hold { reason: HoldReason::Scheduled, until: Some(at(until)) };
                act(conn, id, desk.agent, hold, 2)?;
                waiting.push((until, id));
            }
            waiting.sort();
            let due: Vec<TicketId> = waiting[..3].iter().map(|(_, id)| *id).collect();
            assert_eq!(tickets::holds_due(conn, at(30), 10)?, due);
            assert_eq!(tickets::holds_due(conn, at(30), 2)?, due[..2]);

            let other = begin(conn, created(&desk, "Autre"), 0)?.id;
            let solved = begin(conn, created(&desk, "Résolu"), 0)?.id;
            act(conn, solved, desk.agent, Deed::Take { agent: desk.agent }, 3)?;
            let nobody: Vec<(TicketId, DateTime<Utc>)> = Vec::new();
            eventful(conn, &desk, other)?;
            assert_eq!(tickets::confirmations_due(conn, at(9_999), 10)?, nobody);
            let reply = message(conn, solved, desk.agent, MessageKind::Reply, "Voilà")?;
            act(conn, solved, desk.agent, quick(&desk, reply), 40)?;
            assert_eq!(tickets::confirmations_due(conn, at(39), 10)?, nobody);
            assert_eq!(tickets::confirmations_due(conn, at(40), 10)?, [(solved, at(40))]);
            Ok(())
        });
    }

    fn replies_are_counted_and_the_first_is_remembered(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let id = begin(conn, created(&desk, "VPN"), 0)?.id;
            act(conn, id, desk.agent, Deed::Take { agent: desk.agent }, 1)?;
            for minute in [5, 6] {
                let message = message(conn, id, desk.agent, MessageKind::Reply, "Bonjour")?;
                let reply = Deed::Reply { message, side: Side::Agent, thanks: false };
                act(conn, id, desk.agent, reply, minute)?;
            }
            let ticket = tickets::get(conn, id)?;
            assert_eq!((ticket.reply_count, ticket.first_response_at), (2, Some(at(5))));
            Ok(())
        });
    }
}

fn quick(desk: &Desk, message: guichet_domain::ids::MessageId) -> Deed {
    Deed::Solve(Box::new(guichet_domain::ticket::deeds::QuickSolution {
        agent: desk.agent,
        kind: None,
        category: Some(desk.vpn),
        impact: Some(Impact::Person),
        urgency: Some(Urgency::Low),
        findings: Some(Findings {
            cause: reason("Connue"),
            cause_code: None,
            findings: body("Déjà vu"),
        }),
        solution: Solution {
            solution: body("Voilà"),
            code: ResolutionCode::Answered,
            message,
        },
        documentation: Some(Documentation::NothingToDocument {
            reason: "Connue".to_owned(),
        }),
    }))
}
