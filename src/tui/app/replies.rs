//! What the answers of the desk change.

use super::{App, TrainingChoice};
use crate::desk::{
    BatchReceipt, DeskInfo, NextClaim, Reading, Receipt, RecordedResolution, SnapshotChanges, duration_words,
};
use crate::domain::{ClaimId, Mode, Role, Seat};
use crate::tui::layers::Layer;
use crate::tui::message::{
    CaseNotesRequest, JobId, JobSpec, RecordReply, Reply, Request, Step, TrainingRequest,
};
use crate::tui::notices::Notice;
use crate::tui::overlays::{NotesOffer, counted_notes};
use crate::tui::screens::{AdjudicationScreen, DebriefScreen, GroupScreen, ReviewScreen};

impl App {
    /// Shows the reply to every layer, then draws its consequences for the program.
    pub(super) fn take_reply(&mut self, reply: Reply) -> Vec<Step> {
        let context = &self.context;
        let mut steps: Vec<Step> =
            self.layers.iter_mut().flat_map(|layer| layer.surface_mut().reply(&reply, context)).collect();
        steps.extend(match reply {
            Reply::Info(info) => self.opened(*info),
            Reply::Opened(review) => {
                self.layers.close_review();
                let before = self.follow(&review.claim.claim_id);
                let (screen, asked) = ReviewScreen::open(review, before, &self.context);
                self.layers.push(Layer::Review(screen));
                asked
            }
            Reply::Next(next) => self.go_on(next),
            Reply::Decided(receipt) => self.decided(*receipt),
            Reply::Withdrawn(claim_id) => self.withdrawn(claim_id),
            Reply::Compared(changes) => compared(&changes),
            Reply::Released(claims) => Self::released(&claims),
            Reply::Reopened(claim_id) => self.reopened(claim_id),
            Reply::Difference(open) => {
                self.layers.close_adjudication();
                self.layers.push(Layer::Adjudication(Box::new(AdjudicationScreen::new(*open))));
                Vec::new()
            }
            Reply::Settled(claim_id) => self.settled(&claim_id),
            Reply::Debrief(debrief) => {
                self.layers.push(Layer::Debrief(Box::new(DebriefScreen::new(*debrief))));
                Vec::new()
            }
            Reply::DecisionsOfOthers(decisions) => vec![Step::Train(TrainingChoice::Live(decisions))],
            Reply::Recording(RecordReply::Ended(Some(file))) => {
                let words = format!("The review is recorded in {}.", file.display());
                vec![Step::Tell(Notice::info(words))]
            }
            Reply::Meeting(meeting) => {
                self.layers.push(Layer::Group(Box::new(GroupScreen::new(*meeting))));
                Vec::new()
            }
            Reply::Unrecorded(notes) => self.offer_notes(notes),
            Reply::Noted(notes) => {
                let words =
                    format!("{} recorded; every reviewer sees them beside the cell.", counted_notes(notes));
                vec![Step::Tell(Notice::info(words)), Request::Info.into()]
            }
            Reply::Retried(claim_id) => vec![Request::Open(claim_id).into()],
            Reply::Resolved(made) => resolved(&made),
            Reply::BatchSettled(receipt) => settled_batch(&receipt),
            Reply::Skipped(claim_id) => self.skipped(&claim_id),
            Reply::Judged(_) | Reply::Kept(..) => vec![Request::Info.into()],
            _ => Vec::new(),
        });
        steps
    }

    /// The desk is open, or its chain has grown.
    fn opened(&mut self, info: DeskInfo) -> Vec<Step> {
        let shared = info.shared.as_ref().map(|told| Step::Tell(Notice::warning(told)));
        let first = self.context.desk.replace(info).is_none();
        self.context.jobs.retain(|job| job.id != JobId::OPENING);
        if !first || self.context.training.is_some() {
            return Vec::new();
        }
        let begin = [Step::Start(JobSpec::Text), Step::Start(JobSpec::Changes)];
        let handed = self.handed.as_ref().map(|handed| CaseNotesRequest::Compare(handed.notes.clone()));
        let handed = handed.map(|notes| Request::CaseNotes(notes).into());
        shared.into_iter().chain(begin).chain(handed).collect()
    }

