//! The pictures of the README, drawn from the practice data. `UPDATE_DOCS=1 cargo test pictures` rewrites them.

use crate::docs::check_generated;
use crate::support::screen::Screen;
use crate::support::svg;
use proofdesk::desk::{Desk, DeskOptions, Job, SnapshotChoice};
use proofdesk::domain::{Actor, Role};
use proofdesk::paths::Paths;
use proofdesk::wall_clock::WallClock;

fn screen(home: &std::path::Path) -> Screen<Desk> {
    let options = DeskOptions {
        snapshot: SnapshotChoice::Practice,
        desk_file: None,
        paths: Paths::find(Some(home)).unwrap(),
        actor: Actor { name: "ana".into(), role: Role::Reviewer },
        clock: Some(WallClock::Fixed("2025-09-15T12:00:00Z".parse().unwrap())),
    };
    Screen::new(Desk::open(&options, &Job::silent()).unwrap(), 120, 40)
}

#[test]
fn the_pictures_of_the_readme_show_what_the_program_shows() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = screen(home.path());
    screen.press("/").type_text("claim:3128950").press("enter enter y y y y");
    check_generated("docs/images/review.svg", &svg::picture(&screen.buffer()));
    screen.press("y y x a x a y d").sees("Ready: o commits");
    check_generated("docs/images/commit-card.svg", &svg::picture(&screen.buffer()));
}
