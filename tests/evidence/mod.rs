//! Tests of the `evidence` layer.

mod gold;
mod sample;
mod signals;
