//! A letter as HTML: one narrow column that keeps its contrast in light and in dark.

use guichet_domain::people::Language;

/// A whole page. Colours are left to the reader's program wherever that can be; those of buttons
/// hold on both grounds.
pub(super) fn page(language: Language, title: &str, content: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <meta name=\"supported-color-schemes\" content=\"light dark\">\
         <title>{}</title><style>:root{{color-scheme:light dark}}</style></head>\
         <body style=\"margin:0;padding:24px 16px\">\
         <div style=\"max-width:600px;margin:0 auto;font:16px/1.5 -apple-system,'Segoe UI',\
         Roboto,Helvetica,Arial,sans-serif\">{content}</div></body></html>\n",
        escaped(title)
    )
}

/// Text as paragraphs, with its addresses as links.
pub(super) fn paragraphs(text: &str) -> String {
    let mut html = String::new();
    for paragraph in text.split("\n\n").filter(|text| !text.trim().is_empty()) {
        let lines: Vec<String> = paragraph.trim_matches('\n').lines().map(linked).collect();
        html.push_str("<p style=\"margin:0 0 16px\">");
        html.push_str(&lines.join("<br>\n"));
        html.push_str("</p>\n");
    }
    html
}

/// A row of buttons, the first the one that is meant.
pub(super) fn buttons(buttons: &[(&str, String)]) -> String {
    let mut html = String::from("<p style=\"margin:24px 0\">");
    for (place, (label, url)) in buttons.iter().enumerate() {
        let colours = match place {
            0 => "background:#3350d0;color:#ffffff",
            _ => "background:#e6e9ef;color:#171a21",
        };
        html.push_str(&format!(
            "<a href=\"{}\" style=\"display:inline-block;margin:0 8px 8px 0;padding:10px 18px;\
             border-radius:6px;text-decoration:none;font-weight:600;{colours}\">{}</a>",
            escaped(url),
            escaped(label)
        ));
    }
    html + "</p>\n"
}

/// A row of scores, each a link.
pub(super) fn scores(scores: &[(&str, &str)]) -> String {
    let mut html = String::from("<p style=\"margin:24px 0\">");
    for (score, url) in scores {
        html.push_str(&format!(
            "<a href=\"{}\" style=\"display:inline-block;min-width:20px;margin:0 6px 6px 0;\
             padding:10px 12px;border-radius:6px;text-align:center;text-decoration:none;\
             font-weight:600;background:#e6e9ef;color:#171a21\">{}</a>",
            escaped(url),
            escaped(score)
        ));
    }
    html + "</p>\n"
}

/// One line with its web addresses as links: each word that is one, without the marks around it.
fn linked(line: &str) -> String {
    let words = line.split(' ').map(|word| {
        let url = word.trim_end_matches(['.', ',', ';', ':', ')', '!', '?', '»']);
        match url.starts_with("https://") || url.starts_with("http://") {
            true => format!(
                "<a href=\"{0}\">{0}</a>{1}",
                escaped(url),
                escaped(&word[url.len()..])
            ),
            false => escaped(word),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
