//! Attempts of a calibration from where they are: the files of the people who use this data folder, and files that
//! were gathered from other computers.
//!
//! Of the folder only those count who have answered every claim. What cannot be used is a problem with its place.

use super::comparing::Sheet;
use crate::desk::training::attempts::{Answering, ClaimRecord};
use crate::desk::training::pack_course::PackCourse;
use crate::desk::{Failure, import::unreadable};
use crate::domain::{Act, Attempt, Event, Mode, SessionName};
use crate::intake::{self, Limits, Refusal};
use crate::paths::Paths;
use crate::store::desk_file::attempts_in;
use crate::text::clean;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What was gathered.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) attempts: Vec<Attempt>,
    pub(super) problems: Vec<Refusal>,
}

/// The calibrations that attempts in these files belong to.
pub(super) fn sessions_in(files: &[PathBuf]) -> Result<BTreeSet<SessionName>, Failure> {
    let mut found = BTreeSet::new();
    for file in files {
        found.extend(read(file)?.attempts.into_iter().filter_map(|(_, attempt)| attempt.session));
    }
    Ok(found)
}

fn read(file: &Path) -> Result<intake::Attempts, Failure> {
    intake::read_attempts(file, &Limits::default())
        .map_err(|error| unreadable("The attempts could not be read.", &error))
}

impl Gathered {
    /// Takes the attempts of files. Those of other calibrations are passed over: a file may hold several.
    pub(super) fn take_files(&mut self, course: &PackCourse, files: &[PathBuf]) -> Result<(), Failure> {
        for file in files {
            let found = read(file)?;
            self.problems.extend(found.refusals);
            for (line, attempt) in found.attempts {
                if let Err((field, reason)) = self.take(course, &attempt) {
                    self.problems.push(Refusal {
                        file: found.file.clone(),
                        line,
                        field: Some(field.to_owned()),
                        claim_id: Some(attempt.claim_id.to_string()),
                        reason,
                    });
                }
            }
        }
        Ok(())
    }

    /// Takes an attempt; else the field that does not fit, and why.
    fn take(&mut self, course: &PackCourse, attempt: &Attempt) -> Result<(), (&'static str, String)> {
        let (pack, id) = (&course.pack, &attempt.claim_id);
        if attempt.mode != Mode::Calibration {
            return Err(("mode", format!("This was answered in {} mode, not blind.", attempt.mode.word())));
        }
        if attempt.session.is_none() {
            return Err(("session", "It is not said to which calibration this belongs.".to_owned()));
        }
        if attempt.session.as_ref() != course.session() {
            return Ok(());
        }
        if !attempt.pack.is_empty() && attempt.pack != pack.id {
            return Err((
                "pack",
                format!("This is an attempt at the pack {:?}, not at {:?}.", attempt.pack, pack.id),
            ));
        }
        if attempt.trainee.is_empty() {
            return Err(("trainee", "It is not said who answered.".to_owned()));
        }
        let drawn = course.answer(id).filter(|_| course.order.contains(id));
        let Some(answer) = drawn else {
            return Err(("claim_id", "The claim was not drawn for this calibration.".to_owned()));
        };
        if let Some(cell) = attempt.cells.iter().find(|cell| answer.answer_to(&cell.key).is_none()) {
            return Err(("cells", format!("The claim has no cell {}.", cell.key)));
        }
        let same = |known: &&Attempt| known.trainee == attempt.trainee && known.claim_id == *id;
        match self.attempts.iter().find(same) {
            None => self.attempts.push(attempt.clone()),
            // Whoever leads gathers the own attempts as well.
            Some(known) if known == attempt => {}
            Some(_) => {
                let name = clean::one_line(&attempt.trainee);
                return Err((
                    "trainee",
                    format!("{name} has answered the claim already; the first answer counts."),
                ));
            }
        }
        Ok(())
    }

    /// Takes the attempts of everybody at this data folder who has answered all claims.
    pub(super) fn take_folder(&mut self, course: &PackCourse, (sheets, paths): (&[Sheet<'_>], &Paths)) {
        let Some(session) = course.session() else { return };
        let entries = std::fs::read_dir(paths.calibration(&course.pack.id, session.as_str()));
        let mut files: Vec<PathBuf> =
            entries.into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        files.retain(|file| file.to_string_lossy().ends_with(".attempts.sqlite"));
        files.sort();
        for file in files {
            match attempts_in(&file, &course.lineage()) {
                Ok(events) => self.attempts.extend(complete(course, sheets, &events).unwrap_or_default()),
                Err(error) => self.problems.push(Refusal {
                    file: clean::one_line(&file.to_string_lossy()),
                    line: 1,
                    field: None,
                    claim_id: None,
                    reason: error.to_string(),
                }),
            }
        }
    }
}

/// What the owner of these events answered; `None` while a claim is not.
fn complete(course: &PackCourse, sheets: &[Sheet<'_>], events: &[Event]) -> Option<Vec<Attempt>> {
    let sat_down = |event: &&Event| matches!(event.act, Act::PracticeOpened { .. });
    let trainee = &events.iter().find(sat_down)?.actor.name;
    let attempt = |sheet: &Sheet<'_>| {
        let id = &sheet.claim.claim_id;
        let of_claim: Vec<Event> =
            events.iter().filter(|event| event.claim_id.as_ref() == Some(id)).cloned().collect();
        let answering = Answering { pack: &course.pack.id, trainee, session: course.session() };
        ClaimRecord::read(id, &of_claim, &answering).finished.into_iter().next()
    };
    sheets.iter().map(attempt).collect()
}
