//! Measured with `cargo bench`; every target is a ratio against a named peer in the same run.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a bench without its input must not run"
)]

mod claims;
mod conflicts;
mod decide;
mod document;
mod evidence;
mod frame;
mod queue;
mod snapshot;
#[allow(dead_code, reason = "shared with the tests, which use all of it")]
#[path = "../tests/support/mod.rs"]
mod support;

fn main() {
    divan::main();
}
