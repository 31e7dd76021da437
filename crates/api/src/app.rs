//! The application: every layer and route, the same in the server and in tests.

use std::sync::Arc;

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data};
use actix_web::{App, Error};
use utoipa_actix_web::AppExt;

use crate::door::Door;
use crate::middleware::{deadline, edge, gate, rate, well_formed};
use crate::{routes, spa};

/// Builds the application over a shared state.
pub fn build(
    door: Arc<Door>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<BoxBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let (app, _) = App::new()
        .into_utoipa_app()
        .configure(routes::register)
        .split_for_parts();
    app.configure(routes::register_pages)
        .app_data(Data::from(door))
        .default_service(web::to(spa::serve))
        // The last named is the outermost.
        .wrap(from_fn(deadline::deadline))
        .wrap(from_fn(gate::gate))
        .wrap(from_fn(rate::rate))
        .wrap(from_fn(well_formed::well_formed))
        .wrap(from_fn(edge::edge))
}
