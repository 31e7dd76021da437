//! The door: HTTP in, deed, HTTP out.

pub mod app;
pub mod auth;
pub mod cli;
pub mod commands;
pub mod door;
pub mod input;
pub mod live;
pub mod logging;
pub mod metrics;
pub mod middleware;
pub mod openapi;
mod postman;
pub mod problem;
pub mod routes;
pub mod serve;
pub mod settings;
pub mod spa;
pub mod wire;
