//! S54, S55: mails made to take long or much. Each is read or refused in less than a second on one core;
//! an unoptimised build, as the tests are, is given five.
#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use guichet_mail::html;
use guichet_mail::incoming::{Limits, Mail, Unreadable, outline, read};

const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 5 } else { 1 });

/// What is large: five megabytes, or what an unoptimised build is given.
const LARGE: usize = if cfg!(debug_assertions) {
    1 << 20
} else {
    5 << 20
};

/// Reads within the time; the outline too.
fn timed(raw: &[u8]) -> Result<Mail, Unreadable> {
    let began = Instant::now();
    outline(raw);
    let mail = read(raw, &Limits::default());
    let took = began.elapsed();
    assert!(took < PATIENCE, "took {took:?}");
    mail
}

fn with_head(head: &str, body: &str) -> Vec<u8> {
    format!("From: a@b.example\r\n{head}\r\n\r\n{body}").into_bytes()
}

#[test]
fn s54_ten_thousand_parts_are_refused() {
    let body = "--b\r\n\r\nx\r\n".repeat(10_000);
    let raw = with_head("Content-Type: multipart/mixed; boundary=b", &body);
    assert_eq!(timed(&raw), Err(Unreadable::TooManyParts));
}

#[test]
fn s54_a_thousand_levels_are_refused() {
    let level =
        |n: usize| format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n");
    let body: String = (0..1_000).map(level).collect();
    let raw = [b"From: a@b.example\r\n".as_slice(), body.as_bytes()].concat();
    assert_eq!(timed(&raw), Err(Unreadable::TooDeep));
}

#[test]
fn s54_a_hundred_megabytes_are_refused_and_fifty_are_read() {
    let head = "Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64";
    let raw = with_head(head, &"QUJD".repeat(25 << 20));
    assert_eq!(timed(&raw), Err(Unreadable::TooLarge));
    let raw = with_head(head, &"QUJD".repeat(4 << 20));
    assert_eq!(timed(&raw).unwrap().files[0].bytes.len(), 12 << 20);
}

#[test]
fn s54_a_million_headers_are_refused() {
    let raw = format!("From: a@b.example\r\n{}\r\nx", "X: y\r\n".repeat(1_000_000));
    assert_eq!(timed(raw.as_bytes()), Err(Unreadable::TooManyHeaders));
}

#[test]
fn s54_a_header_line_of_a_megabyte_is_read_or_refused() {
    for line in [
        "x".repeat(900_000),
        "=?a?q?b? ".repeat(100_000),
        "=?utf-8?q?a?=".repeat(70_000),
        "<".repeat(900_000),
        "(".repeat(900_000),
        "\"".repeat(900_000),
    ] {
        for name in [
            "Subject",
            "To",
            "References",
            "Content-Type",
            "Date",
            "Received",
            "Content-Disposition",
            "Authentication-Results",
        ] {
            let mail = timed(&with_head(&format!("{name}: {line}"), "x"));
            assert!(
                matches!(mail, Ok(_) | Err(Unreadable::TooManyRecipients)),
                "{name}"
            );
        }
    }
    let raw = with_head(&format!("Subject: {}", "x".repeat(2 << 20)), "x");
    assert_eq!(timed(&raw), Err(Unreadable::HeadersTooLarge));
}

#[test]
fn s54_a_bomb_is_not_unpacked() {
    let bomb = [b"PK\x03\x04".as_slice(), &[0; 1_000]].concat();
    let raw = [
        &with_head("Content-Type: application/zip; name=bomb.zip", "")[..],
        &bomb,
    ]
    .concat();
    assert_eq!(timed(&raw).unwrap().files[0].bytes.len(), 1_004);
}

#[test]
fn s54_mails_in_mails_are_files() {
    let raw = b"From: a@b.example\r\nContent-Type: message/rfc822\r\n\r\n".repeat(10_000);
    let mail = timed(&raw).unwrap();
    assert_eq!(mail.files.len(), 1);
    assert_eq!(mail.files[0].media_type, "message/rfc822");
}

