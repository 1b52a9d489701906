//! Tests of the `intake` layer.
