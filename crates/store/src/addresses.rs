//! Addresses that cannot, or must not, be written to.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::upsert::excluded;
use guichet_domain::post::AddressFlag;

use crate::connection::on;
use crate::page::{Page, one_more};
use crate::schema::address_flags;
use crate::time::Moment;
use crate::word::Word;
use crate::{Connection, Error, Result};

/// Why an address is not written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flagged {
    /// The address, in lower case.
    pub address: String,
    /// Why.
    pub flag: AddressFlag,
    /// What was said about it.
    pub detail: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Until when it is believed.
    pub until: DateTime<Utc>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = address_flags)]
struct Row {
    address: String,
    flag: Word<AddressFlag>,
    detail: String,
    since: Moment,
    until: Moment,
}

impl From<Row> for Flagged {
    fn from(row: Row) -> Self {
        Self {
            address: row.address,
            flag: row.flag.0,
            detail: row.detail,
            since: row.since.into(),
            until: row.until.into(),
        }
    }
}

/// Flags an address, whatever was said of it before.
///
/// # Errors
/// Those of the database.
pub fn flag(conn: &mut Connection, flagged: &Flagged) -> Result<()> {
    let row = (
        address_flags::address.eq(&flagged.address),
        address_flags::flag.eq(flagged.flag.as_str()),
        address_flags::detail.eq(&flagged.detail),
        address_flags::since.eq(Moment::from(flagged.since)),
        address_flags::until.eq(Moment::from(flagged.until)),
    );
    on!(conn, |c| diesel::insert_into(address_flags::table)
        .values(row)
        .on_conflict(address_flags::address)
        .do_update()
        .set((
            address_flags::flag.eq(excluded(address_flags::flag)),
            address_flags::detail.eq(excluded(address_flags::detail)),
            address_flags::since.eq(excluded(address_flags::since)),
            address_flags::until.eq(excluded(address_flags::until)),
        ))
        .execute(c))?;
    Ok(())
}

/// Why an address is not written to at a moment, if so.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut Connection, address: &str, now: DateTime<Utc>) -> Result<Option<Flagged>> {
    let row: Option<Row> = on!(conn, |c| address_flags::table
        .find(address)
        .filter(address_flags::until.gt(Moment::from(now)))
        .select(Row::as_select())
        .first(c)
        .optional())?;
    Ok(row.map(Flagged::from))
}

/// An address may be written to again.
///
/// # Errors
/// `NotFound` when it is not flagged; those of the database.
pub fn clear(conn: &mut Connection, address: &str) -> Result<()> {
    let cleared = on!(conn, |c| diesel::delete(address_flags::table.find(address))
        .execute(c))?;
    if cleared == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// A page of flagged addresses, in their order; the position is the last one.
///
/// # Errors
/// Those of the database.
pub fn list(
    conn: &mut Connection,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<Flagged, String>> {
    let rows: Vec<Row> = on!(conn, |c| address_flags::table
        .filter(address_flags::address.gt(after.unwrap_or_default()))
        .order(address_flags::address)
        .limit(one_more(limit))
        .select(Row::as_select())
        .load(c))?;
    let flagged = rows.into_iter().map(Flagged::from).collect();
    Ok(Page::of(flagged, limit, |flagged: &Flagged| {
        flagged.address.clone()
    }))
}
