//! Which rows are drawn: those in sight and a few around them, in a column of fixed heights.

use super::feed::{Group, feed};
use crate::single::Single;
use guichet_contract::ticket::TicketRow;
use guichet_domain::ids::TicketId;
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::HtmlElement;

/// Rows drawn beyond those in sight, on either side.
const AROUND: f64 = 10.0;
/// The height of a group's heading.
pub const HEADING: f64 = 32.0;
/// The height of the column heads, which stick above everything.
const HEADS: f64 = 34.0;

/// What is measured of the list on screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// The height of a row.
    pub row: f64,
    /// The height in sight.
    pub sight: f64,
    /// The height of the column heads; none on phones.
    pub heads: f64,
    /// How far it is scrolled, in whole rows.
    pub scrolled: f64,
}

/// A row and where it stands in its group.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The row.
    pub row: Arc<TicketRow>,
    /// Its place in its group, from 0.
    pub index: usize,
    /// Its place in the whole list, from 0.
    pub place: usize,
}

thread_local! {
    static MEASURE: Single<RwSignal<Measure>> = const { Single::new() };
}

/// Begins to measure; the list on screen is the element with the role of a grid.
pub fn provide_measure() -> RwSignal<Measure> {
    let measure = RwSignal::new(Measure {
        row: 40.0,
        sight: 900.0,
        heads: HEADS,
        scrolled: 0.0,
    });
    MEASURE.with(|single| single.set(measure));
    measure
}

/// What is measured of the list on screen.
pub fn measured() -> RwSignal<Measure> {
    MEASURE.with(Single::get)
}

/// Row height or window have changed.
pub fn measure_again() {
    request_animation_frame(|| {
        if let Some(grid) = crate::browser::find("[role=grid]") {
            measure(&grid);
        }
    });
}

/// Reads what is needed from the list on screen.
pub fn measure(grid: &HtmlElement) {
    let style = window().get_computed_style(grid).ok().flatten();
    let pixels = |name: &str| {
        let value = style.as_ref()?.get_property_value(name).ok()?;
        value.trim().strip_suffix("px")?.parse::<f64>().ok()
    };
    let row = pixels("--tt-row").unwrap_or(40.0);
    let now = Measure {
        row,
        sight: f64::from(grid.client_height()),
        heads: pixels("--tt-heads").unwrap_or(HEADS),
        scrolled: (f64::from(grid.scroll_top()) / row).floor() * row,
    };
    let signal = MEASURE.with(Single::get);
    if signal
        .try_get_untracked()
        .is_some_and(|before| before != now)
    {
        signal.set(now);
    }
}

/// The height of a group.
pub fn group_height(group: &Group, headed: bool, row: f64) -> f64 {
    let heading = if headed { HEADING } else { 0.0 };
    #[allow(clippy::cast_precision_loss)]
    let rows = group.rows.len() as f64;
    heading + rows * row
}

/// The rows of one group to draw.
pub fn in_sight(groups: &[Group], wanted: usize, headed: bool, measure: Measure) -> Vec<Placed> {
    let heading = if headed { HEADING } else { 0.0 };
    let mut top = measure.heads;
    let mut before = 0;
    for group in &groups[..wanted.min(groups.len())] {
        if !group.rows.is_empty() {
            top += group_height(group, headed, measure.row);
        }
        before += group.rows.len();
    }
    let Some(group) = groups.get(wanted) else {
        return Vec::new();
    };
    let first = (measure.scrolled - top - heading) / measure.row - AROUND;
    let last = (measure.scrolled + measure.sight - top - heading) / measure.row + AROUND;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let (first, last) = (first.max(0.0) as usize, last.max(0.0) as usize);
    let rows = group
        .rows
        .iter()
        .enumerate()
        .skip(first)
        .take((last + 1).saturating_sub(first));
    rows.map(|(index, row)| Placed {
        row: Arc::clone(row),
        index,
        place: before + index,
    })
    .collect()
}

/// The distance of a row from the top of its group.
pub fn top_of(index: usize, headed: bool) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    let rows = index as f64 * measured().with(|measure| measure.row);
    if headed { HEADING + rows } else { rows }
}

/// Whether the end of what is fetched comes into sight.
pub fn nears_end(groups: &[Group], headed: bool, measure: Measure) -> bool {
    let shown = groups.iter().filter(|group| !group.rows.is_empty());
    let height: f64 = shown
        .map(|group| group_height(group, headed, measure.row))
        .sum();
    measure.scrolled + measure.sight + 20.0 * measure.row > height
}

/// Scrolls so that a row is in sight.
pub fn reveal(id: TicketId, headed: bool) {
    let Some(grid) = crate::browser::find("[role=grid]") else {
        return;
    };
    let measure = MEASURE.with(Single::get).get_untracked();
    let mut top = measure.heads;
    let groups = feed().groups().get_untracked();
    for group in groups.iter().filter(|group| !group.rows.is_empty()) {
        if let Some(place) = group.rows.iter().position(|row| row.id == id) {
            #[allow(clippy::cast_precision_loss)]
            let place = place as f64;
            top += if headed { HEADING } else { 0.0 } + place * measure.row;
            break;
        }
        top += group_height(group, headed, measure.row);
    }
    let covered = measure.heads + if headed { HEADING } else { 0.0 };
    let (from, sight) = (
        f64::from(grid.scroll_top()),
        f64::from(grid.client_height()),
    );
    #[allow(clippy::cast_possible_truncation)]
    if top - covered < from {
        grid.set_scroll_top((top - covered) as i32);
    } else if top + measure.row > from + sight {
        grid.set_scroll_top((top + measure.row - sight).ceil() as i32);
    }
}
