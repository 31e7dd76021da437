//! Transactions, queues and threads.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Barrier, Mutex};
use std::time::Duration;

use guichet_store::{Config, Connection, DatabaseUrl, Error, Store, settings};
use guichet_testkit::on_both_databases;
use serde_json::json;

/// An error as the desk has: its own refusals beside those of the store.
#[derive(Debug, PartialEq)]
enum Refusal {
    Forbidden,
    Store(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

fn put(store: &Store, key: &'static str) -> Result<(), Error> {
    store.write_blocking(move |conn: &mut Connection| settings::put(conn, key, &json!(1)))
}

fn is_kept(store: &Store, key: &'static str) -> bool {
    let found = store.read_blocking(move |conn: &mut Connection| settings::find(conn, key));
    found.unwrap().is_some()
}

/// A write that says when it runs and then waits to be let go.
fn held_write(store: &Store) -> (Receiver<()>, Sender<()>) {
    let ((running, runs), (let_go, gate)) = (channel(), channel());
    let gate = Mutex::new(gate);
    let answer = store.write(move |_: &mut Connection| {
        running.send(()).unwrap();
        let _ = gate.lock().unwrap().recv_timeout(Duration::from_secs(20));
        Ok::<_, Error>(())
    });
    std::thread::spawn(move || futures::executor::block_on(answer));
    (runs, let_go)
}

on_both_databases! {
    fn what_is_answered_can_be_read_at_once(store) {
        let mut writers = Vec::new();
        for writer in 0..8 {
            let store = (**store).clone();
            writers.push(std::thread::spawn(move || {
                for n in 0..20 {
                    let key = format!("{writer}-{n}");
                    let written = key.clone();
                    store
                        .write_blocking(move |conn: &mut Connection| {
                            settings::put(conn, &written, &json!(n))
                        })
                        .unwrap();
                    let found = store
                        .read_blocking(move |conn: &mut Connection| settings::find(conn, &key));
                    assert_eq!(found.unwrap().unwrap().value, json!(n));
                }
            }));
        }
        for writer in writers {
            writer.join().unwrap();
        }
    }

    fn a_refused_job_leaves_no_trace(store) {
        let refused = store.write_blocking(|conn: &mut Connection| {
            settings::put(conn, "refused", &json!(1))?;
            Err::<(), _>(Refusal::Forbidden)
        });
        assert_eq!(refused, Err(Refusal::Forbidden));
        assert!(!is_kept(store, "refused"));
    }

    fn a_failing_job_does_not_disturb_its_neighbours(store) {
        let answers: Vec<_> = (0..60)
            .map(|n| {
                store.write(move |conn: &mut Connection| {
                    settings::put(conn, &format!("{n:02}"), &json!(n))?;
                    if n % 3 == 0 { Err(Refusal::Forbidden) } else { Ok(()) }
                })
            })
            .collect();
        for (n, answer) in answers.into_iter().enumerate() {
            let expected = if n % 3 == 0 { Err(Refusal::Forbidden) } else { Ok(()) };
            assert_eq!(futures::executor::block_on(answer), expected);
        }
        let kept = store.read_blocking(|conn: &mut Connection| {
            let found = (0..60).map(|n| settings::find(conn, &format!("{n:02}")));
            found.collect::<Result<Vec<_>, _>>()
        });
        for (n, found) in kept.unwrap().into_iter().enumerate() {
            assert_eq!(found.is_some(), n % 3 != 0);
        }
    }

    fn a_panic_in_a_job_kills_nothing(store) {
        for _ in 0..20 {
            let answer = store.write_blocking(|conn: &mut Connection| {
                settings::put(conn, "lost", &json!(1))?;
                conn.savepoint(|_| -> Result<(), Error> { panic!("on purpose") })
            });
            assert!(matches!(answer, Err(Error::Broken(words)) if words.contains("on purpose")));
            let answer = store.read_blocking(|_| -> Result<(), Error> { panic!("on purpose") });
            assert!(answer.is_err());
        }
        assert_eq!(put(store, "after"), Ok(()));
        assert!(is_kept(store, "after") && !is_kept(store, "lost"));
    }

    fn a_failure_in_a_savepoint_undoes_only_that(store) {
        let done = store.write_blocking(|conn: &mut Connection| {
            settings::put(conn, "before", &json!(1))?;
            let inner = conn.savepoint(|conn| {
                settings::put(conn, "inside", &json!(1))?;
                Err::<(), _>(Error::Duplicate)
            });
            assert_eq!(inner, Err(Error::Duplicate));
            settings::put(conn, "after", &json!(1))
        });
        assert_eq!(done, Ok(()));
        assert!(is_kept(store, "before") && is_kept(store, "after") && !is_kept(store, "inside"));
    }

    fn a_reader_cannot_write(store) {
        let answer = store.read_blocking(|conn: &mut Connection| {
            settings::put(conn, "sneaked", &json!(1))
        });
        assert!(matches!(answer, Err(Error::Broken(_))), "{answer:?}");
        let answer = store.report(|conn: &mut Connection| {
            settings::put(conn, "sneaked", &json!(1))
        });
        assert!(matches!(futures::executor::block_on(answer), Err(Error::Broken(_))));
        assert!(!is_kept(store, "sneaked"));
    }

    fn a_read_sees_one_snapshot(store) {
        let ((inside, is_inside), (go, gate)) = (channel(), channel());
        let gate = Mutex::new(gate);
        let answer = store.read(move |conn: &mut Connection| {
            let before = settings::find(conn, "meanwhile")?;
            inside.send(()).unwrap();
            let _ = gate.lock().unwrap().recv_timeout(Duration::from_secs(20));
            Ok::<_, Error>((before, settings::find(conn, "meanwhile")?))
        });
        is_inside.recv().unwrap();
        put(store, "meanwhile").unwrap();
        go.send(()).unwrap();
        assert_eq!(futures::executor::block_on(answer), Ok((None, None)));
    }

    fn a_full_queue_answers_unavailable_at_once(store) {
        let config = Config { queue: 2, writers: 1, ..store.database().config() };
        let small = Store::open(&config).unwrap();
        let (runs, let_go) = held_write(&small);
        runs.recv().unwrap();
        let waiting: Vec<_> = (0..2)
            .map(|_| small.write(|_: &mut Connection| Ok::<_, Error>(())))
            .collect();
        assert_eq!(small.waiting().write, 2);
        assert_eq!(put(&small, "one too many"), Err(Error::Unavailable));
        let_go.send(()).unwrap();
        for answer in waiting {
            assert_eq!(futures::executor::block_on(answer), Ok(()));
        }
        assert_eq!(put(&small, "later"), Ok(()));
    }

    fn who_waits_too_long_is_told_so_and_nothing_is_done(store) {
        let patience = Duration::from_millis(100);
        let config = Config { patience, writers: 1, ..store.database().config() };
        let hasty = Store::open(&config).unwrap();
        let (runs, let_go) = held_write(&hasty);
        runs.recv().unwrap();
        let late = hasty.write(|conn: &mut Connection| settings::put(conn, "late", &json!(1)));
        std::thread::sleep(Duration::from_millis(300));
        let_go.send(()).unwrap();
        assert_eq!(futures::executor::block_on(late), Err(Error::Unavailable));
        assert!(!is_kept(store, "late"));
    }

    fn work_whose_caller_went_away_is_not_begun(store) {
        let config = Config { writers: 1, ..store.database().config() };
        let single = Store::open(&config).unwrap();
        let (runs, let_go) = held_write(&single);
        runs.recv().unwrap();
        drop(single.write(|conn: &mut Connection| settings::put(conn, "gone", &json!(1))));
        let_go.send(()).unwrap();
        put(&single, "stayed").unwrap();
        assert!(is_kept(store, "stayed") && !is_kept(store, "gone"));
    }

    fn closing_the_store_finishes_what_was_accepted(store) {
        let second = store.database().store();
        let answers: Vec<_> = (0..50)
            .map(|n| {
                second.write(move |conn: &mut Connection| {
                    settings::put(conn, &n.to_string(), &json!(n))
                })
            })
            .collect();
        drop(second);
        for answer in answers {
            assert_eq!(futures::executor::block_on(answer), Ok::<_, Error>(()));
        }
    }

    fn reads_go_on_while_every_writer_is_busy(store) {
        let held: Vec<_> = (0..6).map(|_| held_write(store)).collect();
        held[0].0.recv().unwrap();
        assert!(!is_kept(store, "nothing"));
        for (_, let_go) in &held {
            let _ = let_go.send(());
        }
    }

    fn a_store_can_be_shared_between_threads(store) {
        let shared: Arc<Store> = Arc::new((**store).clone());
        let threads: Vec<_> = (0..4)
            .map(|_| {
                let store = Arc::clone(&shared);
                std::thread::spawn(move || is_kept(&store, "nothing"))
            })
            .collect();
        assert!(threads.into_iter().all(|thread| !thread.join().unwrap()));
    }

    fn connections_that_were_cut_are_replaced_without_anyone_noticing(store) {
        let answers: Vec<_> = (0..10).map(|_| is_kept(store, "nothing")).collect();
        assert!(!answers.contains(&true));
        store.database().cut_connections();
        assert!(!is_kept(store, "nothing"));
        store.database().cut_connections();
        assert_eq!(put(store, "after"), Ok(()));
    }

    fn a_read_whose_connection_is_cut_is_done_again(store) {
        let ((inside, is_inside), (go, gate)) = (channel(), channel::<()>());
        let gate = Mutex::new(gate);
        let answer = store.read(move |conn: &mut Connection| {
            inside.send(()).unwrap();
            // The second time the gate is closed for good and lets through.
            let _ = gate.lock().unwrap().recv_timeout(Duration::from_secs(20));
            settings::find(conn, "nothing")
        });
        is_inside.recv().unwrap();
        store.database().cut_connections();
        go.send(()).unwrap();
        drop(go);
        assert_eq!(futures::executor::block_on(answer), Ok(None));
    }

    fn two_writes_in_opposite_order_both_succeed(store) {
        put(store, "a").unwrap();
        put(store, "b").unwrap();
        let both = Arc::new(Barrier::new(2));
        let write = |first: &'static str, second: &'static str| {
            let (store, both) = ((**store).clone(), Arc::clone(&both));
            let mut tries = 0;
            std::thread::spawn(move || {
                // On SQLite the other does not run at the same time: nobody to wait for.
                let meet = matches!(store.url(), DatabaseUrl::Postgres(_));
                store.write_blocking(move |conn: &mut Connection| {
                    tries += 1;
                    settings::put(conn, first, &json!(2))?;
                    if tries == 1 && meet {
                        both.wait();
                    }
                    settings::put(conn, second, &json!(2))
                })
            })
        };
        let (one, other) = (write("a", "b"), write("b", "a"));
        assert_eq!(one.join().unwrap(), Ok::<_, Error>(()));
        assert_eq!(other.join().unwrap(), Ok(()));
    }
}
