//! The one integration test binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests fail by panicking"
)]

mod architecture;
mod cli;
mod comments;
mod desk;
mod docs;
mod evidence;
mod intake;
#[cfg(target_os = "linux")]
mod killing;
mod policy;
mod quality;
mod rules;
mod store;
mod support;
mod text;
mod training;
mod tui;
