//! Deeds on a ticket: one route each, alike but for what they carry.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use guichet_contract::deed;
use guichet_contract::ticket::Ticket;
use guichet_desk::tickets::{
    self, Hand, QuickSolve, Replied, Requalification, Solving, TicketView, Writing,
};
use guichet_desk::{Connection, Refusal, Wrong};
use guichet_domain::ids::TicketId;
use guichet_domain::text::{Body, Line, Reason, Subject, Tag};
use guichet_domain::ticket::deeds::{Assignment, Classification, Findings, Qualification};

use super::answer;
use crate::auth::actor::Actor;
use crate::door::Door;
use crate::input::{IfMatch, Json, Path, all_parsed, parsed};
use crate::problem::{Code, Problem};
use crate::wire;

/// Declares the route of a deed that is decided on a version: `version` in the body, `If-Match`
/// where it is sent. `read` makes of the body what the deed carries, outside the transaction.
macro_rules! deed {
    (
        $(#[doc = $doc:literal])+
        $path:literal $name:ident($body:ty)
        read |$given:ident| $read:expr;
        do |$tx:ident, $by:ident, $id:ident, $version:ident, $input:ident| $deed:expr
    ) => {
        $(#[doc = $doc])+
        #[utoipa::path(tag = "deeds", request_body = $body,
            params(("id" = TicketId, Path, description = "The ticket"),
                ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
            responses((status = 200, description = "The ticket afterwards", body = Ticket,
                headers(("ETag" = String, description = "Its version")))))]
        #[post($path)]
        pub async fn $name(
            door: Data<Door>,
            actor: Actor,
            id: Path<TicketId>,
            if_match: IfMatch,
            body: Json<$body>,
        ) -> Result<HttpResponse, Problem> {
            let $given = body.into_inner();
            let $version = decided_on(if_match, $given.version)?;
            let $input = $read?;
            let ($by, $id) = (actor.by(door.desk()), id.into_inner());
            done(&door, move |$tx| {
                let ($by, $input) = (&$by, &$input);
                $deed
            })
            .await
        }
    };
}

/// Declares the route of a deed that bears any version.
macro_rules! free_deed {
    (
        $(#[doc = $doc:literal])+
        $path:literal $name:ident($body:ty)
        read |$given:ident| $read:expr;
        do |$tx:ident, $by:ident, $id:ident, $input:ident| $deed:expr
    ) => {
        $(#[doc = $doc])+
        #[utoipa::path(tag = "deeds", request_body = $body,
            params(("id" = TicketId, Path, description = "The ticket")),
            responses((status = 200, description = "The ticket afterwards", body = Ticket,
                headers(("ETag" = String, description = "Its version")))))]
        #[post($path)]
        pub async fn $name(
            door: Data<Door>,
            actor: Actor,
            id: Path<TicketId>,
            body: Json<$body>,
        ) -> Result<HttpResponse, Problem> {
            let $given = body.into_inner();
            let $input = $read?;
            let ($by, $id) = (actor.by(door.desk()), id.into_inner());
            done(&door, move |$tx| {
                let ($by, $input) = (&$by, &$input);
                $deed
            })
            .await
        }
    };
}

/// Nothing but the version.
struct Plain;

fn plain() -> Result<Plain, Problem> {
    Ok(Plain)
}

fn reason(text: &str) -> Result<Reason, Problem> {
    parsed("reason", Reason::parse(text))
}

deed! {
    /// Takes the ticket
    ///
    /// The one who asks comes in charge; a new ticket goes on to qualification.
    "/api/v1/tickets/{id}/take" take(deed::Plain)
    read |_given| plain();
    do |tx, by, id, version, _input| tickets::take(tx, by, id, version)
}

deed! {
    /// Puts an agent or a team in charge
    "/api/v1/tickets/{id}/assign" assign(deed::Assign)
    read |given| Ok::<_, Problem>(Assignment { assignee: given.assignee_id, team: given.team_id });
    do |tx, by, id, version, input| tickets::assign(tx, by, id, version, input)
}

deed! {
    /// Establishes nature and priority
    ///
    /// Ends the qualification. An access request then waits for its approval.
    "/api/v1/tickets/{id}/qualify" qualify(deed::Qualify)
    read |given| Ok::<_, Problem>(Qualification {
        classification: Classification {
            kind: given.kind,
            category: given.category_id,
            impact: given.impact,
            urgency: given.urgency,
        },
        level: given.level,
        team: given.team_id,
    });
    do |tx, by, id, version, input| tickets::qualify(tx, by, id, version, input)
}

deed! {
    /// Corrects nature and priority
    "/api/v1/tickets/{id}/requalify" requalify(deed::Requalify)
    read |given| Ok::<_, Problem>(Requalification {
        kind: given.kind,
        category: given.category_id,
        impact: given.impact,
        urgency: given.urgency,
    });
    do |tx, by, id, version, input| tickets::requalify(tx, by, id, version, input)
}

deed! {
    /// Sets the priority against the matrix, or gives it back
    "/api/v1/tickets/{id}/prioritize" prioritize(deed::Prioritize)
    read |given| match given.priority {
        None => Ok(None),
        Some(priority) => match &given.reason {
            Some(text) => reason(text).map(|reason| Some((priority, reason))),
            None => Err(Refusal::field("reason", Wrong::Missing).into()),
        },
    };
    do |tx, by, id, version, input| tickets::prioritize(tx, by, id, version, input.as_ref())
}

deed! {
    /// Records the probable cause
    ///
    /// Ends the diagnosis.
    "/api/v1/tickets/{id}/diagnose" diagnose(deed::Diagnose)
    read |given| findings(&given.cause, given.cause_code.as_deref(), &given.findings);
    do |tx, by, id, version, input| tickets::diagnose(tx, by, id, version, input)
}

deed! {
    /// Tells the solution to the requester
    ///
    /// Ends the resolution. Refused while a needed approval is pending or refused.
    "/api/v1/tickets/{id}/resolve" resolve(deed::Resolve)
    read |given| solving(given.code, &given.solution, given.message.as_deref(), given.attachment_ids);
    do |tx, by, id, version, input| tickets::resolve(tx, by, id, version, input)
}

deed! {
    /// Records what was learnt
    ///
    /// Ends the documentation; the ticket closes if its requester has confirmed already.
    "/api/v1/tickets/{id}/document" document(deed::Document)
    read |given| Ok::<_, Problem>(given.documentation);
    do |tx, by, id, version, input| tickets::document(tx, by, id, version, input)
}

deed! {
    /// Confirms that it is solved
    ///
    /// By the requester. Before the documentation the confirmation is kept.
    "/api/v1/tickets/{id}/confirm" confirm(deed::Plain)
    read |_given| plain();
    do |tx, by, id, version, _input| tickets::confirm(tx, by, id, version)
}

deed! {
    /// Says that it is not solved
    ///
    /// By the requester; reopens the ticket. The reason joins the conversation.
    "/api/v1/tickets/{id}/not_solved" not_solved(deed::NotSolved)
    read |given| given.reason.as_deref().map(reason).transpose();
    do |tx, by, id, version, input| tickets::not_solved(tx, by, id, version, input.as_ref())
}

deed! {
    /// Closes it without the requester's answer
    "/api/v1/tickets/{id}/close" close(deed::Reasoned)
    read |given| reason(&given.reason);
    do |tx, by, id, version, input| tickets::close(tx, by, id, version, input)
}

deed! {
    /// Takes a solved or closed ticket up again
    "/api/v1/tickets/{id}/reopen" reopen(deed::Reasoned)
    read |given| reason(&given.reason);
    do |tx, by, id, version, input| tickets::reopen(tx, by, id, version, input)
}

deed! {
    /// Puts it on hold
    ///
    /// For the requester, a third party, a date or an approval. `scheduled` needs `until`.
    "/api/v1/tickets/{id}/hold" hold(deed::Hold)
    read |given| Ok::<_, Problem>((given.reason, given.until));
    do |tx, by, id, version, input| tickets::hold(tx, by, id, version, input.0, input.1)
}

deed! {
    /// Goes on with a ticket on hold
    "/api/v1/tickets/{id}/resume" resume(deed::Plain)
    read |_given| plain();
    do |tx, by, id, version, _input| tickets::resume(tx, by, id, version)
}

deed! {
    /// Returns it to an earlier stage
    "/api/v1/tickets/{id}/send_back" send_back(deed::SendBack)
    read |given| reason(&given.reason).map(|reason| (given.stage, reason));
    do |tx, by, id, version, input| tickets::send_back(tx, by, id, version, input.0, &input.1)
}

deed! {
    /// Withdraws it
    ///
    /// By its requester or by staff, before it is solved; left out of figures.
    "/api/v1/tickets/{id}/cancel" cancel(deed::Reasoned)
    read |given| reason(&given.reason);
    do |tx, by, id, version, input| tickets::cancel(tx, by, id, version, input)
}

deed! {
    /// Declares it unsolicited
    ///
    /// Closes it; left out of figures.
    "/api/v1/tickets/{id}/spam" spam(deed::Reasoned)
    read |given| reason(&given.reason);
    do |tx, by, id, version, input| tickets::spam(tx, by, id, version, input)
}

deed! {
    /// Solves it at once
    ///
    /// Takes everything that the stages up to the solution still need, and appends the same
    /// events as the long way.
    "/api/v1/tickets/{id}/solve" solve(deed::Solve)
    read |given| quick_solve(given);
    do |tx, by, id, version, input| tickets::solve(tx, by, id, version, input)
}

deed! {
    /// Hands it to a higher level, another team or another agent
    "/api/v1/tickets/{id}/escalate" escalate(deed::Hand)
    read |given| hand(given);
    do |tx, by, id, version, input| tickets::escalate(tx, by, id, version, input)
}

deed! {
    /// Hands it to a lower level
    "/api/v1/tickets/{id}/deescalate" deescalate(deed::Hand)
    read |given| hand(given);
    do |tx, by, id, version, input| tickets::deescalate(tx, by, id, version, input)
}

free_deed! {
    /// Writes an internal note
    ///
    /// Read by staff only.
    "/api/v1/tickets/{id}/note" note(deed::Write)
    read |given| writing(given);
    do |tx, by, id, input| tickets::note(tx, by, id, input.0, &input.1)
}

free_deed! {
    /// Puts tags on and takes tags off
    "/api/v1/tickets/{id}/tag" tag(deed::Tag)
    read |given| all_parsed("add", &given.add, Tag::parse)
        .and_then(|add| Ok((add, all_parsed("remove", &given.remove, Tag::parse)?)));
    do |tx, by, id, input| tickets::tag(tx, by, id, &input.0, &input.1)
}

free_deed! {
    /// Binds it to another ticket, or unbinds it
    "/api/v1/tickets/{id}/link" link(deed::Link)
    read |given| Ok::<_, Problem>(given);
    do |tx, by, id, input| tickets::link(tx, by, id, input.kind, input.ticket_id, input.linked)
}

free_deed! {
    /// Lets somebody follow it, or stop
    "/api/v1/tickets/{id}/follow" follow(deed::Follow)
    read |given| Ok::<_, Problem>(given);
    do |tx, by, id, input| tickets::follow(tx, by, id, input.person_id, input.following)
}

deed! {
    /// Corrects its subject
    "/api/v1/tickets/{id}/rename" rename(deed::Rename)
    read |given| parsed("subject", Subject::parse(&given.subject));
    do |tx, by, id, version, input| tickets::rename(tx, by, id, version, input)
}

deed! {
    /// Declares it a major incident, or no longer
    "/api/v1/tickets/{id}/mark_major" mark_major(deed::MarkMajor)
    read |given| Ok::<_, Problem>(given.major);
    do |tx, by, id, version, input| tickets::mark_major(tx, by, id, version, *input)
}

deed! {
    /// Grants what an access request asks for
    "/api/v1/tickets/{id}/approve" approve(deed::Plain)
    read |_given| plain();
    do |tx, by, id, version, _input| tickets::approve(tx, by, id, version)
}

deed! {
    /// Refuses what an access request asks for
    "/api/v1/tickets/{id}/reject" reject(deed::Reasoned)
    read |given| reason(&given.reason);
    do |tx, by, id, version, input| tickets::reject(tx, by, id, version, input)
}

/// Writes a public reply
///
/// A requester's reply goes on with a ticket that waits for it, and reopens a solved one unless it
/// only says thanks. One that comes too late after closing begins a follow-up ticket: 201.
#[utoipa::path(tag = "deeds", request_body = deed::Write,
    params(("id" = TicketId, Path, description = "The ticket")),
    responses(
        (status = 200, description = "The ticket afterwards", body = Ticket,
            headers(("ETag" = String, description = "Its version"))),
        (status = 201, description = "The follow-up ticket that began", body = Ticket,
            headers(("ETag" = String, description = "Its version"),
                ("Location" = String, description = "Its address")))))]
