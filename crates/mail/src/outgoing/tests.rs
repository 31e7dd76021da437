//! What a mail reader sees of the letters composed here.
#![allow(clippy::unwrap_used)]

use mail_parser::{Address as Read, HeaderValue, Message, MessageParser, MimeHeaders};
use proptest::prelude::*;

use super::*;

fn mailbox(name: &str, email: &str) -> Mailbox {
    Mailbox {
        name: Some(name.to_owned()),
        email: email.to_owned(),
    }
}

fn letter() -> Letter {
    Letter {
        from: mailbox("Support", "support@help.example"),
        to: mailbox("Zoé Müller", "zoe@client.example"),
        cc: Vec::new(),
        reply_to: Some("support+7-abc@help.example".to_owned()),
        subject: "Écran noir [GU-7]".to_owned(),
        text: "Bonjour,\n\n.\nC'est réparé.\n".to_owned(),
        html: Some("<p>Bonjour, <b>c'est réparé</b>.</p>".to_owned()),
        message_id: "gu.7.1.abc@help.example".to_owned(),
        in_reply_to: Some("<first@client.example>".to_owned()),
        references: vec![
            "zero@client.example".to_owned(),
            "first@client.example".to_owned(),
        ],
        automatic: Automatic::No,
        loop_mark: "desk1".to_owned(),
        date: DateTime::from_timestamp(1_900_000_000, 0).unwrap(),
        language: Language::Fr,
        list: None,
        files: Vec::new(),
        envelope_from: EnvelopeFrom::Address("bounces+1@help.example".to_owned()),
    }
}

fn picture(content_id: Option<&str>) -> OutgoingFile {
    OutgoingFile {
        name: "écran.png".to_owned(),
        media_type: "image/png".to_owned(),
        content_id: content_id.map(str::to_owned),
        bytes: vec![0, 13, 10, 255, 46],
    }
}

fn read(raw: &[u8]) -> Message<'_> {
    MessageParser::new().parse(raw).unwrap()
}

fn header<'a>(mail: &'a Message<'_>, name: &'a str) -> Option<&'a str> {
    mail.header_raw(name).map(str::trim)
}

/// The names of the headers, in order.
fn names(mail: &Message<'_>) -> Vec<String> {
    mail.headers()
        .iter()
        .map(|header| header.name().to_owned())
        .collect()
}

#[test]
fn a_letter_reads_as_it_was_written() {
    let composed = compose(&letter()).unwrap();
    let mail = read(&composed.raw);
    assert_eq!(mail.subject(), Some("Écran noir [GU-7]"));
    assert_eq!(
        mail.from().unwrap().first().unwrap().name(),
        Some("Support")
    );
    let to = mail.to().unwrap().first().unwrap();
    assert_eq!(
        (to.name(), to.address()),
        (Some("Zoé Müller"), Some("zoe@client.example"))
    );
    assert_eq!(mail.message_id(), Some("gu.7.1.abc@help.example"));
    assert_eq!(mail.in_reply_to().as_text(), Some("first@client.example"));
    let references = mail.references().as_text_list().unwrap();
    assert_eq!(references, ["zero@client.example", "first@client.example"]);
    assert_eq!(mail.date().unwrap().to_timestamp(), 1_900_000_000);
    assert_eq!(
        mail.body_text(0).unwrap().replace("\r\n", "\n").trim_end(),
        letter().text.trim_end()
    );
    assert!(mail.body_html(0).unwrap().contains("<b>c'est réparé</b>"));
    assert_eq!(header(&mail, "Content-Language"), Some("fr"));
    assert_eq!(header(&mail, "X-Guichet-Loop"), Some("desk1"));
    assert_eq!(
        composed.envelope_from.as_deref(),
        Some("bounces+1@help.example")
    );
    assert_eq!(composed.recipients, ["zoe@client.example"]);
}

#[test]
fn the_same_letter_gives_the_same_bytes_in_ascii_and_short_lines() {
    let mut letter = letter();
    letter.files = vec![picture(None), picture(Some("a@b"))];
    letter.subject = "x".repeat(300);
    letter.references = vec![format!("{}@x", "r".repeat(200)); 60];
    letter.text = "é".repeat(3000);
    let raw = compose(&letter).unwrap().raw;
    assert!(raw == compose(&letter).unwrap().raw);
    assert!(raw.is_ascii());
    let text = String::from_utf8(raw).unwrap();
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    assert!(text.split("\r\n").all(|line| line.len() <= 998));
}

