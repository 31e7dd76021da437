//! What kind of mail it is. Pure: headers and parts in, [`Nature`] out.

mod bounce;
mod feedback;
mod machine;

use super::mail::Nature;
use super::mime::Part;
use machine::Says;

/// Tells bounces, complaints, answering machines, other machines and people apart.
pub(crate) fn nature(tree: &Part<'_>) -> Nature {
    if let Some(complaint) = feedback::complaint(tree) {
        return Nature::Feedback(complaint);
    }
    let says = machine::says(&tree.headers);
    if let Some(bounced) = bounce::bounced(tree, says == Some(Says::Away)) {
        return Nature::Bounce(bounced);
    }
    match says {
        Some(Says::Away) => Nature::OutOfOffice,
        Some(Says::Machine(sign)) => Nature::Machine(sign),
        None => Nature::Person,
    }
}
