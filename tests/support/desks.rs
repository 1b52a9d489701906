//! Desk files in a folder of their own, and decisions to put into them.

use crate::support::samples::{claim, edition_of, judged};
use chrono::{DateTime, TimeDelta, Utc};
use proofdesk::domain::{Actor, ApprovedSplit, ClaimId, Decision, DecisionId, DecisionKind, Digest, Role};
use proofdesk::rules::{self, Signing, Standing};
use proofdesk::store::desk_file::{DeskFile, Saved, Stamp, Subject};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Lineage of every desk made here.
pub(crate) const LINEAGE: &str = "sample";

/// Sits at the desk unless a test says otherwise.
pub(crate) fn dana() -> Actor {
    Actor { name: "dana".into(), role: Role::Reviewer }
}

/// Half a second after nine, so that a fraction of a second has to survive.
pub(crate) fn nine() -> DateTime<Utc> {
    "2025-09-15T09:00:00.500250Z".parse().unwrap()
}

/// Dana's stamp.
pub(crate) fn stamp(actor: &Actor) -> Stamp<'_> {
    Stamp { at: nine(), actor }
}

/// A desk file in a folder that goes away with it.
pub(crate) struct TestDesk {
    pub(crate) file: DeskFile,
    pub(crate) path: PathBuf,
    #[allow(dead_code, reason = "lives as long as the desk")]
    folder: tempfile::TempDir,
}

impl TestDesk {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sample.desk.sqlite");
        let file = open(&path);
        Self { file, path, folder }
    }

    /// A desk at this path of a folder that goes away with it.
    pub(crate) fn moved_in(folder: tempfile::TempDir, path: PathBuf) -> Self {
        Self { file: open(&path), path, folder }
    }

    /// Closes the file and opens it again.
    pub(crate) fn reopened(self) -> Self {
        let Self { file, path, folder } = self;
        drop(file);
        Self { file: open(&path), path, folder }
    }
}

/// Opens Dana's desk at this path.
pub(crate) fn open(path: &Path) -> DeskFile {
    DeskFile::open_or_create(path, LINEAGE, nine(), &dana()).unwrap()
}

/// The claim id and digest that decisions made here are about.
pub(crate) fn claim_id(number: u32) -> ClaimId {
    ClaimId::parse(&format!("{:07}", 3_000_000 + number)).unwrap()
}

/// The digest of every claim that is judged in these tests.
pub(crate) fn digest() -> Digest {
    Digest::of(b"the claim as it was shown")
}

/// A claim as a subject.
pub(crate) fn about(claim_id: &ClaimId) -> Subject<'_> {
    static DIGEST: OnceLock<Digest> = OnceLock::new();
    Subject { claim_id, digest: DIGEST.get_or_init(digest) }
}

/// A signed decision on a claim, in a round, under a key made of both.
pub(crate) fn decision(number: u32, round: u32) -> Decision {
    static SIGNED: OnceLock<Decision> = OnceLock::new();
    let signed = SIGNED.get_or_init(signed).clone();
    Decision {
        id: DecisionId::parse(&format!("{number:016x}{round:016x}")).unwrap(),
        claim_id: claim_id(number),
        claim_digest: digest(),
        round,
        decided_at: nine() + TimeDelta::seconds(i64::from(round)),
        ..signed
    }
}

/// The shortest decision there can be, made without an edition: for scripts that have to start quickly.
pub(crate) fn bare_decision(number: u32, round: u32) -> Decision {
    Decision {
        id: DecisionId::parse(&format!("{number:016x}{round:016x}")).unwrap(),
        claim_id: claim_id(number),
        claim_digest: digest(),
        round,
        kind: DecisionKind::Approve,
        derived: DecisionKind::Approve,
        rationale: None,
        waived: Vec::new(),
        split: ApprovedSplit::by(&["Microsoft Intune".into()], |_| true),
        cells: Vec::new(),
        claim_reasons: Vec::new(),
        comment: "Thank you for the complete proof.".into(),
        residual_comment: None,
        templates: Vec::new(),
        deadline: None,
        edition: "2025-06".parse().unwrap(),
        actor: dana(),
        decided_at: nine(),
        supersedes: None,
        held_until: None,
        composed: None,
        dispute: None,
    }
}

/// A real partial approval, with pins, reasons and settled cells.
fn signed() -> Decision {
    let claim = claim("3128950");
    rules::sign(Signing {
        id: DecisionId::parse(&"0".repeat(32)).unwrap(),
        claim: &claim,
        digest: claim.digest(),
        edition: &edition_of(&claim),
        checklist: &judged(&claim),
        standing: &Standing::default(),
        actor: dana(),
        now: nine(),
        kind: DecisionKind::PartialApprove,
        rationale: None,
        comment: "Two workloads are approved.\nThe third continues in a separate claim.".into(),
        residual_comment: Some("Please describe the work on Copilot.".into()),
        templates: vec!["TPL-F-PA".into(), "RC-R3-01".into()],
        round: 1,
        supersedes: None,
        composed: None,
        prior: None,
        dispute: None,
    })
    .unwrap()
}

/// Whether an answer says that it is on disk.
pub(crate) fn is_saved(saved: &Saved) -> bool {
    matches!(saved, Saved::Yes { .. })
}
