//! Tests of the `evidence` layer.

mod case_claim;
mod cases;
mod engine;
mod gold;
mod names;
mod other_authors;
mod sample;
mod signals;
mod traps;
mod tuning;