    /// Offers notes from a calibration that the desk does not have, to whoever may record them.
    fn offer_notes(&mut self, notes: Vec<Reading>) -> Vec<Step> {
        let Some(handed) = self.handed.take().filter(|_| !notes.is_empty()) else { return Vec::new() };
        let role = self.context.desk.as_ref().map(|desk| desk.actor.role);
        if role != Some(Role::Supervisor) {
            let words =
                format!("{} stay in training; a supervisor records them.", counted_notes(notes.len()));
            return vec![Step::Tell(Notice::info(words))];
        }
        vec![Step::Push(Box::new(Layer::Notes(NotesOffer::new(&handed.session, notes))))]
    }

    /// Notes that a claim opens, or that the trail is followed back to it; answers the claim before it.
    fn follow(&mut self, claim_id: &ClaimId) -> Option<ClaimId> {
        let back = self.trail.iter().rev().nth(1) == Some(claim_id);
        if back {
            self.trail.pop();
        } else if self.trail.last() != Some(claim_id) {
            self.trail.push(claim_id.clone());
        }
        self.trail.iter().rev().nth(1).cloned()
    }

    /// Opens the next claim, or returns to the queue when none waits.
    fn go_on(&mut self, next: NextClaim) -> Vec<Step> {
        let words = match next {
            NextClaim::Free(claim_id) => return vec![Request::Open(claim_id).into()],
            NextClaim::AllHeld(held) => held.words(0),
            NextClaim::Empty
                if self.context.training.as_ref().is_some_and(|place| place.mode != Mode::Shadow) =>
            {
                "All claims of the session are answered. q leaves training; everything is kept.".to_owned()
            }
            NextClaim::Empty => "No other claim waits for a reviewer.".to_owned(),
        };
        self.layers.close_review();
        vec![Step::Tell(Notice::info(words))]
    }

    fn decided(&mut self, receipt: Receipt) -> Vec<Step> {
        if let Some(place) = &self.context.training {
            let mode = place.mode;
            return self.answered(&receipt, mode);
        }
        let decision = &receipt.recorded.decision;
        let is_decision = receipt.seat != Seat::Quality;
        let held = decision.held_until.filter(|_| is_decision).map(|until| {
            format!(", held for {}", duration_words((until - decision.decided_at).num_minutes()))
        });
        let held = held.unwrap_or_default();
        let beside = receipt.holder.as_ref().map(|holder| format!(" {} works on it too.", holder.by));
        let words = format!(
            "Claim {}: {}, recorded here as number {} ({}){held}.{}{}",
            decision.claim_id,
            decision.kind.label().to_lowercase(),
            receipt.recorded.seq,
            receipt.recorded.hash.short(),
            if is_decision { " u withdraws it." } else { "" },
            beside.unwrap_or_default(),
        );
        self.last_decided = is_decision.then(|| decision.claim_id.clone());
        self.layers.close_review();
        let next = receipt.next.map(|claim_id| Request::Open(claim_id).into());
        [Request::Info.into()].into_iter().chain(next).chain([Step::Tell(Notice::info(words))]).collect()
    }

    /// An attempt is recorded: it is compared with the answer, or the next claim comes.
    fn answered(&mut self, receipt: &Receipt, mode: Mode) -> Vec<Step> {
        let claim_id = receipt.recorded.decision.claim_id.clone();
        self.layers.close_review();
        if mode.tells() {
            return vec![Request::Training(TrainingRequest::Debrief(claim_id)).into(), Request::Info.into()];
        }
        let words = match &receipt.next {
            Some(_) => format!("The answer to claim {claim_id} is recorded."),
            None if mode == Mode::Shadow => "No other claim waits for a reviewer.".to_owned(),
            None if mode == Mode::Calibration => {
                format!(
                    "Everything is answered. {} shows what everybody said.",
                    self.context.key("training.group")
                )
            }
            None => "Everything is answered. Enter on a claim compares it with its answer.".to_owned(),
        };
        let next = receipt.next.clone().map(|claim_id| Request::Open(claim_id).into());
        [Request::Info.into()].into_iter().chain(next).chain([Step::Tell(Notice::info(words))]).collect()
    }

