//! A value of which the interface has exactly one, within reach of event handlers and tasks too.

use std::cell::Cell;

/// Set once at the start, copied wherever it is needed.
pub struct Single<T>(Cell<Option<T>>);

impl<T: Copy> Single<T> {
    /// Nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Cell::new(None))
    }

    /// Sets it.
    pub fn set(&self, value: T) {
        self.0.set(Some(value));
    }

    /// The value.
    ///
    /// # Panics
    /// Before it was set: the root of the interface sets them all before it draws anything.
    pub fn get(&self) -> T {
        self.0
            .get()
            .expect("the root sets it before anything is drawn")
    }
}
