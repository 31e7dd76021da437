//! A page of a list, and where the next one begins.

/// Things in order, and the position after which to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T, P> {
    /// At most as many as were asked for.
    pub items: Vec<T>,
    /// The position of the last one, if more follow.
    pub next: Option<P>,
}

impl<T, P> Page<T, P> {
    /// Makes a page of `limit` out of `found`, for which one more than `limit` was asked.
    pub(crate) fn of(mut found: Vec<T>, limit: u32, position: impl Fn(&T) -> P) -> Self {
        let limit = limit as usize;
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(position);
        Self { items: found, next }
    }
}

/// What to ask the database for, so that [`Page::of`] knows whether more follow.
pub(crate) fn one_more(limit: u32) -> i64 {
    i64::from(limit) + 1
}
