//! Pictures of training as text. `INSTA_UPDATE=always` accepts what changed.

use crate::support::keyed::judge;
use crate::support::opinions::answer;
use crate::support::screen::Screen;
use crate::support::training::{CLAIMS, MONDAY, SMALL, answer_with_one_mistake, install, screen, session};
use proofdesk::desk::training::Session;
use proofdesk::domain::Mode;
use proofdesk::tui::Settings;
use proofdesk::tui::theme::ThemeName;

fn image(name: &str, mode: Mode, settings: &Settings, play: impl Fn(&mut Screen<Session>)) {
    for (width, height) in [(80, 24), (120, 40), (200, 50)] {
        let home = tempfile::tempdir().unwrap();
        install(home.path());
        let session = session(home.path(), (SMALL, mode), MONDAY);
        let mut screen = screen(session, settings, (width, height));
        play(&mut screen);
        let mut insta = insta::Settings::clone_current();
        insta.set_snapshot_path("../images");
        insta.set_prepend_module_to_snapshot(false);
        insta.bind(|| insta::assert_snapshot!(format!("training-{name}-{width}x{height}"), screen.text()));
    }
}

fn plain() -> Settings {
    Settings { ascii: true, theme: ThemeName::Mono, ..Settings::default() }
}

#[test]
fn the_claims() {
    image("claims", Mode::Practice, &Settings::default(), |_| {});
}

#[test]
fn a_question() {
    image("question", Mode::Guided, &Settings::default(), |screen| {
        screen.press("enter");
    });
}

#[test]
fn what_is_told_after_an_answer() {
    image("told", Mode::Guided, &plain(), |screen| {
        screen.press("enter");
        judge(screen, &answer(CLAIMS[0]).cells[0]);
    });
}

#[test]
fn the_comparison() {
    image("debrief", Mode::Practice, &Settings::default(), answer_with_one_mistake);
}

#[test]
fn the_comparison_in_ascii() {
    image("debrief-ascii", Mode::Practice, &plain(), |screen| {
        answer_with_one_mistake(screen);
        screen.press("tab ]");
    });
}
