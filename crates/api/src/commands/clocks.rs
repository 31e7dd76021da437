//! Looks after the clocks of tickets.

use std::fmt::Write;

use actix_web::rt;

use super::{Failure, print, ready_desk, refused};
use crate::settings::DataSettings;

/// How many differences are told one by one.
const TOLD: usize = 100;

/// Computes every clock from the journal and compares it with what is kept.
///
/// # Errors
/// A sentence where something differs, and where the desk cannot be read.
pub fn verify(data: &DataSettings) -> Result<(), Failure> {
    let desk = ready_desk(data)?;
    // A policy may have been changed by a server that was stopped before it had looked at all.
    let looked = rt::System::new().block_on(async {
        let renewed = desk.renew_promises(desk.now()).await?;
        Ok((renewed, desk.verify_clocks().await?))
    });
    let (renewed, found) = looked.map_err(|refusal| refused(&refusal))?;
    let mut text = String::new();
    if renewed > 0 {
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(text, "{renewed} open tickets were measured anew first");
    }
    for difference in found.differences.iter().take(TOLD) {
        let _ = writeln!(text, "ticket {}: {}", difference.ticket, difference.what);
    }
    let count = found.differences.len();
    let _ = writeln!(
        text,
        "{} tickets and {} clocks looked at, {count} differences",
        found.tickets, found.clocks
    );
    print(&text)?;
    match count {
        0 => Ok(()),
        _ => Err("the clocks do not say what the journal says".to_owned()),
    }
}
