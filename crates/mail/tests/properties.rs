//! What holds for any input, tried on made-up ones and on the mails of this folder, damaged.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use guichet_mail::html::{clean, text_of};
use guichet_mail::incoming::{Limits, outline, read};
use proptest::prelude::*;

fn mails() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mails");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

/// One of the mails with a few bytes changed, left out or put twice.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<prop::sample::Index>(), any::<u8>(), 0_u8..3);
    let changes = prop::collection::vec(change, 1..20);
    (prop::sample::select(mails()), changes).prop_map(|(mut mail, changes)| {
        for (at, byte, how) in changes {
            let at = at.index(mail.len());
            match how {
                0 => mail[at] = byte,
                1 => mail.insert(at, byte),
                _ => drop(mail.remove(at)),
            }
        }
        mail
    })
}

/// Pieces that HTML is made of, in any order.
fn tangled() -> impl Strategy<Value = String> {
    let pieces = [
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<a href='https://a.example'>",
        "</a>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<img src=cid:a>",
        "<pre>",
        "\n",
        "a",
        "&amp;",
        "&lt;",
        "&",
        "<",
        ">",
        "\"",
        "'",
        "<svg>",
        "<math>",
        "<style>",
        "</style>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<title>",
        "</title>",
        "<ul>",
        "<li>",
        "<blockquote>",
        "</blockquote>",
        "<noscript>",
        "<template>",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_damaged_mail_is_read_or_refused(raw in damaged()) {
        outline(&raw);
        if let Ok(mail) = read(&raw, &Limits::default()) {
            prop_assert!(!mail.subject.contains(char::is_control));
            prop_assert!(!mail.text.contains('\0'));
            prop_assert!(mail.files.iter().all(|file| !file.name.contains(['/', '\\', '\0'])));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(raw in prop::collection::vec(any::<u8>(), 0..2_000)) {
        outline(&raw);
        let _ = read(&raw, &Limits::default());
    }

    #[test]
    fn s40_tangled_html_is_clean_and_stays_so(html in tangled()) {
        text_of(&html);
        if let Some(cleaned) = clean(&html) {
            prop_assert!(!cleaned.html.contains("<script") && !cleaned.html.contains("<style"));
            prop_assert!(!cleaned.html.contains(" src="));
            prop_assert_eq!(clean(&cleaned.html), Some(cleaned));
        }
    }
}
