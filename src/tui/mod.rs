//! The terminal front end.
//!
//! ```text
//! terminal thread ── Key, Pasted, Resized ──┐
//! writer thread (owns the desk) ── Done ────┼──► inbox ──► App::update ──► App::view
//! job threads ── Progress, Done, Failed ────┘                 │ effects
//!                                                             ▼
//!                                        Runtime: asks the writer, starts jobs
//! ```

pub mod app;
pub mod chord;
pub mod command;
pub mod context;
pub mod glyphs;
pub mod keymap;
pub mod layers;
pub mod layout;
pub mod message;
pub mod notices;
pub mod overlays;
pub mod screens;
pub mod theme;
pub mod widgets;
