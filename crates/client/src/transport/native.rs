//! HTTP natively, by reqwest.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use crate::{Answer, Client, Error, Method, Request, Result};

/// Where the desk is, and the token that opens it.
#[derive(Clone)]
pub(crate) struct Transport {
    http: reqwest::Client,
    base: Arc<str>,
    token: Arc<RwLock<Option<String>>>,
}

impl Client {
    /// A client of the desk at an address such as `http://127.0.0.1:8080`.
    pub fn new(base: &str) -> Result<Self> {
        // Another part of the program may have chosen the cryptography already; either will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .timeout(Duration::from_secs(30))
            .build()
            .map_err(unreachable)?;
        Ok(Self {
            transport: Transport {
                http,
                base: base.trim_end_matches('/').into(),
                token: Arc::default(),
            },
        })
    }

    /// Uses this access token from now on, on every clone; `None` signs out here.
    pub fn use_token(&self, token: Option<String>) {
        let mut held = self
            .transport
            .token
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *held = token;
    }

    /// Signs in by address and password, and uses the access token from now on.
    pub async fn sign_in_for_token(
        &self,
        email: &str,
        password: &str,
    ) -> Result<guichet_contract::session::Tokens> {
        let request = guichet_contract::session::TokenRequest::Password {
            email: email.to_owned(),
            password: password.to_owned(),
        };
        let tokens = self.tokens(&request).await?;
        self.use_token(Some(tokens.access_token.clone()));
        Ok(tokens)
    }

    /// Uploads a file, to be attached to a message afterwards.
    pub async fn upload(
        &self,
        name: &str,
        media_type: &str,
        bytes: Vec<u8>,
    ) -> Result<guichet_contract::attachment::Attachment> {
        let part = reqwest::multipart::Part::bytes(bytes)
            .file_name(name.to_owned())
            .mime_str(media_type)
            .map_err(|e| Error::Unreadable(e.to_string()))?;
        let form = reqwest::multipart::Form::new().part("file", part);
        let transport = &self.transport;
        let request = transport
            .http
            .post(transport.url("/attachments"))
            .multipart(form);
        let answer = transport.answer(request).await?;
        let body = crate::accepted(answer)?;
        serde_json::from_str(&body).map_err(|e| Error::Unreadable(e.to_string()))
    }
}

impl Transport {
    fn url(&self, path: &str) -> String {
        format!("{}/api/v1{path}", self.base)
    }

    pub(crate) async fn send(&self, request: Request) -> Result<Answer> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Patch => reqwest::Method::PATCH,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut sent = self.http.request(method, self.url(&request.path));
        if let Some(version) = request.version {
            sent = sent.header("If-Match", format!("\"{version}\""));
        }
        if let Some(body) = request.body {
            sent = sent.header("Content-Type", "application/json").body(body);
        }
        self.answer(sent).await
    }

    async fn answer(&self, mut request: reqwest::RequestBuilder) -> Result<Answer> {
        let token = self
            .token
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let response = request.send().await.map_err(unreachable)?;
        let status = response.status().as_u16();
        let body = response.text().await.map_err(unreachable)?;
        Ok(Answer { status, body })
    }
}

fn unreachable(error: reqwest::Error) -> Error {
    Error::Unreachable(error.to_string())
}
