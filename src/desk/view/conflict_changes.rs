//! What a newer snapshot changed about conflicts.

use crate::domain::{ClaimId, ConflictId, ConflictKey, ConflictKind, PartyAnswer, PartyRole, Status};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// What changed about one conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConflictChange {
    /// The conflict.
    pub id: ConflictId,
    /// What it is about.
    pub key: ConflictKey,
    /// The customer.
    pub customer: String,
    /// What happened, in this order.
    pub events: Vec<ConflictEvent>,
}

/// One thing that happened to a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum ConflictEvent {
    /// It was not there.
    Opened {
        /// A conflict or a duplicate.
        kind: ConflictKind,
        /// Its parties.
        parties: Vec<PartyName>,
    },
    /// A party joined.
    Joined {
        /// Which.
        #[serde(flatten)]
        party: PartyName,
    },
    /// A party left.
    Left {
        /// Which.
        #[serde(flatten)]
        party: PartyName,
        /// Status of its claim now; `None` when it is gone, or when nobody named the partner.
        status: Option<Status>,
    },
    /// A party answered the notice.
    Answered {
        /// Which.
        #[serde(flatten)]
        party: PartyName,
        /// With what.
        answer: PartyAnswer,
    },
    /// The time for new proof ended.
    WindowClosed {
        /// When.
        at: Option<DateTime<Utc>>,
    },
    /// It is not there any more.
    Closed {
        /// What became of its parties.
        parties: Vec<Outlived>,
    },
}

/// A party in words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PartyName {
    /// Its side.
    pub role: PartyRole,
    /// Its partner.
    pub partner: String,
    /// Its claim, when one is on file.
    pub claim_id: Option<ClaimId>,
}

/// A party of a conflict that is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outlived {
    /// Which.
    #[serde(flatten)]
    pub party: PartyName,
    /// Status of its claim now; `None` when it is gone, or when nobody named the partner.
    pub status: Option<Status>,
}

impl PartyName {
    fn words(&self) -> String {
        match &self.claim_id {
            Some(id) => format!("{} ({id}, {})", self.partner, self.role.label()),
            None => format!("{} ({})", self.partner, self.role.label()),
        }
    }
}

impl ConflictChange {
    /// Whether the conflict is not there any more.
    pub fn is_over(&self) -> bool {
        self.events.iter().any(|event| matches!(event, ConflictEvent::Closed { .. }))
    }

    /// Whether the claim is named.
    pub fn concerns(&self, id: &ClaimId) -> bool {
        self.events.iter().flat_map(ConflictEvent::parties).any(|party| party.claim_id.as_ref() == Some(id))
    }
}

impl ConflictEvent {
    /// The parties that are named.
    pub fn parties(&self) -> Vec<&PartyName> {
        match self {
            Self::Opened { parties, .. } => parties.iter().collect(),
            Self::Joined { party } | Self::Left { party, .. } | Self::Answered { party, .. } => vec![party],
            Self::WindowClosed { .. } => Vec::new(),
            Self::Closed { parties } => parties.iter().map(|ended| &ended.party).collect(),
        }
    }

    /// What happened in words.
    pub fn words(&self) -> String {
        let list =
            |parties: &[PartyName]| parties.iter().map(PartyName::words).collect::<Vec<_>>().join(", ");
        match self {
            Self::Opened { kind, parties } => format!("{} opened: {}", kind.label(), list(parties)),
            Self::Joined { party } => format!("joined: {}", party.words()),
            Self::Left { party, status } => format!("left: {}, {}", party.words(), became(*status)),
            Self::Answered { party, answer } => format!("{} answered: {}", party.words(), answer.label()),
            Self::WindowClosed { at } => match at {
                Some(at) => format!("time for new proof ended on {}", at.format("%Y-%m-%d %H:%M UTC")),
                None => "time for new proof ended".to_owned(),
            },
            Self::Closed { parties } => {
                let ended: Vec<String> = parties
                    .iter()
                    .map(|ended| format!("{}: {}", ended.party.words(), became(ended.status)))
                    .collect();
                format!("over; {}", ended.join(", "))
            }
        }
    }
}

fn became(status: Option<Status>) -> String {
    status.map_or_else(|| "not in this snapshot any more".to_owned(), |status| status.label().to_lowercase())
}
