//! Taking in the event log of another desk: streamed, repeatable, every refused row explained.
//!
//! Rows of one ticket stand together in the file. How many of them were taken is kept with the
//! ticket's external reference, in the transaction that takes them: a second run, a longer file
//! or a run that was killed goes on where the former ended.

mod apply;
mod mapping;
mod names;
mod report;
mod rows;

use std::io::Read;

pub use mapping::{Mapping, MappingError};
pub use report::{Rejected, Report};

use apply::History;
use names::Names;
use rows::Rows;

use crate::Desk;
use crate::refusal::Refusal;

/// Rows taken in one transaction.
const BATCH: usize = 1_000;

/// Why an import stopped. What was taken before stays; the next run goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file does not fit the mapping.
    #[error("{0}")]
    File(String),
    /// The desk could not keep a batch.
    #[error(transparent)]
    Desk(#[from] Refusal),
}

/// Takes in a log. Blocks; `progress` hears of every batch. A dry run reads and checks every row
/// and writes nothing.
///
/// # Errors
/// When the file lacks a column of the mapping, and when the store fails.
pub fn import_events<R: Read>(
    desk: &Desk,
    mapping: &Mapping,
    input: R,
    dry_run: bool,
    mut progress: impl FnMut(&Report),
) -> Result<Report, ImportError> {
    let mut rows = Rows::open(input, mapping).map_err(ImportError::File)?;
    let mut import = Import {
        desk,
        mapping,
        dry_run,
        names: desk
            .store()
            .read_blocking(|conn| Names::load(conn).map_err(Refusal::from))?,
        report: Report::default(),
    };
    let mut batch = Vec::new();
    let mut waiting = 0;
    let mut history = History::default();
    while let Some(row) = rows.next(mapping) {
        match row {
            Err(rejected) => {
                import.report.rows += 1;
                import.report.rejected.push(rejected);
            }
            Ok(row) => {
                if !history.takes(&row) {
                    waiting += history.len();
                    batch.push(std::mem::take(&mut history));
                    if waiting >= BATCH {
                        import.take(std::mem::take(&mut batch))?;
                        waiting = 0;
                        progress(&import.report);
                    }
                }
                history.push(row);
            }
        }
    }
    batch.push(history);
    import.take(batch)?;
    progress(&import.report);
    Ok(import.report)
}

struct Import<'a> {
    desk: &'a Desk,
    mapping: &'a Mapping,
    dry_run: bool,
    names: Names,
    report: Report,
}

impl Import<'_> {
    /// Takes the histories of a batch, all in one transaction.
    fn take(&mut self, batch: Vec<History>) -> Result<(), ImportError> {
        let store = self.desk.store();
        let mapping = self.mapping.clone();
        let now = self.desk.now();
        let report = if self.dry_run {
            store.read_blocking(move |conn| apply::check(conn, &mapping, &batch))?
        } else {
            let names = self.names.clone();
            let (names, report) = store.write_blocking(move |conn| {
                let mut names = names.clone();
                let report = apply::take(conn, &mapping, &mut names, &batch, now)?;
                Ok::<_, Refusal>((names, report))
            })?;
            self.names = names;
            report
        };
        self.report.add(report);
        Ok(())
    }
}
