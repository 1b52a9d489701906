//! Why a claim is skipped, or a decision withdrawn, opened again or void: one letter, or words of one's own.

use super::menu::{Choosing, Menu, MenuEvent, MenuRow};
use super::prompt::{Prompt, Question};
use crate::domain::ClaimId;
use crate::tui::layers::Layer;
use crate::tui::message::{OutboxRequest, Request, Step};

/// What the reason is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReasonFor {
    /// Skipping a claim.
    Skip,
    /// Withdrawing a held decision.
    Withdraw,
    /// Opening a released decision again.
    Reopen,
    /// Finding somebody else's released decision procedurally wrong.
    Void,
}

const SKIP: &[(&str, &str)] = &[
    ("c", "I have a conflict of interest."),
    ("l", "I cannot read the language."),
    ("e", "It needs somebody with more experience."),
    ("d", "A document cannot be read here."),
    ("w", "I wait for an answer from somebody."),
];

const WITHDRAW: &[(&str, &str)] = &[
    ("s", "A slip of the keys."),
    ("m", "I missed something in the proof."),
    ("r", "I misread a requirement."),
    ("w", "The reason or the comment was wrong."),
    ("n", "Something new became known."),
];

const VOID: &[(&str, &str)] = &[
    ("c", "The reviewer had a conflict of interest."),
    ("e", "It was judged under the wrong edition."),
    ("d", "Documents were missing when it was judged."),
    ("w", "It is the decision on another claim."),
];

/// The last row: words of one's own.
const OTHER: (&str, &str) = ("o", "Another reason, in my own words.");

impl ReasonFor {
    fn reasons(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Skip => SKIP,
            Self::Withdraw | Self::Reopen => WITHDRAW,
            Self::Void => VOID,
        }
    }

    fn title(self, claim_id: &ClaimId) -> String {
        match self {
            Self::Skip => format!("Skip claim {claim_id}"),
            Self::Withdraw => format!("Withdraw the decision about claim {claim_id}"),
            Self::Reopen => format!("Open the decision about claim {claim_id} again"),
            Self::Void => format!("Find the decision about claim {claim_id} void"),
        }
    }

    fn intro(self) -> &'static str {
        match self {
            Self::Skip => "It is hidden from you alone. Why?",
            Self::Withdraw => "The decision stays in the record as withdrawn. Why?",
            Self::Reopen => "It was released and stays in the record as opened again. Why?",
            Self::Void => "It stays in the record; nothing is said on the merits. Why?",
        }
    }

    fn question(self, claim_id: ClaimId) -> Question {
        match self {
            Self::Skip => Question::Skip(claim_id),
            Self::Withdraw => Question::Withdraw(claim_id),
            Self::Reopen => Question::Reopen(claim_id),
            Self::Void => Question::Void(claim_id),
        }
    }

    fn request(self, claim_id: ClaimId, reason: &str) -> Request {
        match self {
            Self::Skip => Request::Skip(claim_id, reason.to_owned()),
            Self::Withdraw => Request::Withdraw(claim_id, reason.to_owned()),
            Self::Reopen => Request::Outbox(OutboxRequest::Reopen(claim_id, reason.to_owned())),
            Self::Void => Request::Outbox(OutboxRequest::Void(claim_id, reason.to_owned())),
        }
    }
}

/// The list of reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonPick {
    purpose: ReasonFor,
    claim_id: ClaimId,
    menu: Menu,
}

impl ReasonPick {
    /// Asks for a reason.
    pub fn new(purpose: ReasonFor, claim_id: ClaimId) -> Self {
        let row = |(key, text): &(&str, &str)| MenuRow {
            key: (*key).to_owned(),
            text: (*text).to_owned(),
            ..MenuRow::default()
        };
        let rows = purpose.reasons().iter().chain([&OTHER]).map(row).collect();
        let menu = Menu::lettered(purpose.title(&claim_id), purpose.intro(), rows);
        Self { purpose, claim_id, menu }
    }
}

impl Choosing for ReasonPick {
    fn menu(&self) -> &Menu {
        &self.menu
    }

    fn menu_mut(&mut self) -> &mut Menu {
        &mut self.menu
    }

    fn act(&mut self, event: MenuEvent) -> Vec<Step> {
        event.steps(|row| {
            let claim_id = self.claim_id.clone();
            if let Some((_, reason)) = self.purpose.reasons().get(row) {
                return vec![Step::Close, self.purpose.request(claim_id, reason).into()];
            }
            let prompt = Prompt::new(self.purpose.question(claim_id), "");
            vec![Step::Close, Step::Push(Box::new(Layer::Prompt(prompt)))]
        })
    }
}
