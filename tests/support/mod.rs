//! Builders and harnesses shared by the tests.
