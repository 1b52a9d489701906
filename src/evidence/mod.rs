//! Suggestions where to look for each requirement of one claim.
//!
//! Pure: no clock, no files, no database. The same claim and edition give the same suggestions. Documents are read
//! once (PRE-1 to PRE-7), then each requirement ranks lines and sentences. Never judges: a verdict is set by a
//! person.

mod acknowledgement;
mod activities;
mod addressed;
mod aliases;
mod case;
mod connection;
mod dates;
mod document_kind;
mod engine;
pub mod evaluation;
pub mod explain;
mod features;
mod language;
mod managed_security;
mod needles;
mod parts;
mod party;
mod party_names;
mod public_sector;
mod rank;
mod reading;
pub mod reuse;
mod scope;
mod signal_set;
mod signals;
mod signing;
pub mod timeline;
mod weights;

pub use aliases::{Aliases, Mention};
pub use document_kind::{KindGuess, guess as guess_kind};
pub use engine::{ENGINE, Engine, EngineError};
pub use language::{Language, detect as detect_language};
pub use signals::Signals;
pub use weights::{ActivityWeights, ConnectionWeights, Weights};
