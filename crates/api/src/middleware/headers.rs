//! The headers that tell a browser what it must not do with an answer.

use actix_web::http::header::{
    self, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue,
    REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};

/// What is answered, as far as a browser is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// JSON, events, files: nothing that may run or be kept.
    Data,
    /// The pages of the desk.
    Page,
    /// The explorer of the API, whose own script sets styles and draws with `data:` images.
    Explorer,
}

impl Kind {
    /// What is served at an address.
    pub fn of(path: &str) -> Self {
        if path.starts_with("/api/docs") {
            return Self::Explorer;
        }
        let data = ["/api", "/health", "/ready", "/metrics"];
        if data.iter().any(|start| path.starts_with(start)) {
            Self::Data
        } else {
            Self::Page
        }
    }

    /// Pages compile WebAssembly, set style attributes and show pasted images before they are
    /// sent. No inline script or style sheet anywhere.
    const fn policy(self) -> &'static str {
        match self {
            Self::Data => "default-src 'none'; frame-ancestors 'none'; sandbox",
            Self::Page => {
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                 style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; \
                 connect-src 'self'; manifest-src 'self'; media-src 'self' blob:; \
                 base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
            }
            Self::Explorer => {
                "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
                 img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; \
                 form-action 'none'; frame-ancestors 'none'"
            }
        }
    }
}

/// Adds what is missing; a handler that set a header itself knew better.
pub fn dress(headers: &mut HeaderMap, kind: Kind, hsts: bool) {
    let mut set = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    set(CONTENT_SECURITY_POLICY, kind.policy());
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(X_FRAME_OPTIONS, "DENY");
    set(REFERRER_POLICY, "same-origin");
    set(header::CROSS_ORIGIN_OPENER_POLICY, "same-origin");
    set(header::CROSS_ORIGIN_RESOURCE_POLICY, "same-origin");
    set(
        header::PERMISSIONS_POLICY,
        "camera=(), geolocation=(), microphone=()",
    );
    if kind == Kind::Data {
        set(CACHE_CONTROL, "no-store");
    }
    if hsts {
        // Two years; other names under the domain are not ours to decide about.
        set(STRICT_TRANSPORT_SECURITY, "max-age=63072000");
    }
}
