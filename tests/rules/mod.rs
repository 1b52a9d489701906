//! Tests of the `rules` layer.

mod answers;
mod clocks;
mod decisions;
mod outcome;
mod requirements;
