//! HTTP in a browser, by fetch. The session cookie of the same origin goes along.

use gloo_net::http::{RequestBuilder, Response};

use crate::{Answer, Client, Error, Method, Request, Result};

/// The desk that the page came from.
#[derive(Clone, Copy, Default)]
pub(crate) struct Transport;

impl Client {
    /// A client of the desk that the page came from.
    pub fn here() -> Self {
        Self {
            transport: Transport,
        }
    }

    /// Uploads a file, to be attached to a message afterwards.
    pub async fn upload(
        &self,
        file: &web_sys::File,
    ) -> Result<guichet_contract::attachment::Attachment> {
        let form = web_sys::FormData::new().map_err(unwritable)?;
        form.append_with_blob_and_filename("file", file, &file.name())
            .map_err(unwritable)?;
        let sent = RequestBuilder::new("/api/v1/attachments")
            .method(gloo_net::http::Method::POST)
            .body(form)
            .map_err(unreachable)?;
        let body = crate::accepted(read(sent.send().await).await?)?;
        serde_json::from_str(&body).map_err(|e| Error::Unreadable(e.to_string()))
    }
}

impl Transport {
    pub(crate) async fn send(&self, request: Request) -> Result<Answer> {
        let method = match request.method {
            Method::Get => gloo_net::http::Method::GET,
            Method::Post => gloo_net::http::Method::POST,
            Method::Put => gloo_net::http::Method::PUT,
            Method::Patch => gloo_net::http::Method::PATCH,
            Method::Delete => gloo_net::http::Method::DELETE,
        };
        let mut sent = RequestBuilder::new(&format!("/api/v1{}", request.path)).method(method);
        if let Some(version) = request.version {
            sent = sent.header("If-Match", &format!("\"{version}\""));
        }
        let sent = match request.body {
            Some(body) => sent.header("Content-Type", "application/json").body(body),
            None => sent.build(),
        };
        read(sent.map_err(unreachable)?.send().await).await
    }
}

async fn read(response: std::result::Result<Response, gloo_net::Error>) -> Result<Answer> {
    let response = response.map_err(unreachable)?;
    let status = response.status();
    let body = response.text().await.map_err(unreachable)?;
    Ok(Answer { status, body })
}

fn unreachable(error: gloo_net::Error) -> Error {
    Error::Unreachable(error.to_string())
}

fn unwritable(error: wasm_bindgen::JsValue) -> Error {
    Error::Unreadable(format!("{error:?}"))
}
