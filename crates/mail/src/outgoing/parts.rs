//! The body of a letter: text and HTML as alternatives, pictures within, files after (RFC 2046,
//! 2387).

use lettre::message::header::{ContentDisposition, ContentTransferEncoding, ContentType};
use lettre::message::{Body, MultiPart, SinglePart};
use sha2::{Digest, Sha256};

use super::{Letter, OutgoingFile, Uncomposable, clean, head};

/// A part, of either form.
enum Part {
    Single(SinglePart),
    Multi(MultiPart),
}

/// The headers of the outermost part, an empty line, and the body.
pub fn of(letter: &Letter) -> Result<Vec<u8>, Uncomposable> {
    let (within, after): (Vec<_>, Vec<_>) = letter
        .files
        .iter()
        .partition(|file| file.content_id.is_some() && letter.html.is_some());
    let text = Part::Single(written(ContentType::TEXT_PLAIN, &letter.text));
    let mut whole = match &letter.html {
        None => text,
        Some(html) => {
            let html = Part::Single(written(ContentType::TEXT_HTML, html));
            let html = with_files(html, &within, Joined::Related, letter)?;
            let boundary = boundary(letter, "alternative");
            Part::Multi(join(
                MultiPart::alternative().boundary(boundary),
                [text, html],
            ))
        }
    };
    whole = with_files(whole, &after, Joined::Mixed, letter)?;
    Ok(match whole {
        Part::Single(part) => part.formatted(),
        Part::Multi(part) => part.formatted(),
    })
}

/// How files stand to what they go with.
#[derive(Clone, Copy)]
enum Joined {
    /// Shown within it.
    Related,
    /// Beside it.
    Mixed,
}

fn with_files(
    first: Part,
    files: &[&OutgoingFile],
    joined: Joined,
    letter: &Letter,
) -> Result<Part, Uncomposable> {
    if files.is_empty() {
        return Ok(first);
    }
    let builder = match joined {
        Joined::Related => MultiPart::related().boundary(boundary(letter, "related")),
        Joined::Mixed => MultiPart::mixed().boundary(boundary(letter, "mixed")),
    };
    let mut parts = vec![first];
    for file in files {
        parts.push(Part::Single(attached(file, joined)?));
    }
    Ok(Part::Multi(join(builder, parts)))
}

fn join(
    builder: lettre::message::MultiPartBuilder,
    parts: impl IntoIterator<Item = Part>,
) -> MultiPart {
    let add = |multi: MultiPart, part| match part {
        Part::Single(part) => multi.singlepart(part),
        Part::Multi(part) => multi.multipart(part),
    };
    parts.into_iter().fold(builder.build(), add)
}

/// The same for the same letter, and cannot stand in a part: `=_` is neither quoted-printable nor
/// base64.
fn boundary(letter: &Letter, kind: &str) -> String {
    let hash = Sha256::new()
        .chain_update(kind)
        .chain_update(&letter.message_id);
    let hash = hash.finalize();
    let number = hash.iter().take(12).map(|byte| format!("{byte:02x}"));
    format!("=_{}", number.collect::<String>())
}

/// UTF-8 in quoted-printable: readable in any client, and untouched by any server.
fn written(content_type: ContentType, text: &str) -> SinglePart {
    SinglePart::builder()
        .header(content_type)
        .header(ContentTransferEncoding::QuotedPrintable)
        .body(clean::text(text))
}

fn attached(file: &OutgoingFile, joined: Joined) -> Result<SinglePart, Uncomposable> {
    let name = clean::file_name(&file.name);
    let disposition = match joined {
        Joined::Related => ContentDisposition::inline_with_name(&name),
        Joined::Mixed => ContentDisposition::attachment(&name),
    };
    let mut part = SinglePart::builder()
        .header(media_type(&file.media_type))
        .header(disposition);
    if let Some(content_id) = &file.content_id {
        let id = head::content_id(content_id).ok_or(Uncomposable::Id("Content-ID"))?;
        part = part.header(lettre::message::header::ContentId::from(id));
    }
    let body = Body::new_with_encoding(file.bytes.clone(), ContentTransferEncoding::Base64);
    Ok(part.body(body.unwrap_or_else(Body::new)))
}

/// Only `type/subtype`: what a file says of itself beyond that is not ours to repeat. Parts that
/// hold parts may not be base64 (RFC 2046 §5.1, §5.2.1), so they travel as bytes.
fn media_type(text: &str) -> ContentType {
    let essence = text
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let token = |part: &str| {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&^_.+-".contains(&byte);
        !part.is_empty() && part.len() <= 100 && part.bytes().all(fits)
    };
    let fits = essence.split_once('/').is_some_and(|(class, kind)| {
        token(class) && token(kind) && !matches!(class, "multipart" | "message")
    });
    let essence = if fits {
        essence.as_str()
    } else {
        "application/octet-stream"
    };
    ContentType::parse(essence).unwrap_or(ContentType::TEXT_PLAIN)
}
