//! The frame around the screens: help, palette, which-key, notices, jobs, themes, leaving.

use crate::support::canned::CannedDesk;
use crate::support::reviewing::Reviewing;
use crate::support::screen::Screen;
use proofdesk::desk::{Failure, FailureKind, Progress};
use proofdesk::tui::chord::Chord;
use proofdesk::tui::message::{Effect, Ending, JobId, Message, Pressed, Purpose};
use proofdesk::tui::theme::ThemeName;
use proofdesk::tui::{App, Settings};
use ratatui::layout::Size;
use std::time::Duration;

fn screen() -> Screen<CannedDesk> {
    Screen::new(CannedDesk::of(60), 120, 40)
}

#[test]
fn help_narrows_as_it_is_typed_into_and_enter_runs_the_choice() {
    let mut screen = screen();
    screen.press("?").sees("Queue: what can be done here").type_text("saved view").press("enter");
    screen.sees("Saved views").sees("Due within two days");
}

#[test]
fn a_desk_in_a_network_folder_is_told_before_the_first_decision() {
    let told = "The desk is in a network folder (NFS): saving is slower.".to_owned();
    let mut desk = CannedDesk::of(60);
    desk.shared = Some(told.clone());
    Screen::new(desk, 120, 40).sees(&told);
}

#[test]
fn the_palette_says_why_a_command_cannot_be_run() {
    let mut screen = screen();
    screen.press(":").type_text("save-view").sees("Save the filter as a view");
    screen
        .type_text("")
        .press("ctrl-u")
        .type_text("no filter to save")
        .press("enter")
        .sees("There is no filter to save.");
}

#[test]
fn the_first_key_of_a_sequence_shows_what_can_follow() {
    let mut screen = screen();
    screen.press("g").sees("Open the rule reference").sees("Pick a theme");
    screen.press("esc").sees_no("Open the rule reference");
    screen.press("g z").sees("g z is bound to nothing here.");
}

#[test]
fn the_reference_finds_a_rule_by_its_words() {
    let mut screen = screen();
    screen.press("g r").sees("Rule reference").type_text("RC-R1-01");
    screen.sees("RC-R1-01").press("esc").sees("Waiting for a reviewer");
}

#[test]
fn themes_are_shown_at_once_and_escape_restores() {
    let mut screen = screen();
    screen.press("g T down");
    assert_eq!(screen.app.context().theme.name, ThemeName::Light);
    screen.press("esc");
    assert_eq!(screen.app.context().theme.name, ThemeName::Dark);
    screen.press("g T down down enter");
    assert_eq!(screen.app.context().theme.name, ThemeName::HighContrast);
}

#[test]
fn a_failure_is_told_and_can_be_read_again() {
    let mut screen = screen();
    let failure =
        Failure::new(FailureKind::Busy, "The view was not saved.", "The disk is full.").hint("Free some.");
    screen.send(Message::Failed(Purpose::Views, failure));
    screen.sees("The view was not saved. The disk is full. Free some.");
    screen.press("c g n").sees("failed").sees("The disk is full.");
}

#[test]
fn running_work_is_shown_and_can_be_cancelled() {
    let (mut app, _) = App::new(&Settings::default(), Size::new(120, 40)).unwrap();
    let progress = Progress { stage: "ordering", done: 12_000, total: Some(100_000), problems: 0 };
    app.update(Message::Progress(JobId::OPENING, progress));
    let job = app.context().jobs.first().unwrap();
    assert_eq!(job.words(), "Opening the desk: ordering 12 000 of 100 000");
    assert_eq!(job.percent(), Some(12));
    let mut effects = Vec::new();
    for key in ["g", "j", "enter"] {
        let key = Chord::parse(key).unwrap().event();
        effects = app.update(Message::Key(Pressed { key, at: Duration::ZERO }));
    }
    assert_eq!(effects, [Effect::Cancel(JobId::OPENING)]);
}

#[test]
fn q_leaves_from_the_queue_and_escape_does_not() {
    let mut screen = screen();
    screen.press("esc").sees("Press q to leave the program.");
    assert_eq!(screen.app.ended(), None);
    screen.press("q");
    assert_eq!(screen.app.ended(), Some(Ending::Quit));
}

#[test]
fn a_desk_that_cannot_be_opened_ends_the_program_and_says_why() {
    let mut screen = screen();
    let failure = Failure::new(FailureKind::Data, "The snapshot could not be opened.", "Its seal is broken.");
    screen.send(Message::NotOpened(failure.clone()));
    screen.send(Message::Ended(Ending::DeskGone));
    assert_eq!(screen.app.ended(), Some(Ending::NotOpened));
    assert_eq!(screen.app.failure(), Some(&failure));
}

#[test]
fn the_cursor_is_on_the_focus_shown_in_text_and_hidden_in_lists() {
    let mut screen = screen();
    let in_list = screen.draw().unwrap();
    assert!(!in_list.caret);
    screen.press("j");
    assert_eq!(screen.draw().unwrap().at.y, in_list.at.y + 1);
    screen.press("/").type_text("abc");
    let in_text = screen.draw().unwrap();
    assert!(in_text.caret && in_text.at.x > 3);
}

#[test]
fn outside_text_is_cleaned_before_it_is_drawn() {
    let mut screen = screen();
    let failure = Failure::new(FailureKind::Data, "Bad name \u{1b}[31m\u{202e}.", "");
    screen.send(Message::Failed(Purpose::Queue, failure));
    screen.sees("⟨ESC⟩").sees("⟨U+202E⟩");
}

#[test]
fn a_key_that_commits_is_ignored_when_it_comes_faster_than_anybody_types() {
    let mut reviewing = Reviewing::of("3128045");
    let open = reviewing.review.checklist.open_cells().count();
    reviewing.press(&"y ".repeat(open));
    let key = |key: &str, at: u64| {
        let key = Chord::parse(key).unwrap().event();
        Message::Key(Pressed { key, at: Duration::from_millis(at) })
    };
    reviewing.tell(key("d", 1_000_000));
    reviewing.tell(key("o", 1_000_010));
    assert!(reviewing.decided.is_empty());
    reviewing.sees("Keys came faster than anybody types");
    reviewing.tell(key("o", 1_000_400));
    assert_eq!(reviewing.decided.len(), 1, "{}", reviewing.screen());
}
