//! The words of `quality`, `adjudicate` and `stats`.

use crate::domain::{ClaimId, DecisionKind, Digest, Requirement};
use clap::{Args, Subcommand};

/// `quality`
#[derive(Debug, Args)]
pub struct Quality {
    /// What about second looks
    #[command(subcommand)]
    pub what: QualityCommand,
}

/// What about second looks.
#[derive(Debug, Subcommand)]
pub enum QualityCommand {
    /// Set the seed of a month's sample, once
    Seed {
        /// The month, for example 2025-09
        #[arg(value_name = "MONTH")]
        period: String,
        /// The seed; drawn at random when absent
        #[arg(long, value_name = "TEXT")]
        seed: Option<String>,
    },
    /// List the decisions that were drawn; open to everybody when the month is over
    Sample {
        /// The month; this one when absent
        #[arg(value_name = "MONTH")]
        period: Option<String>,
    },
    /// Count what was drawn, looked at and settled
    Show {
        /// The month; this one when absent
        #[arg(value_name = "MONTH")]
        period: Option<String>,
    },
    /// Print the claim that should be looked at a second time
    Next,
    /// Note how a requirement is read from now on
    Note {
        /// The requirement, R1 to R6
        #[arg(value_parser = parse_requirement)]
        requirement: Requirement,
        /// The note
        text: String,
    },
    /// List the notes on requirements
    Notes,
}

/// `adjudicate`
#[derive(Debug, Args)]
pub struct Adjudicate {
    /// The claim; lists every open difference when absent
    #[arg(value_parser = parse_claim_id)]
    pub claim: Option<ClaimId>,
    /// A differing cell, its verdict and the cause, for example: "R3:Microsoft Intune=met,evidence-missed"; can be
    /// repeated. Without one the two opinions are shown
    #[arg(long, value_name = "CELL")]
    pub cell: Vec<String>,
    /// The decision that holds; the first opinion's when absent
    #[arg(long, value_parser = parse_decision, value_name = "DECISION")]
    pub kind: Option<DecisionKind>,
    /// Why, in a sentence; settles the difference
    #[arg(long, value_name = "TEXT")]
    pub because: Option<String>,
    /// Hash of the second opinion, when the claim has several differences
    #[arg(long, value_parser = parse_digest, value_name = "HASH")]
    pub second: Option<Digest>,
    /// List settled differences too
    #[arg(long)]
    pub all: bool,
}

/// `stats`
#[derive(Debug, Args)]
pub struct Stats {
    /// Only decisions of this month; all when absent
    #[arg(long, value_name = "MONTH")]
    pub period: Option<String>,
}

fn parse_claim_id(text: &str) -> Result<ClaimId, String> {
    ClaimId::parse(text).map_err(|error| error.to_string())
}

fn parse_requirement(text: &str) -> Result<Requirement, String> {
    Requirement::find(text).ok_or_else(|| format!("there is no requirement {text:?}; they are R1 to R6"))
}

fn parse_decision(text: &str) -> Result<DecisionKind, String> {
    text.parse().map_err(|error: crate::domain::UnknownWord| error.to_string())
}

fn parse_digest(text: &str) -> Result<Digest, String> {
    text.parse().map_err(|error: crate::domain::ParseDigestError| error.to_string())
}
