//! Builders and harnesses shared by the tests.

pub(crate) mod desks;
pub(crate) mod generate;
pub(crate) mod samples;
