//! Who sees which ticket and who may do what with it, as tables over everyone a ticket can meet.

mod support;

use guichet_domain::ids::TeamId;
use guichet_domain::people::{Role, Sharing, Viewer, reads_organization};
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::lifecycle::Position;
use guichet_domain::ticket::policy::{self, Relation, Visible};
use guichet_domain::ticket::{
    Created, Deed, DeedKind, HoldReason, Kind, MessageKind, Stage, Ticket,
};

use support::deeds::{hold_for, reason, sensible_by};
use support::people::*;
use support::story::{Story, arrival};
use support::table::{position, rows};

/// Everyone of the tables. The ticket is REQUESTER's, of VERMEIL and the team DESKTOP, followed by
/// FOLLOWER and taken by AGENT.
fn viewer(word: &str) -> Viewer {
    match word {
        "requester" => asking(REQUESTER, Some(VERMEIL)),
        "reader" => reading(READER, Some(VERMEIL)),
        "follower" => asking(FOLLOWER, None),
        "colleague" => asking(READER, Some(VERMEIL)),
        "stranger" => reading(STRANGER, Some(AUBRAC)),
        "loner" => reading(STRANGER, None),
        "agent" => staff_of(COLLEAGUE, Role::Agent, &[DESKTOP]),
        "outsider" => staff_of(OUTSIDER, Role::Agent, &[NETWORK]),
        "outside_assignee" => staff_of(AGENT, Role::Agent, &[NETWORK]),
        "outside_follower" => staff_of(FOLLOWER, Role::Agent, &[NETWORK]),
        "own_agent" => staff_of(REQUESTER, Role::Agent, &[NETWORK]),
        "any_agent" => staff(OUTSIDER, Role::Agent),
        "outside_supervisor" => staff_of(SUPERVISOR, Role::Supervisor, &[NETWORK]),
        "supervisor" => staff_of(SUPERVISOR, Role::Supervisor, &[DESKTOP]),
        "admin" => staff_of(ADMIN, Role::Admin, &[]),
        other => panic!("nobody is called `{other}`"),
    }
}

/// Whom each kind of ticket exists for.
const SEES: &str = "
                    theirs  of_network  unrouted
requester           yes     yes         yes
reader              yes     yes         yes
follower            yes     yes         yes
colleague           -       -           -
stranger            -       -           -
loner               -       -           -
agent               yes     -           yes
outsider            -       yes         yes
outside_assignee    yes     yes         yes
outside_follower    yes     yes         yes
own_agent           yes     yes         yes
any_agent           yes     yes         yes
outside_supervisor  -       yes         yes
supervisor          yes     -           yes
admin               yes     yes         yes
";

/// How each stands to the ticket of DESKTOP.
const RELATIONS: &str = "
                    relation    notes
requester           requester   -
reader              reader      -
follower            reader      -
colleague           -           -
agent               agent       yes
outsider            -           yes
own_agent           agent       yes
supervisor          supervisor  yes
admin               supervisor  yes
";

/// What each may do, wherever the ticket stands in its life.
const MAY: &str = "
             requester  reader  follower  stranger  agent  outsider  own_agent  supervisor  admin
