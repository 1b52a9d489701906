//! Measured with `cargo bench`; every target is a ratio against a named peer in the same run.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a bench without its input must not run")]

mod decide;
mod evidence;

fn main() {
    divan::main();
}
