//! Second looks, double reviews and settled differences leaving the desk, one JSON object per line.
//!
//! As with decisions, the export itself is recorded, a target appears whole or not at all, and nothing is overwritten.

use crate::desk::export::to_new_file;
use crate::desk::safe_json::write_json_line;
use crate::desk::{Desk, Failure, FailureKind};
use crate::domain::{Act, Actor, Adjudication, ClaimId, Decision, Digest, SecondLook};
use crate::store::desk_file::{DeskDecision, Stamp};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;

/// Which opinions are exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpinionExport {
    /// Signed second looks.
    SecondLooks,
    /// Settled differences.
    Adjudications,
    /// Decisions of two desks on one revision of a claim.
    DoubleReviews,
}

/// A line of the export.
#[derive(Serialize)]
#[serde(untagged)]
enum Line {
    Look {
        claim_id: ClaimId,
        claim_digest: Option<Digest>,
        seq: u64,
        event_hash: Digest,
        #[serde(flatten)]
        look: SecondLook,
    },
    Settled {
        claim_id: ClaimId,
        seq: u64,
        event_hash: Digest,
        actor: Actor,
        settled_at: DateTime<Utc>,
        #[serde(flatten)]
        settled: Adjudication,
    },
    Double {
        claim_id: ClaimId,
        claim_digest: Digest,
        first: Box<OfDesk>,
        second: Box<OfDesk>,
    },
}

/// A decision and where it was made.
#[derive(Serialize)]
struct OfDesk {
    desk: String,
    seq: u64,
    event_hash: Digest,
    #[serde(flatten)]
    decision: Decision,
}

impl From<DeskDecision> for OfDesk {
    fn from(one: DeskDecision) -> Self {
        let DeskDecision { desk, stored } = one;
        Self { desk, seq: stored.seq, event_hash: stored.hash, decision: stored.decision }
    }
}

impl Desk {
    /// Writes second looks, double reviews or settled differences to a new file, or to the stream, and returns how many there were.
    pub fn export_opinions(
        &mut self,
        which: OpinionExport,
        to: Option<&Path>,
        out: &mut dyn Write,
    ) -> Result<u64, Failure> {
        let lines = self.opinion_lines(which)?;
        let write = |out: &mut dyn Write| -> io::Result<()> {
            lines.iter().try_for_each(|line| {
                write_json_line(out, line)?;
                out.write_all(b"\n")
            })
        };
        let count = lines.len() as u64;
        if let Some(path) = to {
            to_new_file(path, write)?;
            self.record_opinions(&path.file_name().unwrap_or_default().to_string_lossy(), count)?;
        } else {
            self.record_opinions("-", count)?;
            write(out).map_err(|error| {
                Failure::new(FailureKind::Data, "The export broke off.", error.to_string())
            })?;
        }
        Ok(count)
    }

    fn opinion_lines(&self, which: OpinionExport) -> Result<Vec<Line>, Failure> {
        let hidden = self.hidden_claims()?;
        Ok(match which {
            OpinionExport::SecondLooks => {
                let looks =
                    self.file.second_looks(None)?.into_iter().filter(|look| !hidden.contains(&look.claim_id));
                looks
                    .map(|stored| Line::Look {
                        claim_id: stored.claim_id,
                        claim_digest: stored.claim_digest,
                        seq: stored.seq,
                        event_hash: stored.hash,
                        look: stored.look,
                    })
                    .collect()
            }
            OpinionExport::Adjudications => {
                let settled = self.file.all_adjudications()?.into_iter();
                settled
                    .filter(|stored| !hidden.contains(&stored.claim_id))
                    .map(|stored| Line::Settled {
                        claim_id: stored.claim_id,
                        seq: stored.seq,
                        event_hash: stored.hash,
                        actor: stored.actor,
                        settled_at: stored.at,
                        settled: stored.adjudication,
                    })
                    .collect()
            }
            OpinionExport::DoubleReviews => {
                let doubles = self.file.double_reviews(None)?.into_iter();
                doubles
                    .filter(|double| !hidden.contains(&double.claim_id))
                    .map(|double| Line::Double {
                        claim_id: double.claim_id,
                        claim_digest: double.claim_digest,
                        first: Box::new(double.first.into()),
                        second: Box::new(double.second.into()),
                    })
                    .collect()
            }
        })
    }

    fn record_opinions(&mut self, target: &str, decisions: u64) -> Result<(), Failure> {
        let act = Act::Exported { target: target.to_owned(), decisions, personal_data: false };
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        self.file.record(None, &act, &stamp)?;
        Ok(())
    }
}
