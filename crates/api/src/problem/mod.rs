//! Refusals on their way out: RFC 9457 bodies made from the table of codes in `contract`.

mod docs;
mod refusal;

pub use docs::{PROBLEM_RESPONSES, describe_problems, response_name};
pub use refusal::text_code;

use std::fmt;

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
pub use guichet_contract::problem::{Code, FieldCode, FieldProblem};

use crate::middleware::request_id;

/// Why a request is refused, until it is written out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    code: Code,
    detail: Option<String>,
    fields: Vec<FieldProblem>,
    retry_after: Option<u64>,
    allow: Option<String>,
}

impl Problem {
    /// A refusal with nothing to add to the meaning of its code.
    pub fn new(code: Code) -> Self {
        Self {
            code,
            detail: None,
            fields: Vec::new(),
            retry_after: None,
            allow: None,
        }
    }

    /// Input of which at least one field is wrong.
    pub fn invalid(fields: Vec<FieldProblem>) -> Self {
        Self {
            fields,
            ..Self::new(Code::InvalidInput)
        }
    }

    /// Input of which one field is wrong; `detail` is a sentence in English.
    pub fn field(field: &str, code: FieldCode, detail: impl Into<String>) -> Self {
        Self::invalid(vec![FieldProblem {
            field: field.to_owned(),
            code,
            detail: detail.into(),
        }])
    }

    /// The server's own failure: logged here, once, and told to the client without its reason.
    pub fn fault(reason: &dyn fmt::Display) -> Self {
        tracing::error!(reason = %reason, "fault");
        Self::new(Code::Fault)
    }

    /// What happened this time, in English.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// When to try again, in whole seconds.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds.max(1));
        self
    }

    /// The methods a known address understands, separated by commas.
    #[must_use]
    pub fn allow(mut self, methods: String) -> Self {
        self.allow = Some(methods);
        self
    }

    /// The code.
    pub fn code(&self) -> Code {
        self.code
    }

    /// The answer, with the id of the request being served.
    pub fn response(&self) -> HttpResponse<BoxBody> {
        let body = guichet_contract::problem::Problem {
            kind: format!("urn:guichet:problem:{}", self.code),
            title: self.code.meaning().to_owned(),
            status: self.code.status(),
            code: self.code,
            detail: self.detail.clone(),
            fields: self.fields.clone(),
            request_id: request_id::current(),
        };
        let mut response = HttpResponse::build(self.status_code());
        response.insert_header((header::CONTENT_TYPE, "application/problem+json"));
        if let Some(seconds) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, seconds));
        }
        if let Some(methods) = &self.allow {
            response.insert_header((header::ALLOW, methods.as_str()));
        }
        if self.code.status() == 401 {
            let challenge = HeaderValue::from_static("Bearer realm=\"guichet\"");
            response.insert_header((header::WWW_AUTHENTICATE, challenge));
        }
        response.body(serde_json::to_vec(&body).unwrap_or_default())
    }
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.code.fmt(f)
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        self.response()
    }
}
