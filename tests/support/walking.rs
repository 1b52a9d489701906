//! Reviews recorded by keys, and played back.

use super::screen::Screen;
use super::training::MONDAY;
use proofdesk::desk::Job;
use proofdesk::desk::training::{CourseChoice, Session, TrainingOptions, WALKER, WalkShelf};
use proofdesk::domain::{KeyLog, Mode};
use proofdesk::paths::Paths;
use proofdesk::tui::message::{Effect, Message};
use proofdesk::tui::walk::{Reel, WalkClerk, project};
use proofdesk::tui::{Settings, Start, TrainingPlace, Walks};
use proofdesk::wall_clock::WallClock;
use std::path::Path;
use std::time::Duration;

pub(crate) fn shelf(home: &Path) -> WalkShelf {
    WalkShelf::new(Paths::find(Some(home)).unwrap())
}

/// The program in front of a session whose first claim is recorded into this file. The trainee has the name that
/// stands on the screen of a walk-through, so that both can be compared.
pub(crate) fn recording(
    home: &Path,
    (pack, mode): (&str, Mode),
    (file, size): (&Path, (u16, u16)),
) -> Screen<Session> {
    let options = TrainingOptions {
        course: CourseChoice::Pack { id: pack.to_owned(), mode },
        paths: Paths::find(Some(home)).unwrap(),
        trainee: WALKER.to_owned(),
        calendar: Some(WallClock::Fixed(MONDAY.parse().unwrap())),
    };
    let session = Session::open(&options, &Job::silent()).unwrap();
    let place = TrainingPlace { title: session.title().to_owned(), mode, session: None, from_desk: false };
    let start = Start { training: Some(place), record: Some(file.to_owned()), ..Start::default() };
    Screen::starting(session, &Settings::default(), (size, start))
}

/// Plays a log once.
pub(crate) fn reel(home: &Path, log: &KeyLog) -> Reel {
    let stage = shelf(home).stage(&log.header, &Job::silent()).unwrap();
    project(log, stage, &Settings::default(), &Job::silent()).unwrap()
}

/// The program in front of a recorded review.
pub(crate) fn walk(home: &Path, name: &str, (settings, size): (&Settings, (u16, u16))) -> Screen<WalkClerk> {
    let clerk = WalkClerk::new(shelf(home), settings.clone());
    let place = TrainingPlace { title: String::new(), mode: Mode::Practice, session: None, from_desk: false };
    let walks = Some(Walks::One(name.to_owned()));
    Screen::starting(clerk, settings, (size, Start { training: Some(place), walks, ..Start::default() }))
}

/// The time after which the program asked to be woken, since it was asked last.
pub(crate) fn asked_to_wake(screen: &mut Screen<WalkClerk>) -> Option<Duration> {
    let last = screen.outside.drain(..).next_back();
    last.map(|effect| match effect {
        Effect::Wake(after) => after,
        other => panic!("{other:?}"),
    })
}

/// Lets the time pass until nothing plays any more; answers how much it was.
pub(crate) fn play_out(screen: &mut Screen<WalkClerk>) -> Duration {
    let mut passed = Duration::ZERO;
    while let Some(after) = asked_to_wake(screen) {
        passed += after;
        screen.send(Message::Woken);
    }
    passed
}
