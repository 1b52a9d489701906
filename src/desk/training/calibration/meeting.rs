//! What the team looks at together: who may look, everything that was said, and the notes it ends with.
//!
//! A note stays in the file of whoever wrote it until that person writes another one or takes it away. A desk gets
//! notes as values, and tells by their text which it has.

use super::comparing::{compare, sheets};
use super::gathering::Gathered;
use super::{CalibrationOptions, Group};
use crate::desk::training::Session;
use crate::desk::{Failure, FailureKind, Reading, Refusal};
use crate::domain::{Act, Claim, ClaimId, Mode, Requirement};
use crate::policy::Edition;
use crate::store::desk_file::Stamp;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Drafts that are notes begin so; the requirement follows.
const FIELD: &str = "case-note:";

/// Whether what others said may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupAccess {
    /// Not before the last claim is answered.
    Closed,
    /// Whoever leads may look now, and then answers no more.
    Leading,
    /// The own answers are complete, or it was looked at before.
    Open,
}

/// A note that was written on a cell of the calibration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptNote {
    /// The claim that was looked at.
    pub claim_id: ClaimId,
    /// How its requirement is to be read.
    pub reading: Reading,
}

/// Everything the team looks at.
#[derive(Debug, Clone, PartialEq)]
pub struct Meeting {
    /// What was said, by letters.
    pub group: Group,
    /// The claims with the editions that judge them.
    pub papers: BTreeMap<ClaimId, (Arc<Claim>, Arc<Edition>)>,
    /// Notes written so far.
    pub notes: Vec<KeptNote>,
    /// What could not be used, each with its place.
    pub problems: Vec<Refusal>,
}

impl Session {
    /// The calibration that is played.
    fn asked(&self) -> Option<CalibrationOptions> {
        self.course.of_pack()?.calibration.clone()
    }

    /// The claims of the pack that is played, in order.
    fn order(&self) -> Vec<ClaimId> {
        self.course.of_pack().map(|course| course.order.clone()).unwrap_or_default()
    }

    /// Whether what others said may be seen; `None` where nobody else answers.
    pub fn group_access(&mut self) -> Result<Option<GroupAccess>, Failure> {
        let Some(asked) = self.asked() else { return Ok(None) };
        let complete = self.next(None)?.is_none();
        Ok(Some(if complete || self.has_seen_the_group()? {
            GroupAccess::Open
        } else if asked.leads {
            GroupAccess::Leading
        } else {
            GroupAccess::Closed
        }))
    }

    fn has_seen_the_group(&self) -> Result<bool, Failure> {
        Ok(self.desk.file.events(None)?.iter().any(|event| event.act == Act::GroupSeen))
    }

    /// Refuses to answer after others' answers were seen.
    pub(in crate::desk::training) fn is_blind(&self) -> Result<(), Failure> {
        if self.mode() != Mode::Calibration || !self.has_seen_the_group()? {
            return Ok(());
        }
        let why = "You have seen what the others said, so your answers would not be blind.";
        Err(Failure::new(FailureKind::Refused, "The claim is not answered.", why))
    }

    /// What everybody said. Whoever leads and has not answered every claim answers no more afterwards.
    pub fn group(&mut self) -> Result<(Group, Vec<Refusal>), Failure> {
        let (access, asked) = match (self.group_access()?, self.asked()) {
            (Some(GroupAccess::Closed), _) => {
                return Err(closed("It is blind until you have answered the last claim."));
            }
            (Some(access), Some(asked)) => (access, asked),
            _ => return Err(closed("Nobody else answers in this mode.")),
        };
        let found = self.gathered(&asked)?;
        if access == GroupAccess::Leading {
            let stamp = Stamp { at: self.desk.now(), actor: &self.desk.actor };
            self.desk.file.record(None, &Act::GroupSeen, &stamp)?;
        }
        Ok(found)
    }

    fn gathered(&self, asked: &CalibrationOptions) -> Result<(Group, Vec<Refusal>), Failure> {
        let Some(course) = self.course.of_pack() else {
            return Err(closed("Only a pack is calibrated with."));
        };
        let sheets = sheets(course, &self.desk.editions);
        let mut gathered = Gathered::default();
        gathered.take_folder(course, (&sheets, &self.paths));
        gathered.take_files(course, &asked.gathered)?;
        let group = compare(course, &sheets, &gathered.attempts)?;
        Ok((group, gathered.problems))
    }

    /// What everybody said, without names, and the notes written so far.
    pub fn meeting(&mut self) -> Result<Meeting, Failure> {
        let (group, problems) = self.group()?;
        let mut papers = BTreeMap::new();
        for id in self.order() {
            let claim = self.desk.claim(&id)?;
            let edition = self.desk.editions.for_claim(&claim).edition;
            papers.insert(id, (claim, edition));
        }
        Ok(Meeting { group: group.without_names(), papers, notes: self.case_notes()?, problems })
    }

    /// Keeps a note on how a requirement is to be read, as a cell of the claim shows it; `None` takes it away.
    pub fn keep_note(
        &mut self,
        id: &ClaimId,
        requirement: Requirement,
        text: Option<&str>,
    ) -> Result<Vec<KeptNote>, Failure> {
        if self.group_access()? != Some(GroupAccess::Open) {
            let why = "Notes are written when everybody looks at the answers.";
            return Err(Failure::new(FailureKind::Refused, "The note was not kept.", why));
        }
        let text = text.map(str::trim).filter(|text| !text.is_empty());
        let field = format!("{FIELD}{}", requirement.word());
        let now = self.desk.now();
        self.desk.file.keep_draft(id, &field, text, now)?;
        self.case_notes()
    }

    /// The notes written so far, in the order of the claims.
    pub fn case_notes(&self) -> Result<Vec<KeptNote>, Failure> {
        let mut notes = Vec::new();
        for id in self.order() {
            let drafts = self.desk.file.drafts(&id)?;
            notes.extend(drafts.into_iter().filter_map(|(field, text)| {
                let requirement = field.strip_prefix(FIELD)?.parse().ok()?;
                Some(KeptNote { claim_id: id.clone(), reading: Reading { requirement, text } })
            }));
        }
        Ok(notes)
    }
}

fn closed(why: &str) -> Failure {
    Failure::new(FailureKind::Refused, "What the others said is not shown.", why)
}
