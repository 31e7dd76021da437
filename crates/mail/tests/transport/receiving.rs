//! IMAP: servers that do too little, too much, or something else.

use std::time::{Duration, Instant};

use guichet_mail::transport::imap::{Content, Fetched, Idle, Imap, ImapError};
use guichet_mail::transport::{Login, Security, Server};

use crate::fake::{Fake, IMPATIENT, Peer};

fn password() -> Login {
    Login::Password {
        user: "desk".to_owned(),
        password: "s3\"cret".to_owned(),
    }
}

async fn try_open(server: &Server) -> Result<Imap, ImapError> {
    Imap::open(server, &password(), &IMPATIENT).await
}

async fn open(fake: &Fake) -> Imap {
    try_open(&fake.server(Security::None)).await.unwrap()
}

/// Hears a command, says data if there is any, and ends it well.
async fn answer(peer: &mut Peer, data: &str) -> Option<String> {
    let line = peer.hear().await?;
    end(peer, &line, data, "OK done").await?;
    Some(line)
}

async fn end(peer: &mut Peer, line: &str, data: &str, how: &str) -> Option<()> {
    if !data.is_empty() {
        peer.say(data).await?;
    }
    let tag = line.split(' ').next().unwrap_or_default();
    peer.say(&format!("{tag} {how}")).await
}

/// Answers to what comes before the first command.
async fn greet(peer: &mut Peer, capabilities: &str) -> Option<()> {
    peer.say("* OK fake").await?;
    for _ in 0..3 {
        answer(peer, &format!("* CAPABILITY IMAP4rev1 {capabilities}")).await?;
    }
    Some(())
}

