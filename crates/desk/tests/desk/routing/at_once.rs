//! Tickets that are routed at once, on two replicas: nobody ever gets more than the capacity.

use std::sync::{Arc, Barrier};

use futures::executor::block_on;
use guichet_desk::tickets::{self, Handling, NewTicket};
use guichet_desk::{By, Desk, SystemClock};
use guichet_domain::ids::PersonId;
use guichet_domain::routing::RoutingMethod;
use guichet_store::files::Files;
use guichet_testkit::{TestStore, on_both_databases};

use super::at_most;
use crate::given::{House, asked};

/// Begins twenty tickets at once, every other one on another replica.
fn twenty_at_once(house: &House, store: &TestStore) {
    let replica = store.database().store();
    let barrier = Arc::new(Barrier::new(20));
    let by = house.by(house.ines);
    let network = house.network;
    std::thread::scope(|scope| {
        for n in 0..20 {
            let store = match n % 2 {
                0 => house.desk.store().clone(),
                _ => replica.clone(),
            };
            let (by, barrier) = (by.clone(), Arc::clone(&barrier));
            scope.spawn(move || {
                barrier.wait();
                let begin = move |tx: &mut _| begin(tx, &by, network);
                store.write_blocking(begin).unwrap();
            });
        }
    });
}

fn begin(
    tx: &mut guichet_store::Connection,
    by: &By,
    team: guichet_domain::ids::TeamId,
) -> Result<(), guichet_desk::Refusal> {
    let new = NewTicket {
        handling: Some(Handling {
            team: Some(team),
            ..Handling::default()
        }),
        ..asked("VPN : connexion impossible")
    };
    tickets::create(tx, by, &new).map(drop)
}

/// How many open tickets somebody has.
fn load(house: &House, person: PersonId) -> i32 {
    house
        .done(house.admin, move |tx, by| {
            guichet_desk::routing::agents::get(tx, by, person)
        })
        .load
}

on_both_databases! {
    fn twenty_tickets_at_once_fill_four_agents_and_no_more(store) {
        let house = House::on(store);
        let [nadia, omar, lea] = house.agents(house.network, ["Nadia Kern", "Omar Diallo", "Léa Simon"]);
        let agents = [house.paul, nadia, omar, lea];
        for agent in agents {
            house.knows(agent, at_most(3));
        }
        for (round, method) in [RoutingMethod::RoundRobin, RoutingMethod::LeastLoaded].into_iter().enumerate() {
            if round > 0 {
                for agent in agents {
                    house.knows(agent, at_most(5));
                }
            }
            house.routes(house.network, method);
            twenty_at_once(&house, store);
            let most = if round == 0 { 3 } else { 5 };
            assert_eq!(agents.map(|agent| load(&house, agent)), [most; 4], "{method}");
        }
    }

    fn two_replicas_that_drain_one_queue_give_each_ticket_once(store) {
        let house = House::on(store);
        let [nadia] = house.agents(house.network, ["Nadia Kern"]);
        for agent in [house.paul, nadia] {
            house.knows(agent, at_most(0));
        }
        house.routes(house.network, RoutingMethod::LeastLoaded);
        twenty_at_once(&house, store);
        for agent in [house.paul, nadia] {
            house.knows(agent, at_most(7));
        }
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path().to_str().unwrap()).unwrap();
        let replica = Desk::new(store.database().store(), files, Arc::new(SystemClock), 1_024);
        let routed: usize = std::thread::scope(|scope| {
            let desks = [house.desk.clone(), replica];
            let rounds = desks.map(|desk| {
                scope.spawn(move || block_on(desk.do_what_is_due()).unwrap().routed)
            });
            rounds.map(|round| round.join().unwrap()).iter().sum()
        });
        assert_eq!(routed, 14);
        assert_eq!([house.paul, nadia].map(|agent| load(&house, agent)), [7, 7]);
    }
}
