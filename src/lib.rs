//! A reviewer's workstation in the terminal for partner-of-record claims and their proof of execution.

pub mod assets;
pub mod comments;
pub mod config;
pub mod desk;
pub mod domain;
pub mod evidence;
pub mod intake;
pub mod paths;
pub mod policy;
pub mod rules;
pub mod store;
pub mod text;
pub mod tui;
pub mod wall_clock;
