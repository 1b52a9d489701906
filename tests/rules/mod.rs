//! Tests of the `rules` layer.

mod activity_clocks;
mod answers;
mod calendar;
mod carrying;
mod clocks;
mod decisions;
mod disputes;
mod outcome;
mod predictions;
mod refusals;
mod requirements;
mod resubmissions;
mod scenarios;
