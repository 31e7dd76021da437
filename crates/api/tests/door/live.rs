//! Live events reach those who may see them, and end with the session.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use actix_web::rt::time::timeout;
use actix_web::web::Bytes;
use futures_util::{Stream, StreamExt};
use guichet_api::auth::actor::Actor;
use guichet_api::live;
use guichet_contract::journal::LiveEvent;
use guichet_desk::news::{self, Position};
use guichet_desk::sessions;
use guichet_desk::tickets::{self, NewTicket, Writing};
use guichet_domain::ids::{PersonId, TicketId};
use guichet_domain::people::Role;
use guichet_domain::text::{Body, Subject};
use guichet_domain::ticket;
use guichet_testkit::Kind;

use crate::kit::House;

type Events = Pin<Box<dyn Stream<Item = Result<Bytes, std::convert::Infallible>>>>;

fn actor(house: &House, person: PersonId) -> Actor {
    Actor::new(house.begin(person).0, true)
}

fn open(house: &House, actor: &Actor, last: Option<Position>) -> Events {
    let stream = live::open(Arc::clone(&house.door), actor.clone(), last);
    Box::pin(stream.unwrap_or_else(|problem| panic!("{problem}")))
}

/// Begins a ticket, as a handler would, and gives its number.
async fn ask(house: &House, actor: &Actor) -> i64 {
    let new = NewTicket {
        subject: Subject::parse("VPN").unwrap(),
        body: Body::parse("Le VPN ne répond plus.").unwrap(),
        kind: ticket::Kind::Incident,
        category: None,
        urgency: None,
        attachments: Vec::new(),
        handling: None,
    };
    let by = actor.by(house.desk());
    let begun = house
        .desk()
        .write(move |tx| tickets::create(tx, &by, &new))
        .await
        .unwrap();
    house.door.live().committed();
    begun.id.0
}

/// Writes where the requester reads it.
async fn reply(house: &House, actor: &Actor, ticket: i64) {
    let body = Body::parse("Toujours pas.").unwrap();
    let writing = Writing {
        body,
        attachments: Vec::new(),
    };
    let (by, id) = (actor.by(house.desk()), TicketId(ticket));
    let reply = move |tx: &mut _| tickets::reply(tx, &by, id, None, &writing).map(drop);
    house.desk().write(reply).await.unwrap();
    house.door.live().committed();
}

/// The next piece, or nothing if none comes soon or the stream has ended.
async fn next(events: &mut Events) -> Option<String> {
    let piece = timeout(Duration::from_millis(800), events.next())
        .await
        .ok()??;
    Some(String::from_utf8(piece.unwrap().to_vec()).unwrap())
}

/// The tickets that are told of until nothing more comes.
async fn told(events: &mut Events) -> Vec<i64> {
    let mut tickets = Vec::new();
    while let Some(piece) = next(events).await {
        let data = piece
            .lines()
            .find_map(|line| line.strip_prefix("data: "))
            .unwrap();
        if let Ok(event) = serde_json::from_str::<LiveEvent>(data) {
            tickets.push(event.ticket_id.0);
        }
    }
    tickets
}

#[actix_web::test]
async fn a_change_is_told_to_those_who_may_see_the_ticket() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let house = House::on(kind, &[]);
        let agent = actor(&house, house.enter(Role::Agent, "agent@vermeil.example"));
        let ines = actor(&house, house.enter(Role::Requester, "ines@vermeil.example"));
        let paul = actor(&house, house.enter(Role::Requester, "paul@vermeil.example"));
        actix_web::rt::spawn(live::follow(Arc::clone(&house.door)));
        let (mut to_agent, mut to_ines) = (open(&house, &agent, None), open(&house, &ines, None));
        // The follower has to find its place first.
        assert!(next(&mut to_agent).await.unwrap().contains("event: ready"));
        actix_web::rt::time::sleep(Duration::from_millis(300)).await;
        let (hers, his) = (ask(&house, &ines).await, ask(&house, &paul).await);
        reply(&house, &ines, hers).await;
        reply(&house, &paul, his).await;
        assert_eq!(
            told(&mut to_agent).await,
            [hers, his, hers, his],
            "{kind:?}"
        );
        // That her ticket began she knows; how it was classified is not hers to know.
        assert_eq!(told(&mut to_ines).await, [hers], "{kind:?}");
        house.door.stop();
    }
}