    /// A skipped claim is left for the next one.
    fn skipped(&mut self, claim_id: &ClaimId) -> Vec<Step> {
        let words = format!("Claim {claim_id} is hidden from you. Others still see it.");
        let next = self.is_reviewing().then(|| Request::Next(None).into());
        [Step::Tell(Notice::info(words)), Request::Info.into()].into_iter().chain(next).collect()
    }

    fn settled(&mut self, claim_id: &ClaimId) -> Vec<Step> {
        self.layers.close_adjudication();
        let words =
            format!("The difference on claim {claim_id} is settled; both opinions stay in the record.");
        vec![Step::Tell(Notice::info(words)), Request::Info.into()]
    }

    fn is_reviewing(&self) -> bool {
        self.layers.iter().any(|layer| matches!(layer, Layer::Review(_)))
    }

    fn released(claims: &[ClaimId]) -> Vec<Step> {
        let words = match claims {
            [] => "Nothing was due.".to_owned(),
            [one] => format!("The decision about claim {one} is released. u opens it again, with a reason."),
            several => format!("{} decisions are released.", several.len()),
        };
        vec![Step::Tell(Notice::info(words)), Request::Info.into()]
    }

    fn reopened(&mut self, claim_id: ClaimId) -> Vec<Step> {
        let words = format!("The decision about claim {claim_id} is open again. The claim waits again.");
        let back = self.is_reviewing().then(|| Request::Open(claim_id).into());
        [Step::Tell(Notice::info(words)), Request::Info.into()].into_iter().chain(back).collect()
    }

    fn withdrawn(&mut self, claim_id: ClaimId) -> Vec<Step> {
        if self.last_decided.as_ref() == Some(&claim_id) {
            self.last_decided = None;
        }
        let words = format!("The decision about claim {claim_id} is withdrawn. The claim waits again.");
        let back = self.is_reviewing().then(|| Request::Open(claim_id).into());
        [Step::Tell(Notice::info(words)), Request::Info.into()].into_iter().chain(back).collect()
    }
}

/// Says that a conflict was settled, or that this was taken back.
fn resolved(made: &RecordedResolution) -> Vec<Step> {
    let words = match &made.ended {
        Some(_) => "The resolution is taken back, its decisions with it. The claims wait again.".to_owned(),
        None => format!(
            "Settled, recorded here as number {} ({}). U takes it back, with a reason.",
            made.seq,
            made.hash.short()
        ),
    };
    vec![Step::Tell(Notice::info(words)), Request::Info.into()]
}

/// Says that a batch was committed, or taken back.
fn settled_batch(receipt: &BatchReceipt) -> Vec<Step> {
    let rows = match receipt.resolutions.len() {
        1 => "1 row".to_owned(),
        rows => format!("{rows} rows"),
    };
    let batch = receipt.plan.short();
    let words = if receipt.resolutions.iter().all(|one| one.ended.is_some()) {
        format!("Batch {batch} is taken back, {rows} of it. The claims wait again.")
    } else {
        format!("Batch {batch}: {rows} settled as one act. t takes all of it back, with a reason.")
    };
    vec![Step::Tell(Notice::info(words)), Request::Info.into()]
}

/// Says what changed since the earlier snapshot, if anything did.
fn compared(changes: &SnapshotChanges) -> Vec<Step> {
    if changes.claims.is_empty() {
        return Vec::new();
    }
    vec![Step::Tell(Notice::info(format!("{} g c shows them.", changes.summary())))]
}