#[post("/api/v1/tickets/{id}/reply")]
pub async fn reply(
    door: Data<Door>,
    actor: Actor,
    id: Path<TicketId>,
    body: Json<deed::Write>,
) -> Result<HttpResponse, Problem> {
    let (version, writing) = writing(body.into_inner())?;
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    let write = move |tx: &mut Connection| tickets::reply(tx, &by, id, version, &writing);
    let replied = door.desk().write(write).await?;
    door.live().committed();
    Ok(match replied {
        Replied::Here(ticket) => {
            let ticket = wire::ticket(ticket);
            answer::versioned(ticket.version, &ticket)
        }
        Replied::FollowUp(ticket) => {
            let ticket = wire::ticket(ticket);
            let address = format!("/api/v1/tickets/{}", ticket.id);
            answer::created(ticket.version, &address, &ticket)
        }
    })
}

/// The version a deed was decided on. Two that differ cannot both be the present one.
fn decided_on(IfMatch(header): IfMatch, body: i64) -> Result<i64, Problem> {
    let body = a_version(body)?;
    if header.is_some_and(|version| version != body) {
        return Err(Code::Stale.into());
    }
    Ok(body)
}

/// Versions begin with 1.
fn a_version(version: i64) -> Result<i64, Problem> {
    match version {
        1.. => Ok(version),
        _ => Err(Refusal::field("version", Wrong::OutOfRange).into()),
    }
}

