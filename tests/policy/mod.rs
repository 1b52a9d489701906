//! Tests of the `policy` layer.

mod choosing;
mod documented;
mod editions;
mod loader;
mod overriding;
mod searching;
mod workloads;
