//! Tests of the `rules` layer.

mod activity_clocks;
mod answers;
mod batches;
mod calendar;
mod carrying;
mod cascades;
mod clocks;
mod decisions;
mod detection;
mod disputes;
mod outcome;
mod predictions;
mod refusals;
mod requirements;
mod resolving;
mod resubmissions;
mod scenarios;
