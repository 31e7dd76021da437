//! Mailboxes of dovecot.

use std::fs;
use std::time::{Duration, Instant};

use guichet_mail::transport::imap::{Content, Idle, Imap, ImapError};
use guichet_mail::transport::{Authority, Login, Security, Server};

use crate::bed::{PATIENT, Post, account, server};

const LARGE: usize = 10 << 20;

pub fn text(content: &Content) -> String {
    match content {
        Content::Whole(raw) => String::from_utf8_lossy(raw).into_owned(),
        Content::Header(_) | Content::Withheld(_) => panic!("all of it was expected"),
    }
}

fn mail(number: usize) -> Vec<u8> {
    format!("Subject: mail {number}\r\n\r\n{}\r\n", "x".repeat(number)).into_bytes()
}

#[tokio::test]
async fn mails_are_fetched_once_each_in_order_and_stay_unread() {
    let post = Post::new().await;
    (0..25).for_each(|number| post.deliver(&mail(number)));
    let mut imap = post.open().await;
    let (mut last, mut read) = (0, Vec::new());
    loop {
        let mails = imap.after(last, 10, LARGE).await.unwrap();
        let Some(newest) = mails.last() else { break };
        last = newest.uid;
        assert!(mails.iter().all(|mail| mail.internal_date.is_some()));
        read.extend(mails.iter().map(|mail| text(&mail.content)));
    }
    assert_eq!(
        read,
        (0..25)
            .map(|number| String::from_utf8(mail(number)).unwrap())
            .collect::<Vec<_>>()
    );
    let unread = fs::read_dir(post.maildir().join("cur")).unwrap();
    assert!(
        unread
            .map(|it| it.unwrap().file_name())
            .all(|name| !flags(&name).contains('S'))
    );
    imap.mark_seen(last).await.unwrap();
    let seen = fs::read_dir(post.maildir().join("cur")).unwrap();
    let seen = seen
        .map(|it| it.unwrap().file_name())
        .filter(|name| flags(name).contains('S'));
    assert_eq!(seen.count(), 1);
    imap.logout().await;
}

fn flags(name: &std::ffi::OsStr) -> String {
    let name = name.to_string_lossy().into_owned();
    name.rsplit_once(":2,")
        .map(|(_, flags)| flags.to_owned())
        .unwrap_or_default()
}

#[tokio::test]
async fn idle_wakes_when_a_mail_comes() {
    let post = Post::new().await;
    let mut imap = post.open().await;
    assert!(imap.after(0, 10, LARGE).await.unwrap().is_empty());
    assert_eq!(
        imap.idle(Duration::from_millis(300)).await.unwrap(),
        Idle::TimedOut
    );
    let started = Instant::now();
    let waiting = imap.idle(Duration::from_secs(60));
    let delivering = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        post.deliver(&mail(1));
    };
    let (woken, ()) = tokio::join!(waiting, delivering);
    assert_eq!(woken.unwrap(), Idle::Changed);
    assert!(
        started.elapsed() < Duration::from_secs(30),
        "{:?}",
        started.elapsed()
    );
    assert_eq!(imap.after(0, 10, LARGE).await.unwrap().len(), 1);
    // What comes while nobody listens is told at once.
    post.deliver(&mail(2));
    tokio::time::sleep(Duration::from_secs(1)).await;
    imap.mark_seen(1).await.unwrap();
    assert_eq!(
        imap.idle(Duration::from_secs(60)).await.unwrap(),
        Idle::Changed
    );
    assert_eq!(imap.after(1, 10, LARGE).await.unwrap().len(), 1);
}