/// Does the deed, wakes the live streams, and answers with the ticket as it is afterwards.
async fn done<F>(door: &Door, deed: F) -> Result<HttpResponse, Problem>
where
    F: FnMut(&mut Connection) -> Result<TicketView, Refusal> + Send + 'static,
{
    let ticket = door.desk().write(deed).await?;
    door.live().committed();
    let ticket = wire::ticket(ticket);
    Ok(answer::versioned(ticket.version, &ticket))
}

fn writing(given: deed::Write) -> Result<(Option<i64>, Writing), Problem> {
    let writing = Writing {
        body: parsed("body", Body::parse(&given.body))?,
        attachments: given.attachment_ids,
    };
    Ok((given.version.map(a_version).transpose()?, writing))
}

fn findings(cause: &str, code: Option<&str>, findings: &str) -> Result<Findings, Problem> {
    Ok(Findings {
        cause: parsed("cause", Reason::parse(cause))?,
        cause_code: code
            .map(|code| parsed("cause_code", Line::parse(code)))
            .transpose()?,
        findings: parsed("findings", Body::parse(findings))?,
    })
}

fn solving(
    code: guichet_domain::ticket::ResolutionCode,
    solution: &str,
    message: Option<&str>,
    attachments: Vec<guichet_domain::ids::AttachmentId>,
) -> Result<Solving, Problem> {
    Ok(Solving {
        code,
        solution: parsed("solution", Body::parse(solution))?,
        message: message
            .map(|text| parsed("message", Body::parse(text)))
            .transpose()?,
        attachments,
    })
}

