//! Training sessions in a folder of their own, and answers given by keys.

use super::keyed::{commit, judge};
use super::opinions::answer;
use super::screen::Screen;
use proofdesk::assets::{SAMPLE_ANSWERS, SAMPLE_CLAIMS};
use proofdesk::desk::Job;
use proofdesk::desk::training::{CourseChoice, Session, TrainingOptions};
use proofdesk::domain::Mode;
use proofdesk::paths::Paths;
use proofdesk::tui::{Settings, Start, TrainingPlace};
use proofdesk::wall_clock::WallClock;
use std::path::Path;

/// A day on which everything is tried.
pub(crate) const MONDAY: &str = "2025-11-03T09:00:00Z";

/// Opens ana's session of a pack on this day.
pub(crate) fn session(home: &Path, (pack, mode): (&str, Mode), day: &str) -> Session {
    let options = TrainingOptions {
        course: CourseChoice::Pack { id: pack.to_owned(), mode },
        paths: Paths::find(Some(home)).unwrap(),
        trainee: "ana".into(),
        calendar: Some(WallClock::Fixed(day.parse().unwrap())),
    };
    Session::open(&options, &Job::silent()).unwrap()
}

/// The program in front of a session.
pub(crate) fn screen(session: Session, settings: &Settings, size: (u16, u16)) -> Screen<Session> {
    let (title, mode) = (session.title().to_owned(), session.mode());
    let place = TrainingPlace { title, mode, session: session.calibration().cloned(), from_desk: false };
    let start = Start { training: Some(place), ..Start::default() };
    Screen::starting(session, settings, (size, start))
}

/// Id of the pack that [`install`] makes.
pub(crate) const SMALL: &str = "small";

/// Its claims, in order; the last one is shown in exams only.
pub(crate) const CLAIMS: [&str; 3] = ["3131013", "3131402", "3130378"];

/// Makes a pack of three of the sample claims in this home.
pub(crate) fn install(home: &Path) {
    let folder = home.join("data/packs/small");
    std::fs::create_dir_all(&folder).unwrap();
    let mine = |line: &&str| CLAIMS.iter().any(|id| line.contains(&format!("\"claim_id\": \"{id}\"")));
    for (name, text) in [("claims.jsonl", SAMPLE_CLAIMS), ("answers.jsonl", SAMPLE_ANSWERS)] {
        let lines: Vec<&str> = text.lines().filter(mine).collect();
        assert_eq!(lines.len(), CLAIMS.len(), "{name}");
        std::fs::write(folder.join(name), lines.join("\n") + "\n").unwrap();
    }
    let [first, second, secret] = CLAIMS;
    let manifest = format!(
        "id = \"small\"\ntitle = \"Small pack\"\naims = [\"Judge a claim from its papers alone.\"]\n\
         as_of = \"2025-09-15T12:00:00Z\"\nmodes = [\"guided\", \"practice\", \"exam\", \"calibration\"]\n\
         order = [\"{first}\", \"{second}\"]\n\n[exam]\nclaims = 2\nsecret = [\"{secret}\"]\n"
    );
    std::fs::write(folder.join("pack.toml"), manifest).unwrap();
}

/// Opens the first claim of a practice session and answers it rightly but for its dates.
pub(crate) fn answer_with_one_mistake(screen: &mut Screen<Session>) {
    screen.press("enter");
    let mut wrong = answer(CLAIMS[0]);
    let dates = wrong.cells.iter_mut().find(|cell| cell.requirement == "dates").unwrap();
    dates.verdict = "not-met".into();
    dates.reason_codes = vec!["RC-R5-01".into()];
    wrong.decision = "action-required".into();
    for cell in &wrong.cells {
        judge(screen, cell);
    }
    commit(screen, &wrong);
}
