//! Tests of the `comments` layer.

mod complete;
mod composing;
mod cursor;
mod linting;
mod properties;
