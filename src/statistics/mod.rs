//! The arithmetic of quality: samples, agreement between two people, shares with their uncertainty.
//!
//! Pure functions of plain data, each after a published method that its module names. Nothing here reads a file,
//! knows a clock, or says what a figure means for a person: a figure always comes with how many cases it rests on
//! and an interval, and none is a target.

mod agreement;
mod cross_table;
pub mod figures;
mod group;
mod percentile;
mod proportion;
mod ratio;
pub mod sample;
pub mod training;

pub use agreement::{Agreement, ac1, agreement, kappa};
pub use cross_table::CrossTable;
pub use group::{Case, GroupAgreement, Spread, group_agreement};
pub use percentile::percentile;
pub use proportion::{Share, at_most_when_none_was_found, wilson};
pub use ratio::ratio;

use serde::Serialize;

/// The quantile of the normal distribution that leaves 2.5 % on either side.
const Z95: f64 = 1.959_963_984_540_054;

/// A figure with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl Estimate {
    /// The interval of a figure whose error is about normal, cut to the values the figure can have.
    fn normal(value: f64, standard_error: f64, (least, most): (f64, f64)) -> Self {
        let reach = Z95 * standard_error;
        Self { value, low: (value - reach).max(least), high: (value + reach).min(most) }
    }
}
