//! Letters sent to the sink.

use std::time::{Duration, Instant};

use guichet_mail::transport::smtp::{SendError, Smtp};
use guichet_mail::transport::{Login, Security, Timeouts};

use crate::bed::{Misbehaviour, PATIENT, Post, account, mail, server, taken};

fn smtp(security: Security, login: Login, timeouts: Timeouts) -> Smtp {
    let server = server("GUICHET_TEST_SMTP", security);
    Smtp::new(server, login, timeouts, Some("help.example".to_owned()))
}

fn open() -> Smtp {
    smtp(Security::None, Login::None, PATIENT)
}

#[tokio::test]
async fn a_letter_arrives_as_it_was_composed_over_tls_and_signed_in() {
    let _well = Misbehaviour::new("{}");
    let smtp = smtp(Security::StartTls, account("desk"), PATIENT);
    for _ in 0..2 {
        let mail = mail("zoe@client.example");
        let accepted = smtp.send(&mail).await.unwrap();
        assert!(
            accepted.text.starts_with("250 2.0.0 taken as"),
            "{}",
            accepted.text
        );
        let envelopes = taken(&mail);
        assert_eq!(envelopes.len(), 1);
        assert!(
            envelopes[0].contains("\"mail_from\": \"bounces@help.example\""),
            "{envelopes:?}"
        );
        assert!(
            envelopes[0].contains("\"authenticated\": true, \"tls\": true"),
            "{envelopes:?}"
        );
    }
    smtp.close().await;
}

#[tokio::test]
async fn a_wrong_password_is_a_matter_of_settings() {
    let _well = Misbehaviour::new("{}");
    let (user, password) = ("desk".to_owned(), "wrong".to_owned());
    let login = Login::Password { user, password };
    let error = smtp(Security::None, login, PATIENT)
        .check()
        .await
        .unwrap_err();
    assert!(matches!(error, SendError::Misconfigured { .. }), "{error}");
}

#[tokio::test]
async fn greylisting_is_told_from_refusal_and_passes() {
    let (smtp, mail) = (open(), mail("zoe@client.example"));
    let wrong = Misbehaviour::new(r#"{"rcpt": {"*": "451 4.7.1 come back later"}}"#);
    let error = smtp.send(&mail).await.unwrap_err();
    assert!(
        matches!(
            error,
            SendError::Temporary {
                code: Some(451),
                ..
            }
        ),
        "{error}"
    );
    wrong.change(r#"{"rcpt": {"zoe@client.example": "550 5.1.1 unknown user"}}"#);
    let error = smtp.send(&mail).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "refused for good: 550 5.1.1 unknown user"
    );
    wrong.change(r#"{"data": "554 5.6.0 looks like spam"}"#);
    let error = smtp.send(&mail).await.unwrap_err();
    assert!(
        matches!(error, SendError::Permanent { code: 554, .. }),
        "{error}"
    );
    assert!(taken(&mail).is_empty());
    wrong.change("{}");
    smtp.send(&mail).await.unwrap();
    assert_eq!(taken(&mail).len(), 1);
}

#[tokio::test]
async fn after_a_lost_answer_nobody_knows_and_sending_again_is_seen_as_the_same() {
    let (smtp, mail) = (open(), mail("zoe@client.example"));
    let wrong = Misbehaviour::new(r#"{"lost": "kept"}"#);
    let error = smtp.send(&mail).await.unwrap_err();
    assert!(matches!(error, SendError::Unknown { .. }), "{error}");
    wrong.change("{}");
    smtp.send(&mail).await.unwrap();
    assert_eq!(taken(&mail).len(), 2);
}

#[tokio::test]
async fn a_server_that_hangs_before_its_greeting_is_left() {
    let wrong = Misbehaviour::new(r#"{"greeting": "hang"}"#);
    let timeouts = Timeouts {
        command: Duration::from_millis(500),
        ..PATIENT
    };
    let smtp = smtp(Security::None, Login::None, timeouts);
    let (mail, started) = (mail("zoe@client.example"), Instant::now());
    let error = smtp.send(&mail).await.unwrap_err();
    assert!(
        matches!(error, SendError::Temporary { code: None, .. }),
        "{error}"
    );
    assert!(started.elapsed() < Duration::from_secs(5));
    wrong.change(r#"{"greeting": "421 too busy"}"#);
    let error = smtp.send(&mail).await.unwrap_err();
    assert!(
        matches!(
            error,
            SendError::Temporary {
                code: Some(421),
                ..
            }
        ),
        "{error}"
    );
}

#[tokio::test]
async fn a_letter_to_a_mailbox_here_comes_back_and_so_does_a_bounce() {
    let post = Post::new().await;
    let wrong = Misbehaviour::new("{}");
    open()
        .send(&mail(&post.address().replace('@', "+7-x@")))
        .await
        .unwrap();
    wrong.change(r#"{"bounce": {"gone@client.example": "5.1.1"}}"#);
    let mut lost = mail("gone@client.example");
    lost.envelope_from = Some(post.address().to_owned());
    open().send(&lost).await.unwrap();
    let mut imap = post.open().await;
    let mails = imap.after(0, 10, 1 << 20).await.unwrap();
    let read: Vec<String> = mails
        .iter()
        .map(|mail| crate::mailboxes::text(&mail.content))
        .collect();
    assert_eq!(read.len(), 2);
    assert!(
        read[0].starts_with("Return-Path: <bounces@help.example>\r\n"),
        "{}",
        read[0]
    );
    assert!(read[1].starts_with("Return-Path: <>\r\n"), "{}", read[1]);
    assert!(
        read[1].contains("Final-Recipient: rfc822; gone@client.example"),
        "{}",
        read[1]
    );
    let own = format!("Message-ID: {}", message_id(&lost.raw));
    assert!(read[1].contains(&own), "{own} {}", read[1]);
}

fn message_id(raw: &[u8]) -> String {
    let text = std::str::from_utf8(raw).unwrap();
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("Message-ID: "));
    line.unwrap().to_owned()
}
