//! A pack as a trainee plays it: its answers, and its claims in the order in which they come.
//!
//! The order of an exam is random and the same each time for the same trainee, so a killed program goes on where it
//! was. That of a calibration is the same for everybody. Claims that only exams show are in no other order.

use super::calibration::CalibrationOptions;
use super::packs::{LoadedPack, PackFiles};
use crate::desk::{Failure, FailureKind, Job, import};
use crate::domain::{Answer, Claim, ClaimId, Digest, Hasher, Mode, SessionName};
use crate::paths::Paths;
use crate::policy::pack::{Order, Pack};
use crate::store::snapshot::{Snapshot, Trust};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A pack as one trainee plays it in one mode.
pub(super) struct PackCourse {
    pub(super) pack: Pack,
    pub(super) mode: Mode,
    /// The claims of the session, in order.
    pub(super) order: Vec<ClaimId>,
    /// Which calibration, in one.
    pub(super) calibration: Option<CalibrationOptions>,
    answers: BTreeMap<ClaimId, Answer>,
    claims: BTreeMap<ClaimId, Claim>,
    files: PackFiles,
}

/// How a pack is played.
#[derive(Debug, Clone)]
pub(super) enum Way {
    Alone(Mode),
    Calibration(CalibrationOptions),
}

impl Way {
    const fn mode(&self) -> Mode {
        match self {
            Self::Alone(mode) => *mode,
            Self::Calibration(_) => Mode::Calibration,
        }
    }
}

impl PackCourse {
    /// Draws the order of a pack that is offered so.
    pub(super) fn of(loaded: LoadedPack, way: Way, trainee: &str) -> Result<Self, Failure> {
        let LoadedPack { pack, answers, claims, files, .. } = loaded;
        let mode = way.mode();
        let refused = |why: String| Failure::new(FailureKind::Usage, "The session was not opened.", why);
        if !pack.offers(mode) {
            let modes: Vec<&str> = pack.modes.iter().map(|mode| mode.word()).collect();
            return Err(refused(format!("{} is played as {}.", pack.title, modes.join(", "))));
        }
        let (drawn_for, calibration) = match way {
            Way::Calibration(asked) => (asked.session.to_string(), Some(asked)),
            Way::Alone(Mode::Calibration) => {
                let why = "A calibration has a name that all of the team use.".to_owned();
                return Err(refused(why).hint("Name it, for example --session 2025-11."));
            }
            Way::Alone(_) => (trainee.to_owned(), None),
        };
        let order = order(&pack, mode, &drawn_for, &answers);
        let answers = answers.into_iter().map(|answer| (answer.claim_id.clone(), answer)).collect();
        Ok(Self { pack, mode, order, calibration, answers, claims, files })
    }

    /// Name of the calibration, in one.
    pub(super) fn session(&self) -> Option<&SessionName> {
        self.calibration.as_ref().map(|asked| &asked.session)
    }

    /// A claim of the pack.
    pub(super) fn claim(&self, id: &ClaimId) -> Option<&Claim> {
        self.claims.get(id)
    }

    /// Which snapshots the attempts belong to.
    pub(super) fn lineage(&self) -> String {
        format!("training-{}", self.pack.id)
    }

    /// What the trainer holds to be right about a claim.
    pub(super) fn answer(&self, id: &ClaimId) -> Option<&Answer> {
        self.answers.get(id)
    }

    /// A trainee's attempts in this mode. Names that the file system could not tell apart have a digest.
    pub(super) fn attempts(&self, trainee: &str, paths: &Paths) -> PathBuf {
        let mut name = Hasher::new("proofdesk-trainee-v1");
        name.field(self.pack.id.as_bytes()).field(trainee.as_bytes());
        let (pack, digest) = (&self.pack.id, name.finish().short());
        match self.session() {
            Some(session) => {
                paths.calibration_attempts((pack, session.as_str()), &format!("{trainee}-{digest}"))
            }
            None => paths.attempts(&format!("{pack}-{trainee}"), &digest, self.mode.word()),
        }
    }

    /// The claims of the pack as a sealed snapshot in the cache, built when this very content is not there yet.
    pub(super) fn snapshot(&self, paths: &Paths, job: &Job) -> Result<(Snapshot, PathBuf), Failure> {
        let path = paths.training_snapshot(&self.pack.id, &self.digest().short());
        if Snapshot::open(&path, Trust::Sealed).is_err() {
            std::fs::create_dir_all(&paths.cache).map_err(|error| {
                let why = format!("{} cannot be made: {error}.", paths.cache.display());
                Failure::new(FailureKind::Data, "The claims of the pack could not be prepared.", why)
                    .hint("Set PROOFDESK_HOME to a folder you can write to.")
            })?;
            let new = crate::store::snapshot::NewSnapshot {
                lineage: self.lineage(),
                title: self.pack.title.clone(),
                as_of: self.pack.as_of,
                practice: true,
                replace: true,
            };
            import::prepared(&path, &self.files.claims, &new, job)?;
        }
        let snapshot = Snapshot::open(&path, Trust::Sealed).map_err(|error| {
            Failure::from(error).while_doing("The claims of the pack could not be opened.")
        })?;
        Ok((snapshot, path))
    }

    /// Tells this version of the claims, and the instant they are judged at, from any other.
    pub(super) fn digest(&self) -> Digest {
        let mut content = Hasher::new("proofdesk-training-claims-v1");
        content.field(self.pack.as_of.to_rfc3339().as_bytes()).field(self.files.digest.as_bytes());
        content.finish()
    }
}

/// The claims of a session in its order; a random one is drawn for a trainee, or for the team of a calibration.
fn order(pack: &Pack, mode: Mode, drawn_for: &str, answers: &[Answer]) -> Vec<ClaimId> {
    let mut all: Vec<ClaimId> = answers
        .iter()
        .map(|answer| answer.claim_id.clone())
        .filter(|claim| pack.shows(claim, mode))
        .collect();
    let drawn = |id: &ClaimId| {
        let mut lot = Hasher::new("proofdesk-lot-v1");
        lot.field(pack.id.as_bytes()).field(drawn_for.as_bytes()).field(id.as_str().as_bytes());
        lot.finish()
    };
    let most = |claims: Option<u32>| claims.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
    match (mode, &pack.order) {
        (Mode::Exam, _) => {
            // Secret claims are drawn first: an exam that is shorter than the pack has as many of them as it can.
            all.sort_by_cached_key(|id| (!pack.exam.secret.contains(id), drawn(id)));
            all.truncate(most(pack.exam.claims));
            all.sort_by_cached_key(drawn);
        }
        (Mode::Calibration, _) => {
            all.sort_by_cached_key(drawn);
            all.truncate(most(Some(pack.calibration.claims)));
        }
        (_, Order::Random) => all.sort_by_cached_key(drawn),
        (_, Order::Listed(first)) => {
            all.sort_by_key(|id| first.iter().position(|other| other == id).unwrap_or(usize::MAX));
        }
        (_, Order::File) => {}
    }
    all
}
