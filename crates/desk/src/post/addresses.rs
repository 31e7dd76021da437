//! Addresses that are not written to, and taking that back.

use guichet_domain::people::Role;
use guichet_domain::text::Email;
use guichet_store::Connection;
use guichet_store::addresses;
pub use guichet_store::addresses::Flagged;
use serde_json::json;

use crate::page::{Page, Slice};
use crate::{By, Refusal, audit};

/// A page of addresses that are not written to, in their order, for staff.
pub fn list_addresses(
    tx: &mut Connection,
    by: &By,
    slice: &Slice,
) -> Result<Page<Flagged>, Refusal> {
    by.require(Role::Agent)?;
    let page = addresses::list(tx, slice.after_text()?, slice.limit())?;
    Ok(Page {
        items: page.items,
        next: page.next,
    })
}

/// Somebody of the desk knows that an address works again.
pub fn clear_address(tx: &mut Connection, by: &By, address: &Email) -> Result<(), Refusal> {
    by.require(Role::Agent)?;
    addresses::clear(tx, address.as_str())?;
    let details = json!({ "address": address.as_str() });
    audit::record(tx, by, "cleared", audit::Object::Address, details)
}
