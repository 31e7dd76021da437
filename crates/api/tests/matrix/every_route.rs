//! Every route answers everybody as the table says.

use std::collections::BTreeSet;

use guichet_api::routes::table::ROUTES;
use guichet_testkit::on_both_databases;

use crate::cast::Column;
use crate::house::{Given, House, trial};
use crate::http::Answer;
use crate::requests;
use crate::table::{Row, rows};

/// After these the cookie is worth nothing, or the password is another one.
const ENDS_THE_SESSION: [(&str, &str); 3] = [
    ("POST", "/api/v1/sessions"),
    ("DELETE", "/api/v1/sessions/current"),
    ("POST", "/api/v1/me/password"),
];

#[test]
fn every_route_stands_in_the_table_and_every_row_is_a_route() {
    let routes: BTreeSet<String> = ROUTES
        .iter()
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    let rows: BTreeSet<String> = rows()
        .iter()
        .map(|row| format!("{} {}", row.method, row.path))
        .collect();
    let missing: Vec<_> = routes.difference(&rows).collect();
    let gone: Vec<_> = rows.difference(&routes).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "not in permissions.txt: {missing:#?}\nnot a route: {gone:#?}"
    );
}

#[test]
fn no_row_stands_in_the_table_twice() {
    let mut seen = BTreeSet::new();
    for row in rows() {
        assert!(seen.insert(row.head()), "{}", row.head());
    }
}

on_both_databases! {
    fn every_route_answers_everybody_as_the_table_says(store) {
        trial(store, async |house| {
            let mut wrong = Vec::new();
            for column in &house.cast.columns {
                go_through(&house, column, &mut wrong).await;
            }
            assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        });
    }
}

/// Makes every request of the table as one of its columns.
async fn go_through(house: &House, column: &Column, wrong: &mut Vec<String>) {
    let mut given = house.ticket_for(column);
    for row in rows() {
        let request = requests::valid(house, &row, column, given).await;
        given.version = house.version(given.ticket);
        let answer = house.ask_as(column.actor, request).await;
        let expected = row.cells[column.name];
        if let Err(why) = agrees(expected, &answer) {
            let head = row.head();
            wrong.push(format!(
                "{head}, {}: {expected} expected, {why}",
                column.name
            ));
        }
        given = afterwards(house, &row, column, given, &answer, wrong);
    }
}

/// Whether an answer is what a cell says; otherwise what it is.
fn agrees(expected: &str, answer: &Answer) -> Result<(), String> {
    let code = answer.code();
    let refused_by_the_life_cycle =
        matches!(answer.status, 409 | 422) && !code.is_empty() && code != "invalid_input";
    let agrees = match expected {
        "ok" => answer.is_success() || refused_by_the_life_cycle,
        status => status == answer.status.to_string(),
    };
    match agrees {
        true => Ok(()),
        false => Err(format!("{} {}", answer.status, answer.text())),
    }
}

/// What the next row begins with: a refusal has changed nothing, and what was changed is replaced.
fn afterwards(
    house: &House,
    row: &Row,
    column: &Column,
    given: Given,
    answer: &Answer,
    wrong: &mut Vec<String>,
) -> Given {
    if !answer.is_success() {
        if house.version(given.ticket) != given.version {
            wrong.push(format!(
                "{}, {}: refused, yet done",
                row.head(),
                column.name
            ));
        }
        return given;
    }
    if let Some(person) = column.actor
        && ENDS_THE_SESSION.contains(&(row.method, row.path))
    {
        house.forget_session(person);
    }
    match row.method {
        "POST" if row.path.contains("{id}") => house.ticket_for(column),
        _ => given,
    }
}
