//! Guichet in the browser.

mod access;
mod app;
mod appearance;
mod browser;
mod components;
mod directory;
mod drafts;
mod edits;
mod failure;
mod form;
mod frames;
mod i18n;
mod keyboard;
mod leaving;
mod live;
mod paged;
mod pages;
mod remote;
mod routes;
mod session;
mod single;
mod words;

fn main() {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|panic| leptos::logging::error!("{panic}")));
    leptos::mount::mount_to_body(app::App);
}
