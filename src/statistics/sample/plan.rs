//! How much is drawn, as data (`assets/quality.toml`).

use crate::domain::DecisionKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Shares and floors of the samples.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SamplePlan {
    /// Chance of every decision.
    pub share: f64,
    /// Another chance for a kind of decision.
    pub share_of: BTreeMap<DecisionKind, f64>,
    /// At least so many of each reviewer and outcome in a period.
    pub floor: u32,
    /// All of a reviewer's first so many.
    pub first_of_reviewer: u32,
    /// All of the first so many under an edition.
    pub first_of_edition: u32,
    /// Decisions of one's own between two second looks.
    pub after: u32,
}

/// The plan cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// It is not the table that is expected.
    #[error("{0}")]
    Unreadable(String),
    /// A share is none.
    #[error("{name} is {value}; a share is between 0 and 1")]
    NoShare {
        /// Which.
        name: String,
        /// As written.
        value: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    random: Random,
    serving: Serving,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Random {
    share: f64,
    #[serde(default)]
    share_of: BTreeMap<DecisionKind, f64>,
    floor: u32,
    first_of_reviewer: u32,
    first_of_edition: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Serving {
    after: u32,
}

impl SamplePlan {
    /// Reads the text of a `quality.toml`.
    pub fn parse(text: &str) -> Result<Self, PlanError> {
        let File { random, serving } = toml::from_str(text)
            .map_err(|error| PlanError::Unreadable(error.to_string().trim().to_owned()))?;
        let named = random.share_of.iter().map(|(kind, share)| (format!("share-of.{kind}"), *share));
        for (name, share) in std::iter::once(("share".to_owned(), random.share)).chain(named) {
            if !(0.0..=1.0).contains(&share) {
                return Err(PlanError::NoShare { name, value: share.to_string() });
            }
        }
        Ok(Self {
            share: random.share,
            share_of: random.share_of,
            floor: random.floor,
            first_of_reviewer: random.first_of_reviewer,
            first_of_edition: random.first_of_edition,
            after: serving.after,
        })
    }

    /// The chance of a decision of this kind.
    pub fn share(&self, kind: DecisionKind) -> f64 {
        self.share_of.get(&kind).copied().unwrap_or(self.share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = "[random]\nshare = 0.1\nfloor = 5\nfirst-of-reviewer = 20\nfirst-of-edition = 30\n\
                        [random.share-of]\nreject = 0.5\n[serving]\nafter = 5\n";

    #[test]
    fn a_kind_of_decision_can_have_a_share_of_its_own() {
        let plan = SamplePlan::parse(PLAN).unwrap();
        assert!((plan.share(DecisionKind::Reject) - 0.5).abs() < 1e-12);
        assert!((plan.share(DecisionKind::Approve) - 0.1).abs() < 1e-12);
    }

    #[test]
    fn a_share_beyond_all_and_an_unknown_word_are_refused_by_name() {
        let error = SamplePlan::parse(&PLAN.replace("0.5", "1.5")).unwrap_err();
        assert_eq!(error.to_string(), "share-of.reject is 1.5; a share is between 0 and 1");
        let error = SamplePlan::parse(&PLAN.replace("floor", "flor")).unwrap_err();
        assert!(error.to_string().contains("flor"), "{error}");
        assert!(SamplePlan::parse(&PLAN.replace("reject", "refuse")).is_err());
    }
}
