//! Killed at any moment, the desk has each mail once.

use std::collections::BTreeMap;
use std::time::Duration;

use guichet_client::contract::domain::post::AfterFetch;
use guichet_client::contract::ticket::TicketQuery;
use guichet_testkit::Kind;

use crate::bed::{deliver, mailbox};
use crate::desk::{Desk, settle};

/// How many mails wait, and how often the desk is killed while it takes them in: fewer than
/// `cargo xtask torture mail` asks for.
const MAILS: usize = 200;
const KILLS: usize = 3;

/// A number that the task sets, or the usual one.
fn set(name: &str, usual: usize) -> usize {
    let set = std::env::var(name);
    set.map_or(usual, |number| number.parse().expect("a number"))
}

fn mail(to: &str, number: usize) -> String {
    format!(
        "From: Client {number} <client-{number}@client.example>\nTo: {to}\n\
         Message-ID: <{number}@client.example>\nSubject: Demande {number:04}\n\
         MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n\
         Bonjour,\n\nceci est la demande {number}.\n"
    )
}

async fn every_mail_once(kind: Kind, name: &str, after: AfterFetch) {
    let mails = set("GUICHET_TEST_MAILS", MAILS);
    let kills = set("GUICHET_TEST_KILLS", KILLS);
    let mut desk = Desk::open(kind).await;
    let support = mailbox(&format!("crash-{name}"), "help.example");
    deliver(&support, (0..mails).map(|number| mail(&support, number)));
    settle(&desk.client().await, &support, after, false).await;
    for round in 0..kills {
        // From the first moments of the start to the middle of a batch.
        tokio::time::sleep(Duration::from_millis(random(200, 1_500))).await;
        desk.kill();
        desk.start_again();
        println!("killed {} times", round + 1);
    }
    let client = desk.client().await;
    let begun = std::time::Instant::now();
    let mut seen = BTreeMap::new();
    while seen.len() < mails {
        assert!(
            begun.elapsed() < Duration::from_secs(300),
            "only {} came",
            seen.len()
        );
        tokio::time::sleep(Duration::from_secs(1)).await;
        seen = subjects(&client).await;
    }
    // Whoever is late comes within this time.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let seen = subjects(&client).await;
    let twice: Vec<_> = seen.iter().filter(|(_, count)| **count != 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
    assert_eq!(seen.len(), mails);
}

/// A number that differs each time, without a crate for it.
fn random(from: u64, until: u64) -> u64 {
    let clock = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let mixed = u64::from(clock.unwrap().subsec_nanos()).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    from + (mixed >> 32) % (until - from)
}

/// How often each subject is there.
async fn subjects(client: &guichet_client::Client) -> BTreeMap<String, usize> {
    let mut seen = BTreeMap::new();
    let mut query = TicketQuery {
        limit: Some(100),
        ..TicketQuery::default()
    };
    loop {
        let page = client.tickets(&query).await.unwrap();
        for row in page.items {
            *seen.entry(row.subject).or_insert(0) += 1;
        }
        match page.next {
            Some(next) => query.cursor = Some(next),
            None => return seen,
        }
    }
}

#[tokio::test]
async fn killed_at_random_every_mail_is_there_once_on_sqlite() {
    every_mail_once(Kind::Sqlite, "sqlite", AfterFetch::Keep).await;
}

#[tokio::test]
async fn killed_at_random_every_mail_is_there_once_on_postgres() {
    every_mail_once(Kind::Postgres, "postgres", AfterFetch::Move).await;
}
