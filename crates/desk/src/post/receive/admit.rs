//! Which mails somebody has to look at before anything comes of them.

use chrono::Duration;
use guichet_mail::incoming::{Mail, Nature};
use guichet_store::{Connection, incoming};

use super::{Ground, Setback};
use crate::notifications::News;
use crate::post::{PostSettings, mailboxes};

/// Refuses our own mails, those of blocked addresses, and more than an address may send. A report
/// about one of ours is always taken; what somebody has looked at is, too.
pub(super) fn check(tx: &mut Connection, ground: &Ground<'_>, mail: &Mail) -> Result<(), Setback> {
    if ground.released || matches!(mail.nature, Nature::Bounce(_) | Nature::Feedback(_)) {
        return Ok(());
    }
    if mail.loop_mark.as_deref() == Some(ground.seal.instance().as_str()) {
        return Err(Setback::Quarantine("own_mail"));
    }
    let sender = mail.from.email.to_lowercase();
    if ground.is_own(&sender) {
        return Err(Setback::Quarantine("own_address"));
    }
    if PostSettings::lists(&ground.post.blocked, &sender) {
        return Err(Setback::Quarantine("blocked_sender"));
    }
    within_bounds(tx, ground, &sender)
}

/// Of what comes too often, the first beyond the bound is told of.
fn within_bounds(tx: &mut Connection, ground: &Ground<'_>, sender: &str) -> Result<(), Setback> {
    for (bound, span) in [
        (ground.post.per_hour, Duration::hours(1)),
        (ground.post.per_day, Duration::days(1)),
    ] {
        let since = ground.now - span;
        if incoming::count_from(tx, sender, since, bound)? >= bound {
            return Err(Setback::Quarantine("too_many"));
        }
    }
    Ok(())
}

/// Tells that an address sends too much: once within an hour.
pub(super) fn tell_of_flood(
    tx: &mut Connection,
    sender: &str,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(), crate::Refusal> {
    let since = now - Duration::hours(1);
    if incoming::count_quarantined(tx, sender, "too_many", since, 2)? == 1 {
        let address = sender.to_owned();
        mailboxes::alarm(tx, &News::TooMuchMail { address }, now)?;
    }
    Ok(())
}
