//! The table of commands is consistent with itself, with its layers and with what terminals can send.

use crate::support::canned::CannedDesk;
use crate::support::screen::Screen;
use proofdesk::tui::chord::{Chord, KeySequence};
use proofdesk::tui::command::{CommandSpec, Scope, commands};
use proofdesk::tui::keymap::Keymap;
use proofdesk::tui::widgets::fit::width;
use std::collections::BTreeSet;

#[test]
fn names_are_unique_and_stable_in_form() {
    let mut seen = BTreeSet::new();
    for spec in commands() {
        assert!(seen.insert(spec.name), "{} stands twice", spec.name);
        let formed =
            spec.name.split_once('.').is_some_and(|(area, what)| !area.is_empty() && !what.is_empty());
        let plain =
            spec.name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c));
        assert!(formed && plain, "{} is not like area.what", spec.name);
    }
}

#[test]
fn every_command_has_exactly_one_row() {
    let rows: Vec<&CommandSpec> = commands().collect();
    for spec in &rows {
        let same = rows.iter().filter(|other| other.command == spec.command).count();
        assert_eq!(same, 1, "{}", spec.name);
    }
}

#[test]
fn no_two_keys_clash_in_scopes_that_work_together() {
    Keymap::new(None).unwrap();
}

#[test]
fn titles_are_orders_and_details_are_sentences() {
    for spec in commands() {
        let first = spec.title.split(' ').next().unwrap();
        assert!(first.chars().next().unwrap().is_uppercase(), "{}: {}", spec.name, spec.title);
        assert!(!spec.title.ends_with('.') && !first.ends_with('s'), "{}: {}", spec.name, spec.title);
        assert!(spec.detail.ends_with('.'), "{}: {}", spec.name, spec.detail);
    }
}

#[test]
fn every_key_can_be_sent_by_every_terminal() {
    for spec in commands() {
        for keys in spec.keys {
            KeySequence::parse(keys).unwrap_or_else(|error| panic!("{}: {error}", spec.name));
        }
    }
}

#[test]
fn keys_that_need_a_shift_level_on_some_keyboards_are_never_the_only_way() {
    for spec in commands() {
        let easy = |keys: &&str| {
            let sequence = KeySequence::parse(keys).unwrap();
            !sequence.chords().iter().any(|chord: &Chord| chord.is_hard_to_type())
        };
        assert!(spec.keys.is_empty() || spec.keys.iter().any(easy), "{}", spec.name);
    }
}

#[test]
fn every_footer_fits_eighty_columns() {
    let places: &[(&str, &str)] = &[
        ("the queue", ""),
        ("filter", "/"),
        ("views", "v"),
        ("sort", "t"),
        ("skip", "s"),
        ("review", "enter"),
    ];
    for (place, keys) in places {
        let mut screen = Screen::new(CannedDesk::of(30), 80, 24);
        screen.press(keys);
        let hints = screen.app.hints();
        let cells: usize = hints.iter().map(|hint| width(&hint.key) + width(hint.words) + 3).sum();
        assert!(cells < 80, "the footer of {place} needs {cells} cells: {hints:?}");
    }
}

#[test]
fn help_and_the_palette_name_every_command_of_their_place() {
    let mut screen = Screen::new(CannedDesk::of(30), 160, 100);
    screen.press("?");
    let help = screen.text();
    for spec in commands().filter(|spec| matches!(spec.scope, Scope::Queue | Scope::List | Scope::Everywhere))
    {
        assert!(help.contains(spec.title), "help lacks {}", spec.name);
    }
    screen.press("esc :");
    for spec in commands() {
        screen.press("ctrl-u").type_text(spec.name);
        assert!(
            screen.text().contains(spec.title) || spec.scope != Scope::Queue,
            "the palette lacks {}",
            spec.name
        );
    }
}
