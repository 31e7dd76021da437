//! Mails as programs write them, in French and English, each with what is to be read in it.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use guichet_mail::incoming::{
    HOPS, Limits, MachineSign, Mail, Nature, Permanence, outline, read, verdict,
};

fn raw(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mails");
    std::fs::read(folder.join(format!("{name}.eml"))).unwrap()
}

fn mail(name: &str) -> Mail {
    read(&raw(name), &Limits::default()).unwrap()
}

#[test]
fn own_words_are_told_from_the_rest() {
    let table = [
        (
            "outlook-fr-reply",
            "Bonjour,\n\nL'imprimante redémarre toute seule depuis hier.\nMerci de votre aide,\nClémence",
        ),
        ("gmail-fr-reply", "Ça marche, merci !"),
        (
            "gmail-html-only",
            "It works now, thank you.\nSee the page <https://wiki.example/vpn>.",
        ),
        (
            "thunderbird-fr",
            "Le 05/03/2025 à 13:40, Support a écrit :\n> Quel répertoire ?\nCelui des marchés.\n\n> Depuis quand ?\nDepuis ce matin.",
        ),
        ("iphone-fr", "Mon badge n’ouvre plus la porte du parking."),
        ("latin1-raw", "Les fenêtres sont cassées."),
    ];
    for (name, expected) in table {
        assert_eq!(mail(name).text, expected, "{name}");
    }
}

#[test]
fn the_rest_is_folded_and_kept() {
    let quoted = mail("gmail-fr-reply").quoted.unwrap();
    assert!(quoted.ends_with("> Votre compte est prêt."), "{quoted}");
    let quoted = mail("outlook-fr-reply").quoted.unwrap();
    assert!(quoted.contains("Envoyé : lundi 3 mars"), "{quoted}");
    assert_eq!(
        mail("iphone-fr").quoted.as_deref(),
        Some("Envoyé de mon iPhone")
    );
    assert_eq!(mail("latin1-raw").quoted, None);
}

#[test]
fn the_head_is_read() {
    let mail = mail("outlook-fr-reply");
    assert_eq!(mail.from.name.as_deref(), Some("Moreau Clémence"));
    assert_eq!(mail.from.email, "claire.moreau@atelier.example");
    assert_eq!(mail.to[0].email, "support+1042-abc@desk.example");
    assert_eq!(mail.cc[0].name.as_deref(), Some("René Dupré"));
    assert_eq!(mail.subject, "RE: Imprimante du 2e étage [GU-1042]");
    assert_eq!(mail.in_reply_to, ["gu.1042.7.abc@desk.example"]);
    assert_eq!(
        mail.references,
        ["a@desk.example", "gu.1042.7.abc@desk.example"]
    );
    assert_eq!(mail.delivered_to, ["support+1042-abc@desk.example"]);
    assert_eq!(
        mail.return_path.as_deref(),
        Some("claire.moreau@atelier.example")
    );
    assert_eq!(mail.date.unwrap().to_rfc3339(), "2025-03-03T09:31:00+00:00");
    assert_eq!(mail.nature, Nature::Person);
    let found = verdict(&mail.authentication_results, "mx.desk.example", HOPS);
    assert!(found.vouches_for("atelier.example"));
}

#[test]
fn raw_bytes_in_the_head_are_read() {
    let mail = mail("latin1-raw");
    assert_eq!(mail.from.name.as_deref(), Some("Gérard Côté"));
    assert_eq!(mail.subject, "Problème d'accès à l'été");
}

#[test]
fn an_outline_agrees_with_the_mail() {
    for entry in
        std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mails")).unwrap()
    {
        let raw = std::fs::read(entry.unwrap().path()).unwrap();
        let (mail, outline) = (read(&raw, &Limits::default()).unwrap(), outline(&raw));
        assert_eq!(outline.subject, mail.subject);
        assert_eq!(outline.from, Some(mail.from));
        assert_eq!(outline.message_id, mail.message_id);
        assert_eq!(outline.date, mail.date);
    }
}

