//! Builders and harnesses shared by the tests.

pub(crate) mod generate;
pub(crate) mod samples;
