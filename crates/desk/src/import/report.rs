//! What an import did, and every row it could not take.

/// A row that was not taken, or not whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Its line in the file, the heading being line 1.
    pub line: u64,
    /// Why, in English.
    pub reason: String,
}

/// What an import has done so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows read.
    pub rows: u64,
    /// Rows that had been taken before.
    pub known_rows: u64,
    /// Tickets begun.
    pub new_tickets: u64,
    /// Tickets that were there, with new history.
    pub grown_tickets: u64,
    /// Events added to the journal.
    pub events: u64,
    /// Rows not taken.
    pub rejected: Vec<Rejected>,
    /// Rows taken of which something could not be kept.
    pub remarks: Vec<Rejected>,
}

impl Report {
    pub(super) fn add(&mut self, other: Report) {
        self.rows += other.rows;
        self.known_rows += other.known_rows;
        self.new_tickets += other.new_tickets;
        self.grown_tickets += other.grown_tickets;
        self.events += other.events;
        self.rejected.extend(other.rejected);
        self.remarks.extend(other.remarks);
    }
}
