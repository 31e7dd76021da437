//! Who asks: passwords, sessions of browsers, tokens of clients, and what guards them.

pub mod access_token;
pub mod actor;
pub mod cookie;
pub mod credentials;
pub mod origin;
pub mod password;
pub mod peer;
pub mod secret;
pub mod session;

pub mod throttle;
