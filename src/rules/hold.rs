//! How long a signed decision is held here before it is released (DEC-07, F11).

use crate::policy::Edition;
use chrono::TimeDelta;

/// The hold of the edition. Nothing is released by a timer: a hold that ran out is released when the desk is used.
pub fn hold(edition: &Edition) -> TimeDelta {
    TimeDelta::minutes(i64::from(edition.parameters.hold_minutes))
}
