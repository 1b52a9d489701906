//! Builders and harnesses shared by the tests.

pub(crate) mod samples;
