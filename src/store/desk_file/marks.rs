//! What is judged on a claim at the moment: verdicts, qualifications, documents that do not count, reasons.

use super::commit::Written;
use super::{DeskFile, Stamp, Subject, chain};
use crate::domain::{
    Act, CellKey, Checklist, ClaimId, Digest, DocumentKind, Event, Judgement, ReasonCode, ReasonMark, Seat,
    UnknownWord,
};
use crate::store::error::StoreError;
use rusqlite::{Connection, Row};
use std::collections::{BTreeMap, BTreeSet};

/// A change to what is judged on a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// Judges a cell.
    Judge(CellKey, Judgement),
    /// Opens a cell again.
    Clear(CellKey),
    /// Says which qualifications of Managed Security Services were seen.
    Qualifications(BTreeSet<u8>),
    /// Marks a document as not counting, or as counting again.
    Exclude(String, Option<ReasonCode>),
    /// Says of which kind a document is, or takes the delivered kind again.
    Kind(String, Option<DocumentKind>),
    /// Sets the reasons of the whole claim.
    ClaimReasons(Vec<ReasonMark>),
}

impl Mark {
    /// The act of making this change in a seat.
    fn act(self, seat: Seat) -> Act {
        match self {
            Self::Judge(cell, judgement) => Act::Judged { seat, cell, judgement },
            Self::Clear(cell) => Act::Cleared { seat, cell },
            Self::Qualifications(seen) => Act::QualificationsSeen { seat, seen: seen.into_iter().collect() },
            Self::Exclude(document, reason) => Act::DocumentExcluded { seat, document, reason },
            Self::Kind(document, kind) => Act::DocumentKindSet { document, kind },
            Self::ClaimReasons(reasons) => Act::ClaimReasonsSet { seat, reasons },
        }
    }
}

/// Everything judged on one claim.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// Judgements by cell.
    pub cells: BTreeMap<CellKey, Judgement>,
    /// Qualifications that were seen, if anyone said so.
    pub qualifications: Option<BTreeSet<u8>>,
    /// Documents that do not count.
    pub excluded: BTreeMap<String, ReasonCode>,
    /// Kinds of documents that are not as delivered.
    pub kinds: BTreeMap<String, DocumentKind>,
    /// Reasons of the whole claim.
    pub claim_reasons: Vec<ReasonMark>,
    /// Digest of the claim under which each cell was judged.
    pub under: BTreeMap<CellKey, Digest>,
    /// Digests of the claim under which all this was judged; more than one, or another than today's, means the
    /// claim changed since.
    pub judged_under: BTreeSet<Digest>,
}

impl Marks {
    /// Puts the marks into an empty checklist. A mark of a cell that the checklist has not is left out.
    pub fn fill(&self, checklist: &mut Checklist) {
        for cell in &mut checklist.cells {
            cell.judgement = self.cells.get(&cell.key).cloned();
        }
        if let (Some(seen), Some(known)) = (&self.qualifications, &mut checklist.qualifications) {
            known.clone_from(seen);
        }
        checklist.excluded.clone_from(&self.excluded);
        checklist.kinds.clone_from(&self.kinds);
        checklist.claim_reasons.clone_from(&self.claim_reasons);
    }
}

impl DeskFile {
    /// Records a change to what is judged on a claim in a seat.
    pub fn judge(
        &mut self,
        subject: Subject<'_>,
        (seat, mark): (Seat, Mark),
        stamp: &Stamp<'_>,
    ) -> Result<Event, StoreError> {
        self.record(Some(subject), &mark.act(seat), stamp)
    }

    /// Records several changes to what is judged on a claim in a seat: all of them, or none.
    pub fn judge_all(
        &mut self,
        subject: Subject<'_>,
        (seat, marks): (Seat, Vec<Mark>),
        stamp: &Stamp<'_>,
    ) -> Result<(), StoreError> {
        self.write("record what is judged", |transaction| {
            let mut newest = None;
            for mark in marks {
                newest = Some(chain::append(transaction, Some(subject), mark.act(seat), stamp)?);
            }
            Ok(match newest {
                Some(event) => Written::proven(event.seq, event.hash, ()),
                None => Written::repeatable(()),
            })
        })
    }

    /// Everything judged on a claim in a seat.
    pub fn checklist_marks(&self, claim: &ClaimId, seat: Seat) -> Result<Marks, StoreError> {
        let rows = read(self.reader()?, claim, seat)
            .map_err(StoreError::sqlite("read what is judged", &self.path))?;
        let mut marks = Marks::default();
        for row in rows {
            marks.take(row).map_err(|why| {
                StoreError::damaged(&self.path, format!("what is judged on {claim}: {why}"))
            })?;
        }
        Ok(marks)
    }
}

/// A row of one of the three tables.
pub(super) struct MarkRow {
    table: String,
    key: String,
    body: String,
    digest: Option<[u8; 32]>,
}

impl MarkRow {
    /// Reads source, key, body and digest of the claim.
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { table: row.get(0)?, key: row.get(1)?, body: row.get(2)?, digest: row.get(3)? })
    }
}

fn read(connection: &Connection, claim: &ClaimId, seat: Seat) -> rusqlite::Result<Vec<MarkRow>> {
    connection
        .prepare_cached(
            "WITH mark (source, key, body, seq) AS (
                 SELECT 'judgement', cell, body, seq FROM judgement WHERE claim_id = ?1 AND seat = ?2
                 UNION ALL SELECT mark, '', body, seq FROM claim_mark WHERE claim_id = ?1 AND seat = ?2
                 UNION ALL SELECT 'kind', document, kind, seq FROM document_kind WHERE claim_id = ?1
                 UNION ALL SELECT 'excluded', document, reason, seq FROM excluded_document
                     WHERE claim_id = ?1 AND seat = ?2)
             SELECT mark.source, mark.key, mark.body, event.claim_digest FROM mark JOIN event USING (seq)",
        )?
        .query_map([claim.as_str(), seat.word()], MarkRow::read)?
        .collect()
}

impl Marks {
    /// Takes in one row.
    pub(super) fn take(&mut self, row: MarkRow) -> Result<(), String> {
        let unreadable = |error: serde_json::Error| error.to_string();
        self.judged_under.extend(row.digest.map(Digest::from_bytes));
        match row.table.as_str() {
            "judgement" => {
                let cell: CellKey = serde_json::from_str(&row.key).map_err(unreadable)?;
                self.under.extend(row.digest.map(|digest| (cell.clone(), Digest::from_bytes(digest))));
                self.cells.insert(cell, serde_json::from_str(&row.body).map_err(unreadable)?);
            }
            "qualifications" => {
                self.qualifications = Some(serde_json::from_str(&row.body).map_err(unreadable)?);
            }
            "reasons" => self.claim_reasons = serde_json::from_str(&row.body).map_err(unreadable)?,
            "kind" => {
                let kind = row.body.parse().map_err(|error: UnknownWord| error.to_string())?;
                self.kinds.insert(row.key, kind);
            }
            _ => {
                let reason = ReasonCode::parse(&row.body).map_err(|error| error.to_string())?;
                self.excluded.insert(row.key, reason);
            }
        }
        Ok(())
    }
}
