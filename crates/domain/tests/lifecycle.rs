//! The life cycle as one page: every position × every deed, held against the table of the rules
//! and against deeds really done.

mod support;

use guichet_domain::ticket::deeds::Handing;
use guichet_domain::ticket::event::Actor;
use guichet_domain::ticket::lifecycle::{self, Position};
use guichet_domain::ticket::{Deed, DeedKind, HoldReason, Kind, Refused, Stage};

use support::deeds::{handing, hold_for, reason, sensible};
use support::people::AGENT;
use support::story::Story;
use support::table::{position, rows};

/// What each position answers to each deed: `ok`, or the code of the refusal.
const LIFE: &str = "
              creation           qualification      diagnosis          resolution         documentation      closure            ended
create        not_at_this_stage  not_at_this_stage  not_at_this_stage  not_at_this_stage  not_at_this_stage  not_at_this_stage  not_at_this_stage
take          ok                 ok                 ok                 ok                 ok                 already_resolved   ticket_closed
assign        ok                 ok                 ok                 ok                 ok                 already_resolved   ticket_closed
qualify       not_taken          ok                 not_at_this_stage  not_at_this_stage  not_at_this_stage  not_at_this_stage  ticket_closed
requalify     ok                 ok                 ok                 ok                 ok                 already_resolved   ticket_closed
prioritize    ok                 ok                 ok                 ok                 ok                 already_resolved   ticket_closed
diagnose      not_taken          not_at_this_stage  ok                 not_at_this_stage  not_at_this_stage  not_at_this_stage  ticket_closed
resolve       not_taken          not_at_this_stage  not_at_this_stage  ok                 not_at_this_stage  not_at_this_stage  ticket_closed
document      not_taken          not_at_this_stage  not_at_this_stage  not_at_this_stage  ok                 not_at_this_stage  ticket_closed
confirm       not_resolved       not_resolved       not_resolved       not_resolved       ok                 ok                 ticket_closed
not_solved    not_resolved       not_resolved       not_resolved       not_resolved       ok                 ok                 ticket_closed
close         not_resolved       not_resolved       not_resolved       not_resolved       not_documented     ok                 ticket_closed
reopen        not_resolved       not_resolved       not_resolved       not_resolved       ok                 ok                 ok
hold          not_taken          ok                 ok                 ok                 already_resolved   already_resolved   ticket_closed
resume        not_taken          ok                 ok                 ok                 already_resolved   already_resolved   ticket_closed
send_back     not_taken          stage_not_earlier  ok                 ok                 already_resolved   ok                 ticket_closed
cancel        ok                 ok                 ok                 ok                 already_resolved   already_resolved   ticket_closed
spam          ok                 ok                 ok                 ok                 already_resolved   already_resolved   ticket_closed
solve         ok                 ok                 ok                 ok                 already_resolved   already_resolved   ticket_closed
escalate      not_taken          ok                 ok                 ok                 already_resolved   already_resolved   ticket_closed
deescalate    not_taken          ok                 ok                 ok                 already_resolved   already_resolved   ticket_closed
reply         ok                 ok                 ok                 ok                 ok                 ok                 ok
note          ok                 ok                 ok                 ok                 ok                 ok                 ok
tag           ok                 ok                 ok                 ok                 ok                 ok                 ok
link          ok                 ok                 ok                 ok                 ok                 ok                 ok
follow        ok                 ok                 ok                 ok                 ok                 ok                 ok
rename        ok                 ok                 ok                 ok                 ok                 ok                 ticket_closed
mark_major    ok                 ok                 ok                 ok                 ok                 ok                 ticket_closed
approve       not_taken          ok                 ok                 ok                 already_resolved   already_resolved   ticket_closed
reject        not_taken          ok                 ok                 ok                 already_resolved   already_resolved   ticket_closed
rate          not_closed         not_closed         not_closed         not_closed         not_closed         not_closed         ok
alert         ok                 ok                 ok                 ok                 ok                 ok                 ticket_closed
route         ok                 ok                 ok                 ok                 ok                 already_resolved   ticket_closed
";

/// Where a deed leads, when it leads elsewhere.
const LINE: &str = "
creation       take        qualification
creation       assign      qualification
creation       route       qualification
creation       solve       documentation
creation       cancel      ended
creation       spam        ended
qualification  qualify     diagnosis
qualification  solve       documentation
qualification  cancel      ended
qualification  spam        ended
diagnosis      diagnose    resolution
diagnosis      send_back   qualification
diagnosis      solve       documentation
diagnosis      cancel      ended
diagnosis      spam        ended
resolution     resolve     documentation
resolution     send_back   diagnosis
resolution     solve       documentation
resolution     cancel      ended
resolution     spam        ended
documentation  document    closure
documentation  not_solved  diagnosis
documentation  reopen      diagnosis
documentation  reply       diagnosis
closure        confirm     ended
closure        close       ended
closure        not_solved  diagnosis
closure        reopen      diagnosis
closure        reply       diagnosis
closure        send_back   documentation
ended          reopen      diagnosis
ended          reply       diagnosis
";

