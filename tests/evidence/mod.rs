//! Tests of the `evidence` layer.

mod engine;
mod gold;
mod sample;
mod signals;
