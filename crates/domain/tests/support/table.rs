//! Tables as text: the first line names the columns, the first word of each other line its row.

use guichet_domain::ticket::lifecycle::Position;

/// Each row with its cells by their column.
pub fn rows(table: &str) -> impl Iterator<Item = (&str, Vec<(&str, &str)>)> {
    let mut lines = table.lines().filter(|line| !line.trim().is_empty());
    let columns: Vec<&str> = lines
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    lines.map(move |line| {
        let mut cells = line.split_whitespace();
        let row = cells.next().unwrap_or_default();
        let cells: Vec<&str> = cells.collect();
        assert_eq!(cells.len(), columns.len(), "{line}");
        (row, columns.iter().copied().zip(cells).collect())
    })
}

/// A stage, or `ended`.
pub fn position(word: &str) -> Position {
    match word {
        "ended" => Position::Ended,
        stage => Position::At(stage.parse().expect("a stage")),
    }
}
