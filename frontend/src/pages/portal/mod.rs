//! The requesters' portal: home, the forms of a new request, the requests, one request.

mod cards;
mod home;
mod new_request;
mod request;
mod requests;
mod row;
mod words;
mod written;

pub use home::HomePage;
pub use new_request::{FormsPage, NewRequestPage};
pub use request::RequestPage;
pub use requests::RequestsPage;
