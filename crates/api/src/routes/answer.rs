//! How routes answer alike: pages with their `Link`, things with their `ETag` and address.

use actix_web::HttpResponse;
use actix_web::http::header;
use guichet_desk::{Page, Refusal, Slice, Wrong};
use guichet_domain::text::TextError;

use crate::input::etag;
use crate::problem::Problem;

/// What of a list is asked for.
pub fn slice(limit: Option<u32>, cursor: Option<String>) -> Result<Slice, Problem> {
    let limit = limit.unwrap_or(50);
    if !(1..=100).contains(&limit) {
        return Err(Refusal::field("limit", Wrong::OutOfRange).into());
    }
    not_longer_than(1000, "cursor", cursor.as_deref())?;
    Ok(Slice { limit, cursor })
}

fn not_longer_than(max: usize, field: &'static str, text: Option<&str>) -> Result<(), Problem> {
    match text {
        Some(text) if text.chars().count() > max => {
            let too_long = Wrong::Text(TextError::TooLong { max });
            Err(Refusal::field(field, too_long).into())
        }
        _ => Ok(()),
    }
}

/// The words a list is searched for; blank ones say nothing.
pub fn words(words: Option<String>) -> Result<Option<String>, Problem> {
    let words = words.filter(|words| !words.trim().is_empty());
    not_longer_than(120, "q", words.as_deref())?;
    Ok(words)
}

/// A page with `next` in the body and in `Link` (RFC 8288). `address` is that of the list with
/// its query, without the cursor.
pub fn page<T, W: serde::Serialize>(
    page: Page<T>,
    address: &str,
    view: impl Fn(T) -> W,
) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    if let Some(link) = next_link(address, page.next.as_deref()) {
        answer.insert_header((header::LINK, link));
    }
    answer.json(guichet_contract::page::Page {
        items: page.items.into_iter().map(view).collect(),
        next: page.next,
    })
}

/// A list that is always sent whole.
pub fn whole<T, W: serde::Serialize>(items: Vec<T>, view: impl Fn(T) -> W) -> HttpResponse {
    HttpResponse::Ok().json(guichet_contract::page::Page {
        items: items.into_iter().map(view).collect(),
        next: None,
    })
}

/// The `Link` to the next page.
pub fn next_link(address: &str, next: Option<&str>) -> Option<String> {
    let next = next?;
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let others = query
        .split('&')
        .filter(|part| !part.is_empty() && !part.starts_with("cursor="));
    let mut query: Vec<String> = others.map(str::to_owned).collect();
    query.push(format!("cursor={next}"));
    Some(format!("<{path}?{}>; rel=\"next\"", query.join("&")))
}

/// One thing with its version as `ETag`.
pub fn versioned(version: i64, body: &impl serde::Serialize) -> HttpResponse {
    HttpResponse::Ok().insert_header(etag(version)).json(body)
}

/// A new thing with its version and its address.
pub fn created(version: i64, address: &str, body: &impl serde::Serialize) -> HttpResponse {
    HttpResponse::Created()
        .insert_header(etag(version))
        .insert_header((header::LOCATION, address.to_owned()))
        .json(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_longer_than_the_description_says_is_refused() {
        assert!(slice(None, Some("0".repeat(1000))).is_ok());
        assert!(slice(None, Some("0".repeat(1001))).is_err());
    }

    #[test]
    fn the_next_page_keeps_the_filters_and_replaces_the_cursor() {
        assert_eq!(
            next_link("/api/v1/tickets?cursor=a&view=mine", Some("b")).as_deref(),
            Some("</api/v1/tickets?view=mine&cursor=b>; rel=\"next\"")
        );
        assert_eq!(next_link("/api/v1/tickets", None), None);
    }
}