create       yes        yes     yes       -         yes    -         yes        yes         yes
take         -          -       -         -         yes    -         yes        yes         yes
assign       -          -       -         -         yes    -         yes        yes         yes
qualify      -          -       -         -         yes    -         yes        yes         yes
requalify    -          -       -         -         yes    -         yes        yes         yes
prioritize   -          -       -         -         yes    -         yes        yes         yes
diagnose     -          -       -         -         yes    -         yes        yes         yes
resolve      -          -       -         -         yes    -         yes        yes         yes
document     -          -       -         -         yes    -         yes        yes         yes
confirm      yes        -       -         -         -      -         yes        -           -
not_solved   yes        -       -         -         -      -         yes        -           -
close        -          -       -         -         yes    -         yes        yes         yes
reopen       -          -       -         -         yes    -         yes        yes         yes
hold         -          -       -         -         yes    -         yes        yes         yes
resume       -          -       -         -         yes    -         yes        yes         yes
send_back    -          -       -         -         yes    -         yes        yes         yes
cancel       yes        -       -         -         yes    -         yes        yes         yes
spam         -          -       -         -         yes    -         yes        yes         yes
solve        -          -       -         -         yes    -         yes        yes         yes
escalate     -          -       -         -         yes    -         yes        yes         yes
deescalate   -          -       -         -         yes    -         yes        yes         yes
reply        yes        yes     yes       -         yes    -         yes        yes         yes
note         -          -       -         -         yes    -         yes        yes         yes
tag          -          -       -         -         yes    -         yes        yes         yes
link         -          -       -         -         yes    -         yes        yes         yes
follow       -          -       -         -         yes    -         yes        yes         yes
rename       -          -       -         -         yes    -         yes        yes         yes
mark_major   -          -       -         -         -      -         -          yes         yes
approve      -          -       -         -         -      -         -          yes         yes
reject       -          -       -         -         -      -         -          yes         yes
rate         yes        -       -         -         -      -         yes        -           -
alert        -          -       -         -         -      -         -          -           -
route        -          -       -         -         -      -         -          -           -
";

/// Who is offered what at each position, one letter each: (R)equester, (r)eader, (f)ollower,
/// (a)gent, (o)wn agent: one who asked for it, (s)upervisor, (A)dmin. Stranger and outsider: never.
const OFFERED: &str = "
            creation  qualification  diagnosis  resolution  documentation  closure  ended   on_hold  pending
create      -         -              -          -           -              -        -       -        -
take        aosA      aosA           aosA       aosA        aosA           -        -       aosA     aosA
assign      aosA      aosA           aosA       aosA        aosA           -        -       aosA     aosA
qualify     -         aosA           -          -           -              -        -       -        -
requalify   aosA      aosA           aosA       aosA        aosA           -        -       aosA     aosA
prioritize  aosA      aosA           aosA       aosA        aosA           -        -       aosA     aosA
diagnose    -         -              aosA       -           -              -        -       aosA     -
resolve     -         -              -          aosA        -              -        -       -        -
document    -         -              -          -           aosA           -        -       -        -
confirm     -         -              -          -           Ro             Ro       -       -        -
not_solved  -         -              -          -           Ro             Ro       -       -        -
close       -         -              -          -           -              aosA     -       -        -
reopen      -         -              -          -           aosA           aosA     aosA    -        -
hold        -         aosA           aosA       aosA        -              -        -       aosA     aosA
resume      -         -              -          -           -              -        -       aosA     -
send_back   -         -              aosA       aosA        -              aosA     -       aosA     aosA
cancel      RaosA     RaosA          RaosA      RaosA       -              -        -       RaosA    RaosA
spam        aosA      aosA           aosA       aosA        -              -        -       aosA     aosA
solve       aosA      aosA           aosA       aosA        -              -        -       aosA     -
escalate    -         aosA           aosA       aosA        -              -        -       aosA     aosA
deescalate  -         aosA           aosA       aosA        -              -        -       aosA     aosA
reply       RrfaosA   RrfaosA        RrfaosA    RrfaosA     RrfaosA        RrfaosA  Rrfo    RrfaosA  RrfaosA
note        aosA      aosA           aosA       aosA        aosA           aosA     aosA    aosA     aosA
tag         aosA      aosA           aosA       aosA        aosA           aosA     aosA    aosA     aosA
link        aosA      aosA           aosA       aosA        aosA           aosA     aosA    aosA     aosA
follow      aosA      aosA           aosA       aosA        aosA           aosA     aosA    aosA     aosA
rename      aosA      aosA           aosA       aosA        aosA           aosA     -       aosA     aosA
mark_major  sA        sA             sA         sA          sA             sA       -       sA       sA
approve     -         -              -          -           -              -        -       -        sA
reject      -         -              -          -           -              -        -       -        sA
rate        -         -              -          -           -              -        Ro      -        -
";

