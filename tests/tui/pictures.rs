//! The pictures of the README, drawn from the practice data. `UPDATE_DOCS=1 cargo test pictures` rewrites them.

use super::{batches, conflicts};
use crate::docs::check_generated;
use crate::support::calibration::{Member, three_have_answered};
use crate::support::conflicts::group;
use crate::support::keyed::judge;
use crate::support::opinions::answer;
use crate::support::screen::Screen;
use crate::support::svg;
use crate::support::training;
use proofdesk::desk::{Desk, DeskOptions, Job, SnapshotChoice};
use proofdesk::domain::{Actor, Mode, Role};
use proofdesk::paths::Paths;
use proofdesk::tui::Settings;
use proofdesk::wall_clock::WallClock;
use ratatui::buffer::{Buffer, Cell};

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

/// The cells without what is another one in every desk.
fn without_chance(screen: &mut Screen<Desk>) -> Buffer {
    let mut buffer = screen.buffer();
    for y in 0..buffer.area.height {
        let row: String =
            (0..buffer.area.width).map(|x| buffer[(x, y)].symbol().chars().next().unwrap()).collect();
        for before in ["chain ", "Bound to "] {
            let Some(at) = row.find(before) else { continue };
            let from = row[..at].chars().count() + before.len();
            let cells = u16::try_from(from).unwrap()..u16::try_from(from + 8).unwrap();
            for x in cells {
                let style = buffer[(x, y)].style();
                buffer[(x, y)] = Cell::new("0");
                buffer[(x, y)].set_style(style);
            }
        }
    }
    buffer
}

#[test]
fn the_pictures_for_supervisors_show_a_conflict_and_a_batch() {
    let home = tempfile::tempdir().unwrap();
    batches::two_rows(home.path());
    let mut screen = conflicts::supervisor(home.path(), (120, 40));
    let open = group("cg-01");
    let parties = conflicts::open_conflict(&mut screen, &open);
    conflicts::grade(&mut screen, parties.len());
    screen.press("g g j j j").sees("Latest proof");
    check_generated("docs/images/conflict.svg", &svg::picture(&without_chance(&mut screen)));
    batches::plan_with_first_row_in_the_sample(&mut screen);
    check_generated("docs/images/batch.svg", &svg::picture(&without_chance(&mut screen)));
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

#[test]
fn the_pictures_of_training_show_what_training_shows() {
    let home = tempfile::tempdir().unwrap();
    training::install(home.path());
    let session = training::session(home.path(), (training::SMALL, Mode::Guided), training::MONDAY);
    let mut screen = training::screen(session, &Settings::default(), (120, 40));
    screen.press("enter");
    judge(&mut screen, &answer(training::CLAIMS[0]).cells[0]);
    screen.sees("The answer is met.");
    check_generated("docs/images/training-guided.svg", &svg::picture(&screen.buffer()));
    let session = training::session(home.path(), (training::SMALL, Mode::Practice), training::MONDAY);
    let mut screen = training::screen(session, &Settings::default(), (140, 40));
    training::answer_with_one_mistake(&mut screen);
    screen.sees("Compared with the answer");
    check_generated("docs/images/training-debrief.svg", &svg::picture(&screen.buffer()));
    let home = three_have_answered();
    let mut screen = Member::answering("ana").screen(home.path(), (140, 40));
    screen.press("e a");
    check_generated("docs/images/training-group.svg", &svg::picture(&screen.buffer()));
}
