//! The table of `permissions.txt`: what each route answers whom.

use std::collections::HashMap;

/// One row: a route, the object where a route has several, and what each column gets.
#[derive(Debug)]
pub struct Row {
    pub method: &'static str,
    pub path: &'static str,
    pub object: &'static str,
    pub cells: HashMap<&'static str, &'static str>,
}

impl Row {
    /// As it stands in the table.
    pub fn head(&self) -> String {
        let Self {
            method,
            path,
            object,
            ..
        } = self;
        format!("{method} {path} {object}").trim_end().to_owned()
    }
}

/// The rows of the table.
pub fn rows() -> Vec<Row> {
    let mut lines = include_str!("permissions.txt").lines();
    let columns: Vec<&str> = lines
        .by_ref()
        .find(|line| !is_remark(line))
        .map(|line| line.split_whitespace().collect())
        .unwrap_or_default();
    let rows = lines.filter(|line| !is_remark(line));
    rows.map(|line| row(&columns, line)).collect()
}

fn is_remark(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with('#')
}

fn row(columns: &[&'static str], line: &'static str) -> Row {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    assert!(words.len() >= columns.len() + 2, "too short: {line}");
    let cells = words.split_off(words.len() - columns.len());
    let object = match (line.find('('), line.find(')')) {
        (Some(from), Some(to)) => &line[from + 1..to],
        _ => "",
    };
    Row {
        method: words[0],
        path: words[1],
        object,
        cells: columns.iter().copied().zip(cells).collect(),
    }
}