#[test]
fn files_come_with_their_names() {
    let table = [
        (
            "apple-fr-images",
            "pie\u{300}ce jointe.png",
            "image/png",
            false,
        ),
        ("outlook-inline-image", "image001.png", "image/png", true),
        ("outlook-winmail", "devis été.pdf", "application/pdf", false),
        ("invitation", "attachment-1.ics", "text/calendar", false),
        (
            "thunderbird-fr-attached",
            "Souris.eml",
            "message/rfc822",
            false,
        ),
    ];
    for (name, file, kind, inline) in table {
        let files = mail(name).files;
        assert_eq!(files.len(), 1, "{name}");
        assert_eq!(
            (files[0].name.as_str(), files[0].media_type.as_str()),
            (file, kind),
            "{name}"
        );
        assert_eq!(files[0].inline, inline, "{name}");
    }
}

#[test]
fn text_around_a_picture_is_one_text() {
    let mail = mail("apple-fr-images");
    assert_eq!(
        mail.text,
        "Voici la panne :\n\net la machine est dans le bureau 12."
    );
}

#[test]
fn an_inline_picture_is_named_by_its_file() {
    let mail = mail("outlook-inline-image");
    assert_eq!(
        mail.files[0].content_id.as_deref(),
        Some("image001.png@01DB")
    );
    assert!(
        mail.html
            .unwrap()
            .contains(r#"<img data-cid="image001.png@01DB""#)
    );
    assert!(!mail.remote_images);
}

#[test]
fn what_somebody_passed_on_is_found() {
    let table = [
        (
            "outlook-fr-forward",
            "luc.martin@usine.example",
            "Panne réseau",
            "2025-03-07T14:02:00",
            "Bonjour,",
        ),
        (
            "gmail-fr-forward",
            "nadia@usine.example",
            "Mot de passe",
            "2025-03-07T08:30:00",
            "J'ai oublié",
        ),
        (
            "apple-fr-forward",
            "zoe@usine.example",
            "Clavier",
            "2025-03-07T10:45:00",
            "Les touches",
        ),
        (
            "thunderbird-en-forward",
            "tom@usine.example",
            "Screen",
            "2025-03-07T10:00:00",
            "My screen",
        ),
        (
            "outlook-de-forward",
            "uwe@usine.example",
            "Drucker",
            "2025-03-07T11:00:00",
            "Der Drucker",
        ),
        (
            "thunderbird-fr-attached",
            "eva@usine.example",
            "Souris",
            "2025-03-07T13:00:00",
            "Ma souris",
        ),
    ];
    for (name, from, subject, date, text) in table {
        let forwarded = mail(name).forwarded.unwrap_or_else(|| panic!("{name}"));
        assert_eq!(forwarded.from.email, from, "{name}");
        assert_eq!(forwarded.subject, subject, "{name}");
        let at = forwarded.date.map(|date| date.format("%FT%T").to_string());
        assert_eq!(at.as_deref(), Some(date), "{name}");
        assert!(
            forwarded.text.starts_with(text),
            "{name}: {}",
            forwarded.text
        );
    }
    for name in [
        "outlook-fr-reply",
        "gmail-fr-reply",
        "thunderbird-fr",
        "dsn-postfix",
        "invitation",
    ] {
        assert_eq!(mail(name).forwarded, None, "{name}");
    }
}

#[test]
fn machines_are_told_from_people() {
    let table = [
        ("out-of-office-fr", Nature::OutOfOffice),
        ("newsletter", Nature::Machine(MachineSign::List)),
        ("monitoring", Nature::Machine(MachineSign::AutoSubmitted)),
        ("our-own", Nature::Machine(MachineSign::AutoSubmitted)),
        ("outlook-fr-forward", Nature::Person),
        ("invitation", Nature::Person),
    ];
    for (name, expected) in table {
        assert_eq!(mail(name).nature, expected, "{name}");
    }
    assert_eq!(mail("our-own").loop_mark.as_deref(), Some("abcdefghij"));
    assert_eq!(mail("out-of-office-fr").return_path.as_deref(), Some(""));
}

#[test]
fn bounces_say_for_whom_and_why() {
    use Permanence::{Delayed, Hard, Soft};
    type Told = &'static [(&'static str, &'static str, Permanence)];
    let table: [(&str, Told, Option<&str>); 5] = [
        (
            "dsn-postfix",
            &[("l.martin@usine.example", "5.1.1", Hard)],
            Some("gu.7.9.mac@desk.example"),
        ),
        (
            "dsn-delayed",
            &[("eva@usine.example", "4.4.1", Delayed)],
            None,
        ),
        (
            "bounce-exim",
            &[("luc@usine.example", "5.2.2", Hard)],
            Some("gu.7.10.mac@desk.example"),
        ),
        (
            "bounce-qmail",
            &[
                ("luc@usine.example", "5.1.1", Hard),
                ("eva@usine.example", "4.0.0", Soft),
            ],
            Some("gu.7.11.mac@desk.example"),
        ),
        (
            "bounce-exchange-fr",
            &[("luc.martin@usine.example", "5.1.10", Hard)],
            None,
        ),
    ];
    for (name, expected, original) in table {
        let Nature::Bounce(bounced) = mail(name).nature else {
            panic!("{name}")
        };
        let found: Vec<_> = bounced
            .iter()
            .map(|b| {
                (
                    b.recipient.as_str(),
                    b.status.as_deref().unwrap(),
                    b.permanence,
                )
            })
            .collect();
        assert_eq!(found, expected, "{name}");
        assert_eq!(
            bounced[0].original_message_id.as_deref(),
            original,
            "{name}"
        );
    }
    let Nature::Bounce(bounced) = mail("dsn-postfix").nature else {
        panic!("no bounce")
    };
    assert_eq!(
        bounced[0].final_recipient.as_deref(),
        Some("luc@usine.example")
    );
}

#[test]
fn a_complaint_says_about_which_mail() {
    let Nature::Feedback(complaint) = mail("complaint").nature else {
        panic!("no complaint")
    };
    assert_eq!(complaint.kind, "abuse");
    assert_eq!(
        complaint.recipient.as_deref(),
        Some("luc@fournisseur.example")
    );
    assert_eq!(
        complaint.original_message_id.as_deref(),
        Some("gu.7.12.mac@desk.example")
    );
}

#[test]
fn a_report_that_somebody_attached_is_no_bounce() {
    let raw = String::from_utf8(raw("dsn-postfix")).unwrap();
    let raw = raw
        .replace("Return-Path: <>\n", "")
        .replace(
            "MAILER-DAEMON@mx.usine.example (Mail Delivery System)",
            "Luc <luc@usine.example>",
        )
        .replace(
            "multipart/report; report-type=delivery-status",
            "multipart/mixed",
        )
        .replace("Auto-Submitted: auto-replied\n", "");
    let mail = read(raw.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(mail.nature, Nature::Person);
}

#[test]
fn s40_s44_s47_a_hostile_mail_is_harmless() {
    let mail = mail("hostile");
    assert_eq!(mail.subject, "Hello  Bcc: victim@desk.example");
    let html = mail.html.unwrap();
    assert!(html.starts_with("<p>Hello<img></p>\n<a "), "{html}");
    assert!(
        !html.contains("x()") && !html.contains("mal.example"),
        "{html}"
    );
    assert_eq!(mail.files[0].name, "_CON");
    assert_eq!(mail.files[0].media_type, "image/svg+xml");
}

#[test]
fn the_same_mail_by_another_way_has_the_same_hash() {
    let one = raw("outlook-winmail");
    let other = String::from_utf8(one.clone()).unwrap();
    let other = format!(
        "Received: from elsewhere\n{}",
        other.replace("\"w\"", "\"v\"").replace("--w", "--v")
    );
    let hash = |raw: &[u8]| read(raw, &Limits::default()).unwrap().body_hash;
    assert_eq!(hash(&one), hash(other.as_bytes()));
    assert_ne!(hash(&one), hash(&raw("monitoring")));
}

#[test]
fn lines_may_end_in_any_way() {
    for name in ["outlook-fr-reply", "dsn-postfix", "outlook-winmail"] {
        let unix = String::from_utf8_lossy(&raw(name)).into_owned();
        let expected = mail(name);
        for ending in ["\r\n", "\r"] {
            let other = read(unix.replace('\n', ending).as_bytes(), &Limits::default()).unwrap();
            assert_eq!(other.text, expected.text, "{name}");
            assert_eq!(other.nature, expected.nature, "{name}");
            assert_eq!(other.files.len(), expected.files.len(), "{name}");
        }
    }
}
