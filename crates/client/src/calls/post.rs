//! The post: mailboxes, settings, words of letters, the outbox, quarantine.

use guichet_contract::domain::ids::{LetterId, MailId, MailboxId, PersonId};
use guichet_contract::domain::people::Language;
use guichet_contract::domain::post::LetterKind;
use guichet_contract::mailbox::{Mailbox, MailboxPatch, NewMailbox, Reached};
use guichet_contract::page::Page;
use guichet_contract::post::{
    FlaggedAddress, IncomingMail, Letter, LetterPreview, LetterTemplate, LetterWords, LettersQuery,
    MailChoices, MailsQuery, PostSettings, PostSettingsPatch, TestLetter,
};

use crate::{Client, Method, Request, Result};

impl Client {
    /// `GET /mailboxes`, oldest first.
    pub async fn mailboxes(&self) -> Result<Page<Mailbox>> {
        self.send(Request::get("/mailboxes")).await
    }

    /// `POST /mailboxes`
    pub async fn create_mailbox(&self, mailbox: &NewMailbox) -> Result<Mailbox> {
        self.send(Request::new(Method::Post, "/mailboxes").with(mailbox)?)
            .await
    }

    /// `GET /mailboxes/{id}`
    pub async fn mailbox(&self, id: MailboxId) -> Result<Mailbox> {
        self.send(Request::get(format!("/mailboxes/{id}"))).await
    }

    /// `PATCH /mailboxes/{id}`, if `version` still stands.
    pub async fn change_mailbox(
        &self,
        id: MailboxId,
        version: i64,
        patch: &MailboxPatch,
    ) -> Result<Mailbox> {
        let request = Request::new(Method::Patch, format!("/mailboxes/{id}")).with(patch)?;
        self.send(request.if_version(version)).await
    }

    /// `DELETE /mailboxes/{id}`, if `version` still stands and it is not read any more.
    pub async fn delete_mailbox(&self, id: MailboxId, version: i64) -> Result<()> {
        let request = Request::new(Method::Delete, format!("/mailboxes/{id}"));
        self.send_for_nothing(request.if_version(version)).await
    }

    /// `POST /mailboxes/{id}/check`: whether its server lets the desk in.
    pub async fn check_mailbox(&self, id: MailboxId) -> Result<Reached> {
        self.send(Request::new(Method::Post, format!("/mailboxes/{id}/check")))
            .await
    }

    /// `GET /settings/post`
    pub async fn post_settings(&self) -> Result<PostSettings> {
        self.send(Request::get("/settings/post")).await
    }

    /// `PATCH /settings/post`, if `version` still stands.
    pub async fn change_post_settings(
        &self,
        version: i64,
        patch: &PostSettingsPatch,
    ) -> Result<PostSettings> {
        let request = Request::new(Method::Patch, "/settings/post").with(patch)?;
        self.send(request.if_version(version)).await
    }

    /// `GET /letter_templates`: every kind in every language.
    pub async fn letter_templates(&self) -> Result<Page<LetterTemplate>> {
        self.send(Request::get("/letter_templates")).await
    }

    /// `PUT /letter_templates/{kind}/{language}`, if `version` still stands.
    pub async fn change_letter_template(
        &self,
        kind: LetterKind,
        language: Language,
        version: i64,
        words: &LetterWords,
    ) -> Result<LetterTemplate> {
        let path = format!("/letter_templates/{kind}/{language}");
        let request = Request::new(Method::Put, path).with(words)?;
        self.send(request.if_version(version)).await
    }

    /// `DELETE /letter_templates/{kind}/{language}`: the usual words again.
    pub async fn reset_letter_template(
        &self,
        kind: LetterKind,
        language: Language,
    ) -> Result<LetterTemplate> {
        let path = format!("/letter_templates/{kind}/{language}");
        self.send(Request::new(Method::Delete, path)).await
    }

    /// `POST /letter_templates/{kind}/{language}/preview`; nothing is kept.
    pub async fn preview_letter(
        &self,
        kind: LetterKind,
        language: Language,
        words: &LetterWords,
    ) -> Result<LetterPreview> {
        let path = format!("/letter_templates/{kind}/{language}/preview");
        self.send(Request::new(Method::Post, path).with(words)?)
            .await
    }

    /// `GET /letters`, newest first.
    pub async fn letters(&self, query: &LettersQuery) -> Result<Page<Letter>> {
        self.send(Request::get("/letters").query(query)?).await
    }

    /// `POST /letters/{id}/retry`
    pub async fn retry_letter(&self, id: LetterId) -> Result<Letter> {
        self.send(Request::new(Method::Post, format!("/letters/{id}/retry")))
            .await
    }

    /// `POST /letters/test`
    pub async fn send_test_letter(&self, email: &str) -> Result<Letter> {
        let body = TestLetter {
            email: email.to_owned(),
        };
        self.send(Request::new(Method::Post, "/letters/test").with(&body)?)
            .await
    }

    /// `GET /mails`, newest first.
    pub async fn mails(&self, query: &MailsQuery) -> Result<Page<IncomingMail>> {
        self.send(Request::get("/mails").query(query)?).await
    }

    /// `POST /mails/{id}/release`: it is taken in after all.
    pub async fn release_mail(&self, id: MailId) -> Result<IncomingMail> {
        self.send(Request::new(Method::Post, format!("/mails/{id}/release")))
            .await
    }

    /// `POST /mails/{id}/dismiss`: it was nothing.
    pub async fn dismiss_mail(&self, id: MailId) -> Result<IncomingMail> {
        self.send(Request::new(Method::Post, format!("/mails/{id}/dismiss")))
            .await
    }

    /// `GET /flagged_addresses`: those that are not written to.
    pub async fn flagged_addresses(&self) -> Result<Page<FlaggedAddress>> {
        self.send(Request::get("/flagged_addresses")).await
    }

    /// `DELETE /flagged_addresses/{address}`: it may be written to again.
    pub async fn clear_address(&self, address: &str) -> Result<()> {
        let path = format!("/flagged_addresses/{address}");
        self.send_for_nothing(Request::new(Method::Delete, path))
            .await
    }

    /// `GET /me/mail_choices`
    pub async fn mail_choices(&self) -> Result<MailChoices> {
        self.send(Request::get("/me/mail_choices")).await
    }

    /// `PUT /me/mail_choices`
    pub async fn choose_mails(&self, choices: &MailChoices) -> Result<MailChoices> {
        self.send(Request::new(Method::Put, "/me/mail_choices").with(choices)?)
            .await
    }

    /// `POST /people/{id}/invite`
    pub async fn invite(&self, id: PersonId) -> Result<()> {
        let request = Request::new(Method::Post, format!("/people/{id}/invite"));
        self.send_for_nothing(request).await
    }
}
