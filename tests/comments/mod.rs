//! Tests of the `comments` layer.

mod composing;
mod cursor;
mod linting;
mod properties;
