//! Measured with `cargo bench`; every target is a ratio against a named peer in the same run.

fn main() {
    divan::main();
}
