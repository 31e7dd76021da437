//! Any bytes are read as a mail or refused, and what is read keeps its promises.
#![no_main]

use guichet_mail::html;
use guichet_mail::incoming::{Address, HOPS, Limits, Mail, Nature, outline, read, verdict};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|raw: &[u8]| {
    outline(raw);
    let limits = Limits { text_chars: 2_000, ..Limits::default() };
    if let Ok(mail) = read(raw, &limits) {
        check(&mail, &limits);
        verdict(&mail.authentication_results, "mx.desk.example", HOPS);
    }
});

fn check(mail: &Mail, limits: &Limits) {
    let mut texts = vec![&mail.subject, &mail.text, &mail.body_hash];
    texts.extend([&mail.message_id, &mail.quoted, &mail.html, &mail.return_path, &mail.loop_mark].into_iter().flatten());
    texts.extend(mail.in_reply_to.iter().chain(&mail.references).chain(&mail.delivered_to));
    let lists = [&mail.reply_to, &mail.to, &mail.cc].into_iter().flatten();
    for Address { name, email } in lists.chain([&mail.from]).chain(&mail.sender) {
        assert!(!email.is_empty() && !email.contains(char::is_control), "{email:?}");
        texts.extend(name.iter().chain([email]));
    }
    for file in &mail.files {
        let strange = |c: char| c.is_control() || matches!(c, '/' | '\\' | '\u{202e}' | ':');
        assert!(!file.name.is_empty() && !file.name.contains(strange), "{:?}", file.name);
        assert!(file.name.len() <= 220 && !file.name.starts_with('.'), "{:?}", file.name);
        texts.extend([&file.name, &file.media_type].into_iter().chain(&file.content_id));
    }
    if let Some(forwarded) = &mail.forwarded {
        texts.extend([&forwarded.subject, &forwarded.text, &forwarded.from.email]);
    }
    if let Nature::Bounce(all) = &mail.nature {
        for bounced in all {
            texts.push(&bounced.recipient);
            texts.extend([&bounced.status, &bounced.diagnostic, &bounced.original_message_id].into_iter().flatten());
        }
    }
    assert!(!mail.subject.contains(char::is_control), "{:?}", mail.subject);
    assert!(mail.text.chars().count() <= limits.text_chars);
    assert!(texts.iter().all(|text| !text.contains('\0')));
    if let Some(html) = &mail.html {
        let again = html::clean(html).map(|clean| clean.html);
        assert_eq!(again.as_ref(), Some(html), "clean HTML stays as it is");
    }
}
