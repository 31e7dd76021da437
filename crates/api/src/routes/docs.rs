//! The API document and its explorer, which works without the internet.

use std::sync::{Arc, LazyLock};

use actix_web::http::header;
use actix_web::{HttpResponse, get};
use utoipa_swagger_ui::Config;

use crate::input::Path;
use crate::problem::{Code, Problem};

/// The document is read once and sent as it is committed.
static DOCUMENT: LazyLock<String> = LazyLock::new(crate::openapi::document_text);

static EXPLORER: LazyLock<Arc<Config<'static>>> = LazyLock::new(|| {
    let config = Config::from("/api/openapi.json")
        .try_it_out_enabled(true)
        .deep_linking(true);
    Arc::new(config.persist_authorization(false).validator_url("none"))
});

/// The description of this API
///
/// OpenAPI 3.1, the same as `openapi/guichet.json` in the sources.
#[utoipa::path(
    tag = "watching",
    responses((status = 200, description = "The document", body = serde_json::Value))
)]
#[get("/api/openapi.json")]
pub async fn openapi() -> HttpResponse {
    let mut response = HttpResponse::Ok();
    response.insert_header((header::CONTENT_TYPE, "application/json"));
    response.insert_header((header::CACHE_CONTROL, "no-cache"));
    response.body(DOCUMENT.as_str())
}

/// The explorer lives in a folder, so that its relative addresses hold.
#[get("/api/docs")]
pub async fn docs() -> HttpResponse {
    HttpResponse::PermanentRedirect()
        .insert_header((header::LOCATION, "/api/docs/"))
        .finish()
}

/// A file of the explorer.
#[get("/api/docs/{file:.*}")]
pub async fn docs_file(file: Path<String>) -> Result<HttpResponse, Problem> {
    let served = utoipa_swagger_ui::serve(&file, Arc::clone(&EXPLORER));
    let Some(file) = served.map_err(|error| Problem::fault(&error))? else {
        return Err(Code::NotFound.into());
    };
    let mut response = HttpResponse::Ok();
    response.insert_header((header::CONTENT_TYPE, file.content_type));
    response.insert_header((header::CACHE_CONTROL, "no-cache"));
    if file.gzpipped {
        response.insert_header((header::CONTENT_ENCODING, "gzip"));
    }
    Ok(response.body(file.bytes.into_owned()))
}
