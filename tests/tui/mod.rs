//! Tests of the `tui` layer.

mod commands;
mod images;
mod keymap;
mod queue;
mod shell;
mod sizes;
mod themes;
