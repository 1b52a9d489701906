//! Tests of the `rules` layer.

mod activity_clocks;
mod answers;
mod calendar;
mod carrying;
mod clocks;
mod decisions;
mod outcome;
mod requirements;
