//! A training session: claims of a pack, judged into a file of attempts.
//!
//! A session is a desk over a snapshot of the pack and an attempts file, so verdicts, pins, drafts and safety are
//! those of real work. It is handed nothing from which the file of a real desk could be opened, and the store refuses
//! one all the same. What the trainer holds to be right leaves the session only after the own answer is recorded, and
//! in an exam only when everything is answered.

use super::attempts::{Answering, ClaimRecord};
use super::course::Course;
use super::packs::load_pack;
use crate::desk::open::Opening;
use crate::desk::{
    DecideRequest, Desk, DeskInfo, DraftField, Failure, FailureKind, Job, Judging, Receipt, Review,
    Suggesting, VerifyReport,
};
use crate::domain::{
    Act, Actor, Attempt, CellKey, Claim, ClaimId, DecisionId, Event, Mode, Role, Suggestions,
};
use crate::paths::Paths;
use crate::rules;
use crate::store::desk_file::{RecordKind, Stamp, Subject};
use crate::wall_clock::WallClock;
use std::sync::Arc;

/// What is needed to open a session. There is no place in it for a desk file.
#[derive(Debug, Clone)]
pub struct TrainingOptions {
    /// Id of the pack.
    pub pack: String,
    /// How it is played.
    pub mode: Mode,
    /// Where files live.
    pub paths: Paths,
    /// Who trains.
    pub trainee: String,
    /// The calendar, for tests and pictures: the time of the claims stands still with it. The machine's when absent.
    pub calendar: Option<WallClock>,
}

/// What somebody has answered of a pack, in one mode or in all that it offers. Makes no file.
pub fn recorded_attempts(
    pack: &str,
    mode: Option<Mode>,
    trainee: &str,
    (paths, job): (&Paths, &Job),
) -> Result<Vec<Attempt>, Failure> {
    let loaded = load_pack(pack, paths)?;
    let mut found = Vec::new();
    for mode in mode.map_or_else(|| loaded.pack.modes.clone(), |mode| vec![mode]) {
        let course = Course::of(loaded.clone(), mode, trainee)?;
        if course.attempts(paths).exists() {
            found.extend(Session::over(course, None, (paths, job))?.attempts()?);
        }
    }
    Ok(found)
}

/// An open session.
pub struct Session {
    pub(super) desk: Desk,
    pub(super) course: Course,
    calendar: WallClock,
}

impl Session {
    /// Opens the pack and the trainee's attempts at it in this mode; makes both where they are missing.
    pub fn open(options: &TrainingOptions, job: &Job) -> Result<Self, Failure> {
        let loaded = load_pack(&options.pack, &options.paths)?;
        let course = Course::of(loaded, options.mode, &options.trainee)?;
        Self::over(course, options.calendar.clone(), (&options.paths, job))
    }

    fn over(
        course: Course,
        calendar: Option<WallClock>,
        (paths, job): (&Paths, &Job),
    ) -> Result<Self, Failure> {
        let snapshot = course.snapshot(paths, job)?;
        // Every seat is open in training: a claim that needs a supervisor can be learned, too.
        let actor = Actor { name: course.trainee.clone(), role: Role::Supervisor };
        let opening = Opening {
            snapshot,
            record: (course.attempts(paths), RecordKind::Attempts),
            paths,
            actor: &actor,
            clock: calendar.as_ref().map(|_| WallClock::Fixed(course.pack.as_of)),
        };
        let desk = Desk::assemble(opening, job)?;
        Ok(Self { desk, course, calendar: calendar.unwrap_or(WallClock::System) })
    }

    /// How the session is played.
    pub fn mode(&self) -> Mode {
        self.course.mode
    }

    /// Title of the pack.
    pub fn title(&self) -> &str {
        &self.course.pack.title
    }

    /// Which files are open and who trains. Nothing is held: nothing ever leaves.
    pub fn info(&self) -> Result<DeskInfo, Failure> {
        Ok(DeskInfo { held: 0, next_release: None, ..self.desk.info()? })
    }

    /// Opens a claim of the session and notes that somebody sat down to it.
    pub fn open_claim(&mut self, id: &ClaimId) -> Result<Review, Failure> {
        self.belongs(id)?;
        let (mode, at) = (self.course.mode, self.calendar.now());
        if self.record_of(id)?.finished.is_empty() || self.desk.file.decision_in_force(id)?.is_none() {
            self.note(id, &Act::PracticeOpened { mode, at })?;
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
        let (recorded, seat) = self.desk.record_decision(request)?;
        let next = if self.course.mode.tells() { None } else { self.next(Some(&request.claim_id))? };
        Ok(Receipt { recorded, holder: None, next, seat })
    }

    /// Begins another attempt at a claim that is done, with an empty checklist.
    pub fn retry(&mut self, id: &ClaimId) -> Result<(), Failure> {
        self.belongs(id)?;
        let refused =
            |why: &str| Failure::new(FailureKind::Refused, format!("Claim {id} stays as it is."), why);
        if !self.course.mode.tells() {
            return Err(refused("An exam, and work on live claims, is answered once."));
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
        let order = self.course.order.clone();
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

    /// Finished attempts at every claim of the session, in its order.
    pub fn attempts(&mut self) -> Result<Vec<Attempt>, Failure> {
        let mut all = Vec::new();
        for id in self.course.order.clone() {
            all.extend(self.record_of(&id)?.finished);
        }
        Ok(all)
    }

    pub(super) fn record_of(&mut self, id: &ClaimId) -> Result<ClaimRecord, Failure> {
        let events = self.desk.file.events(Some(id))?;
        self.record_from(id, &events)
    }

    pub(super) fn record_from(&mut self, id: &ClaimId, events: &[Event]) -> Result<ClaimRecord, Failure> {
        let claim = self.desk.claim(id)?;
        let checklist = self.rows(&claim);
        let trainee = self.desk.actor.name.clone();
        let answering = Answering { pack: &self.course.pack.id, trainee: &trainee, checklist: &checklist };
        Ok(ClaimRecord::read(id, events, &answering))
    }

    /// The rows of a claim with those that a rule settles.
    fn rows(&self, claim: &Arc<Claim>) -> crate::domain::Checklist {
        rules::checklist(claim, &self.desk.editions.for_claim(claim).edition)
    }

    /// Looks for text; what is found is told for cells that are answered only, and never where nothing is told.
    pub fn suggesting(&mut self, id: &ClaimId) -> Result<Suggesting, Failure> {
        self.belongs(id)?;
        if self.course.mode.tells() {
            return self.desk.suggesting(id);
        }
        let why = "An exam, and work on live claims, is answered without help.";
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

    fn belongs(&self, id: &ClaimId) -> Result<(), Failure> {
        if self.course.order.contains(id) {
            return Ok(());
        }
        let why = format!("{} in {} mode does not hold it.", self.course.pack.title, self.course.mode.word());
        Err(Failure::new(FailureKind::NotFound, format!("There is no claim {id} here."), why))
    }
}
