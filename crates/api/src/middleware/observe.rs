//! One log line and two figures for each request. Neither query strings nor bodies nor headers
//! are logged: they hold secrets and other people's words.

use std::time::Instant;

use actix_web::dev::ServiceRequest;
use actix_web::http::{Method, StatusCode};

/// Watches one request from its arrival to its answer.
pub struct Watch {
    started: Instant,
    method: &'static str,
    route: String,
    span: tracing::Span,
}

impl Watch {
    /// Starts the watch. The path is logged as it came, percent-encoded: it cannot break a line.
    pub fn begin(request: &ServiceRequest, id: &str) -> Self {
        let method = known(request.method());
        let path = request.uri().path();
        Self {
            started: Instant::now(),
            method,
            route: request
                .match_pattern()
                .unwrap_or_else(|| "other".to_owned()),
            span: tracing::info_span!("request", id, method, path),
        }
    }

    /// The span everything of this request is logged in.
    pub fn span(&self) -> tracing::Span {
        self.span.clone()
    }

    /// Logs and counts the answer; called within the span.
    pub fn end(self, status: StatusCode) {
        let taken = self.started.elapsed();
        let milliseconds = taken.as_micros() as f64 / 1_000.0;
        tracing::info!(target: "guichet::access", status = status.as_u16(), milliseconds, "answered");
        let status = status.as_str().to_owned();
        let labels = [
            ("method", self.method.to_owned()),
            ("route", self.route),
            ("status", status),
        ];
        metrics::counter!("guichet_http_requests_total", &labels).increment(1);
        metrics::histogram!("guichet_http_request_seconds", &labels[..2])
            .record(taken.as_secs_f64());
    }
}

/// The method as a label: those of the world are few, those of an attacker are not.
fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "OTHER",
    }
}
