//! A calibration from the command line: gathered files, or the people of this data folder.

use super::comparing::{compare, sheets};
use super::gathering::{Gathered, sessions_in};
use super::{CalibrationOptions, Group, KeptNote, sessions};
use crate::desk::open::editions;
use crate::desk::training::pack_course::{PackCourse, Way};
use crate::desk::training::{CourseChoice, LoadedPack, Session, TrainingOptions, load_pack};
use crate::desk::{Failure, FailureKind, Job, Refusal};
use crate::domain::SessionName;
use crate::paths::Paths;
use serde::Serialize;
use std::path::PathBuf;

/// What is to be compared.
#[derive(Debug, Clone)]
pub struct Calibrating {
    /// Id of the pack, or its folder.
    pub pack: String,
    /// Name of the calibration; not needed where there is only one.
    pub session: Option<SessionName>,
    /// Files with attempts; those of this data folder when there are none.
    pub files: Vec<PathBuf>,
    /// Who asks.
    pub who: String,
    /// Whether that person leads.
    pub leads: bool,
}

/// What was said, and what could not be used.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibrated {
    /// What was said, with names.
    pub group: Group,
    /// Lines and files that could not be used, each with its place.
    pub problems: Vec<Refusal>,
}

impl Calibrating {
    fn options(&self, session: SessionName) -> CalibrationOptions {
        CalibrationOptions { session, leads: self.leads, gathered: Vec::new() }
    }

    /// The course of a calibration of this pack.
    fn course(&self, loaded: LoadedPack, session: SessionName) -> Result<PackCourse, Failure> {
        PackCourse::of(loaded, Way::Calibration(self.options(session)), &self.who)
    }

    fn open(&self, session: SessionName, paths: &Paths) -> Result<Session, Failure> {
        let options = TrainingOptions {
            course: CourseChoice::Calibration { id: self.pack.clone(), asked: self.options(session) },
            paths: paths.clone(),
            trainee: self.who.clone(),
            calendar: None,
        };
        Session::open(&options, &Job::silent())
    }

    /// The calibration that is meant, among those that are known.
    fn chosen(&self, known: impl IntoIterator<Item = SessionName>) -> Result<SessionName, Failure> {
        if let Some(session) = &self.session {
            return Ok(session.clone());
        }
        let mut known: Vec<SessionName> = known.into_iter().collect();
        match (known.pop(), known.len()) {
            (Some(only), 0) => Ok(only),
            (last, _) => {
                let names: Vec<String> = known.iter().chain(&last).map(ToString::to_string).collect();
                let why = match names.as_slice() {
                    [] => "There is no attempt of one.".to_owned(),
                    names => format!("There are {}.", names.join(", ")),
                };
                let hint = "Name it, for example --session 2025-11.";
                let what = "It is not said which calibration is meant.";
                Err(Failure::new(FailureKind::Usage, what, why).hint(hint))
            }
        }
    }
}

/// Compares what people said: of files whoever has them, of this data folder whoever has answered or leads.
pub fn calibrate(asked: &Calibrating, paths: &Paths) -> Result<Calibrated, Failure> {
    let loaded = load_pack(&asked.pack, paths)?;
    if asked.files.is_empty() {
        let session = asked.chosen(sessions(paths, &loaded.pack.id))?;
        let (group, problems) = asked.open(session, paths)?.group()?;
        return Ok(Calibrated { group, problems });
    }
    let session = asked.chosen(sessions_in(&asked.files)?)?;
    let course = asked.course(loaded, session)?;
    let (editions, _) = editions(paths)?;
    let sheets = sheets(&course, &editions);
    let mut gathered = Gathered::default();
    gathered.take_files(&course, &asked.files)?;
    let group = compare(&course, &sheets, &gathered.attempts)?;
    Ok(Calibrated { group, problems: gathered.problems })
}

/// The notes somebody wrote in a calibration. Makes no file.
pub fn calibration_notes(asked: &Calibrating, paths: &Paths) -> Result<Vec<KeptNote>, Failure> {
    let loaded = load_pack(&asked.pack, paths)?;
    let session = asked.chosen(sessions(paths, &loaded.pack.id))?;
    if !asked.course(loaded, session.clone())?.attempts(&asked.who, paths).exists() {
        return Ok(Vec::new());
    }
    asked.open(session, paths)?.case_notes()
}
