//! What follows from the verdicts: which rows apply, which outcome they allow, which clocks run.
//!
//! Pure: no clock, no files, no database. The time is an argument. Never judges a cell and never picks the
//! winner of a conflict.
//!
//! The pipeline: [`checklist`] says which rows apply, a person judges them, [`gaps`] says what is missing,
//! [`outcome`] what follows, [`guards`] what objects, and [`sign`] makes the decision.

mod activity_clocks;
mod asked;
mod basis;
pub mod batch;
mod carrying;
mod cascade;
mod clocks;
mod conflicts;
mod contradictions;
pub mod deadline;
pub mod detection;
pub mod dispute;
mod evidence_window;
mod facts;
mod gaps;
mod guards;
mod hold;
mod outcome;
mod predictions;
mod releasing;
pub mod repetition;
mod requirements;
mod resolving;
mod resubmission;
mod ruled;
pub mod scoring;
mod sentence;
mod settling;
mod signing;
mod split;
mod status;
mod transitions;
mod waiting;
mod window;
mod withdrawing;

pub use asked::{came_back, last_request, request_comments};
pub use basis::basis;
pub use carrying::{Carried, Revision, carry};
pub use cascade::{Consequence, Line, Touched, cascade};
pub use clocks::{clock_started_by, clocks, incumbent_answer, is_residual, wait_until};
pub use conflicts::contested;
pub use contradictions::{
    claim_contradictions, clock_contradictions, contradiction_in_words, decision_contradictions,
    requirement_contradictions, resolution,
};
pub use evidence_window::{Answered, EvidenceWindow, PartyStanding, evidence_window, party_facts};
pub use facts::{Clock, Gap, Guard, Outcome, Standing, Waiting, Waiver};
pub use gaps::gaps;
pub use guards::{GuardInput, guards};
pub use hold::hold;
pub use outcome::{outcome, outcome_with};
pub use predictions::{Prediction, open_request, predictions, predictions_of};
pub use releasing::{release_guard, reopening_guard, voiding_guard};
pub use requirements::checklist;
pub use resolving::{
    Gate, GoneIncumbent, Resolving, Side, gate, latest_proof, resolution_gaps, resolution_guards,
    resolution_withdrawal_guard,
};
pub use resubmission::{Earlier, Todo, todo, unchanged};
pub use ruled::{LineRuling, Ruled, ruled_checklist};
pub use sentence::live_sentence;
pub use signing::{Refusal, Signing, sign};
pub use split::split;
pub use status::{after_dispute, choices, decision_rule, is_decidable, resulting_status};
pub use transitions::{
    Refused, Step, TransitionId, allowed, is_disassociated, transition_between, transitions_between,
};
pub use waiting::waiting;
pub use window::acknowledgement_window;
pub use withdrawing::withdrawal_guard;
