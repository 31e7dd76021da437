//! Fills an empty desk with a company to try it on.

use guichet_desk::demo;

use super::{Failure, print, ready_desk, refused};
use crate::settings::DataSettings;

/// Loads the company and prints who can sign in. A desk that has it already is left as it is.
///
/// # Errors
/// A sentence where the desk is in use.
pub fn load(data: &DataSettings, unless_set_up: bool) -> Result<(), Failure> {
    let desk = ready_desk(data)?;
    let loaded = demo::load(&desk);
    let kept = unless_set_up && matches!(&loaded, Err(refusal) if is_set_up(refusal));
    if !kept {
        loaded.map_err(|refusal| refused(&refusal))?;
    }
    let accounts = demo::accounts().map_err(|refusal| refused(&refusal))?;
    let people: String = accounts
        .addresses
        .iter()
        .map(|(role, email)| format!("  {:<12} {email}\n", role.as_str()))
        .collect();
    print(&format!(
        "Accounts (password of all: {}):\n{people}",
        accounts.password
    ))
}

fn is_set_up(refusal: &guichet_desk::Refusal) -> bool {
    let already = guichet_desk::Refusal::Conflict(guichet_desk::Conflict::AlreadySetUp);
    *refusal == already
}
