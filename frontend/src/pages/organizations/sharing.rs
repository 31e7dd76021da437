//! Who of an organization reads all of its tickets, in words.

use crate::i18n::t::organization::{sharing, sharing_short};
use guichet_domain::people::Sharing;

/// In a sentence of a form.
pub fn words(mode: Sharing) -> &'static str {
    match mode {
        Sharing::None => sharing::none(),
        Sharing::Managers => sharing::managers(),
        Sharing::Members => sharing::members(),
        Sharing::Everyone => sharing::everyone(),
    }
}

/// In a column.
pub fn short(mode: Sharing) -> &'static str {
    match mode {
        Sharing::None => sharing_short::none(),
        Sharing::Managers => sharing_short::managers(),
        Sharing::Members => sharing_short::members(),
        Sharing::Everyone => sharing_short::everyone(),
    }
}

/// The lines of a select.
pub fn options() -> Vec<(String, String)> {
    Sharing::ALL
        .iter()
        .map(|&mode| (mode.to_string(), words(mode).to_owned()))
        .collect()
}