#[tokio::test]
async fn numbers_that_begin_anew_are_noticed() {
    let post = Post::new().await;
    post.deliver(&mail(1));
    let mut imap = post.open().await;
    let before = imap.select("INBOX").await.unwrap();
    assert_eq!((before.uid_next, before.exists), (Some(2), 1));
    imap.logout().await;
    for file in fs::read_dir(post.maildir())
        .unwrap()
        .map(|file| file.unwrap())
    {
        if file.file_name().to_string_lossy().starts_with("dovecot") {
            fs::remove_file(file.path()).unwrap();
        }
    }
    // Dovecot numbers mailboxes by the second in which it makes them.
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let after = post.open().await.select("INBOX").await.unwrap();
    assert_ne!(before.uid_validity, after.uid_validity);
}

#[tokio::test]
async fn a_mail_that_is_too_large_is_not_fetched() {
    let post = Post::new().await;
    post.deliver(&mail(10));
    post.deliver(&mail(5 << 20));
    post.deliver(&mail(20));
    let mut imap = post.open().await;
    let mails = imap.after(0, 10, 1 << 20).await.unwrap();
    assert_eq!(mails.len(), 3);
    assert!(mails[1].size > 5 << 20);
    let Content::Header(header) = &mails[1].content else {
        panic!("its header was expected")
    };
    assert_eq!(
        String::from_utf8_lossy(header),
        format!("Subject: mail {}\r\n\r\n", 5 << 20)
    );
    assert_eq!(text(&mails[2].content).len(), mail(20).len());
    // Only as much in one go as was asked for.
    post.deliver(&mail(600 << 10));
    post.deliver(&mail(600 << 10));
    let mails = imap.after(3, 10, 1 << 20).await.unwrap();
    assert_eq!(mails.iter().map(|mail| mail.uid).collect::<Vec<_>>(), [4]);
}

#[tokio::test]
async fn mails_are_moved_and_deleted() {
    let post = Post::new().await;
    (1..=3).for_each(|number| post.deliver(&mail(number)));
    let mut imap = post.open().await;
    imap.after(0, 10, LARGE).await.unwrap();
    imap.move_to("Traités", 1).await.unwrap();
    imap.delete(2).await.unwrap();
    let left = imap.after(0, 10, LARGE).await.unwrap();
    assert_eq!(left.iter().map(|mail| mail.uid).collect::<Vec<_>>(), [3]);
    assert_eq!(imap.select("Traités").await.unwrap().exists, 1);
    let error = imap.select("Nowhere").await.unwrap_err();
    assert!(matches!(error, ImapError::Refused(_)), "{error}");
    assert!(imap.is_usable());
}

#[tokio::test]
async fn certificates_and_passwords_are_checked() {
    let post = Post::new().await;
    let open = async |server: Server, login: Login| Imap::open(&server, &login, &PATIENT).await;
    let own = account(post.address());
    for (name, security) in [
        ("GUICHET_TEST_IMAPS", Security::Tls),
        ("GUICHET_TEST_IMAP", Security::StartTls),
    ] {
        let server = server(name, security);
        assert!(open(server.clone(), own.clone()).await.is_ok(), "{name}");
        let unknown = Server {
            authority: None,
            ..server.clone()
        };
        let error = open(unknown, own.clone()).await.err().unwrap();
        assert!(
            error.to_string().contains("is not to be trusted"),
            "{error}"
        );
        let misnamed = Server {
            host: "127.0.0.1".to_owned(),
            ..server.clone()
        };
        let error = open(misnamed, own.clone()).await.err().unwrap();
        assert!(
            error.to_string().contains("is not to be trusted"),
            "{error}"
        );
        let (user, password) = (post.address().to_owned(), "wrong".to_owned());
        let error = open(server, Login::Password { user, password })
            .await
            .err()
            .unwrap();
        assert!(matches!(error, ImapError::Misconfigured(_)), "{error}");
    }
    let nobody = Some(Authority::Pem("no certificate".to_owned()));
    let server = Server {
        authority: nobody,
        ..server("GUICHET_TEST_IMAPS", Security::Tls)
    };
    let error = open(server, own).await.err().unwrap();
    assert_eq!(error.to_string(), "the authority holds no certificate");
}
