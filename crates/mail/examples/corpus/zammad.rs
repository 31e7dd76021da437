//! Mails beside what another desk reads in them: sender, recipients, subject, attachments.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::Read;
use std::path::Path;

use guichet_mail::incoming::{self, Address, File, Mail};
use serde_json::Value;

use crate::{Share, Slowest};

/// Where we read otherwise on purpose: the mail, the field, and why.
const EXPLAINED: &[(&str, &str, &str)] = &[
    (
        "mail014",
        "files",
        "characters that file systems give a meaning are replaced (S44)",
    ),
    (
        "mail017",
        "subject",
        "a subject is cut at a thousand characters",
    ),
    (
        "mail076",
        "sender",
        "an address has neither blanks nor quotes",
    ),
    (
        "mail076",
        "sender's name",
        "what stands before an @ is no name",
    ),
];

/// Prints the share and the differences; whether it is as good as asked.
pub fn measure(folder: &Path, clock: &mut Slowest) -> Result<bool, Box<dyn Error>> {
    let expected = expected(&folder.join("expected.json.gz"))?;
    let mut share = Share { right: 0, all: 0 };
    let mut lines = Vec::new();
    let mut unexplained = 0;
    for (name, wanted) in &expected {
        let raw = fs::read(folder.join(format!("{name}.box")))?;
        let mail = clock.read(name, &raw);
        let compared = match &mail {
            Ok(mail) => compared(mail, wanted),
            Err(error) => vec![("whole mail", "read".to_owned(), error.code().to_owned())],
        };
        for (field, wanted, found) in compared {
            share.all += 1;
            if wanted == found {
                share.right += 1;
                continue;
            }
            let explained = EXPLAINED
                .iter()
                .find(|(mail, about, _)| mail == name && *about == field);
            unexplained += usize::from(explained.is_none());
            let why = explained.map_or("NOT EXPLAINED", |(_, _, why)| *why);
            lines.push(format!(
                "  {name} {field}: {found:?} where {wanted:?} is expected: {why}"
            ));
        }
    }
    let strange = read_all(folder, clock)?;
    println!(
        "mails beside what another desk reads in them ({} mails)",
        expected.len()
    );
    let good = share.print("fields alike", 95.0);
    lines.iter().for_each(|line| println!("{line}"));
    println!("  {strange} more without expectation, read or refused without harm");
    Ok(good && unexplained == 0)
}

fn expected(path: &Path) -> Result<BTreeMap<String, Value>, Box<dyn Error>> {
    let mut text = String::new();
    flate2::read::GzDecoder::new(fs::File::open(path)?).read_to_string(&mut text)?;
    Ok(serde_json::from_str(&text)?)
}

/// The mails that nobody says anything about.
fn read_all(folder: &Path, clock: &mut Slowest) -> Result<usize, Box<dyn Error>> {
    let mut count = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_mail = path.extension().is_some_and(|ending| ending == "box");
        if is_mail && !path.with_extension("yml").exists() {
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let raw = fs::read(&path)?;
            let _ = clock.read(&name, &raw);
            let _ = incoming::outline(&raw);
            count += 1;
        }
    }
    Ok(count)
}

type Compared = Vec<(&'static str, String, String)>;

/// Each field that the other desk names: what it reads, and what we do.
fn compared(mail: &Mail, wanted: &Value) -> Compared {
    let mut fields = Vec::new();
    let text = |name: &str| wanted[name].as_str().map(plain);
    if let Some(from) = text("from_email") {
        fields.push((
            "sender",
            from.to_lowercase(),
            mail.from.email.to_lowercase(),
        ));
    }
    if let Some(name) = text("from_display_name") {
        fields.push((
            "sender's name",
            name,
            plain(mail.from.name.as_deref().unwrap_or_default()),
        ));
    }
    if let Some(subject) = text("subject") {
        fields.push(("subject", subject, plain(&mail.subject)));
    }
    for (name, found) in [("to", &mail.to), ("cc", &mail.cc)] {
        if let Some(value) = wanted[name].as_str() {
            fields.push((name, emails_in(value), emails(found)));
        }
    }
    let Some(files) = wanted["attachments"].as_array() else {
        return fields;
    };
    // The other desk keeps the HTML of an alternative as a file; here it is the mail's `html`.
    let is_file =
        |file: &&Value| file["preferences"]["content-alternative"].as_bool() != Some(true);
    let mut names: Vec<String> = files.iter().filter(is_file).map(named).collect();
    let mut found: Vec<String> = mail
        .files
        .iter()
        .map(|file| format!("{} ({})", file.name, length(file)))
        .collect();
    names.sort();
    found.sort();
    fields.push(("files", names.join(", "), found.join(", ")));
    fields
}

/// The other desk counts texts without carriage returns.
fn length(file: &File) -> usize {
    let is_text = file.media_type.starts_with("text/") || file.media_type == "message/rfc822";
    let counts = |byte: &&u8| !is_text || **byte != b'\r';
    file.bytes.iter().filter(counts).count()
}

/// White space alike.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn emails(addresses: &[Address]) -> String {
    let emails = addresses.iter().map(|address| address.email.to_lowercase());
    emails.collect::<Vec<_>>().join(", ")
}

/// The words with an `@` in them.
fn emails_in(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || "<>,()".contains(c));
    let emails = words
        .filter(|word| word.contains('@'))
        .map(str::to_lowercase);
    emails.collect::<Vec<_>>().join(", ")
}

/// A file by its name and size; the data of binary files is in base64.
fn named(file: &Value) -> String {
    let data = file["data"].as_str().unwrap_or_default();
    let kind = file["preferences"]["Mime-Type"]
        .as_str()
        .unwrap_or_default();
    let size = match kind.starts_with("text/") || kind == "message/rfc822" {
        true => data.len(),
        false => decoded_length(data),
    };
    format!("{} ({size})", file["filename"].as_str().unwrap_or_default())
}

fn decoded_length(data: &str) -> usize {
    let characters = data
        .bytes()
        .filter(|byte| byte.is_ascii_graphic() && *byte != b'=');
    characters.count() * 3 / 4
}
