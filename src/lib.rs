//! A reviewer's workstation in the terminal for partner-of-record claims and their proof of execution.
//!
//! The code in layers, each of which may use those above it in this list; see `docs/architecture.md`.
//!
//! | layer | what it holds |
//! |---|---|
//! | [`text`] | strings in, spans out; makes outside text safe for a terminal |
//! | [`domain`] | the words of the field as plain data: claims, checklist, decisions, acts |
//! | [`policy`] | an edition as data: requirements, reasons, clocks, templates, aliases, patterns |
//! | [`rules`] | what follows from the verdicts: rows, outcome, guards, clocks, the signature |
//! | [`evidence`] | text to look at for each cell; never a verdict |
//! | [`comments`] | the text the partner reads |
//! | [`redaction`] | invented names for real ones, and a search for what was left behind |
//! | [`statistics`] | samples, agreement, shares with their uncertainty |
//! | [`intake`] | claims from JSON Lines and CSV, with a reason for every refusal |
//! | [`store`] | three kinds of SQLite files: snapshot, desk, index |
//! | [`desk`] | what the program can do, for both front ends |
//! | [`cli`], [`tui`] | the two front ends |
//!
//! [`assets`], [`config`], [`paths`] and [`wall_clock`] are leaves for [`desk`] and above; [`run`] puts everything
//! together. The library exists for `main`, the tests, the benches and the fuzz targets and promises no stability.

pub mod assets;
pub mod cli;
pub mod comments;
pub mod config;
pub mod desk;
pub mod domain;
pub mod evidence;
pub mod intake;
pub mod paths;
pub mod policy;
mod program;
pub mod redaction;
pub mod rules;
pub mod statistics;
pub mod store;
pub mod text;
pub mod tui;
pub mod wall_clock;

pub use program::run;
