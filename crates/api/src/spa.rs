//! The pages of the desk, held in the binary: compressed at build time, kept by the browser for
//! ever where the name carries a hash, asked for again where it does not.

use actix_web::HttpRequest;
use actix_web::HttpResponse;
use actix_web::http::header::{self, HeaderValue};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::problem::{Code, Problem};

/// What the pages were built into. A server built without them says so instead.
#[derive(RustEmbed)]
#[folder = "../../target/dist"]
#[allow_missing = true]
struct Dist;

/// Names below this folder carry the hash of their content.
const HASHED: &str = "assets/";
/// Every address of the desk is opened by the one page, which reads the address itself.
const PAGE: &str = "index.html";

/// Serves a file, or the page for an address that names none.
pub async fn serve(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let path = request.path().trim_start_matches('/');
    let own = (!path.is_empty() && !is_copy(path))
        .then(|| Dist::get(path))
        .flatten();
    let (path, whole) = match own {
        Some(file) => (path, file),
        // A file that is gone must not be answered with the page: a script would fail to parse.
        None if path.starts_with(HASHED) => return Err(Code::NotFound.into()),
        None => match Dist::get(PAGE) {
            Some(page) => (PAGE, page),
            None => {
                return Err(Problem::new(Code::NotFound).detail(
                    "This server was built without its pages; `cargo xtask dist` builds them.",
                ));
            }
        },
    };
    Ok(answer(&request, path, whole))
}

/// Whether a name is that of a compressed copy, which is sent under the name of the original.
fn is_copy(path: &str) -> bool {
    path.ends_with(".br") || path.ends_with(".gz")
}

fn answer(request: &HttpRequest, path: &str, whole: EmbeddedFile) -> HttpResponse {
    let (encoding, file) = chosen(request, path, whole);
    let hash: String = file.metadata.sha256_hash()[..12]
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    let etag = format!("\"{hash}\"");
    let caching = match path.starts_with(HASHED) {
        true => "public, max-age=31536000, immutable",
        false => "no-cache",
    };
    let known = request.headers().get(header::IF_NONE_MATCH);
    let known = known
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let unchanged = known == "*"
        || known
            .split(',')
            .any(|tag| tag.trim().trim_start_matches("W/") == etag);
    let mut response = if unchanged {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    response
        .insert_header((header::CACHE_CONTROL, caching))
        .insert_header((header::ETAG, etag))
        .insert_header((header::VARY, "Accept-Encoding"));
    if unchanged {
        return response.finish();
    }
    response.insert_header((header::CONTENT_TYPE, content_type(path)));
    if let Some(encoding) = encoding {
        response.insert_header((header::CONTENT_ENCODING, HeaderValue::from_static(encoding)));
    }
    response.body(file.data.into_owned())
}

/// The smallest copy the client understands.
fn chosen(
    request: &HttpRequest,
    path: &str,
    whole: EmbeddedFile,
) -> (Option<&'static str>, EmbeddedFile) {
    let accepted = request.headers().get(header::ACCEPT_ENCODING);
    let accepted = accepted
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
        if accepts(accepted, encoding)
            && let Some(copy) = Dist::get(&format!("{path}.{ending}"))
        {
            return (Some(encoding), copy);
        }
    }
    (None, whole)
}

/// Whether `Accept-Encoding` names an encoding and does not weigh it 0 (RFC 9110 §12.5.3).
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let named = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse::<f32>().ok());
        named && weight != Some(0.0)
    })
}

/// The type by the ending of the name: the few kinds of file the pages are made of.
fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_used_only_where_it_is_accepted() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("gzip;q=1.0, BR;q=0.5", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("", "gzip"));
        assert!(!accepts("brotli", "br"));
    }

    #[test]
    fn wasm_is_sent_as_what_browsers_compile_while_it_streams() {
        assert_eq!(content_type("assets/guichet-00ff.wasm"), "application/wasm");
        assert_eq!(
            content_type("assets/a.b.js"),
            "text/javascript; charset=utf-8"
        );
    }
}
