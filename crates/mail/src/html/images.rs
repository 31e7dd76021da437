//! Images loaded by nobody until somebody asks. Works on what the sanitizer writes: every `<` begins a
//! tag, every value stands in double quotes.

/// Moves the `src` of each image to `data-src`, or to `data-cid` if it is a file of the mail. Says
/// whether any lies elsewhere. An image that is neither (`data:`, relative) keeps only its text.
pub(super) fn turned_off(html: &str) -> (String, bool) {
    let mut result = String::with_capacity(html.len());
    let mut remote = false;
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, from) = rest.split_at(start);
        result.push_str(before);
        let end = tag_end(from);
        let (tag, after) = from.split_at(end);
        match tag.strip_prefix("<img ") {
            Some(attributes) => remote |= image(attributes, &mut result),
            None => result.push_str(tag),
        }
        rest = after;
    }
    result.push_str(rest);
    (result, remote)
}

/// Where the tag at the beginning of a text ends; a `>` in a quoted value is not its end.
fn tag_end(text: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Writes an image anew; whether it lies elsewhere.
fn image(attributes: &str, result: &mut String) -> bool {
    let (mut kept, mut source) = (String::new(), None);
    let mut rest = attributes;
    while let Some((name, value, after)) = attribute(rest) {
        match name {
            "src" => source = Some(value),
            "data-src" => source = source.or(Some(value)),
            "data-cid" => {}
            _ => kept.push_str(&format!(" {name}=\"{value}\"")),
        }
        rest = after;
    }
    let cid = || attributes_value(attributes, "data-cid");
    let place = source
        .and_then(place_of)
        .or_else(|| cid().and_then(|id| place("data-cid", id)));
    result.push_str("<img");
    let remote = place
        .as_ref()
        .is_some_and(|place| place.starts_with(" data-src"));
    result.push_str(&place.unwrap_or_default());
    result.push_str(&kept);
    result.push('>');
    remote
}

fn attributes_value<'x>(attributes: &'x str, wanted: &str) -> Option<&'x str> {
    let mut rest = attributes;
    while let Some((name, value, after)) = attribute(rest) {
        if name == wanted {
            return Some(value);
        }
        rest = after;
    }
    None
}

fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.trim_start().split_once("=\"")?;
    let (value, rest) = rest.split_once('"')?;
    Some((name, value, rest))
}

fn place_of(source: &str) -> Option<String> {
    let source = source.trim();
    let lower: String = source
        .chars()
        .take(8)
        .collect::<String>()
        .to_ascii_lowercase();
    if lower.starts_with("cid:") {
        place("data-cid", &source[4..])
    } else if lower.starts_with("http://") || lower.starts_with("https://") {
        place("data-src", source)
    } else {
        None
    }
}

/// The attribute of an image; `None` for a value that no program writes.
fn place(attribute: &str, value: &str) -> Option<String> {
    let sound = !value.is_empty() && value.len() <= 4_000 && !value.contains(char::is_whitespace);
    sound.then(|| format!(" {attribute}=\"{value}\""))
}
