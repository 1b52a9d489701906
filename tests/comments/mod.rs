//! Tests of the `comments` layer.
