//! A training session: claims of a pack, or live ones, judged into a file of attempts.
//!
//! A session is a desk over a snapshot and an attempts file, so verdicts, pins, drafts and safety are those of real
//! work. It is handed nothing from which the file of a real desk could be opened, and the store refuses one all the
//! same. What is held to be right leaves the session only after the own answer is recorded, and in an exam only when
//! everything is answered.

use super::attempts::{Answering, ClaimRecord};
use super::calibration::{self, CalibrationOptions};
use super::course::{Course, CourseChoice};
use super::live_claims::LiveClaims;
use super::pack_course::{PackCourse, Way};
use super::packs::load_pack;
use super::walkthrough::LogFile;
use crate::desk::open::Opening;
use crate::desk::{
    DecideRequest, Desk, DeskInfo, DraftField, Failure, FailureKind, Job, Judging, Receipt, Review,
    SnapshotChoice, Suggesting, VerifyReport,
};
use crate::domain::{Act, Actor, Attempt, CellKey, ClaimId, DecisionId, Mode, SessionName, Suggestions};
use crate::paths::Paths;
use crate::store::desk_file::{DecisionFilter, RecordKind, Stamp, Subject};
use crate::store::snapshot::Snapshot;
use crate::wall_clock::WallClock;
use std::path::PathBuf;

/// What is needed to open a session. There is no place in it for a desk file.
#[derive(Debug, Clone)]
pub struct TrainingOptions {
    /// What is played.
    pub course: CourseChoice,
    /// Where files live.
    pub paths: Paths,
    /// Who trains.
    pub trainee: String,
    /// The calendar, for tests and pictures: the time of the claims stands still with it. The machine's when absent.
    pub calendar: Option<WallClock>,
}

/// Who sits down to train, and where files live.
pub(super) struct Sitting<'a> {
    pub(super) trainee: &'a str,
    pub(super) calendar: Option<WallClock>,
    pub(super) paths: &'a Paths,
    pub(super) job: &'a Job,
}

/// What somebody has answered of a pack, in one mode or in all that it offers. What was answered in calibrations is
/// only told when asked for: it is compared, not scored. Makes no file.
pub fn recorded_attempts(
    pack: &str,
    mode: Option<Mode>,
    trainee: &str,
    (paths, job): (&Paths, &Job),
) -> Result<Vec<Attempt>, Failure> {
    let loaded = load_pack(pack, paths)?;
    let sitting = Sitting { trainee, calendar: None, paths, job };
    let scored = || loaded.pack.modes.iter().copied().filter(|mode| *mode != Mode::Calibration).collect();
    let mut ways: Vec<Way> = Vec::new();
    for mode in mode.map_or_else(scored, |mode| vec![mode]) {
        match mode {
            Mode::Calibration => {
                let names = calibration::sessions(paths, &loaded.pack.id).into_iter();
                ways.extend(names.map(|name| Way::Calibration(CalibrationOptions::taking_part(name))));
            }
            mode => ways.push(Way::Alone(mode)),
        }
    }
    let mut found = Vec::new();
    for way in ways {
        let course = PackCourse::of(loaded.clone(), way, trainee)?;
        if course.attempts(trainee, paths).exists() {
            let claims = course.snapshot(paths, job)?;
            found.extend(Session::over(Course::Pack(Box::new(course)), claims, &sitting)?.attempts()?);
        }
    }
    Ok(found)
}

/// What somebody has answered of the live claims of a lineage, also of those this snapshot does not hold any more.
/// Makes no record.
pub fn recorded_shadow_attempts(
    snapshot: &SnapshotChoice,
    trainee: &str,
    (paths, job): (&Paths, &Job),
) -> Result<Vec<Attempt>, Failure> {
    let (live, claims) = LiveClaims::open(snapshot, Vec::new(), paths)?;
    if !live.attempts(trainee, paths).exists() {
        return Ok(Vec::new());
    }
    let sitting = Sitting { trainee, calendar: None, paths, job };
    Session::over(Course::Live(live), claims, &sitting)?.attempts()
}

/// An open session.
pub struct Session {
    pub(super) desk: Desk,
    pub(super) course: Course,
    pub(super) paths: Paths,
    calendar: WallClock,
    /// Where recorded reviews are kept.
    pub(super) walkthroughs: PathBuf,
    /// The log of the review that is being recorded.
    pub(super) recording: Option<LogFile>,
}

impl Session {
    /// Opens what is played and the trainee's attempts at it; makes what is missing.
    pub fn open(options: &TrainingOptions, job: &Job) -> Result<Self, Failure> {
        let TrainingOptions { course, paths, trainee, calendar } = options;
        let of_pack = |id: &str, way| -> Result<_, Failure> {
            let course = PackCourse::of(load_pack(id, paths)?, way, trainee)?;
            let claims = course.snapshot(paths, job)?;
            Ok((Course::Pack(Box::new(course)), claims))
        };
        let (course, claims) = match course {
            CourseChoice::Pack { id, mode } => of_pack(id, Way::Alone(*mode))?,
            CourseChoice::Calibration { id, asked } => of_pack(id, Way::Calibration(asked.clone()))?,
            CourseChoice::Live { snapshot, decisions } => {
                let (live, claims) = LiveClaims::open(snapshot, decisions.clone(), paths)?;
                (Course::Live(live), claims)
            }
        };
        Self::over(course, claims, &Sitting { trainee, calendar: calendar.clone(), paths, job })
    }