/// Those of the table above, by their letter.
const LETTERS: [(&str, &str); 9] = [
    ("R", "requester"),
    ("r", "reader"),
    ("f", "follower"),
    ("", "stranger"),
    ("a", "agent"),
    ("", "outsider"),
    ("o", "own_agent"),
    ("s", "supervisor"),
    ("A", "admin"),
];

/// Who of an organization reads the tickets of its other members.
const SHARING: &str = "
          manager  chosen  member
none      -        -       -
managers  yes      -       -
members   -        yes     -
everyone  yes      yes     yes
";

fn yes(cell: &str) -> bool {
    match cell {
        "yes" => true,
        "-" => false,
        other => panic!("`{other}` is neither `yes` nor `-`"),
    }
}

/// A ticket of a team, taken by AGENT, with its follower.
fn of_team(team: Option<TeamId>) -> Ticket {
    let agent_takes = Deed::Take { agent: AGENT };
    Story::begins_with(Created { team, ..arrival() })
        .then(agent_takes)
        .then(follows())
        .ticket
}

fn follows() -> Deed {
    Deed::Follow {
        person: FOLLOWER,
        follow: true,
    }
}

/// The ticket of a column of the table of offers.
fn offered_on(column: &str) -> Story {
    let diagnosis = Position::At(Stage::Diagnosis);
    let story = match column {
        "on_hold" => Story::at(diagnosis).then(hold_for(HoldReason::ThirdParty)),
        "pending" => Story::of_kind_at(Kind::AccessRequest, Position::At(Stage::Resolution)),
        word => Story::at(position(word)),
    };
    story.then(follows())
}

#[test]
fn a_ticket_exists_only_for_those_who_may_see_it() {
    for (who, cells) in rows(SEES) {
        for (column, expected) in cells {
            let ticket = match column {
                "theirs" => of_team(Some(DESKTOP)),
                "of_network" => of_team(Some(NETWORK)),
                _ => of_team(None),
            };
            assert_eq!(
                policy::sees(&viewer(who), &ticket),
                yes(expected),
                "{who}, {column}"
            );
        }
    }
}

#[test]
fn everyone_stands_to_a_ticket_in_one_way_and_notes_are_for_staff() {
    let ticket = of_team(Some(DESKTOP));
    for (who, cells) in rows(RELATIONS) {
        let relation = policy::relation(&viewer(who), &ticket).map(|relation| match relation {
            Relation::Reader => "reader",
            Relation::Requester => "requester",
            Relation::Agent => "agent",
            Relation::Supervisor => "supervisor",
        });
        assert_eq!(relation.unwrap_or("-"), cells[0].1, "{who}");
        let notes = policy::reads(&viewer(who), MessageKind::Note);
        assert_eq!(notes, yes(cells[1].1), "{who}");
        assert!(policy::reads(&viewer(who), MessageKind::Reply), "{who}");
    }
}

#[test]
fn every_role_may_do_what_the_table_says_at_every_position() {
    for position in Position::ALL {
        let ticket = Story::at(position).then(follows()).ticket;
        for (row, cells) in rows(MAY) {
            let deed: DeedKind = row.parse().expect("a deed");
            for (who, expected) in cells {
                let may = policy::may(&viewer(who), &ticket, deed);
                assert_eq!(may, yes(expected), "{who}: {row} at {position:?}");
            }
        }
    }
    let deeds: Vec<&str> = rows(MAY).map(|(deed, _)| deed).collect();
    let all: Vec<&str> = DeedKind::ALL.iter().map(|deed| deed.as_str()).collect();
    assert_eq!(deeds, all);
}