#[test]
fn s54_what_is_broken_is_read_as_far_as_it_goes() {
    let table = [
        (
            "Content-Type: text/plain; charset=x-unheard-of",
            "caf\u{e9}",
            "caf\u{e9}",
        ),
        (
            "Content-Type: multipart/mixed; boundary=never",
            "hello",
            "hello",
        ),
        ("Content-Type: multipart/mixed", "hello", "hello"),
        (
            "Content-Type: multipart/mixed; boundary=\"\"",
            "hello",
            "hello",
        ),
        (
            "Content-Type: multipart/mixed; boundary=b",
            "--b\r\n\r\nhello",
            "hello",
        ),
        (
            "Content-Type: multipart/mixed; boundary=b",
            "--b\r\nhello\r\n--b--",
            "hello",
        ),
        ("Content-Type: ;;;", "hello", "hello"),
        ("Content-Transfer-Encoding: base64", "aGVs bG8*", "hello"),
        (
            "Content-Transfer-Encoding: quoted-printable",
            "h=65llo=",
            "hello",
        ),
        ("X: y\0", "he\0llo", "hello"),
        ("X: y\rBcc: z", "hello\rthere", "hello\nthere"),
    ];
    for (head, body, expected) in table {
        let mail = timed(&with_head(head, body)).unwrap();
        assert_eq!(mail.text, expected, "{head}");
    }
    assert_eq!(timed(b""), Err(Unreadable::Malformed));
    assert_eq!(timed(b"\r\n\r\n"), Err(Unreadable::Malformed));
    assert_eq!(timed(b"no mail at all"), Err(Unreadable::Malformed));
    assert_eq!(timed(b"Subject: x\r\n\r\ny"), Err(Unreadable::NoSender));
}

#[test]
fn s54_nobody_hides_a_header_behind_a_bare_line_end() {
    let mail =
        timed(b"From: a@b.example\r\nSubject: x\rReply-To: evil@mal.example\r\n\r\nhello").unwrap();
    assert_eq!(mail.reply_to, []);
    assert_eq!(mail.subject, "xReply-To: evil@mal.example");
}

#[test]
fn s55_a_hundred_thousand_recipients_are_refused() {
    let raw = with_head(&format!("Cc: {}", "a@b.cd,".repeat(100_000)), "x");
    assert_eq!(timed(&raw), Err(Unreadable::TooManyRecipients));
    let raw = with_head(&"Cc: a@b.example\r\n".repeat(600), "x");
    assert_eq!(timed(&raw), Err(Unreadable::TooManyRecipients));
}

#[test]
fn s55_long_texts_are_folded_in_time_and_kept_whole() {
    for unit in [
        ">",
        ">\n",
        "> a\n",
        "De : x\n",
        "le 1\n",
        "a\n",
        "-- \n",
        "http://",
        "On 1 wrote:\n",
        "\n",
        "_____\n",
    ] {
        let body = unit.repeat(LARGE / unit.len());
        let mail = timed(&with_head("Content-Type: text/plain; charset=utf-8", &body)).unwrap();
        assert!(mail.text.chars().count() <= 100_000, "{unit:?}");
        assert!(mail.files.len() == 1 || body.trim().is_empty(), "{unit:?}");
    }
    let body = format!("http://{}", "a.".repeat(100_000));
    assert!(timed(&with_head("X: y", &body)).is_ok());
}

#[test]
fn s55_html_made_to_take_long_takes_no_time() {
    let units = [
        "<b>",
        "<p>",
        "<div>",
        "<a href=x>",
        "<b><p>",
        "<font a=1><p>",
        "<table>",
        "<table><tr><td>",
        "<li>",
        "<ul><li>",
        "<b id=",
        "<!--",
        "<![CDATA[",
        "<svg>",
        "<math><mi>",
        "<style>",
        "<script>",
        "<select>",
        "</p>",
        "</b>",
        "</br>",
        "&amp",
        "&",
        "<",
        "<<",
        "<a '",
        "<a \"",
        "<blockquote>",
        "<template>",
        "<form><div>",
        "<nobr>",
        "<button><p>",
        "<i><table>",
        "<b><i><a><p></a></i>",
        "<img src=http://x.example>",
        "<h1>",
        "<frameset>",
        "<a b=c d=e f=g>",
        "<p><b>",
        "<textarea>",
        "<title>",
        "<plaintext>",
        "<pre>",
        "<b>x</i>",
        "x",
        " ",
        "\u{0}",
        "<object>",
        "<tr>",
        "<option>",
    ];
    for unit in units {
        for size in [100_000, LARGE] {
            let text = unit.repeat(size / unit.len());
            let began = Instant::now();
            let _ = html::clean(&text);
            let cleaned = began.elapsed();
            html::text_of(&text);
            let took = began.elapsed();
            assert!(took < PATIENCE, "{unit} × {size}: {cleaned:?} {took:?}");
        }
    }
}
