//! Tests of the `desk` layer.

mod answers;
mod batches;
mod colliding;
mod subscriptions;
