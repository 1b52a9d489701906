//! Training from the command line: the words of it. A session is played in the terminal.

use crate::domain::Mode;
use clap::{Args, Subcommand};

/// Train on claims with known answers.
#[derive(Debug, Args)]
pub struct Train {
    /// What to do.
    #[command(subcommand)]
    pub command: TrainCommand,
}

/// What can be done in training.
#[derive(Debug, Subcommand)]
pub enum TrainCommand {
    /// Play a pack in the terminal; what was answered before is kept
    Run {
        /// Id of the pack
        pack: String,
        /// guided, practice or exam; the first one the pack offers when left out
        #[arg(long, value_parser = parse_mode)]
        mode: Option<Mode>,
    },
}

fn parse_mode(text: &str) -> Result<Mode, String> {
    text.parse().map_err(|error: crate::domain::UnknownWord| error.to_string())
}
