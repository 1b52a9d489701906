//! Builders and harnesses shared by the tests.

pub(crate) mod answers;
pub(crate) mod desks;
pub(crate) mod generate;
pub(crate) mod program;
pub(crate) mod samples;
