//! Tests of the `evidence` layer.

mod engine;
mod gold;
mod names;
mod sample;
mod signals;
mod traps;
