//! Tests of the `policy` layer.

mod editions;
