//! Deeds over a real store, on both databases.
#![allow(clippy::unwrap_used)]

mod conversation;
mod desk_itself;
mod files;
mod given;
mod jobs;
mod life;
mod lists;
mod people;
mod post;
mod promises;
mod routing;
mod sessions;
mod visibility;
