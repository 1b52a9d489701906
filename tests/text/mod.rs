//! Tests of the `text` layer.

mod clean;
mod hostile;
