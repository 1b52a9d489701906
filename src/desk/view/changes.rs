//! What a newer snapshot changed, claim by claim.

use super::{ConflictChange, ConflictEvent};
use crate::domain::{Association, ClaimId, DecisionKind, Digest, Status};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::path::PathBuf;

/// Everything that differs between an earlier snapshot and the open one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SnapshotChanges {
    /// What it was compared with.
    pub earlier: Earlier,
    /// Time of the open snapshot.
    pub as_of: DateTime<Utc>,
    /// Claims that differ, by group and then by id.
    pub claims: Vec<ClaimChange>,
    /// Claims that are the same in both.
    pub unchanged: u64,
    /// Conflicts that opened, changed or closed, by id; none while the earlier snapshot cannot be read.
    pub conflicts: Vec<ConflictChange>,
}

impl SnapshotChanges {
    /// Number of claims of a group.
    pub fn count(&self, group: ChangeGroup) -> usize {
        self.claims.iter().filter(|claim| claim.group == group).count()
    }

    /// What happened, in a sentence or two.
    pub fn summary(&self) -> String {
        let since = match &self.earlier {
            Earlier::Compared { as_of, .. } => format!("Since {}", minute(*as_of)),
            Earlier::Gone { as_of, .. } => format!("Since {}, as far as this desk remembers", minute(*as_of)),
            Earlier::First => "Since this desk last saw them".to_owned(),
        };
        let told = [
            (ChangeGroup::Arrived, "decision arrived", "decisions arrived"),
            (ChangeGroup::CameBack, "came back", "came back"),
            (
                ChangeGroup::Overtaken,
                "changed after it was decided here",
                "changed after they were decided here",
            ),
            (ChangeGroup::New, "is new", "are new"),
        ];
        let mut parts = vec![format!("{since}: {} changed", counted(self.claims.len()))];
        parts.extend(told.into_iter().filter_map(|(group, one, several)| match self.count(group) {
            0 => None,
            1 => Some(format!("1 {one}")),
            many => Some(format!("{many} {several}")),
        }));
        let told = [
            (self.opened(), "conflict opened", "conflicts opened"),
            (self.closed(), "conflict is over", "conflicts are over"),
        ];
        parts.extend(told.into_iter().filter(|(count, ..)| *count > 0).map(|(count, one, several)| {
            if count == 1 { format!("1 {one}") } else { format!("{count} {several}") }
        }));
        format!("{}.", parts.join(", "))
    }

    /// Number of conflicts that opened.
    pub fn opened(&self) -> usize {
        self.conflicts_with(|event| matches!(event, ConflictEvent::Opened { .. }))
    }

    /// Number of conflicts that are over.
    pub fn closed(&self) -> usize {
        self.conflicts_with(|event| matches!(event, ConflictEvent::Closed { .. }))
    }

    fn conflicts_with(&self, is: impl Fn(&ConflictEvent) -> bool) -> usize {
        self.conflicts.iter().filter(|change| change.events.iter().any(&is)).count()
    }
}

fn counted(claims: usize) -> String {
    if claims == 1 { "1 claim".to_owned() } else { format!("{claims} claims") }
}

fn minute(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// What the open snapshot was compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "basis", rename_all = "kebab-case")]
pub enum Earlier {
    /// An earlier snapshot, claim by claim.
    Compared {
        /// Its file.
        file: PathBuf,
        /// Its time.
        as_of: DateTime<Utc>,
        /// Its digest.
        sha256: Digest,
    },
    /// The earlier snapshot cannot be read any more: only the digests this desk recorded can be compared.
    Gone {
        /// Where it was.
        file: PathBuf,
        /// Its time.
        as_of: DateTime<Utc>,
        /// Why it cannot be read.
        why: String,
    },
    /// No earlier snapshot of this lineage was opened here.
    First,
}

/// What changed about one claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimChange {
    /// The claim.
    pub claim_id: ClaimId,
    /// Its partner; empty when only its id is known.
    pub partner: String,
    /// Its customer; empty when only its id is known.
    pub customer: String,
    /// Its status now; `None` when it is gone.
    pub status: Option<Status>,
    /// Under which heading it is told.
    pub group: ChangeGroup,
    /// What differs.
    pub changes: Vec<Change>,
    /// What became of this desk's decision on it, if there is one.
    pub decision: Option<Upstream>,
}

/// The headings, most telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeGroup {
    /// The decision was carried out and the claim came back.
    CameBack,
    /// The claim changed after it was decided here, and the decision did not arrive.
    Overtaken,
    /// The decision arrived.
    Arrived,
    /// The claim continues another one after a partial approval.
    Residual,
    /// The claim is new.
    New,
    /// Its status.
    Status,
    /// Its documents or workloads.
    Proof,
    /// Names, addresses or other facts.
    Facts,
    /// Comments and history only.
    Talk,
    /// The claim is not in the snapshot any more.
    Gone,
}