#[test]
fn machines_are_told_that_a_machine_wrote() {
    let mut letter = letter();
    for (automatic, said) in [
        (Automatic::No, None),
        (Automatic::Generated, Some("auto-generated")),
        (Automatic::Replied, Some("auto-replied")),
    ] {
        letter.automatic = automatic;
        let raw = compose(&letter).unwrap().raw;
        let mail = read(&raw);
        assert_eq!(header(&mail, "Auto-Submitted"), said);
        assert_eq!(
            header(&mail, "X-Auto-Response-Suppress"),
            said.map(|_| "All")
        );
    }
}

#[test]
fn an_automatic_reply_has_no_return_path() {
    let mut letter = letter();
    letter.envelope_from = EnvelopeFrom::Null;
    assert_eq!(compose(&letter).unwrap().envelope_from, None);
}

#[test]
fn a_subscription_ends_with_one_click_where_that_is_safe() {
    let mut letter = letter();
    assert_eq!(
        header(&read(&compose(&letter).unwrap().raw), "List-Unsubscribe"),
        None
    );
    let list = |url: &str| {
        Some(List {
            id: "surveys.help.example".to_owned(),
            unsubscribe_url: url.to_owned(),
            unsubscribe_mail: Some("out@help.example".to_owned()),
        })
    };
    letter.list = list("https://help.example/u/abc");
    let raw = compose(&letter).unwrap().raw;
    let mail = read(&raw);
    assert_eq!(header(&mail, "List-Id"), Some("<surveys.help.example>"));
    let ways = header(&mail, "List-Unsubscribe")
        .unwrap()
        .replace("\r\n", "");
    assert_eq!(
        ways,
        "<https://help.example/u/abc>, <mailto:out@help.example>"
    );
    assert_eq!(
        header(&mail, "List-Unsubscribe-Post"),
        Some("List-Unsubscribe=One-Click")
    );
    letter.list = list("http://help.example/u/abc");
    let raw = compose(&letter).unwrap().raw;
    assert_eq!(header(&read(&raw), "List-Unsubscribe-Post"), None);
    letter.list = list("https://help.example/\r\nBcc: x@y.example");
    assert_eq!(
        compose(&letter).err(),
        Some(Uncomposable::Id("List-Unsubscribe"))
    );
}

#[test]
fn pictures_stand_within_the_html_and_files_after_it() {
    let mut letter = letter();
    letter.files = vec![picture(Some("pic1@help.example")), picture(None)];
    letter.files[1].name = "rapport\r\nBcc: x@y.example/../é.pdf".to_owned();
    letter.files[1].media_type = "application/pdf; name=\"x\"\r\nX: y".to_owned();
    let raw = compose(&letter).unwrap().raw;
    let mail = read(&raw);
    let kinds = mail.parts.iter().map(|part| {
        let content_type = part.content_type().unwrap();
        format!(
            "{}/{}",
            content_type.ctype(),
            content_type.subtype().unwrap()
        )
    });
    assert_eq!(
        kinds.collect::<Vec<_>>(),
        [
            "multipart/mixed",
            "multipart/alternative",
            "text/plain",
            "multipart/related",
            "text/html",
            "image/png",
            "application/pdf",
        ]
    );
    let inline = mail
        .parts
        .iter()
        .find(|part| part.content_id().is_some())
        .unwrap();
    assert_eq!(inline.content_id(), Some("pic1@help.example"));
    assert_eq!(inline.contents(), [0, 13, 10, 255, 46]);
    let after = mail.parts.last().unwrap();
    assert_eq!(
        after.attachment_name(),
        Some("rapport Bcc_ x@y.example_.._é.pdf")
    );
}

#[test]
fn without_html_the_letter_is_text_alone() {
    let mut letter = letter();
    letter.html = None;
    let raw = compose(&letter).unwrap().raw;
    assert_eq!(read(&raw).parts.len(), 1);
    letter.files = vec![picture(Some("a@b"))];
    let raw = compose(&letter).unwrap().raw;
    assert_eq!(read(&raw).attachment_count(), 1);
}

#[test]
fn everyone_gets_it_once() {
    let mut letter = letter();
    letter.cc = vec![
        mailbox("Zoé again", "ZOE@client.example"),
        Mailbox {
            name: None,
            email: "leo@client.example".to_owned(),
        },
    ];
    let composed = compose(&letter).unwrap();
    assert_eq!(
        composed.recipients,
        ["zoe@client.example", "leo@client.example"]
    );
}

