//! The handlers, by subject, and the one table of routes.

pub mod docs;
pub mod events;
pub mod health;
pub mod table;

pub use table::{Patience, Permission};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers every documented handler.
pub fn register(config: &mut ServiceConfig) {
    config
        .service(health::health)
        .service(health::ready)
        .service(health::metrics)
        .service(docs::openapi)
        .service(events::stream_events);
}

/// Registers the pages of the document, which are no operations of the API.
pub fn register_pages(config: &mut actix_web::web::ServiceConfig) {
    config.service(docs::docs).service(docs::docs_file);
}
