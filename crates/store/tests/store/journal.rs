//! The journal of the whole desk, read in the order in which it was committed.

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use guichet_store::journal::{Position, after, head, position_of};
use guichet_store::{Connection, DatabaseUrl, Error, Store};
use guichet_testkit::on_both_databases;

use crate::given::{begin, created, desk, done};

/// The tickets of the events after a position, and the last position.
fn read(store: &Store, from: Position) -> (Vec<i64>, Position) {
    let events = store.read_blocking(move |conn: &mut Connection| after(conn, from, 1_000));
    let events = events.unwrap();
    let last = events.last().map_or(from, |(position, _)| *position);
    let tickets = events.iter().map(|(_, entry)| entry.record.ticket.0);
    (tickets.collect(), last)
}

/// The same, once there are so many. PostgreSQL shows an event when every transaction older than
/// its own has ended, in whatever database of the cluster: those of other tests too.
fn read_when(store: &Store, from: Position, count: usize) -> (Vec<i64>, Position) {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let (tickets, last) = read(store, from);
        if tickets.len() >= count || Instant::now() > deadline {
            return (tickets, last);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

on_both_databases! {
    fn every_event_is_read_once_in_pages(store) {
        let desk = desk(store);
        done(store, move |conn| {
            for n in 0..10 {
                begin(conn, created(&desk, "VPN"), n)?;
            }
            Ok(())
        });
        read_when(store, Position::START, 10);
        let (mut seen, mut from) = (Vec::new(), Position::START);
        loop {
            let page = store.read_blocking(move |conn: &mut Connection| after(conn, from, 3)).unwrap();
            let Some((last, _)) = page.last() else { break };
            from = last.to_string().parse().unwrap();
            seen.extend(page.iter().map(|(_, entry)| entry.record.ticket.0));
        }
        assert_eq!(seen, (1..=10).collect::<Vec<_>>());
    }

    fn a_new_listener_hears_only_what_comes(store) {
        let desk = desk(store);
        let begin_one = |subject: &'static str| {
            let desk = desk.clone();
            done(store, move |conn| Ok(begin(conn, created(&desk, subject), 0)?.id.0))
        };
        begin_one("Avant");
        read_when(store, Position::START, 1);
        let from = store.read_blocking(head).unwrap();
        let (nothing, _) = read(store, from);
        assert!(nothing.is_empty());
        let id = begin_one("Après");
        let (heard, last) = read_when(store, from, 1);
        assert_eq!(heard, [id]);
        assert_eq!(read(store, last).0, Vec::<i64>::new());
    }

    fn a_listener_that_comes_back_goes_on_after_the_event_it_knows(store) {
        let desk = desk(store);
        done(store, move |conn| {
            for n in 0..4 {
                begin(conn, created(&desk, "VPN"), n)?;
            }
            Ok(())
        });
        read_when(store, Position::START, 4);
        let known = done(store, |conn| after(conn, Position::START, 2))[1].1.seq;
        let from = done(store, move |conn| position_of(conn, known)).unwrap();
        assert_eq!(read(store, from).0, [3, 4]);
        let unknown = guichet_domain::ids::EventSeq(999);
        assert_eq!(done(store, move |conn| position_of(conn, unknown)), None);
    }

    fn a_slow_transaction_is_never_passed_by(store) {
        // SQLite has one writer: nobody is slower than anybody else.
        if matches!(store.url(), DatabaseUrl::Sqlite(_)) {
            return;
        }
        let desk = desk(store);
        let start = store.read_blocking(head).unwrap();
        let ((began, has_begun), (go, gate)) = (channel(), channel());
        let gate = Arc::new(Mutex::new(gate));
        let slow_desk = desk.clone();
        let slow = store.write(move |conn: &mut Connection| {
            let id = begin(conn, created(&slow_desk, "Lent"), 0)?.id.0;
            began.send(()).unwrap();
            let _ = gate.lock().unwrap().recv_timeout(Duration::from_secs(20));
            Ok::<_, Error>(id)
        });
        has_begun.recv().unwrap();
        let quick = done(store, move |conn| Ok(begin(conn, created(&desk, "Vite"), 0)?.id.0));

        let (early, from) = read(store, start);
        go.send(()).unwrap();
        let slow = futures::executor::block_on(slow).unwrap();
        let (late, _) = read_when(store, from, 2);

        assert!(slow < quick);
        assert_eq!(early, Vec::<i64>::new(), "the slow one would have been passed by");
        assert_eq!(late, [slow, quick]);
    }
}
