//! SMTP: what is refused for now, for good, and what nobody can know.

use std::time::{Duration, Instant};

use guichet_mail::outgoing::Composed;
use guichet_mail::transport::smtp::{SendError, Smtp};
use guichet_mail::transport::{Login, Security, Server};

use crate::fake::{Fake, IMPATIENT, Peer};

fn mail() -> Composed {
    Composed {
        envelope_from: Some("support@help.example".to_owned()),
        recipients: vec!["zoe@client.example".to_owned()],
        raw: b"Subject: x\r\n\r\n.\r\n".to_vec(),
    }
}

fn smtp(server: Server, login: Login) -> Smtp {
    Smtp::new(server, login, IMPATIENT, Some("help.example".to_owned()))
}

fn open(fake: &Fake) -> Smtp {
    smtp(fake.server(Security::None), Login::None)
}

fn password() -> Login {
    Login::Password {
        user: "desk".to_owned(),
        password: "s3cret".to_owned(),
    }
}

/// Answers to what comes before the letter.
async fn greet(peer: &mut Peer, offers: &str) -> Option<()> {
    peer.say("220 fake ESMTP").await?;
    peer.answer(&format!("250-fake\r\n{offers}250 OK")).await?;
    Some(())
}

/// Takes letters for as long as they come, answering `last` to each.
async fn take(peer: &mut Peer, last: &str) -> Option<()> {
    loop {
        let line = peer.hear().await?;
        if line == "DATA" {
            peer.say("354 go on").await?;
            peer.hear_until(".").await?;
            peer.say(last).await?;
        } else {
            peer.say("250 2.0.0 OK").await?;
        }
    }
}

/// A server that answers `reply` at the step that begins with `step`.
async fn refusing(step: &'static str, reply: &'static str) -> Fake {
    let script = move |mut peer: Peer| async move {
        greet(&mut peer, "").await?;
        loop {
            let line = peer.hear().await?;
            let reply = if line.starts_with(step) {
                reply
            } else {
                "250 OK"
            };
            peer.say(reply).await?;
        }
    };
    Fake::start(script).await
}

#[tokio::test]
async fn a_letter_is_accepted_and_the_connection_serves_the_next() {
    let fake = Fake::start(|mut peer| async move {
        greet(&mut peer, "250-SIZE 1000\r\n250-8BITMIME\r\n").await?;
        take(&mut peer, "250 2.0.0 queued as 42").await
    });
    let fake = fake.await;
    let smtp = open(&fake);
    let accepted = smtp.send(&mail()).await.unwrap();
    assert_eq!(accepted.text, "250 2.0.0 queued as 42");
    smtp.send(&Composed {
        envelope_from: None,
        ..mail()
    })
    .await
    .unwrap();
    let letter = ["DATA", "Subject: x", "", "..", "."];
    let mut expected = vec![
        "EHLO help.example",
        "MAIL FROM:<support@help.example> SIZE=17",
    ];
    expected.push("RCPT TO:<zoe@client.example>");
    expected.extend(letter);
    expected.extend([
        "RSET",
        "MAIL FROM:<> SIZE=17",
        "RCPT TO:<zoe@client.example>",
    ]);
    expected.extend(letter);
    assert_eq!(fake.heard(), expected);
}

