//! What messages that came by mail were, beyond their words.

use std::collections::HashMap;

use diesel::prelude::*;
use guichet_domain::ids::MessageId;
use guichet_domain::post::MailNature;
use serde_json::Value;

use crate::connection::on;
use crate::schema::message_mails;
use crate::word::Word;
use crate::{Connection, Result, json};

/// Somebody named in a mail.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Correspondent {
    /// The name, as written.
    pub name: Option<String>,
    /// The address, in lower case.
    pub email: String,
}

/// Who a mail went to.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Recipients {
    /// Those it is for.
    pub to: Vec<Correspondent>,
    /// Those who are to know of it.
    pub cc: Vec<Correspondent>,
}

/// What a message that came by mail was, beyond its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageMail {
    /// Who it says it is from.
    pub sender: Correspondent,
    /// Who it went to.
    pub recipients: Recipients,
    /// What wrote it.
    pub nature: MailNature,
    /// Whether our own mail server vouches for the sender.
    pub verified: bool,
    /// Quoted text and signature, folded away.
    pub quoted: Option<String>,
    /// The whole of it, sanitized.
    pub html: Option<String>,
    /// Its Message-ID, without angle brackets.
    pub thread_id: Option<String>,
}

/// Keeps what a message was as a mail.
///
/// # Errors
/// Those of the database.
pub fn describe(conn: &mut Connection, message: MessageId, mail: &MessageMail) -> Result<()> {
    let row = (
        message_mails::message_id.eq(message.0),
        message_mails::sender.eq(json::written(&mail.sender)?),
        message_mails::recipients.eq(json::written(&mail.recipients)?),
        message_mails::nature.eq(mail.nature.as_str()),
        message_mails::verified.eq(mail.verified),
        message_mails::quoted.eq(&mail.quoted),
        message_mails::html.eq(&mail.html),
        message_mails::thread_id.eq(&mail.thread_id),
    );
    on!(conn, |c| diesel::insert_into(message_mails::table)
        .values(row)
        .execute(c))?;
    Ok(())
}

/// What those of these messages were that came by mail.
///
/// # Errors
/// Those of the database.
pub fn described(
    conn: &mut Connection,
    messages: &[MessageId],
) -> Result<HashMap<MessageId, MessageMail>> {
    type Found = (
        i64,
        Value,
        Value,
        Word<MailNature>,
        bool,
        Option<String>,
        Option<String>,
        Option<String>,
    );
    if messages.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<i64> = messages.iter().map(|id| id.0).collect();
    let rows: Vec<Found> = on!(conn, |c| message_mails::table
        .filter(message_mails::message_id.eq_any(&ids))
        .select((
            message_mails::message_id,
            message_mails::sender,
            message_mails::recipients,
            message_mails::nature,
            message_mails::verified,
            message_mails::quoted,
            message_mails::html,
            message_mails::thread_id,
        ))
        .load(c))?;
    let mail = |(id, sender, recipients, nature, verified, quoted, html, thread_id): Found| {
        let mail = MessageMail {
            sender: json::read(sender)?,
            recipients: json::read(recipients)?,
            nature: nature.0,
            verified,
            quoted,
            html,
            thread_id,
        };
        Ok((MessageId(id), mail))
    };
    rows.into_iter().map(mail).collect()
}