/// The cause is enough where nothing more was found.
fn quick_solve(given: deed::Solve) -> Result<QuickSolve, Problem> {
    let findings = given.cause.as_deref().map(|cause| {
        let text = given.findings.as_deref().unwrap_or(cause);
        findings(cause, given.cause_code.as_deref(), text)
    });
    Ok(QuickSolve {
        nature: Requalification {
            kind: given.kind,
            category: given.category_id,
            impact: given.impact,
            urgency: given.urgency,
        },
        findings: findings.transpose()?,
        solving: solving(
            given.code,
            &given.solution,
            given.message.as_deref(),
            given.attachment_ids,
        )?,
        documentation: given.documentation,
    })
}

fn hand(given: deed::Hand) -> Result<Hand, Problem> {
    Ok(Hand {
        level: given.level,
        team: given.team_id,
        assignee: given.assignee_id,
        reason: reason(&given.reason)?,
        note: parsed("note", Body::parse(&given.note))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_and_a_body_that_name_two_versions_are_stale() {
        assert_eq!(decided_on(IfMatch(None), 3), Ok(3));
        assert_eq!(decided_on(IfMatch(Some(3)), 3), Ok(3));
        assert_eq!(decided_on(IfMatch(Some(2)), 3), Err(Code::Stale.into()));
    }

    #[test]
    fn solving_at_once_takes_the_cause_for_the_findings() {
        let given = deed::Solve {
            version: 1,
            kind: None,
            category_id: None,
            impact: None,
            urgency: None,
            cause: Some("Câble débranché".to_owned()),
            cause_code: None,
            findings: None,
            code: guichet_domain::ticket::ResolutionCode::Fixed,
            solution: "Rebranché".to_owned(),
            message: None,
            attachment_ids: Vec::new(),
            documentation: None,
        };
        let quick = quick_solve(given).unwrap();
        assert_eq!(quick.findings.unwrap().findings.as_str(), "Câble débranché");
    }
}