    pub(super) fn over(
        course: Course,
        claims: (Snapshot, PathBuf),
        sitting: &Sitting<'_>,
    ) -> Result<Self, Failure> {
        let Sitting { trainee, calendar, paths, job } = sitting;
        let actor = Actor { name: (*trainee).to_owned(), role: course.role() };
        let as_of = claims.0.meta().as_of;
        let opening = Opening {
            snapshot: claims,
            record: (course.attempts(trainee, paths), RecordKind::Attempts),
            paths,
            actor: &actor,
            clock: calendar.as_ref().map(|_| WallClock::Fixed(as_of)),
        };
        let desk = Desk::assemble(opening, job)?;
        Ok(Self {
            desk,
            course,
            paths: (*paths).clone(),
            calendar: calendar.clone().unwrap_or(WallClock::System),
            walkthroughs: paths.walkthroughs(),
            recording: None,
        })
    }

    /// How the session is played.
    pub fn mode(&self) -> Mode {
        self.course.mode()
    }

    /// Name of the calibration, in one.
    pub fn calibration(&self) -> Option<&SessionName> {
        self.course.session()
    }

    /// Title of what is played.
    pub fn title(&self) -> &str {
        self.course.title()
    }

    /// Which files are open and who trains. Nothing is held: nothing ever leaves.
    pub fn info(&self) -> Result<DeskInfo, Failure> {
        Ok(DeskInfo { held: 0, next_release: None, ..self.desk.info()? })
    }

    /// Opens a claim of the session and notes that somebody sat down to it.
    pub fn open_claim(&mut self, id: &ClaimId) -> Result<Review, Failure> {
        self.belongs(id)?;
        let digest = self.desk.claim(id)?.digest();
        let before = self.desk.file.decision_in_force(id)?;
        // An answer to another revision of the claim would be in the way of one to this.
        if let Some(other) = before.as_ref().filter(|found| found.decision.claim_digest != digest) {
            self.take_back(&other.decision.id)?;
        }
        if before.is_none_or(|found| found.decision.claim_digest != digest) {
            self.is_blind()?;
            self.note(id, &Act::PracticeOpened { mode: self.mode(), at: self.calendar.now() })?;
        }
        self.review(id)
    }

    /// The claim as it is judged here: without what tells of other claims' parties or of the answer.
    pub fn review(&mut self, id: &ClaimId) -> Result<Review, Failure> {
        self.belongs(id)?;
        Ok(Review { holder: None, ..self.desk.review(id)? })
    }

    /// Records one change to the checklist.
    pub fn judge(&mut self, id: &ClaimId, change: &Judging) -> Result<Review, Failure> {
        self.belongs(id)?;
        self.is_blind()?;
        self.desk.judge(id, change)?;
        self.review(id)
    }

    /// Keeps a text while it is being written.
    pub fn keep_draft(&mut self, id: &ClaimId, field: DraftField, text: Option<&str>) -> Result<(), Failure> {
        self.belongs(id)?;
        self.desk.keep_draft(id, field, text)
    }

    /// Commits an attempt: signed and recorded like a decision, in the attempts file.
    pub fn decide(&mut self, request: &DecideRequest) -> Result<Receipt, Failure> {
        self.belongs(&request.claim_id)?;
        self.is_blind()?;
        let (recorded, seat) = self.desk.record_decision(request)?;
        let next = if self.mode().tells() { None } else { self.next(Some(&request.claim_id))? };
        Ok(Receipt { recorded, holder: None, next, seat })
    }

    /// Begins another attempt at a claim that is done, with an empty checklist.
    pub fn retry(&mut self, id: &ClaimId) -> Result<(), Failure> {
        self.belongs(id)?;
        let refused =
            |why: &str| Failure::new(FailureKind::Refused, format!("Claim {id} stays as it is."), why);
        if !self.mode().tells() {
            return Err(refused("An exam, a calibration and work on live claims are answered once."));
        }
        let Some(found) = self.desk.file.decision_in_force(id)? else {
            return Err(refused("It is not answered yet."));
        };
        let keys: Vec<CellKey> = found.decision.cells.iter().map(|cell| cell.key.clone()).collect();
        self.take_back(&found.decision.id)?;
        let review = self.desk.review(id)?;
        let judged = |key: &CellKey| review.checklist.cell(key).is_some_and(|cell| cell.judgement.is_some());
        let mut changes: Vec<Judging> = keys.into_iter().filter(judged).map(Judging::Clear).collect();
        changes.extend(review.checklist.excluded.keys().map(|name| Judging::Exclude(name.clone(), None)));
        if !review.checklist.claim_reasons.is_empty() {
            changes.push(Judging::ClaimReasons(Vec::new()));
        }
        if review.checklist.qualifications.as_ref().is_some_and(|seen| !seen.is_empty()) {
            changes.push(Judging::Qualifications(std::collections::BTreeSet::new()));
        }
        self.desk.judge_all(id, &changes)?;
        Ok(())
    }

