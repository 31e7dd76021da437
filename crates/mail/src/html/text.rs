//! The text of HTML, as somebody would type it: paragraphs, lists, tables, quotes and links stay
//! readable. One pass over the tags, no tree, so that no nesting matters.

mod pieces;
mod writer;

pub(super) use pieces::{Piece, Tag, pieces};

use writer::Writer;

/// Elements whose content is no text.
const HIDDEN: &[&str] = &[
    "head", "noscript", "script", "style", "svg", "template", "textarea", "title",
];

/// The plain text of HTML, lines ending in `\n`. Quotes (`blockquote`) are led by `> `.
pub fn text_of(html: &str) -> String {
    let mut writer = Writer::default();
    let mut hidden: Option<String> = None;
    let mut link: Option<(String, usize)> = None;
    for piece in pieces(html) {
        match (piece, &hidden) {
            (Piece::Tag(tag), Some(name)) => {
                // A body ends the head that was never closed.
                if (tag.closes && tag.name == *name) || (tag.name == "body" && name == "head") {
                    hidden = None;
                }
            }
            (Piece::Text(_), Some(_)) => {}
            (Piece::Text(text), None) => writer.text(text),
            (Piece::Tag(tag), None) if HIDDEN.contains(&tag.name.as_str()) => {
                hidden = (!tag.closes).then_some(tag.name);
            }
            (Piece::Tag(tag), None) if tag.name == "a" => {
                end_link(&mut writer, link.take());
                let address = tag.attribute("href").filter(|_| !tag.closes);
                link = address.map(|address| (address, writer.length()));
            }
            (Piece::Tag(tag), None) => element(&mut writer, &tag),
        }
    }
    end_link(&mut writer, link);
    writer.finish()
}

/// Writes where a link leads, unless its text says so.
fn end_link(writer: &mut Writer, link: Option<(String, usize)>) {
    let Some((address, from)) = link else { return };
    let lower: String = address
        .chars()
        .take(8)
        .collect::<String>()
        .to_ascii_lowercase();
    let leads = lower.starts_with("http://") || lower.starts_with("https://");
    let bare = |text: &str| {
        let text = text.trim().trim_end_matches('/');
        let text = text
            .strip_prefix("https://")
            .or(text.strip_prefix("http://"))
            .unwrap_or(text);
        text.to_lowercase()
    };
    let said = writer.since(from);
    if leads && address.len() <= 2_000 && bare(said) != bare(&address) {
        let place = match said.trim().is_empty() {
            // A picture that leads somewhere says nothing as text.
            true => return,
            false => format!(" <{address}>"),
        };
        writer.raw(&place);
    }
}

fn element(writer: &mut Writer, tag: &Tag) {
    match tag.name.as_str() {
        "br" => writer.line(),
        // Outlook's paragraphs are lines, with empty ones where somebody left one.
        "p" if !tag.closes => {
            let class = tag.attribute("class").unwrap_or_default();
            writer.paragraph_of(class.starts_with("Mso"));
        }
        "p" => writer.end_paragraph(),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dl" | "figure" | "table" => {
            writer.paragraph();
        }
        "ul" | "ol" => writer.list(tag.closes, tag.name == "ol"),
        "li" if !tag.closes => writer.item(),
        "li" | "div" | "tr" | "dt" | "dd" | "address" | "article" | "aside" | "body"
        | "caption" | "center" | "fieldset" | "footer" | "form" | "header" | "main" | "section" => {
            writer.block()
        }
        "td" | "th" if tag.closes => writer.cell(),
        "hr" => {
            writer.block();
            writer.raw("----");
            writer.block();
        }
        "blockquote" => writer.quote(tag.closes),
        "pre" => writer.preformatted(!tag.closes),
        "img" => {
            if let Some(text) = tag.attribute("alt").filter(|text| text.len() <= 200) {
                writer.text(&text);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_reads_as_somebody_would_type_it() {
        let table = [
            (
                "<p>Bonjour,</p><p>Ça&nbsp;va&nbsp;?</p>",
                "Bonjour,\n\nÇa va ?",
            ),
            ("a<br>b<div>c</div>d", "a\nb\nc\nd"),
            (
                "<ul><li>a</li><li>b<ol><li>c<li>d</ol></ul>e",
                "- a\n- b\n  1. c\n  2. d\n\ne",
            ),
            (
                "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
                "a\tb\nc",
            ),
            ("x<blockquote>y<br>z</blockquote>w", "x\n\n> y\n> z\n\nw"),
            (
                "<a href='https://a.example/b'>here</a>.",
                "here <https://a.example/b>.",
            ),
            (
                "<a href=https://a.example/>https://a.example</a>",
                "https://a.example",
            ),
            ("<a href='javascript:x'>here</a>", "here"),
            (
                "<style>p{}</style><script>1<2</script>a &lt;b&gt; &eacute; &#8364;",
                "a <b> é €",
            ),
            ("<!-- a > b --><p title='>'>c", "c"),
            ("a < b & c", "a < b & c"),
            ("<pre>a\n  b</pre>", "a\n  b"),
            (
                "<p class=MsoNormal>a</p><p class=MsoNormal>&nbsp;</p><p class=\"MsoNormal\">b</p><p class=MsoNormal>c</p>",
                "a\n\nb\nc",
            ),
            ("  a \n\t b  ", "a b"),
        ];
        for (given, expected) in table {
            assert_eq!(text_of(given), expected, "{given}");
        }
    }
}