#[tokio::test]
async fn refused_for_now_is_told_from_refused_for_good() {
    for step in ["MAIL", "RCPT", "DATA"] {
        let fake = refusing(step, "451 4.7.1 greylisted, come back").await;
        let text = "451 4.7.1 greylisted, come back".to_owned();
        let temporary = SendError::Temporary {
            code: Some(451),
            text,
        };
        assert_eq!(open(&fake).send(&mail()).await, Err(temporary), "{step}");
        let fake = refusing(step, "550-5.1.1 no such\r\n550 5.1.1 user").await;
        let text = "550 5.1.1 no such 5.1.1 user".to_owned();
        let permanent = SendError::Permanent { code: 550, text };
        assert_eq!(open(&fake).send(&mail()).await, Err(permanent), "{step}");
    }
    for (last, expected) in [("452 full", true), ("554 spam", false)] {
        let fake = Fake::start(move |mut peer| async move {
            greet(&mut peer, "").await?;
            take(&mut peer, last).await
        });
        let error = open(&fake.await).send(&mail()).await.unwrap_err();
        assert_eq!(
            matches!(error, SendError::Temporary { .. }),
            expected,
            "{error}"
        );
        assert_eq!(
            matches!(error, SendError::Permanent { .. }),
            !expected,
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_letter_reaches_those_recipients_that_are_taken() {
    let fake = Fake::start(|mut peer| async move {
        greet(&mut peer, "").await?;
        for reply in [
            "250 OK",
            "550 5.1.1 unknown",
            "451 later",
            "250 OK",
            "354 go on",
        ] {
            peer.answer(reply).await?;
        }
        peer.hear_until(".").await?;
        peer.say("250 OK").await
    });
    let fake = fake.await;
    let recipients = ["a@x.example", "b@x.example", "c@x.example"]
        .map(str::to_owned)
        .to_vec();
    let accepted = open(&fake)
        .send(&Composed {
            recipients,
            ..mail()
        })
        .await
        .unwrap();
    let refused = accepted
        .refused
        .iter()
        .map(|it| (it.email.as_str(), it.code));
    assert_eq!(
        refused.collect::<Vec<_>>(),
        [("a@x.example", 550), ("b@x.example", 451)]
    );
}

#[tokio::test]
async fn a_lost_answer_to_the_last_dot_may_mean_anything() {
    for hang in [false, true] {
        let fake = Fake::start(move |mut peer| async move {
            greet(&mut peer, "").await?;
            for reply in ["250 OK", "250 OK", "354 go on"] {
                peer.answer(reply).await?;
            }
            peer.hear_until(".").await?;
            if hang { peer.hang().await } else { None }
        });
        let error = open(&fake.await).send(&mail()).await.unwrap_err();
        assert!(matches!(error, SendError::Unknown { .. }), "{error}");
    }
}

#[tokio::test]
async fn a_connection_lost_before_the_letter_is_only_a_delay() {
    let fake = Fake::start(|mut peer| async move {
        greet(&mut peer, "").await?;
        peer.answer("250 OK").await?;
        peer.hear().await?;
        None
    });
    let error = open(&fake.await).send(&mail()).await.unwrap_err();
    assert!(
        matches!(error, SendError::Temporary { code: None, .. }),
        "{error}"
    );
    let nobody = Server {
        port: 1,
        ..Fake::start(|_| async { None }).await.server(Security::None)
    };
    let error = smtp(nobody, Login::None).send(&mail()).await.unwrap_err();
    assert!(
        matches!(error, SendError::Temporary { code: None, .. }),
        "{error}"
    );
}

#[tokio::test]
async fn a_server_that_hangs_or_trickles_takes_no_more_than_its_time() {
    let hanging = Fake::start(|mut peer| async move { peer.hang().await }).await;
    let trickling = Fake::start(|mut peer| async move {
        loop {
            peer.send(b"2").await?;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    let endless = Fake::start(|mut peer| async move {
        loop {
            peer.say("220-welcome").await?;
        }
    });
    for fake in [hanging, trickling.await, endless.await] {
        let started = Instant::now();
        let error = open(&fake).send(&mail()).await.unwrap_err();
        assert!(
            matches!(error, SendError::Temporary { code: None, .. }),
            "{error}"
        );
        assert!(
            started.elapsed() < Duration::from_secs(2),
            "{:?}",
            started.elapsed()
        );
    }
}

#[tokio::test]
async fn garbage_is_not_kept() {
    let fake = Fake::start(|mut peer| async move {
        let garbage = vec![b'x'; 1 << 16];
        loop {
            peer.send(&garbage).await?;
        }
    });
    let error = open(&fake.await).send(&mail()).await.unwrap_err();
    assert!(
        error.to_string().ends_with("it says more than was asked"),
        "{error}"
    );
    let fake = Fake::start(|mut peer| async move { peer.say("HTTP/1.1 400 Bad Request").await });
    let error = open(&fake.await).send(&mail()).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("not a reply of a mail server: HTTP/1.1 400"),
        "{error}"
    );
}

#[tokio::test]
async fn where_starttls_is_required_nothing_is_told_without_it() {
    let fake = Fake::start(|mut peer| async move {
        greet(&mut peer, "250-AUTH PLAIN\r\n").await?;
        take(&mut peer, "250 OK").await
    });
    let fake = fake.await;
    let smtp = smtp(fake.server(Security::StartTls), password());
    let error = smtp.send(&mail()).await.unwrap_err();
    assert!(matches!(error, SendError::Misconfigured { .. }), "{error}");
    assert_eq!(fake.heard(), ["EHLO help.example"]);
}

/// Offers STARTTLS, and says `early` in the clear behind its consent.
async fn with_starttls(early: &'static str) -> Fake {
    let script = move |mut peer: Peer| async move {
        greet(&mut peer, "250-STARTTLS\r\n").await?;
        peer.answer(&format!("220 go on{early}")).await?;
        let mut peer = peer.secure().await?;
        peer.answer("250-fake\r\n250 AUTH PLAIN LOGIN XOAUTH2")
            .await?;
        peer.answer("235 2.7.0 welcome").await?;
        take(&mut peer, "250 OK").await
    };
    Fake::start(script).await
}

#[tokio::test]
async fn starttls_secures_what_follows() {
    let fake = with_starttls("").await;
    smtp(fake.trusted(Security::StartTls), password())
        .send(&mail())
        .await
        .unwrap();
    let heard = fake.heard();
    assert_eq!(
        heard[..3],
        ["EHLO help.example", "STARTTLS", "EHLO help.example"]
    );
    assert_eq!(heard[3], "AUTH PLAIN AGRlc2sAczNjcmV0");
}

#[tokio::test]
async fn what_is_said_before_tls_does_not_count_after_it() {
    let fake = with_starttls("\r\n250-fake\r\n250 AUTH PLAIN").await;
    let smtp = smtp(fake.trusted(Security::StartTls), password());
    let error = smtp.send(&mail()).await.unwrap_err();
    assert!(
        error.to_string().contains("spoke out of turn before TLS"),
        "{error}"
    );
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused() {
    let fake = with_starttls("").await;
    let error = smtp(fake.server(Security::StartTls), password())
        .send(&mail())
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("certificate of localhost is not to be trusted"),
        "{error}"
    );
    let other = Server {
        host: "127.0.0.1".to_owned(),
        ..fake.trusted(Security::StartTls)
    };
    let error = smtp(other, password()).send(&mail()).await.unwrap_err();
    assert!(
        error.to_string().contains("certificate of 127.0.0.1"),
        "{error}"
    );
    let plain = Fake::start(|mut peer| async move { peer.say("220 fake").await }).await;
    let error = smtp(plain.trusted(Security::Tls), password())
        .send(&mail())
        .await
        .unwrap_err();
    assert!(matches!(error, SendError::Misconfigured { .. }), "{error}");
}

#[tokio::test]
async fn implicit_tls_comes_before_the_first_word() {
    let fake = Fake::start(|peer| async move {
        let mut peer = peer.secure().await?;
        greet(&mut peer, "250-AUTH LOGIN\r\n").await?;
        peer.answer("334 VXNlcm5hbWU6").await?;
        peer.answer("334 UGFzc3dvcmQ6").await?;
        peer.answer("235 welcome").await?;
        take(&mut peer, "250 OK").await
    });
    let fake = fake.await;
    smtp(fake.trusted(Security::Tls), password())
        .send(&mail())
        .await
        .unwrap();
    assert_eq!(fake.heard()[1..4], ["AUTH LOGIN", "ZGVzaw==", "czNjcmV0"]);
}

#[tokio::test]
async fn a_token_has_the_shape_that_google_and_microsoft_take() {
    let fake = Fake::start(|mut peer| async move {
        greet(&mut peer, "250-AUTH XOAUTH2 OAUTHBEARER\r\n").await?;
        peer.answer("334 eyJzdGF0dXMiOiI0MDEifQ==").await?;
        peer.answer("535 5.7.8 token expired").await?;
        None
    });
    let fake = fake.await;
    let (user, token) = (
        "someuser@example.com".to_owned(),
        "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg".to_owned(),
    );
    let login = Login::XOAuth2 { user, token };
    let error = smtp(fake.server(Security::None), login)
        .check()
        .await
        .unwrap_err();
    let text = "sign-in: 535 5.7.8 token expired".to_owned();
    assert_eq!(error, SendError::Misconfigured { text });
    // The example of Google's documentation.
    let expected = "AUTH XOAUTH2 dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRm\
                    dDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ==";
    assert_eq!(fake.heard()[1..], [expected, ""]);
}

#[tokio::test]
async fn what_a_server_cannot_take_is_not_sent() {
    let fake = Fake::start(|mut peer| async move {
        greet(&mut peer, "250-SIZE 10\r\n").await?;
        take(&mut peer, "250 OK").await
    });
    let fake = fake.await;
    let large = open(&fake).send(&mail()).await.unwrap_err();
    assert!(
        matches!(large, SendError::Permanent { code: 552, .. }),
        "{large}"
    );
    for email in ["zoé@client.example", "a@b> SIZE=1", "a@b\r\nDATA"] {
        let mail = Composed {
            recipients: vec![email.to_owned()],
            raw: Vec::new(),
            ..mail()
        };
        let error = open(&fake).send(&mail).await.unwrap_err();
        assert!(
            matches!(error, SendError::Permanent { code: 553, .. }),
            "{email} {error}"
        );
    }
    assert!(fake.heard().iter().all(|line| line.starts_with("EHLO")));
}

#[tokio::test]
async fn a_server_around_here_is_reached_only_where_that_is_allowed() {
    let fake = Fake::start(|mut peer| async move { peer.say("220 fake").await }).await;
    let server = Server {
        allow_private: false,
        ..fake.server(Security::None)
    };
    let error = smtp(server, Login::None).send(&mail()).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("in a network that is not allowed"),
        "{error}"
    );
}

#[tokio::test]
async fn refused_before_there_is_a_letter_it_is_the_settings() {
    for reply in ["554 no service for you", "550 you are on a list"] {
        let fake = Fake::start(move |mut peer| async move { peer.say(reply).await });
        let error = open(&fake.await).send(&mail()).await.unwrap_err();
        assert!(matches!(error, SendError::Misconfigured { .. }), "{error}");
    }
    let fake = refusing("MAIL", "530 5.7.0 sign in first").await;
    let error = open(&fake).send(&mail()).await.unwrap_err();
    assert!(matches!(error, SendError::Misconfigured { .. }), "{error}");
    let fake = Fake::start(|mut peer| async move { peer.say("421 too busy").await });
    let error = open(&fake.await).send(&mail()).await.unwrap_err();
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