    fn take_back(&mut self, decision: &DecisionId) -> Result<(), Failure> {
        let stamp = Stamp { at: self.desk.now(), actor: &self.desk.actor };
        self.desk.file.withdraw(decision, "another attempt", &stamp)?;
        self.desk.work.forget();
        Ok(())
    }

    /// Notes a hint; `revealed` when it showed the answer.
    pub(super) fn note_hint(&mut self, id: &ClaimId, cell: &CellKey, revealed: bool) -> Result<(), Failure> {
        self.note(id, &Act::HintShown { cell: cell.clone(), revealed })
    }

    fn note(&mut self, id: &ClaimId, act: &Act) -> Result<(), Failure> {
        let digest = self.desk.claim(id)?.digest();
        let stamp = Stamp { at: self.desk.now(), actor: &self.desk.actor };
        self.desk.file.record(Some(Subject { claim_id: id, digest: &digest }), act, &stamp)?;
        Ok(())
    }

    /// The next claim that is not answered, in the order of the session.
    pub fn next(&mut self, after: Option<&ClaimId>) -> Result<Option<ClaimId>, Failure> {
        let Course::Pack(course) = &self.course else { return self.next_live(after) };
        let order = &course.order;
        let at = after.and_then(|id| order.iter().position(|other| other == id)).map_or(0, |at| at + 1);
        let (before, behind) = order.split_at(at.min(order.len()));
        for id in behind.iter().chain(before) {
            if Some(id) != after && self.desk.file.decision_in_force(id)?.is_none() {
                return Ok(Some(id.clone()));
            }
        }
        Ok(None)
    }

    /// The time by the calendar.
    pub(super) fn today(&self) -> chrono::DateTime<chrono::Utc> {
        self.calendar.now()
    }

    /// Finished attempts, claim by claim in the order in which they were answered first.
    pub fn attempts(&mut self) -> Result<Vec<Attempt>, Failure> {
        let mut all = Vec::new();
        for id in self.answered()? {
            all.extend(self.record_of(&id)?.finished);
        }
        Ok(all)
    }

    /// Claims with a finished attempt, by the first one.
    pub(super) fn answered(&self) -> Result<Vec<ClaimId>, Failure> {
        let mut answered: Vec<ClaimId> = Vec::new();
        for found in self.desk.file.decisions(&DecisionFilter::default())? {
            if !answered.contains(&found.decision.claim_id) {
                answered.push(found.decision.claim_id);
            }
        }
        Ok(answered)
    }

    pub(super) fn record_of(&self, id: &ClaimId) -> Result<ClaimRecord, Failure> {
        let events = self.desk.file.events(Some(id))?;
        let pack = self.course.pack().map_or("", |pack| &pack.id);
        let answering = Answering { pack, trainee: &self.desk.actor.name, session: self.course.session() };
        Ok(ClaimRecord::read(id, &events, &answering))
    }

    /// Looks for text; what is found is told for cells that are answered only, and never where nothing is told.
    pub fn suggesting(&mut self, id: &ClaimId) -> Result<Suggesting, Failure> {
        self.belongs(id)?;
        if self.mode().tells() {
            return self.desk.suggesting(id);
        }
        let why = "An exam, a calibration and work on live claims are answered without help.";
        Err(Failure::new(FailureKind::Refused, "Nothing is suggested.", why))
    }

    /// The part of what was found that may be seen: of cells that are answered.
    pub fn visible(&mut self, mut found: Suggestions) -> Result<Suggestions, Failure> {
        let review = self.review(&found.claim_id.clone())?;
        let answered =
            |key: &CellKey| review.checklist.cell(key).is_some_and(|cell| cell.judgement.is_some());
        found.cells.retain(|cell| {
            answered(&CellKey { requirement: cell.requirement, workload: cell.workload.clone() })
        });
        found.workloads.clear();
        found.near_duplicates.clear();
        Ok(found)
    }

    /// What is kept of what was found.
    pub fn keep_suggestions(&mut self, found: crate::desk::Suggested) -> Result<Suggestions, Failure> {
        let kept = self.desk.keep_suggestions(found)?;
        self.visible(kept)
    }

    /// Recomputes the record of the attempts.
    pub fn verify(&self) -> Result<VerifyReport, Failure> {
        Ok(self.desk.file.verify(None)?)
    }

    /// Everything of the record that is not about one claim's answers: its history, the reference, the check.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    fn belongs(&mut self, id: &ClaimId) -> Result<(), Failure> {
        let holds = match &self.course {
            Course::Pack(course) => course.order.contains(id),
            Course::Live(_) => self.was_opened(id)? || self.is_decidable(id)?,
        };
        if holds {
            return Ok(());
        }
        let why = format!("{} in {} mode does not hold it.", self.title(), self.mode().word());
        Err(Failure::new(FailureKind::NotFound, format!("There is no claim {id} here."), why))
    }
}
