//! What trainees can do, one by one and as a group.
//!
//! Only the first attempt at a claim counts: the answer is known afterwards. Trainees are listed by name; nobody is
//! ranked.

use super::grading::{ScoredAttempt, Scores};
use super::packs::LoadedPack;
use crate::domain::ClaimId;
use crate::policy::pack::Pack;
use crate::statistics::training::{GateResult, Graded, Profile, gate, profile};
use serde::Serialize;
use std::collections::BTreeMap;

/// The report about a pack.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrainingReport {
    /// Id of the pack.
    pub pack: String,
    /// Its title.
    pub title: String,
    /// By trainee, by name.
    pub trainees: Vec<TraineeReport>,
    /// All of them together, each counting with every claim; gates are for one person.
    pub group: Profile,
}

/// What one trainee can do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TraineeReport {
    /// The name; empty when the attempts do not say.
    pub trainee: String,
    /// Attempts that were not the first at their claim, and do not count.
    pub repeated: u32,
    /// From first attempts.
    pub profile: Profile,
    /// The gates of the pack.
    pub gates: Vec<GateResult>,
}

/// Reports on scored attempts.
pub fn training_report(loaded: &LoadedPack, scores: &Scores) -> TrainingReport {
    let mut trainees: BTreeMap<&str, Vec<&ScoredAttempt>> = BTreeMap::new();
    for attempt in &scores.attempts {
        trainees.entry(&attempt.trainee).or_default().push(attempt);
    }
    let mut all = Vec::new();
    let report = |(name, attempts): (&str, Vec<&ScoredAttempt>)| {
        let (firsts, repeated) = firsts(&attempts);
        let report = trainee(name, repeated, &firsts, &loaded.pack);
        all.extend(firsts);
        report
    };
    let trainees = trainees.into_iter().map(report).collect();
    TrainingReport {
        pack: loaded.pack.id.clone(),
        title: loaded.pack.title.clone(),
        trainees,
        group: profile(&all),
    }
}

fn trainee(name: &str, repeated: u32, firsts: &[Graded], pack: &Pack) -> TraineeReport {
    TraineeReport {
        trainee: name.to_owned(),
        repeated,
        profile: profile(firsts),
        gates: pack.gates.iter().map(|asked| gate(asked, firsts)).collect(),
    }
}

/// The first attempt at each claim, and how many others there are. Attempts without a time count in the order of
/// their file, before those with one.
fn firsts(attempts: &[&ScoredAttempt]) -> (Vec<Graded>, u32) {
    let mut ordered: Vec<&ScoredAttempt> = attempts.to_vec();
    ordered.sort_by_key(|attempt| attempt.at);
    let mut seen: Vec<&ClaimId> = Vec::new();
    let mut firsts = Vec::new();
    let mut repeated = 0;
    for attempt in ordered {
        if seen.contains(&&attempt.score.claim_id) {
            repeated += 1;
            continue;
        }
        seen.push(&attempt.score.claim_id);
        firsts.push(attempt.graded());
    }
    (firsts, repeated)
}
