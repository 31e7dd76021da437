//! What surrounds tickets: messages, attachments, categories, tags, names elsewhere, figures.

use guichet_domain::ids::{AttachmentId, MessageId, PersonId};
use guichet_domain::text::Reason;
use guichet_domain::ticket::{Deed, MessageKind};
use guichet_store::attachments::{self, NewAttachment};
use guichet_store::external::{self, ExternalName, Reference, Target};
use guichet_store::files::ContentHash;
use guichet_store::reports::{CountBy, Period, count_tickets};
use guichet_store::{Connection, Error, audit, categories, messages, tags};
use guichet_testkit::on_both_databases;
use serde_json::json;

use crate::given::{act, at, begin, created, desk, done, message};

fn hash(digit: &str) -> ContentHash {
    digit.repeat(64).parse().unwrap()
}

fn file(uploader: PersonId, digit: &str) -> NewAttachment {
    NewAttachment {
        uploader,
        name: "écran.png".to_owned(),
        media_type: "image/png".to_owned(),
        size: 5_000_000_000,
        hash: hash(digit),
        created_at: at(1),
    }
}

on_both_databases! {
    fn messages_are_listed_in_order_and_notes_only_to_staff(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let ticket = begin(conn, created(&desk, "VPN"), 0)?.id;
            let other = begin(conn, created(&desk, "Autre"), 0)?.id;
            let mut replies = Vec::new();
            for n in 0..5 {
                replies.push(message(conn, ticket, desk.agent, MessageKind::Reply, &format!("R{n}"))?);
                message(conn, ticket, desk.agent, MessageKind::Note, "Interne")?;
                message(conn, other, desk.agent, MessageKind::Reply, "Ailleurs")?;
            }
            let first = messages::list(conn, ticket, &[MessageKind::Reply], None, 3)?;
            let second = messages::list(conn, ticket, &[MessageKind::Reply], first.next, 3)?;
            let ids = first.items.iter().chain(&second.items).map(|message| message.id);
            assert_eq!(ids.collect::<Vec<_>>(), replies);
            let all = messages::list(conn, ticket, MessageKind::ALL, None, 100)?;
            assert_eq!((all.items.len(), all.next), (10, None));
            let found = messages::find(conn, replies[0])?.unwrap();
            assert_eq!((found.body.as_str(), found.author, found.ticket), ("R0", Some(desk.agent), ticket));
            assert_eq!(messages::find(conn, MessageId(999))?, None);
            Ok(())
        });
    }

    fn a_file_waits_until_its_uploader_puts_it_on_a_message(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let ticket = begin(conn, created(&desk, "VPN"), 0)?.id;
            let on = message(conn, ticket, desk.ines, MessageKind::Reply, "Voir l’image")?;
            let id = attachments::insert(conn, &file(desk.ines, "a"))?;
            assert_eq!(attachments::find(conn, id)?.unwrap().place, None);
            for (who, what) in [(desk.marc, id), (desk.ines, AttachmentId(999))] {
                let refused = conn.savepoint(|conn| attachments::put_on_message(conn, who, &[what], on));
                assert_eq!(refused, Err(Error::NotFound));
            }
            attachments::put_on_message(conn, desk.ines, &[id], on)?;
            let again = attachments::put_on_message(conn, desk.ines, &[id], on);
            assert_eq!(again, Err(Error::NotFound));
            let found = attachments::find(conn, id)?.unwrap();
            let place = found.place.unwrap();
            assert_eq!((place.message, place.kind, place.ticket), (on, MessageKind::Reply, ticket));
            assert_eq!((found.size, found.hash), (5_000_000_000, hash("a")));
            let of = attachments::of_messages(conn, &[on, MessageId(999)])?;
            assert_eq!(of.into_values().collect::<Vec<_>>(), [vec![found]]);
            Ok(())
        });
    }

    fn a_waiting_file_can_be_taken_back_by_its_uploader_alone(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let id = attachments::insert(conn, &file(desk.ines, "b"))?;
            assert!(attachments::is_used(conn, &hash("b"))?);
            let refused = attachments::remove_waiting(conn, desk.marc, id);
            assert_eq!(refused, Err(Error::NotFound));
            assert_eq!(attachments::remove_waiting(conn, desk.ines, id)?, hash("b"));
            assert!(!attachments::is_used(conn, &hash("b"))?);
            Ok(())
        });
    }

    fn files_that_wait_for_long_are_swept(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let ticket = begin(conn, created(&desk, "VPN"), 0)?.id;
            let on = message(conn, ticket, desk.ines, MessageKind::Reply, "Voir")?;
            let sent = attachments::insert(conn, &file(desk.ines, "a"))?;
            attachments::put_on_message(conn, desk.ines, &[sent], on)?;
            attachments::insert(conn, &file(desk.ines, "b"))?;
            let mut late = file(desk.ines, "c");
            late.created_at = at(100);
            attachments::insert(conn, &late)?;
            assert_eq!(attachments::sweep_waiting(conn, at(50), 10)?, [hash("b")]);
            assert_eq!(attachments::sweep_waiting(conn, at(50), 10)?, []);
            Ok(())
        });
    }

    fn neighbouring_categories_have_different_names(store) {
        let desk = desk(store);
        let same = store.write_blocking(|conn: &mut Connection| {
            categories::insert(conn, "RESEAU", None)
        });
        assert_eq!(same, Err(Error::Duplicate));
        done(store, move |conn| {
            let messaging = categories::insert(conn, "Messagerie", None)?;
            let vpn = categories::insert(conn, "VPN", Some(messaging))?;
            categories::update(conn, vpn, 1, "Webmail", false)?;
            let stale = categories::update(conn, vpn, 1, "Webmail", true);
            assert_eq!(stale, Err(Error::Stale));
            let webmail = categories::get(conn, vpn)?;
            assert_eq!((webmail.version, webmail.active, webmail.parent), (2, false, Some(messaging)));
            let all = categories::list(conn)?;
            let names = all.iter().map(|category| category.name.as_str());
            assert_eq!(names.collect::<Vec<_>>(), ["Messagerie", "Réseau", "VPN", "Webmail"]);
            let mut two = categories::with_parents(conn, &[desk.vpn])?;
            two.sort_by_key(|category| category.parent);
            let names = two.iter().map(|category| category.name.as_str());
            assert_eq!(names.collect::<Vec<_>>(), ["Réseau", "VPN"]);
            Ok(())
        });
    }

    fn tags_are_completed_from_their_beginning(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let mut first = created(&desk, "VPN");
            first.tags = ["imprimante", "vip", "vpn", "vpn-5", "écran"].map(str::to_owned).to_vec();
            begin(conn, first.clone(), 0)?;
            begin(conn, first, 0)?;
            assert_eq!(tags::list(conn, "vp", 10)?, ["vpn", "vpn-5"]);
            assert_eq!(tags::list(conn, "", 3)?, ["imprimante", "vip", "vpn"]);
            assert_eq!(tags::list(conn, "é", 3)?, ["écran"]);
            assert!(tags::list(conn, "z%", 3)?.is_empty());
            Ok(())
        });
    }

    fn a_name_elsewhere_leads_to_one_thing(store) {
        let bind = |target, name: &'static str, id| {
            store.write_blocking(move |conn: &mut Connection| {
                external::bind(conn, target, "snow", name, &Reference { id, mark: None })
            })
        };
        assert_eq!(bind(Target::Ticket, "INC1", 7), Ok(()));
        assert_eq!(bind(Target::Person, "INC1", 8), Ok(()));
        assert_eq!(bind(Target::Ticket, "INC1", 9), Err(Error::Duplicate));
        done(store, |conn| {
            let read = Reference { id: 7, mark: Some("event 12".to_owned()) };
            external::mark_many(conn, Target::Ticket, "snow", &[("INC1".to_owned(), read.clone())])?;
            let other = Reference { id: 10, mark: Some("event 1".to_owned()) };
            external::mark_many(conn, Target::Ticket, "snow", &[("INC2".to_owned(), other.clone())])?;
            assert_eq!(external::find(conn, Target::Ticket, "snow", "INC1")?, Some(read.clone()));
            assert_eq!(external::find(conn, Target::Ticket, "crm", "INC1")?, None);
            let names = ["INC1", "INC2", "INC3"].map(str::to_owned);
            let found = external::find_many(conn, Target::Ticket, "snow", &names)?;
            assert_eq!((found.len(), &found["INC1"], &found["INC2"]), (2, &read, &other));
            let name = ExternalName { source: "snow".to_owned(), external_id: "INC1".to_owned() };
            assert_eq!(external::names_of(conn, Target::Person, 8)?, [name]);
            Ok(())
        });
    }

    fn the_audit_log_is_read_from_its_end(store) {
        let desk = desk(store);
        done(store, move |conn| {
            for n in 0..5 {
                let act = audit::Act {
                    at: at(n),
                    person: Some(desk.agent),
                    act: format!("act-{n}"),
                    object: "settings".to_owned(),
                    object_id: None,
                    details: json!({ "n": n }),
                };
                audit::append(conn, &act)?;
            }
            let first = audit::list(conn, None, 3)?;
            let second = audit::list(conn, first.next, 3)?;
            let acts = first.items.iter().chain(&second.items).map(|(_, act)| act.act.as_str());
            assert_eq!(acts.collect::<Vec<_>>(), ["act-4", "act-3", "act-2", "act-1", "act-0"]);
            assert_eq!(second.next, None);
            Ok(())
        });
    }

    fn figures_leave_out_what_was_withdrawn(store) {
        let desk = desk(store);
        done(store, move |conn| {
            let month = 31 * 24 * 60;
            for minutes in [0, 10, month] {
                let ticket = begin(conn, created(&desk, "VPN"), minutes)?.id;
                act(conn, ticket, desk.agent, Deed::Take { agent: desk.agent }, minutes + 1)?;
            }
            let withdrawn = begin(conn, created(&desk, "Erreur"), 20)?.id;
            let reason = Reason::parse("Erreur").unwrap();
            act(conn, withdrawn, desk.agent, Deed::Cancel { reason }, 21)?;
            begin(conn, created(&desk, "Nouveau"), month)?;

            let rows = |rows: &[(&str, i64)]| -> Vec<(String, i64)> {
                rows.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect()
            };
            let always = Period::default();
            let status = count_tickets(conn, CountBy::Status, always)?;
            assert_eq!(status, rows(&[("new", 1), ("open", 3)]));
            let created = count_tickets(conn, CountBy::CreatedMonth, always)?;
            assert_eq!(created, rows(&[("2026-03", 2), ("2026-04", 2)]));
            assert_eq!(count_tickets(conn, CountBy::ClosedMonth, always)?, rows(&[]));
            assert_eq!(count_tickets(conn, CountBy::Reopened, always)?, rows(&[("false", 4)]));
            let march = Period { from: Some(at(0)), before: Some(at(month)) };
            assert_eq!(count_tickets(conn, CountBy::Level, march)?, rows(&[("n1", 2)]));
            for by in [CountBy::Stage, CountBy::Priority, CountBy::Channel, CountBy::Kind] {
                let total: i64 = count_tickets(conn, by, always)?.iter().map(|row| row.1).sum();
                assert_eq!(total, 4);
            }
            Ok(())
        });
    }
}