impl ChangeGroup {
    /// All headings in their order.
    pub const ALL: &'static [Self] = &[
        Self::CameBack,
        Self::Overtaken,
        Self::Arrived,
        Self::Residual,
        Self::New,
        Self::Status,
        Self::Proof,
        Self::Facts,
        Self::Talk,
        Self::Gone,
    ];

    /// The heading a person reads.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::CameBack => "Came back after a decision of this desk",
            Self::Overtaken => "Changed after they were decided here",
            Self::Arrived => "Decisions that arrived",
            Self::Residual => "Residual claims that appeared",
            Self::New => "New claims",
            Self::Status => "Another status",
            Self::Proof => "Other documents or workloads",
            Self::Facts => "Other names, addresses or facts",
            Self::Talk => "New comments or history",
            Self::Gone => "Not in this snapshot any more",
        }
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum Change {
    /// The claim was not there.
    New,
    /// The claim continues another one.
    Residual {
        /// The claim it continues.
        parent: ClaimId,
    },
    /// The claim is not there any more.
    Gone,
    /// Something differs, and without the earlier snapshot nobody can say what.
    Differs,
    /// Another status.
    Status {
        /// Before.
        from: Status,
        /// Now.
        to: Status,
    },
    /// A workload is claimed that was not.
    WorkloadAdded {
        /// Its name.
        name: String,
    },
    /// A workload is not claimed any more.
    WorkloadRemoved {
        /// Its name.
        name: String,
    },
    /// Somebody else holds a claimed workload now, or nobody does.
    Association {
        /// Its name.
        name: String,
        /// Before.
        from: Association,
        /// Now.
        to: Association,
    },
    /// A document was added.
    DocumentAdded {
        /// Its name.
        name: String,
    },
    /// A document was removed.
    DocumentRemoved {
        /// Its name.
        name: String,
    },
    /// A document of the same name has another text, kind or day.
    DocumentChanged {
        /// Its name.
        name: String,
    },
    /// Another person or address.
    Contact {
        /// Partner contact or customer contact.
        whose: &'static str,
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// Another fact.
    Fact {
        /// Which.
        name: &'static str,
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// A comment was written.
    Comment {
        /// By whom.
        author: String,
        /// When.
        on: DateTime<Utc>,
        /// What.
        text: String,
    },
    /// The history reports something new.
    Reported {
        /// By whom.
        actor: String,
        /// When.
        on: DateTime<Utc>,
        /// What.
        text: String,
    },
}

impl Change {
    /// The heading this difference alone would be told under.
    pub const fn group(&self) -> ChangeGroup {
        match self {
            Self::Residual { .. } => ChangeGroup::Residual,
            Self::New => ChangeGroup::New,
            Self::Gone => ChangeGroup::Gone,
            Self::Status { .. } => ChangeGroup::Status,
            Self::WorkloadAdded { .. }
            | Self::WorkloadRemoved { .. }
            | Self::DocumentAdded { .. }
            | Self::DocumentRemoved { .. }
            | Self::DocumentChanged { .. } => ChangeGroup::Proof,
            Self::Association { .. } | Self::Contact { .. } | Self::Fact { .. } | Self::Differs => {
                ChangeGroup::Facts
            }
            Self::Comment { .. } | Self::Reported { .. } => ChangeGroup::Talk,
        }
    }

    /// The difference in words.
    pub fn words(&self) -> String {
        match self {
            Self::New => "new claim".to_owned(),
            Self::Residual { parent } => format!("continues claim {parent} after its partial approval"),
            Self::Gone => "not in this snapshot any more".to_owned(),
            Self::Differs => "differs from what was judged here".to_owned(),
            Self::Status { from, to } => format!("status: {} -> {}", from.label(), to.label()),
            Self::WorkloadAdded { name } => format!("workload added: {name}"),
            Self::WorkloadRemoved { name } => format!("workload removed: {name}"),
            Self::Association { name, from, to } => {
                format!("{name}: {} -> {}", from.label(), to.label())
            }
            Self::DocumentAdded { name } => format!("document added: {name}"),
            Self::DocumentRemoved { name } => format!("document removed: {name}"),
            Self::DocumentChanged { name } => format!("document changed: {name}"),
            Self::Contact { whose, from, to } => format!("{whose}: {from} -> {to}"),
            Self::Fact { name, from, to } => format!("{name}: {from} -> {to}"),
            Self::Comment { author, on, text } => format!("{} {author} wrote: {text}", on.format("%Y-%m-%d")),
            Self::Reported { actor, on, text } => format!("{} {actor} {text}", on.format("%Y-%m-%d")),
        }
    }
}

/// What became of a decision of this desk outside of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Upstream {
    /// What was decided.
    pub kind: DecisionKind,
    /// By whom.
    pub by: String,
    /// When.
    pub decided_at: DateTime<Utc>,
    /// What the snapshot says.
    pub fate: Fate,
}

/// What the snapshot says about a decision of this desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// The claim is as it was decided; the decision is not in the snapshot yet.
    Pending,
    /// The claim has the status the decision leads to.
    Arrived,
    /// The decision was carried out and the claim moved on since.
    CameBack,
    /// The claim changed and the decision is not in the snapshot.
    Overtaken,
    /// The claim is not in the snapshot any more.
    Gone,
}

impl Fate {
    /// The words a person reads.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pending => "not in the snapshot yet",
            Self::Arrived => "arrived",
            Self::CameBack => "arrived, and the claim came back",
            Self::Overtaken => "not arrived; the claim changed after it",
            Self::Gone => "the claim is not in the snapshot any more",
        }
    }
}

/// What a row of the queue says about changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum News {
    /// The claim differs from the earlier snapshot.
    Changed,
    /// The decision of this desk arrived.
    Arrived,
}