/// A server that lets us in, and answers the commands after that in turn.
async fn answering(capabilities: &'static str, answers: &'static [&'static str]) -> Fake {
    let script = move |mut peer: Peer| async move {
        greet(&mut peer, capabilities).await?;
        for data in answers {
            answer(&mut peer, data).await?;
        }
        peer.hang().await
    };
    Fake::start(script).await
}

fn whole(mail: &Fetched) -> &str {
    match &mail.content {
        Content::Whole(raw) => std::str::from_utf8(raw).unwrap(),
        Content::Header(_) => "a header",
        Content::Withheld(_) => "withheld",
    }
}

#[tokio::test]
async fn mails_come_in_ascending_order_and_none_twice() {
    let fake = answering(
        "",
        &[
            "* FLAGS (\\Seen)\r\n* 3 EXISTS\r\n* OK [UIDVALIDITY 77] ok\r\n* OK [UIDNEXT 10] ok",
            "",
            "* SEARCH 9 7 5",
            "* 3 FETCH (UID 9 RFC822.SIZE 3 INTERNALDATE \"17-Jul-1996 02:44:25 -0700\")\r\n\
             * 2 FETCH (UID 7 RFC822.SIZE 3 INTERNALDATE \"17-Jul-1996 02:44:25 -0700\")",
            "* 2 FETCH (FLAGS (\\Seen))\r\n* 3 FETCH (UID 9 BODY[] {3}\r\nc{9)\r\n\
             * 2 FETCH (BODY[] {3}\r\n\r\n) UID 7)",
        ],
    );
    let fake = fake.await;
    let mut imap = open(&fake).await;
    let selected = imap.select("Reçus").await.unwrap();
    assert_eq!(
        (selected.uid_validity, selected.uid_next, selected.exists),
        (77, Some(10), 3)
    );
    let mails = imap.after(5, 10, 1000).await.unwrap();
    let read = mails.iter().map(|mail| (mail.uid, whole(mail)));
    assert_eq!(read.collect::<Vec<_>>(), [(7, "\r\n)"), (9, "c{9")]);
    assert_eq!(mails[0].internal_date.unwrap().timestamp(), 837_596_665);
    let heard = fake.heard();
    assert_eq!(heard[1], "g2 LOGIN \"desk\" \"s3\\\"cret\"");
    assert_eq!(heard[3], "g4 SELECT \"Re&AOc-us\"");
    assert_eq!(heard[5], "g6 UID SEARCH UID 6:*");
    assert_eq!(heard[7], "g8 UID FETCH 7,9 (UID BODY.PEEK[])");
}

#[tokio::test]
async fn a_mail_that_is_too_large_comes_as_its_header() {
    let fake = answering(
        "",
        &[
            "",
            "* SEARCH 1 2 3 4",
            "* 1 FETCH (UID 1 RFC822.SIZE 60)\r\n* 2 FETCH (UID 2 RFC822.SIZE 4000000000)\r\n\
             * 3 FETCH (UID 3 RFC822.SIZE 40)\r\n* 4 FETCH (UID 4 RFC822.SIZE 1)",
            "* 2 FETCH (UID 2 BODY[HEADER]<0> {12}\r\nSubject: x\r\n)",
            "* 1 FETCH (UID 1 BODY[] {1}\r\na)\r\n* 3 FETCH (UID 3 BODY[] {1}\r\nb)",
        ],
    );
    let fake = fake.await;
    let mails = open(&fake).await.after(0, 10, 100).await.unwrap();
    assert_eq!(
        mails.iter().map(|mail| mail.uid).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    assert!(matches!(&mails[1].content, Content::Header(header) if header == b"Subject: x\r\n"));
    assert_eq!(
        fake.heard()[6],
        "g7 UID FETCH 2 (UID BODY.PEEK[HEADER]<0.65536>)"
    );
}

#[tokio::test]
async fn a_mail_that_the_server_withholds_does_not_hide_the_others() {
    let fake = Fake::start(|mut peer| async move {
        greet(&mut peer, "").await?;
        answer(&mut peer, "").await?;
        answer(&mut peer, "* SEARCH 1 2 3").await?;
        let sizes = "* 1 FETCH (UID 1 RFC822.SIZE 1)\r\n* 2 FETCH (UID 2 RFC822.SIZE 1)\r\n\
                     * 3 FETCH (UID 3 RFC822.SIZE -1)";
        answer(&mut peer, sizes).await?;
        let line = peer.hear().await?;
        end(&mut peer, &line, "", "NO some of them are broken").await?;
        answer(&mut peer, "* 1 FETCH (UID 1 BODY[] {1}\r\na)").await?;
        let line = peer.hear().await?;
        end(&mut peer, &line, "", "NO broken").await
    });
    let mails = open(&fake.await).await.after(0, 10, 100).await.unwrap();
    assert_eq!(whole(&mails[0]), "a");
    assert!(matches!(&mails[1].content, Content::Withheld(text) if text == "broken"));
    assert!(matches!(&mails[2].content, Content::Withheld(_)));
}

#[tokio::test]
async fn a_server_that_says_too_much_is_left() {
    for large in [
        "* 1 FETCH (UID 1 BODY[] {900000000}\r\n",
        "* 1 FETCH (UID 1 BODY[] \"",
    ] {
        let fake = Fake::start(move |mut peer| async move {
            greet(&mut peer, "").await?;
            answer(&mut peer, "").await?;
            answer(&mut peer, "* SEARCH 1").await?;
            answer(&mut peer, "* 1 FETCH (UID 1 RFC822.SIZE 10)").await?;
            peer.hear().await?;
            peer.send(large.as_bytes()).await?;
            loop {
                peer.send(&[b'x'; 1 << 16]).await?;
            }
        });
        let mut imap = open(&fake.await).await;
        let error = imap.after(0, 10, 1000).await.err().unwrap();
        let text = "it says more than was asked".to_owned();
        assert_eq!(error, ImapError::Nonsense(text));
        assert!(!imap.is_usable());
        assert!(matches!(
            imap.mark_seen(1).await,
            Err(ImapError::Unreachable(_))
        ));
    }
}

#[tokio::test]
async fn garbage_is_told_from_a_mailbox() {
    for garbage in [
        "HTTP/1.1 400 Bad Request",
        "220 smtp.example ESMTP",
        "",
        "* 1 EXISTS",
    ] {
        let fake = Fake::start(move |mut peer| async move {
            peer.say(garbage).await?;
            peer.hang().await
        });
        let error = try_open(&fake.await.server(Security::None))
            .await
            .err()
            .unwrap();
        assert!(matches!(error, ImapError::Nonsense(_)), "{error}");
    }
    let nested = format!("* 1 FETCH (BODYSTRUCTURE {}", "(".repeat(10_000));
    let fake = Fake::start(move |mut peer| {
        let nested = nested.clone();
        async move {
            greet(&mut peer, "").await?;
            peer.hear().await?;
            peer.say(&nested).await
        }
    });
    let error = open(&fake.await).await.mark_seen(1).await.err().unwrap();
    assert_eq!(error, ImapError::Nonsense("it nests too deeply".to_owned()));
    // What is not known and was not asked for is passed over.
    let fake = answering(
        "",
        &["", "* WHATEVER (x)\r\n* OK [NEWCODE 1] \u{e9}\r\n* SEARCH"],
    )
    .await;
    assert!(
        open(&fake)
            .await
            .after(0, 10, 1000)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_server_that_hangs_or_trickles_takes_no_more_than_its_time() {
    let silent = Fake::start(|mut peer| async move { peer.hang().await }).await;
    let trickling = Fake::start(|mut peer| async move {
        loop {
            peer.send(b"*").await?;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    let later = Fake::start(|mut peer| async move {
        peer.say("* OK fake").await?;
        answer(&mut peer, "* CAPABILITY IMAP4rev1").await?;
        peer.hang().await
    });
    for fake in [silent, trickling.await, later.await] {
        let started = Instant::now();
        let error = try_open(&fake.server(Security::None)).await.err().unwrap();
        assert!(matches!(error, ImapError::Unreachable(_)), "{error}");
        assert!(
            started.elapsed() < Duration::from_secs(2),
            "{:?}",
            started.elapsed()
        );
    }
}

#[tokio::test]
async fn a_wrong_password_is_told_from_a_busy_server() {
    for (end_of_login, wrong) in [
        ("NO [AUTHENTICATIONFAILED] wrong", true),
        ("NO [UNAVAILABLE] come back", false),
    ] {
        let fake = Fake::start(move |mut peer| async move {
            peer.say("* OK fake").await?;
            answer(&mut peer, "* CAPABILITY IMAP4rev1").await?;
            let line = peer.hear().await?;
            end(&mut peer, &line, "", end_of_login).await
        });
        let error = try_open(&fake.await.server(Security::None))
            .await
            .err()
            .unwrap();
        assert_eq!(
            matches!(error, ImapError::Misconfigured(_)),
            wrong,
            "{error}"
        );
        assert_eq!(
            matches!(error, ImapError::Unreachable(_)),
            !wrong,
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_token_is_told_when_the_server_asks_for_it() {
    let fake = Fake::start(|mut peer| async move {
        peer.say("* OK fake").await?;
        answer(&mut peer, "* CAPABILITY IMAP4rev1 AUTH=XOAUTH2").await?;
        let line = peer.answer("+ ").await?;
        peer.answer("+ eyJzdGF0dXMiOiI0MDEifQ==").await?;
        peer.hear().await?;
        end(&mut peer, &line, "", "NO expired").await
    });
    let fake = fake.await;
    let (user, token) = ("a@x.example".to_owned(), "tok".to_owned());
    let login = Login::XOAuth2 { user, token };
    let opened = Imap::open(&fake.server(Security::None), &login, &IMPATIENT).await;
    assert_eq!(
        opened.err(),
        Some(ImapError::Misconfigured("sign-in: expired".to_owned()))
    );
    // user=a@x.example ^A auth=Bearer tok ^A ^A
    let message = "dXNlcj1hQHguZXhhbXBsZQFhdXRoPUJlYXJlciB0b2sBAQ==";
    assert_eq!(fake.heard()[1..], ["g2 AUTHENTICATE XOAUTH2", message, ""]);
}

#[tokio::test]
async fn where_starttls_is_required_nothing_is_told_without_it() {
    let refusing = Fake::start(|mut peer| async move {
        peer.say("* OK fake").await?;
        let line = peer.hear().await?;
        end(&mut peer, &line, "", "BAD unknown").await
    });
    let skipping = Fake::start(|mut peer| async move { peer.say("* PREAUTH come in").await });
    let meddling = Fake::start(|mut peer| async move {
        peer.say("* OK fake").await?;
        peer.answer("g1 OK go on\r\n* OK and listen to this")
            .await
            .map(|_| ())
    });
    for fake in [refusing.await, skipping.await, meddling.await] {
        let error = try_open(&fake.trusted(Security::StartTls))
            .await
            .err()
            .unwrap();
        assert!(matches!(error, ImapError::Misconfigured(_)), "{error}");
        assert!(!fake.heard().iter().any(|line| line.contains("LOGIN")));
    }
}

#[tokio::test]
async fn starttls_and_tls_secure_the_password() {
    let fake = Fake::start(|mut peer| async move {
        peer.say("* OK fake").await?;
        answer(&mut peer, "").await?;
        let mut peer = peer.secure().await?;
        for _ in 0..3 {
            answer(&mut peer, "* CAPABILITY IMAP4rev1").await?;
        }
        Some(())
    });
    let fake = fake.await;
    assert!(try_open(&fake.trusted(Security::StartTls)).await.is_ok());
    assert!(fake.heard()[2].contains("LOGIN"));
    let error = try_open(&fake.server(Security::StartTls))
        .await
        .err()
        .unwrap();
    assert!(
        error
            .to_string()
            .contains("certificate of localhost is not to be trusted"),
        "{error}"
    );
    let fake = Fake::start(|peer| async move { greet(&mut peer.secure().await?, "").await });
    assert!(try_open(&fake.await.trusted(Security::Tls)).await.is_ok());
}

#[tokio::test]
async fn a_mail_is_moved_by_other_means_where_the_server_cannot_move() {
    let fake = Fake::start(|mut peer| async move {
        greet(&mut peer, "UIDPLUS").await?;
        let line = peer.hear().await?;
        end(&mut peer, &line, "", "NO [TRYCREATE] no such folder").await?;
        loop {
            answer(&mut peer, "").await?;
        }
    });
    let fake = fake.await;
    open(&fake).await.move_to("Done", 7).await.unwrap();
    let commands: Vec<_> = fake.heard()[3..]
        .iter()
        .map(|line| line[3..].to_owned())
        .collect();
    assert_eq!(
        commands,
        [
            "UID COPY 7 \"Done\"",
            "CREATE \"Done\"",
            "UID COPY 7 \"Done\"",
            "UID STORE 7 +FLAGS.SILENT (\\Deleted)",
            "UID EXPUNGE 7",
        ]
    );
    let fake = answering("MOVE", &["", "* 7 FETCH (FLAGS (\\Deleted))"]).await;
    let mut imap = open(&fake).await;
    imap.move_to("Done", 7).await.unwrap();
    // Without UIDPLUS nothing is expunged: it would take what others marked.
    imap.delete(8).await.unwrap();
    assert_eq!(fake.heard()[3], "g4 UID MOVE 7 \"Done\"");
    assert!(imap.move_to("a\r\nb", 7).await.is_err());
}

#[tokio::test]
async fn idle_tells_of_news_also_of_what_came_before_it() {
    let fake = Fake::start(|mut peer| async move {
        greet(&mut peer, "IDLE").await?;
        answer(&mut peer, "").await?;
        answer(&mut peer, "* SEARCH\r\n* 5 EXISTS").await?;
        answer(&mut peer, "").await?;
        answer(&mut peer, "* SEARCH").await?;
        let line = peer.answer("+ idling").await?;
        peer.say("* OK still here").await?;
        peer.hear_until("DONE").await?;
        end(&mut peer, &line, "", "OK done").await?;
        let line = peer.answer("+ idling").await?;
        peer.send(b"* 6 EX").await?;
        tokio::time::sleep(Duration::from_millis(100)).await;
        peer.say("ISTS").await?;
        peer.hear_until("DONE").await?;
        end(&mut peer, &line, "", "OK done").await?;
        answer(&mut peer, "").await?;
        answer(&mut peer, "* SEARCH").await?;
        peer.answer("+ idling").await?;
        None
    });
    let mut imap = open(&fake.await).await;
    let long = Duration::from_secs(20);
    imap.after(0, 10, 1000).await.unwrap();
    assert_eq!(imap.idle(long).await.unwrap(), Idle::Changed);
    imap.after(0, 10, 1000).await.unwrap();
    assert_eq!(
        imap.idle(Duration::from_millis(200)).await.unwrap(),
        Idle::TimedOut
    );
    assert_eq!(imap.idle(long).await.unwrap(), Idle::Changed);
    imap.after(0, 10, 1000).await.unwrap();
    assert!(matches!(
        imap.idle(long).await,
        Err(ImapError::Unreachable(_))
    ));
    let fake = answering("", &[]).await;
    assert_eq!(
        open(&fake).await.idle(long).await.unwrap(),
        Idle::Unsupported
    );
}

#[tokio::test]
async fn a_call_that_was_given_up_leaves_the_mailbox_unusable() {
    let fake = answering("", &[]).await;
    let mut imap = open(&fake).await;
    let given_up = tokio::time::timeout(Duration::from_millis(50), imap.mark_seen(1)).await;
    assert!(given_up.is_err());
    assert!(!imap.is_usable());
}
