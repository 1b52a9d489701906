//! What follows from the verdicts: which rows apply, which outcome they allow, which clocks run.
//!
//! Pure: no clock, no files, no database. The time is an argument. Never judges a cell and never picks the
//! winner of a conflict.

mod facts;

pub use facts::{Clock, Gap, Guard, Outcome, Standing, Waiting, Waiver};
