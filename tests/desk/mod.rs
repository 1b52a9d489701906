//! Tests of the `desk` layer.

mod answers;
