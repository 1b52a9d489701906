//! Tests of the `desk` layer.
