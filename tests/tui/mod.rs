//! Tests of the `tui` layer.

mod commands;
mod desk;
mod images;
mod keymap;
mod queue;
mod review;
mod review_layout;
mod shell;
mod sizes;
#[cfg(target_os = "linux")]
mod terminal;
mod themes;
