//! Puts values into words, once as text and once as HTML. One pass: what is put in is never read
//! again.

use guichet_domain::people::Language;

use super::variables::{Values, Variable};
use super::{Words, layout};

/// A letter's words, ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filled {
    /// The subject, one line.
    pub(crate) subject: String,
    /// As text.
    pub(crate) text: String,
    /// As HTML, a whole page.
    pub(crate) html: String,
}

/// Fills the words of a letter.
pub(crate) fn fill(words: &Words, values: &Values, language: Language) -> Filled {
    let subject = plain(&words.subject, values).replace(['\n', '\r'], " ");
    let mut text = Vec::new();
    let mut html = String::new();
    for paragraph in words.body.replace("\r\n", "\n").split("\n\n") {
        let (plain, marked) = block(paragraph.trim_matches('\n'), values);
        if !plain.trim().is_empty() {
            text.push(plain);
            html.push_str(&marked);
        }
    }
    Filled {
        html: layout::page(language, &subject, &html),
        text: text.join("\n\n") + "\n",
        subject,
    }
}

/// A paragraph, as text and as HTML: a row of buttons where each of its lines is one.
fn block(paragraph: &str, values: &Values) -> (String, String) {
    if paragraph.trim() == "{{scores}}" {
        return scores(values);
    }
    let buttons: Option<Vec<(&str, String)>> =
        paragraph.lines().map(|line| button(line, values)).collect();
    match buttons {
        Some(buttons) if !buttons.is_empty() => {
            let text = buttons
                .iter()
                .map(|(label, url)| format!("{label} : {url}"))
                .collect::<Vec<_>>();
            (text.join("\n"), layout::buttons(&buttons))
        }
        Some(_) | None => {
            let text = plain(paragraph, values);
            let html = layout::paragraphs(&text);
            (text, html)
        }
    }
}

/// `[Confirm]({{link.confirm}})`: what it says and where it leads.
fn button<'a>(line: &'a str, values: &Values) -> Option<(&'a str, String)> {
    let (label, rest) = line.trim().strip_prefix('[')?.split_once("](")?;
    let url = plain(rest.strip_suffix(')')?, values);
    let leads = url.starts_with("https://") || url.starts_with("http://");
    leads.then_some((label, url))
}

fn scores(values: &Values) -> (String, String) {
    let lines = values.get(&Variable::Scores).cloned().unwrap_or_default();
    let pairs: Vec<(&str, &str)> = lines
        .lines()
        .filter_map(|line| line.split_once(' '))
        .collect();
    (lines.clone(), layout::scores(&pairs))
}

fn plain(words: &str, values: &Values) -> String {
    let mut filled = String::with_capacity(words.len());
    for piece in pieces(words) {
        match piece {
            Piece::Words(words) => filled.push_str(words),
            Piece::Variable(name) => {
                if let Some(value) = Variable::of_name(name).and_then(|known| values.get(&known)) {
                    filled.push_str(value);
                }
            }
        }
    }
    filled
}

/// The first name between double braces that is not known.
pub(super) fn unknown(words: &str, is_known: impl Fn(&str) -> bool) -> Option<&str> {
    pieces(words).find_map(|piece| match piece {
        Piece::Variable(name) if !is_known(name) => Some(name),
        Piece::Variable(_) | Piece::Words(_) => None,
    })
}

enum Piece<'a> {
    Words(&'a str),
    Variable(&'a str),
}

/// Braces that are not closed are words like any others.
fn pieces(words: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = words;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let opened = rest.find("{{");
        let closed = opened.and_then(|at| rest[at..].find("}}").map(|end| (at, at + end)));
        let Some((open, close)) = closed else {
            return Some(Piece::Words(std::mem::take(&mut rest)));
        };
        if open > 0 {
            let (words, later) = rest.split_at(open);
            rest = later;
            return Some(Piece::Words(words));
        }
        let name = rest[2..close].trim();
        rest = &rest[close + 2..];
        Some(Piece::Variable(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(body: &str) -> Words {
        Words {
            subject: "[{{ticket.number}}] {{ticket.subject}}".to_owned(),
            body: body.to_owned(),
        }
    }

    #[test]
    fn s45_what_people_write_is_never_read_as_a_template() {
        for payload in [
            "{{7*7}}",
            "${7*7}",
            "<%= 7*7 %>",
            "#{7*7}",
            "{{ticket.requester.password}}",
            "{% include 'x' %}",
            "{{ticket.number}}",
        ] {
            let values = Values::from([
                (Variable::TicketNumber, "GU-1".to_owned()),
                (Variable::TicketSubject, payload.to_owned()),
                (Variable::Message, payload.to_owned()),
            ]);
            let filled = fill(&words("{{message}}"), &values, Language::En);
            assert_eq!(filled.subject, format!("[GU-1] {payload}"));
            assert_eq!(filled.text, format!("{payload}\n"));
        }
    }

    #[test]
    fn s40_what_people_write_is_no_markup() {
        let script = "<script>alert(1)</script> & \"quotes\"";
        let values = Values::from([(Variable::Message, script.to_owned())]);
        let filled = fill(&words("{{message}}"), &values, Language::Fr);
        assert!(!filled.html.contains("<script>alert"), "{}", filled.html);
        assert!(filled.html.contains("&lt;script&gt;"), "{}", filled.html);
    }

    #[test]
    fn s47_a_line_break_in_a_subject_is_a_space() {
        let values = Values::from([(Variable::TicketSubject, "a\r\nBcc: b@c.d".to_owned())]);
        let filled = fill(&words("x"), &values, Language::En);
        assert_eq!(filled.subject, "[] a  Bcc: b@c.d");
    }

    #[test]
    fn lines_that_lead_somewhere_become_buttons() {
        let link = "https://desk.example/a?b=1&c=2".to_owned();
        let values = Values::from([(Variable::LinkConfirm, link.clone())]);
        let filled = fill(&words("[Oui]({{link.confirm}})"), &values, Language::Fr);
        assert_eq!(filled.text, format!("Oui : {link}\n"));
        assert!(
            filled
                .html
                .contains("href=\"https://desk.example/a?b=1&amp;c=2\"")
        );
        // A value that is no address is no button.
        let values = Values::from([(Variable::LinkConfirm, "javascript:alert(1)".to_owned())]);
        let filled = fill(&words("[Oui]({{link.confirm}})"), &values, Language::Fr);
        assert!(!filled.html.contains("href"), "{}", filled.html);
    }

    #[test]
    fn braces_that_are_not_closed_are_words() {
        assert_eq!(unknown("{{ a }} {{b", |name| name == "a"), None);
        assert_eq!(unknown("{{c}}", |name| name == "a"), Some("c"));
        let filled = fill(&words("{{message}"), &Values::new(), Language::En);
        assert_eq!(filled.text, "{{message}\n");
    }
}
