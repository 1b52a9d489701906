//! A calibration of the small pack: people who answer by keys, each with an own reading, and a screen for all of them.

use super::keyed::{commit, judge};
use super::opinions::answer;
use super::program::Home;
use super::screen::Screen;
use super::training::{CLAIMS, MONDAY, SMALL, install, screen};
use proofdesk::desk::training::calibration::CalibrationOptions;
use proofdesk::desk::training::{CourseChoice, Session, TrainingOptions};
use proofdesk::desk::{Job, Judging};
use proofdesk::domain::{CellKey, Judgement, Requirement};
use proofdesk::paths::Paths;
use proofdesk::tui::Settings;
use proofdesk::wall_clock::WallClock;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The name of the calibration.
pub(crate) const NOVEMBER: &str = "2025-11";

/// Who takes part.
pub(crate) struct Member<'a> {
    pub(crate) name: &'a str,
    pub(crate) leads: bool,
    pub(crate) gathered: Vec<PathBuf>,
}

impl<'a> Member<'a> {
    pub(crate) fn answering(name: &'a str) -> Self {
        Self { name, leads: false, gathered: Vec::new() }
    }

    pub(crate) fn leading(name: &'a str) -> Self {
        Self { leads: true, ..Self::answering(name) }
    }

    /// Opens the member's session of a pack.
    pub(crate) fn session(&self, home: &Path, (pack, name): (&str, &str)) -> Session {
        let asked = CalibrationOptions {
            session: name.parse().unwrap(),
            leads: self.leads,
            gathered: self.gathered.clone(),
        };
        let options = TrainingOptions {
            course: CourseChoice::Calibration { id: pack.to_owned(), asked },
            paths: Paths::find(Some(home)).unwrap(),
            trainee: self.name.to_owned(),
            calendar: Some(WallClock::Fixed(MONDAY.parse().unwrap())),
        };
        Session::open(&options, &Job::silent()).unwrap()
    }

    /// The program in front of the small pack's session.
    pub(crate) fn screen(&self, home: &Path, size: (u16, u16)) -> Screen<Session> {
        screen(self.session(home, (SMALL, NOVEMBER)), &Settings::default(), size)
    }
}

/// How somebody reads the dates of the first claim.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As the pack does.
    Right,
    /// Not met, for a reason.
    Missing,
    /// Unclear, for another one.
    Unclear,
}

/// Answers every claim that is open, from the list of claims on.
pub(crate) fn answer_all(screen: &mut Screen<Session>, dates: Reading) {
    screen.press("enter");
    while let Some(id) = open_claim(screen) {
        let mut said = answer(&id);
        if id == CLAIMS[0] && dates != Reading::Right {
            let cell = said.cells.iter_mut().find(|cell| cell.requirement == "dates").unwrap();
            let (verdict, code) =
                if dates == Reading::Missing { ("not-met", "RC-R5-01") } else { ("unclear", "RC-R5-05") };
            cell.verdict = verdict.into();
            cell.reason_codes = vec![code.into()];
            said.decision = "action-required".into();
        }
        for cell in &said.cells {
            judge(screen, cell);
        }
        if id == CLAIMS[0] && dates == Reading::Unclear {
            note_on_the_dates(screen);
        }
        commit(screen, &said);
    }
}

/// Adds words to what was said about the dates of the open claim.
fn note_on_the_dates(screen: &mut Screen<Session>) {
    let key = CellKey::claim(Requirement::Dates);
    let id = CLAIMS[0].parse().unwrap();
    let said = screen.clerk.review(&id).unwrap().checklist.cell(&key).unwrap().judgement.clone().unwrap();
    let noted = Judgement { note: Some("I have never seen a quarter count.".into()), ..said };
    drop(screen.clerk.judge(&id, &Judging::Judge(key, noted)).unwrap());
}

/// The claim that is open.
pub(crate) fn open_claim(screen: &Screen<Session>) -> Option<String> {
    screen.app.layers().review().map(|review| review.review().claim.claim_id.to_string())
}

/// A folder in which ana, ben and zelda have answered; two of them read the dates of the first claim in their own way.
/// It is made once and copied.
pub(crate) fn three_have_answered() -> Home {
    static ANSWERED: OnceLock<Home> = OnceLock::new();
    let answered = ANSWERED.get_or_init(|| {
        let home = Home::quick();
        install(home.path());
        for (name, dates) in [("ana", Reading::Right), ("ben", Reading::Missing), ("zelda", Reading::Unclear)]
        {
            answer_all(&mut Member::answering(name).screen(home.path(), (120, 40)), dates);
        }
        home
    });
    let home = Home::new();
    copy(answered.path(), home.path());
    home
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (from, to) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::copy(&from, &to).map(drop).unwrap();
        }
    }
}