#[test]
fn an_address_that_is_none_is_refused() {
    for email in [
        "",
        "zoe",
        "a@b@c",
        "a b@c.example",
        "\"a\"@c.example",
        "a@c.example\r\nBcc: d@e.example",
        "a@c.example, d@e.example",
        "<a@c.example>",
        "a@c.example\0",
        "a\u{2028}@c.example",
    ] {
        let mut to = letter();
        to.to.email = email.to_owned();
        assert!(compose(&to).is_err(), "{email:?}");
        let mut cc = letter();
        cc.cc = vec![Mailbox {
            name: None,
            email: email.to_owned(),
        }];
        assert!(compose(&cc).is_err(), "{email:?}");
        let mut from = letter();
        from.from.email = email.to_owned();
        assert!(compose(&from).is_err(), "{email:?}");
        let mut reply_to = letter();
        reply_to.reply_to = Some(email.to_owned());
        assert!(compose(&reply_to).is_err(), "{email:?}");
        let mut envelope = letter();
        envelope.envelope_from = EnvelopeFrom::Address(email.to_owned());
        assert!(compose(&envelope).is_err(), "{email:?}");
    }
}

#[test]
fn strange_ids_of_others_are_left_out_and_our_own_must_be_sound() {
    let mut letter = letter();
    letter.in_reply_to = Some("x\r\nBcc: d@e.example".to_owned());
    letter.references = vec!["a b@c".to_owned(), "é@c".to_owned(), "good@c".to_owned()];
    let raw = compose(&letter).unwrap().raw;
    let mail = read(&raw);
    assert_eq!(header(&mail, "In-Reply-To"), None);
    assert_eq!(header(&mail, "References"), Some("<good@c>"));
    letter.message_id = "a@b>\r\nBcc: <d@e.example".to_owned();
    assert_eq!(compose(&letter).err(), Some(Uncomposable::Id("Message-ID")));
}

/// What someone might write to add a header: line breaks, encoded words, and anything else.
fn wild() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\r\n".to_owned()),
        Just("\nBcc: d@e.example".to_owned()),
        Just("\r".to_owned()),
        Just("\r\n\r\n".to_owned()),
        Just("=?utf-8?Q?=0D=0ABcc:_d@e.example?=".to_owned()),
        Just("\u{85}\u{2028}\u{202E}\0\x0b".to_owned()),
        Just("\", <d@e.example>".to_owned()),
        Just("x".repeat(90)),
        "[ -~é日🌍]{0,40}",
        any::<String>(),
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn people(of: Option<&Read<'_>>) -> Vec<(String, String)> {
    let of = of.map(|it| it.clone().into_list()).unwrap_or_default();
    let person = |it: &mail_parser::Addr<'_>| {
        (
            it.name().unwrap_or_default().to_owned(),
            it.address().unwrap_or_default().to_owned(),
        )
    };
    of.iter().map(person).collect()
}

proptest! {
    #[test]
    fn nothing_that_people_write_adds_a_header_or_a_reader(
        subject in wild(), from in wild(), to in wild(), cc in wild(), file in wild(),
        media_type in wild(), text in wild(),
    ) {
        let mut letter = letter();
        letter.cc = vec![mailbox("x", "leo@client.example")];
        letter.files = vec![picture(None)];
        let plain = compose(&letter).unwrap();
        let expected = names(&read(&plain.raw));
        letter.subject = subject.clone();
        letter.from.name = Some(from.clone());
        letter.to.name = Some(to.clone());
        letter.cc[0].name = Some(cc.clone());
        letter.files[0].name = file.clone();
        letter.files[0].media_type = media_type;
        letter.text = text.clone();
        let composed = compose(&letter).unwrap();
        let mail = read(&composed.raw);
        prop_assert_eq!(names(&mail), expected);
        prop_assert_eq!(&composed.recipients, &plain.recipients);
        prop_assert_eq!(mail.parts.len(), 5);
        let clean = |text: &str| clean::line(text, clean::NAME);
        prop_assert_eq!(mail.subject().unwrap_or_default(), clean::line(&subject, clean::SUBJECT));
        let one = |name: &str, email: &str| vec![(clean(name), email.to_owned())];
        prop_assert_eq!(people(mail.from()), one(&from, "support@help.example"));
        prop_assert_eq!(people(mail.to()), one(&to, "zoe@client.example"));
        prop_assert_eq!(people(mail.cc()), one(&cc, "leo@client.example"));
        prop_assert_eq!(mail.parts[4].attachment_name().unwrap(), clean::file_name(&file));
        let body = mail.body_text(0).unwrap().replace("\r\n", "\n");
        let text = clean::text(&text);
        prop_assert_eq!(body.trim_end(), text.trim_end());
        prop_assert!(!matches!(mail.bcc(), Some(bcc) if bcc.first().is_some()));
        prop_assert!(!matches!(mail.header("Bcc"), Some(value) if *value != HeaderValue::Empty));
    }
}