#[actix_web::test]
async fn a_stream_goes_on_where_it_broke_or_says_that_it_cannot() {
    let house = House::new();
    let agent = actor(&house, house.enter(Role::Agent, "agent@vermeil.example"));
    for _ in 0..3 {
        ask(&house, &agent).await;
    }
    let all = house
        .desk()
        .read(|tx| news::after(tx, Position::START, 100))
        .await
        .unwrap();
    let first = all[0].position;
    for news in all {
        house.door.live().publish(news);
    }
    assert_eq!(told(&mut open(&house, &agent, Some(first))).await, [2, 3]);
    let mut lost = open(&house, &agent, Some("9.9".parse().unwrap()));
    next(&mut lost).await.unwrap();
    assert!(next(&mut lost).await.unwrap().starts_with("event: reset"));
    assert_eq!(next(&mut lost).await, None);
}

#[actix_web::test]
async fn a_slow_reader_is_told_that_it_missed_something() {
    let house = House::new();
    let agent = actor(&house, house.enter(Role::Agent, "agent@vermeil.example"));
    ask(&house, &agent).await;
    let all = house
        .desk()
        .read(|tx| news::after(tx, Position::START, 1))
        .await
        .unwrap();
    let mut slow = open(&house, &agent, None);
    for _ in 0..2_000 {
        house.door.live().publish(all[0].clone());
    }
    assert!(next(&mut slow).await.unwrap().contains("event: ready"));
    assert!(next(&mut slow).await.unwrap().starts_with("event: reset"));
}

#[actix_web::test]
async fn a_deed_of_many_events_is_told_once() {
    let house = House::new();
    let agent = actor(&house, house.enter(Role::Agent, "agent@vermeil.example"));
    ask(&house, &agent).await;
    let all = house
        .desk()
        .read(|tx| news::after(tx, Position::START, 1))
        .await
        .unwrap();
    let mut events = open(&house, &agent, None);
    house.door.live().publish(all[0].clone());
    house.door.live().publish(all[0].clone());
    assert_eq!(told(&mut events).await, [1]);
}

#[actix_web::test]
async fn a_stream_ends_with_its_session() {
    let house = House::new();
    let agent = actor(&house, house.enter(Role::Agent, "agent@vermeil.example"));
    let mut events = open(&house, &agent, None);
    assert!(next(&mut events).await.is_some());
    house.door.live().sessions_changed();
    assert_eq!(next(&mut events).await, None);
    assert_eq!(house.door.live().listeners(), 1);
    let (at, session) = (house.desk().now(), agent.session);
    house
        .desk()
        .write(move |tx| sessions::end(tx, at, session))
        .await
        .unwrap();
    house.door.live().sessions_changed();
    assert!(events.next().await.is_none());
    assert_eq!(house.door.live().listeners(), 0);
}

#[actix_web::test]
async fn there_is_room_for_so_many_streams_and_no_more() {
    let house = House::with(&["--max-streams", "1"]);
    let agent = actor(&house, house.enter(Role::Agent, "agent@vermeil.example"));
    let first = open(&house, &agent, None);
    let refused = live::open(Arc::clone(&house.door), agent.clone(), None)
        .err()
        .unwrap();
    assert_eq!(refused.code().status(), 503);
    drop(first);
    drop(open(&house, &agent, None));
}

#[actix_web::test]
async fn streams_end_when_the_server_does() {
    let house = House::new();
    let agent = actor(&house, house.enter(Role::Agent, "agent@vermeil.example"));
    let mut events = open(&house, &agent, None);
    house.door.live().close();
    assert!(next(&mut events).await.is_some());
    assert!(events.next().await.is_none());
}
