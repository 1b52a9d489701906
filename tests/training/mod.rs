//! Training packs, what attempts at them earn, and what is said of those who made them.

mod calibration;
mod command_line;
mod generated;
mod packs;
mod recording;
mod reports;
mod shadow;
mod walks;

use proofdesk::desk::training::{LoadedPack, load_pack};
use proofdesk::domain::{Answer, Attempt, AttemptCell, Claim, EvidencePin, Mode};
use proofdesk::paths::Paths;
use std::sync::OnceLock;

/// The shipped packs, read as the program reads them.
fn shipped() -> &'static [LoadedPack] {
    static PACKS: OnceLock<Vec<LoadedPack>> = OnceLock::new();
    PACKS.get_or_init(|| {
        let home = tempfile::tempdir().unwrap();
        let paths = Paths::find(Some(home.path())).unwrap();
        ["first-day", "practice"].iter().map(|id| load_pack(id, &paths).unwrap()).collect()
    })
}

/// Every shipped answer with its claim and its pack.
fn keys() -> impl Iterator<Item = (&'static LoadedPack, &'static Answer, &'static Claim)> {
    shipped().iter().flat_map(|pack| {
        pack.answers.iter().map(move |answer| (pack, answer, &pack.claims[&answer.claim_id]))
    })
}

/// The attempt that answers everything as the trainer does, with every quote pinned.
fn key(answer: &Answer, claim: &Claim) -> Attempt {
    let cells = answer.cells.iter().map(|right| AttemptCell {
        reasons: right.reasons.clone(),
        pins: right
            .evidence
            .iter()
            .map(|quote| {
                let (file, span) = quote.place(claim).unwrap();
                EvidencePin::new(claim.document(file).unwrap(), span).unwrap()
            })
            .collect(),
        ..AttemptCell::bare(right.key(), right.verdict)
    });
    Attempt {
        claim_id: answer.claim_id.clone(),
        claim_digest: None,
        pack: String::new(),
        trainee: "Ana".to_owned(),
        mode: Mode::Practice,
        session: None,
        cells: cells.collect(),
        decision: answer.decision,
        approved_workloads: answer.approved_workloads.clone(),
        seconds: Some(300),
        at: None,
    }
}
