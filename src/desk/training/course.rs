//! What a session is played with: the claims of a pack with their answers, or the live claims of a snapshot.

use super::calibration::CalibrationOptions;
use super::live_claims::{LIVE_TITLE, LiveClaims};
use super::pack_course::PackCourse;
use super::real_decisions::{NotCompared, RealDecision};
use crate::desk::SnapshotChoice;
use crate::domain::{Answer, Attempt, Claim, ClaimId, Costs, Decision, Mode, Role, SessionName};
use crate::paths::Paths;
use crate::policy::pack::{Pack, Step};
use std::path::PathBuf;

/// What is to be played.
#[derive(Debug, Clone)]
pub enum CourseChoice {
    /// The claims of a pack.
    Pack {
        /// Id of the pack.
        id: String,
        /// How it is played.
        mode: Mode,
    },
    /// A calibration of a pack.
    Calibration {
        /// Id of the pack.
        id: String,
        /// Which calibration.
        asked: CalibrationOptions,
    },
    /// Claims that wait for a reviewer, in shadow mode.
    Live {
        /// Which claims.
        snapshot: SnapshotChoice,
        /// Decisions of others that are in force, to compare with. The session keeps them to itself until the own
        /// answer is recorded.
        decisions: Vec<Decision>,
    },
}

/// What is played, and what is held to be right about it.
pub(super) enum Course {
    Pack(Box<PackCourse>),
    Live(LiveClaims),
}

impl Course {
    pub(super) const fn mode(&self) -> Mode {
        match self {
            Self::Pack(course) => course.mode,
            Self::Live(_) => Mode::Shadow,
        }
    }

    pub(super) fn title(&self) -> &str {
        match self {
            Self::Pack(course) => &course.pack.title,
            Self::Live(_) => LIVE_TITLE,
        }
    }

    /// What a trainee can do afterwards.
    pub(super) fn aims(&self) -> Vec<String> {
        match self {
            Self::Pack(course) => course.pack.aims.clone(),
            Self::Live(_) => LiveClaims::AIMS.map(str::to_owned).to_vec(),
        }
    }

    /// The pack as it is played, if one is.
    pub(super) fn of_pack(&self) -> Option<&PackCourse> {
        match self {
            Self::Pack(course) => Some(course),
            Self::Live(_) => None,
        }
    }

    /// Name of the calibration, in one.
    pub(super) fn session(&self) -> Option<&SessionName> {
        self.of_pack()?.session()
    }

    /// The pack that is played, if one is.
    pub(super) const fn pack(&self) -> Option<&Pack> {
        match self {
            Self::Pack(course) => Some(&course.pack),
            Self::Live(_) => None,
        }
    }

    pub(super) const fn costs(&self) -> &Costs {
        match self {
            Self::Pack(course) => &course.pack.costs,
            Self::Live(live) => &live.costs,
        }
    }

    /// What guided mode tells about a claim.
    pub(super) fn steps_of<'c>(&'c self, id: &'c ClaimId) -> impl Iterator<Item = &'c Step> {
        self.pack().into_iter().flat_map(|pack| pack.steps_of(id))
    }

    /// What the trainer holds to be right about a claim.
    pub(super) fn answer(&self, id: &ClaimId) -> Option<&Answer> {
        match self {
            Self::Pack(course) => course.answer(id),
            Self::Live(_) => None,
        }
    }

    /// What an attempt at a claim of this revision is held against, and whose decision that is when it is no
    /// trainer's answer. Else why it is not compared.
    pub(super) fn right(
        &self,
        attempt: &Attempt,
        claim: Option<&Claim>,
    ) -> Result<(Answer, Option<RealDecision>), NotCompared> {
        match self {
            Self::Pack(course) => {
                let answer = course.answer(&attempt.claim_id).ok_or(NotCompared::Undecided)?;
                Ok((answer.clone(), None))
            }
            Self::Live(live) => {
                let (answer, decision) = live.real.answer_to(attempt, claim)?;
                Ok((answer, Some(decision)))
            }
        }
    }

    /// In which seat one trains. Every claim of a pack can be learned, also one that needs a supervisor; live claims
    /// are those of a reviewer.
    pub(super) const fn role(&self) -> Role {
        match self {
            Self::Pack(_) => Role::Supervisor,
            Self::Live(_) => Role::Reviewer,
        }
    }

    /// A trainee's attempts.
    pub(super) fn attempts(&self, trainee: &str, paths: &Paths) -> PathBuf {
        match self {
            Self::Pack(course) => course.attempts(trainee, paths),
            Self::Live(live) => live.attempts(trainee, paths),
        }
    }
}