#[test]
fn everyone_is_offered_what_the_table_says_and_nothing_else() {
    let columns = rows(OFFERED).next().expect("a first row").1;
    for (place, (column, _)) in columns.iter().enumerate() {
        let ticket = offered_on(column).ticket;
        for (letter, who) in LETTERS {
            let offered = policy::permitted_actions(&viewer(who), &ticket);
            let expected: Vec<DeedKind> = rows(OFFERED)
                .filter(|(_, cells)| !letter.is_empty() && cells[place].1.contains(letter))
                .map(|(deed, _)| deed.parse().expect("a deed"))
                .collect();
            assert_eq!(offered, expected, "{who} at {column}");
        }
    }
}

#[test]
fn what_is_offered_can_be_done_and_what_is_not_is_refused() {
    for (column, _) in rows(OFFERED).next().expect("a first row").1 {
        let story = offered_on(column);
        for viewer in LETTERS.map(|(_, who)| viewer(who)) {
            let offered = policy::permitted_actions(&viewer, &story.ticket);
            for kind in &DeedKind::ALL[1..] {
                let deed = sensible_by(&viewer, *kind, &story.ticket).expect("a deed on a ticket");
                let may = policy::may(&viewer, &story.ticket, *kind);
                let done = may && story.attempt(Actor::Person(viewer.person), deed).is_ok();
                assert_eq!(
                    done,
                    offered.contains(kind),
                    "{viewer:?}: {kind} at {column}"
                );
            }
        }
    }
}

#[test]
fn an_organization_shares_its_tickets_as_it_has_chosen() {
    let sharings: Vec<&str> = rows(SHARING).map(|(sharing, _)| sharing).collect();
    let all: Vec<&str> = Sharing::ALL.iter().map(|s| s.as_str()).collect();
    assert_eq!(sharings, all);
    for (sharing, cells) in rows(SHARING) {
        let sharing: Sharing = sharing.parse().expect("a sharing mode");
        for (who, expected) in cells {
            let reads = reads_organization(sharing, who == "manager", who == "chosen");
            assert_eq!(reads, yes(expected), "{who} under {sharing}");
        }
    }
}

#[test]
fn a_list_is_narrowed_to_the_tickets_that_are_seen() {
    assert_eq!(policy::visible(&viewer("admin")), Visible::All);
    assert_eq!(policy::visible(&viewer("any_agent")), Visible::All);
    assert_eq!(
        policy::visible(&viewer("agent")),
        Visible::Teams {
            agent: COLLEAGUE,
            teams: vec![DESKTOP]
        }
    );
    let own = |person, organization| Visible::Own {
        person,
        organization,
    };
    assert_eq!(
        policy::visible(&viewer("reader")),
        own(READER, Some(VERMEIL))
    );
    assert_eq!(policy::visible(&viewer("colleague")), own(READER, None));
    assert_eq!(policy::visible(&viewer("loner")), own(STRANGER, None));
}

#[test]
fn a_ticket_without_organization_is_not_shared_with_those_without_one() {
    let ticket = Story::begins_with(Created {
        organization: None,
        ..arrival()
    })
    .ticket;
    assert!(!policy::sees(&viewer("loner"), &ticket));
    assert!(!policy::sees(&viewer("reader"), &ticket));
    assert!(policy::sees(&viewer("requester"), &ticket));
}

#[test]
fn a_rejected_access_request_offers_no_solution() {
    let pending = Story::of_kind_at(Kind::AccessRequest, Position::At(Stage::Resolution));
    let rejected = pending.then_by(
        SUPERVISOR,
        Deed::Reject {
            reason: reason("Not in this role"),
        },
    );
    let offered = policy::permitted_actions(&viewer("agent"), &rejected.ticket);
    assert!(!offered.contains(&DeedKind::Resolve));
    assert!(!offered.contains(&DeedKind::Solve));
    assert!(offered.contains(&DeedKind::Cancel));
    assert!(offered.contains(&DeedKind::Requalify));
}
