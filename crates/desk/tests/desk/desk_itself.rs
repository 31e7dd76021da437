//! Setting the desk up, and what is settled of it.

use guichet_desk::categories::{self, CategoryPatch, NewCategory};
use guichet_desk::organizations::{self, NewOrganization, OrganizationPatch};
use guichet_desk::settings::{self, SettingsPatch};
use guichet_desk::setup::{self, Setup};
use guichet_desk::teams::{self, NewTeam, TeamPatch};
use guichet_desk::{Conflict, Refusal, Wrong, tickets};
use guichet_domain::people::{Language, Sharing};
use guichet_domain::routing::RoutingMethod;
use guichet_domain::ticket::{Level, Matrix, Priority};
use guichet_store::audit;
use guichet_testkit::on_both_databases;

use crate::given::{House, asked, email, hash, name};

fn first(n: usize) -> Setup {
    Setup {
        desk_name: name("Assistance"),
        name: name("Ada Martin"),
        email: email(&format!("ada{n}@guichet.example")),
        password: hash("of ada"),
        language: Language::En,
    }
}

on_both_databases! {
    fn of_fifty_who_set_the_desk_up_at_once_one_succeeds(store) {
        let at = "2026-03-02T09:00:00Z".parse().unwrap();
        let needed = store.read_blocking(setup::state).unwrap();
        assert!(needed.needed);
        let answers: Vec<_> = (0..50)
            .map(|n| store.write(move |tx| setup::begin(tx, at, &first(n))))
            .collect();
        let outcomes = futures::executor::block_on(futures::future::join_all(answers));
        let won = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        let late = Err(Refusal::Conflict(Conflict::AlreadySetUp));
        assert_eq!(won, 1);
        assert_eq!(outcomes.iter().filter(|outcome| **outcome == late).count(), 49);
        let state = store.read_blocking(setup::state).unwrap();
        assert!(!state.needed);
        assert_eq!(state.settings.language, Language::En);
    }

    fn an_administrator_settles_prefix_matrix_and_delays(store) {
        let house = House::on(store);
        let matrix = Matrix([[Priority::P1; 3]; 4]);
        let settled = house.done(house.admin, move |tx, by| {
            let patch = SettingsPatch {
                ticket_prefix: Some("IT".to_owned()),
                matrix: Some(matrix),
                ..SettingsPatch::default()
            };
            settings::change(tx, by, None, &patch)
        });
        assert_eq!(settled.version, 2);
        let ticket = house.asked();
        assert_eq!(ticket.number, format!("IT-{}", ticket.id));
        let inside = house.seen(house.ines, ticket.id).unwrap().inside.unwrap();
        assert_eq!(inside.priority, Priority::P1);
        let stale = house.tried(house.admin, |tx, by| {
            settings::change(tx, by, Some(1), &SettingsPatch::default())
        });
        assert_eq!(stale, Err(Refusal::Stale));
        for (patch, field) in [
            (SettingsPatch { close_after_days: Some(0), ..SettingsPatch::default() }, "close_after_days"),
            (SettingsPatch { close_after_days: Some(1), ..SettingsPatch::default() }, "close_after_days"),
            (SettingsPatch { reopen_within_days: Some(366), ..SettingsPatch::default() }, "reopen_within_days"),
            (SettingsPatch { ticket_prefix: Some("<b>".to_owned()), ..SettingsPatch::default() }, "ticket_prefix"),
        ] {
            let refused = house.tried(house.admin, move |tx, by| settings::change(tx, by, None, &patch));
            let Err(Refusal::Invalid(fields)) = refused else { panic!("{field} accepted") };
            assert_eq!(fields[0].field, field);
        }
        let refused = house.tried(house.supervisor, |tx, by| {
            settings::change(tx, by, None, &SettingsPatch::default())
        });
        assert_eq!(refused, Err(Refusal::Forbidden));
        assert!(house.tried(house.supervisor, settings::get).is_ok());
        assert_eq!(house.tried(house.ines, settings::get), Err(Refusal::Forbidden));
    }

    fn administrative_acts_are_kept_with_old_and_new_values(store) {
        let house = House::on(store);
        let (network, ines) = (house.network, house.ines);
        house.done(house.admin, move |tx, by| {
            let patch = TeamPatch { members: Some(vec![ines]), ..TeamPatch::default() };
            teams::change(tx, by, network, None, &patch)
        });
        let acts = house.done(house.admin, |tx, _| Ok(audit::list(tx, None, 1)?));
        let (_, act) = &acts.items[0];
        assert_eq!((act.act.as_str(), act.object.as_str()), ("changed", "team"));
        assert_eq!(act.person, Some(house.admin));
        assert_eq!(act.details["members"]["to"], serde_json::json!([ines]));
        assert!(act.details.get("name").is_none());
    }

    fn teams_are_formed_by_administrators_of_agents(store) {
        let house = House::on(store);
        let (ines, camille, support) = (house.ines, house.camille, house.support);
        let new = move |members| NewTeam { name: name("Réseau N3"), level: Level::N3, routing: RoutingMethod::Manual, members };
        let wrong = house.tried(house.admin, move |tx, by| teams::create(tx, by, &new(vec![ines, camille])));
        assert_eq!(wrong, Err(Refusal::field("member_ids[1]", Wrong::NoSuchObject)));
        let refused = house.tried(house.supervisor, move |tx, by| teams::create(tx, by, &new(vec![])));
        assert_eq!(refused, Err(Refusal::Forbidden));
        let team = house.done(house.admin, move |tx, by| teams::create(tx, by, &new(vec![ines])));
        assert_eq!(team.members[0].name, "Inès Laurent");
        let twice = house.tried(house.admin, move |tx, by| teams::create(tx, by, &new(vec![])));
        assert_eq!(twice, Err(Refusal::Conflict(Conflict::Duplicate)));
        house.done(house.admin, move |tx, by| {
            let patch = TeamPatch { active: Some(false), ..TeamPatch::default() };
            teams::change(tx, by, support, None, &patch)
        });
        let mut routed = asked("Écran");
        routed.handling = Some(tickets::Handling { team: Some(support), ..tickets::Handling::default() });
        let closed = house.tried(ines, move |tx, by| tickets::create(tx, by, &routed));
        assert_eq!(closed, Err(Refusal::field("team_id", Wrong::NoSuchObject)));
    }

    fn the_sharing_of_an_organization_is_for_administrators(store) {
        let house = House::on(store);
        let vermeil = house.vermeil;
        let shared = NewOrganization { name: name("Banque Sud"), notes: None, sharing: Sharing::Everyone };
        let refused = house.tried(house.ines, move |tx, by| organizations::create(tx, by, &shared));
        assert_eq!(refused, Err(Refusal::Forbidden));
        let patch = OrganizationPatch { name: Some(name("Vermeil SA")), ..OrganizationPatch::default() };
        let changed = house.done(house.supervisor, move |tx, by| {
            organizations::change(tx, by, vermeil, Some(1), &patch)
        });
        assert_eq!((changed.version, changed.profile.name.as_str()), (2, "Vermeil SA"));
        let patch = OrganizationPatch { sharing: Some(Sharing::Everyone), ..OrganizationPatch::default() };
        let refused = house.tried(house.supervisor, move |tx, by| {
            organizations::change(tx, by, vermeil, None, &patch)
        });
        assert_eq!(refused, Err(Refusal::Forbidden));
    }

    fn categories_have_two_levels_and_closed_ones_are_not_offered(store) {
        let house = House::on(store);
        let vpn = house.vpn;
        let below = house.done(house.supervisor, move |tx, by| {
            categories::create(tx, by, &NewCategory { name: name("Certificat"), parent: Some(vpn) })
        });
        let parent = Some(below.id);
        let refused = house.tried(house.supervisor, move |tx, by| {
            categories::create(tx, by, &NewCategory { name: name("Troisième"), parent })
        });
        assert!(matches!(refused, Err(Refusal::Invalid(_))));
        house.done(house.supervisor, move |tx, by| {
            let patch = CategoryPatch { active: Some(false), ..CategoryPatch::default() };
            categories::change(tx, by, vpn, None, &patch)
        });
        assert_eq!(house.done(house.ines, categories::list).len(), 2);
        assert!(house.done(house.camille, categories::list).is_empty());
    }
}