/// What else can stand in the way while the solution is applied.
const CIRCUMSTANCES: &str = "
                  resume       resolve            solve              approve              reject               deescalate
nothing_special   not_on_hold  ok                 ok                 no_approval_pending  no_approval_pending  ok
on_hold           ok           ok                 ok                 no_approval_pending  no_approval_pending  ok
approval_pending  not_on_hold  approval_pending   approval_pending   ok                   ok                   ok
approved          not_on_hold  ok                 ok                 no_approval_pending  no_approval_pending  ok
rejected          not_on_hold  approval_rejected  approval_rejected  no_approval_pending  no_approval_pending  ok
lowest_level      not_on_hold  ok                 ok                 no_approval_pending  no_approval_pending  level_not_lower
";

fn answer(result: Result<(), Refused>) -> &'static str {
    result.err().map_or("ok", |refused| refused.code())
}

/// A ticket at a position where nothing but the position can forbid the deed.
fn ready_for(deed: DeedKind, position: Position) -> Story {
    use Stage::{Diagnosis, Qualification, Resolution};
    match (deed, position) {
        (
            DeedKind::Approve | DeedKind::Reject,
            Position::At(Qualification | Diagnosis | Resolution),
        ) => Story::of_kind_at(Kind::AccessRequest, position),
        (DeedKind::Resume, Position::At(Qualification | Diagnosis | Resolution)) => {
            Story::at(position).then(hold_for(HoldReason::ThirdParty))
        }
        _ => Story::at(position),
    }
}

#[test]
fn the_table_names_every_deed_and_every_position() {
    let deeds: Vec<DeedKind> = rows(LIFE)
        .map(|(deed, _)| deed.parse().expect("a deed"))
        .collect();
    assert_eq!(deeds, DeedKind::ALL);
    for (deed, cells) in rows(LIFE) {
        let positions: Vec<Position> = cells.iter().map(|(word, _)| position(word)).collect();
        assert_eq!(positions, Position::ALL, "{deed}");
    }
}

#[test]
fn every_position_answers_every_deed_as_the_table_says() {
    for (row, cells) in rows(LIFE) {
        let deed: DeedKind = row.parse().expect("a deed");
        for (column, expected) in cells {
            let said = answer(lifecycle::allows(position(column), deed));
            assert_eq!(said, expected, "{row} at {column}");
        }
    }
}

#[test]
fn a_deed_really_done_has_the_outcome_of_the_table() {
    for (row, cells) in rows(LIFE) {
        let kind: DeedKind = row.parse().expect("a deed");
        for (column, expected) in cells {
            let story = ready_for(kind, position(column));
            let Some(deed) = sensible(kind, &story.ticket) else {
                continue;
            };
            let done = story.attempt(Actor::Person(AGENT), deed).map(|_| ());
            assert_eq!(answer(done), expected, "{row} at {column}");
        }
    }
}

#[test]
fn every_deed_leads_where_the_line_goes_and_else_stays() {
    let leads: Vec<Vec<&str>> = LINE
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    for (row, cells) in rows(LIFE) {
        let kind: DeedKind = row.parse().expect("a deed");
        for (column, _) in cells.iter().filter(|(_, answer)| *answer == "ok") {
            let from = position(column);
            let story = ready_for(kind, from);
            let deed = sensible(kind, &story.ticket).expect("a deed on a ticket");
            let to = leads
                .iter()
                .find(|lead| lead.starts_with(&[column, row]))
                .map_or(from, |lead| position(lead[2]));
            assert_eq!(
                Position::of(&story.then(deed).ticket),
                to,
                "{row} at {column}"
            );
        }
    }
}

#[test]
fn holds_approvals_and_levels_stand_in_the_way_of_their_own_deeds() {
    for (circumstance, cells) in rows(CIRCUMSTANCES) {
        let story = in_circumstance(circumstance);
        for (column, expected) in cells {
            let kind: DeedKind = column.parse().expect("a deed");
            let said = answer(lifecycle::allows_on(&story.ticket, kind));
            assert_eq!(said, expected, "{column} while {circumstance}");
            let deed = sensible(kind, &story.ticket).expect("a deed on a ticket");
            let done = story.attempt(Actor::Person(AGENT), deed).map(|_| ());
            assert_eq!(answer(done), expected, "{column} done while {circumstance}");
        }
    }
}

/// A ticket at the resolution, in a circumstance of the table.
fn in_circumstance(word: &str) -> Story {
    let resolution = Position::At(Stage::Resolution);
    let plain = || Story::at(resolution);
    let pending = || Story::of_kind_at(Kind::AccessRequest, resolution);
    match word {
        "nothing_special" => plain(),
        "on_hold" => plain().then(hold_for(HoldReason::ThirdParty)),
        "approval_pending" => pending(),
        "approved" => pending().then(Deed::Approve),
        "rejected" => pending().then(Deed::Reject {
            reason: reason("Not in this role"),
        }),
        "lowest_level" => plain().then(Deed::Deescalate(Handing {
            assignee: Some(AGENT),
            ..handing()
        })),
        other => panic!("no circumstance `{other}`"),
    }
}
