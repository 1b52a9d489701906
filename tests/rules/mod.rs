//! Tests of the `rules` layer.

mod answers;
mod carrying;
mod clocks;
mod decisions;
mod outcome;
mod requirements;
