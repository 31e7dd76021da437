//! How many mails a second are read and taken in: parsed, their files kept, each a ticket or a
//! message with its journal, clocks and letters; committed in batches as from a mailbox.
//!
//! `cargo xtask bench mail` runs it on both databases; a number says how many mails.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::time::Instant;

use futures::executor::block_on;
use guichet_desk::passwords::PasswordHash;
use guichet_desk::post::receive::{self, Origin, Parsed};
use guichet_desk::post::{self, Carrier, PostPatch};
use guichet_desk::setup::{self, Setup};
use guichet_desk::{Desk, SystemClock};
use guichet_domain::people::Language;
use guichet_domain::post::MailState;
use guichet_domain::text::{Email, Name};
use guichet_domain::ticket::Channel;
use guichet_mail::incoming::Limits;
use guichet_mail::seal::Seal;
use guichet_store::files::Files;
use guichet_testkit::{Kind, TestStore};

/// How many mails are one transaction, as when a mailbox is read.
const BATCH: usize = 16;

fn main() {
    let numbers: Vec<usize> = std::env::args()
        .filter_map(|word| word.parse().ok())
        .collect();
    let mails = numbers.first().copied().unwrap_or(6_000);
    for kind in [Kind::Sqlite, Kind::Postgres] {
        println!("\n{kind:?}");
        on_database(kind, mails);
    }
}

fn on_database(kind: Kind, mails: usize) {
    let store = TestStore::new(kind);
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(folder.path().to_str().unwrap()).unwrap();
    let desk = Desk::new((*store).clone(), files, Arc::new(SystemClock), 25 << 20);
    settle(&desk);
    let carrier = Carrier {
        seal: Seal::from_secret(b"a secret of the measurement, long enough"),
        base_url: "https://desk.example".to_owned(),
    };
    let raws: Vec<Vec<u8>> = (0..mails).map(mail).collect();
    let bytes: usize = raws.iter().map(Vec::len).sum();
    let alone = Instant::now();
    for raw in raws.iter().take(mails.min(2_000)) {
        std::hint::black_box(guichet_mail::incoming::read(raw, &Limits::default()).unwrap());
    }
    let parsing = alone.elapsed() / u32::try_from(mails.min(2_000)).unwrap();
    let begun = Instant::now();
    let taken = run(&desk, &carrier, raws);
    let took = begun.elapsed();
    assert_eq!(taken, mails, "all are on tickets");
    println!(
        "{mails} mails ({} KB each on average) in {:.2} s: {:.0} mails/s; parsing alone {:.0} µs each",
        bytes / mails / 1_024,
        took.as_secs_f64(),
        mails as f64 / took.as_secs_f64(),
        parsing.as_secs_f64() * 1e6,
    );
}

/// One thread reads, the other takes in.
fn run(desk: &Desk, carrier: &Carrier, raws: Vec<Vec<u8>>) -> usize {
    let (send, receive) = sync_channel::<Vec<(Origin, Parsed)>>(4);
    let reader = std::thread::spawn(move || {
        let mut batch = Vec::with_capacity(BATCH);
        for raw in raws {
            batch.push((
                Origin::default(),
                receive::parse(raw.into(), &Limits::default()),
            ));
            if batch.len() == BATCH {
                send.send(std::mem::take(&mut batch)).unwrap();
            }
        }
        send.send(batch).unwrap();
    });
    let mut taken = 0;
    for batch in receive {
        let received = block_on(desk.receive(carrier, batch)).unwrap();
        taken += received
            .iter()
            .filter(|received| received.state == MailState::Taken)
            .count();
    }
    reader.join().unwrap();
    taken
}

fn settle(desk: &Desk) {
    let now = desk.now();
    let admin = desk.store().write_blocking(move |tx| {
        let setup = Setup {
            desk_name: Name::parse("Assistance").unwrap(),
            name: Name::parse("Ada Martin").unwrap(),
            email: Email::parse("ada@guichet.example").unwrap(),
            password: PasswordHash::stored("x".to_owned()),
            language: Language::Fr,
        };
        setup::begin(tx, now, &setup)
    });
    let admin = admin.unwrap();
    let viewer = desk
        .store()
        .read_blocking(move |tx| guichet_store::people::viewer(tx, admin));
    let by = desk.by(viewer.unwrap().unwrap(), Channel::Portal);
    let seal = Seal::from_secret(b"a secret of the measurement, long enough");
    let patch = PostPatch {
        per_hour: Some(10_000),
        per_day: Some(100_000),
        ..PostPatch::default()
    };
    let settled = desk
        .store()
        .write_blocking(move |tx| post::change(tx, &by, &seal, None, &patch));
    settled.unwrap();
}

/// Of four mails one answers the one before it, one has HTML, one a picture of 20 KB.
fn mail(number: usize) -> Vec<u8> {
    let who = number / 4 % 500;
    let head = format!(
        "From: Client {who} <client-{who}@client.example>\r\nTo: support@guichet.example\r\n\
         Message-ID: <{number}@client.example>\r\nDate: Mon, 2 Mar 2026 09:00:00 +0100\r\n\
         Subject: Demande {number}\r\nMIME-Version: 1.0\r\n"
    );
    let text = "Bonjour,\r\n\r\nle VPN ne se connecte plus depuis ce matin, malgré un redémarrage \
                complet du poste.\r\n\r\nMerci,\r\nCamille\r\n";
    let quoted = "\r\nLe lun. 2 mars 2026 à 09:00, Assistance a écrit :\r\n> Avez-vous \
                  redémarré ?\r\n> Merci.\r\n";
    let plain = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n";
    match number % 4 {
        0 => format!("{head}{plain}\r\n{text}").into_bytes(),
        1 => format!(
            "{head}In-Reply-To: <{}@client.example>\r\n{plain}\r\n{text}{quoted}",
            number - 1
        )
        .into_bytes(),
        2 => format!(
            "{head}Content-Type: multipart/alternative; boundary=\"edge\"\r\n\r\n--edge\r\n{plain}\
             \r\n{text}\r\n--edge\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><p \
             style=\"color:red\">Bonjour,</p><p>le <b>VPN</b> ne se connecte plus <img \
             src=\"https://track.example/x.gif\"></p></body></html>\r\n--edge--\r\n"
        )
        .into_bytes(),
        _ => {
            let line =
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA\r\n";
            // Each another picture, so that none is known by its hash.
            let picture = line
                .repeat(280)
                .replacen("AAAA", &format!("{:04}", number % 10_000), 1);
            format!(
                "{head}Content-Type: multipart/mixed; boundary=\"edge\"\r\n\r\n--edge\r\n{plain}\
                 \r\n{text}\r\n--edge\r\nContent-Type: image/png; name=\"capture.png\"\r\n\
                 Content-Disposition: attachment; filename=\"capture.png\"\r\n\
                 Content-Transfer-Encoding: base64\r\n\r\n{picture}\r\n--edge--\r\n"
            )
            .into_bytes()
        }
    }
}
