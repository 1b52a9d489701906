//! Every size draws, the focus stays visible, and no keys lead into a dead end.

use crate::support::canned::CannedDesk;
use crate::support::effort::{share, times};
use crate::support::screen::Screen;
use proofdesk::assets;
use proofdesk::tui::chord::Chord;
use proofdesk::tui::command::commands;
use proofdesk::tui::message::Message;
use proofdesk::tui::theme::ThemeName;
use proofdesk::tui::{Settings, chord};
use proptest::prelude::*;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::collections::BTreeSet;
use std::sync::OnceLock;
use std::time::Duration;

/// Ways to every screen and overlay of the shell.
const PLACES: &[&str] = &[
    "",
    "/ a",
    "v",
    "t",
    "s",
    "s o",
    "?",
    ":",
    "g",
    "g r",
    "g h",
    "g T",
    "g n",
    "g o",
    "g c",
    "g k",
    "g t",
    "g t enter",
    "g t enter 1",
    "g t enter z G ]",
    "g t j enter",
    "g f",
    "g f tab tab tab tab tab",
    "G",
];

#[test]
fn every_size_shows_the_focused_element() {
    for (turn, place) in PLACES.iter().enumerate() {
        let mut screen = Screen::new(CannedDesk::of(90), 100, 30);
        screen.press(place);
        for (width, height) in share(sizes(), turn) {
            screen.resize(width, height);
            let focus = screen.draw().unwrap_or_else(|| panic!("no focus at {place:?} {width}x{height}"));
            let at = format!("{place:?} {width}x{height}: the focus is at {:?}", focus.at);
            assert!(focus.at.x < width && focus.at.y < height, "{at}");
            let marked = screen.buffer()[(focus.at.x, focus.at.y)].symbol() == "▌";
            assert!(focus.caret || marked, "{at}, where nothing is selected");
        }
    }
}

fn sizes() -> Vec<(u16, u16)> {
    let widths = [20, 33, 59, 60, 79, 80, 100, 110, 120, 159, 160, 200, 300];
    let heights = [6, 7, 9, 12, 15, 16, 24, 40, 100];
    widths.into_iter().flat_map(|width| heights.into_iter().map(move |height| (width, height))).collect()
}

#[test]
fn the_smallest_windows_draw_without_panic() {
    for width in (1..24).step_by(times(3, 1) as usize) {
        for height in 1..9 {
            let mut screen = Screen::new(CannedDesk::of(5), width, height);
            for place in PLACES {
                screen.press(place).press("esc esc esc");
                screen.draw();
            }
        }
    }
}

pub(super) fn any_key() -> impl Strategy<Value = KeyEvent> {
    let mut bound: Vec<KeyEvent> = commands()
        .filter(|spec| spec.name != "app.quit")
        .flat_map(|spec| spec.keys)
        .flat_map(|keys| chord::KeySequence::parse(keys).unwrap().chords().to_vec())
        .map(Chord::event)
        .collect();
    bound.extend(('a'..='z').map(|letter| KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE)));
    bound.push(KeyEvent::new(KeyCode::Char('語'), KeyModifiers::NONE));
    prop::sample::select(bound)
}

/// What claims and keys bring along: shown as it is also where the screen draws itself in ASCII.
fn from_outside() -> &'static BTreeSet<char> {
    static CHARS: OnceLock<BTreeSet<char>> = OnceLock::new();
    CHARS.get_or_init(|| assets::SAMPLE_CLAIMS.chars().chain("語".chars()).collect())
}

/// Sessions of one run, and the fewest keys of each: ten thousand keys and more.
const SESSIONS: u32 = 64;
const KEYS: usize = 160;
const _: () = assert!(SESSIONS as usize * KEYS >= 10_000);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(SESSIONS))]

    /// Sessions of any size and theme.
    #[test]
    fn random_keys_never_panic_and_always_leave_a_way_out(
        keys in prop::collection::vec(any_key(), KEYS..KEYS + 20),
        size in (20_u16..=300, 6_u16..=100), other in (20_u16..=300, 6_u16..=100),
        theme in prop::sample::select(ThemeName::ALL.to_vec()), ascii in any::<bool>(),
    ) {
        let settings = Settings { theme, ascii, ..Settings::default() };
        let mut screen = Screen::with(CannedDesk::of(40), &settings, size);
        for (at, key) in keys.into_iter().enumerate() {
            if screen.app.ended().is_some() {
                return Ok(());
            }
            screen.key(key, Duration::from_millis(90));
            match at {
                50 => screen.resize(other.0, other.1),
                60 => screen.send(Message::Pasted("q\u{1b}[2J\n:quit".into())),
                _ => {}
            }
            if at % 20 == 0 {
                let text = screen.text();
                prop_assert!(!ascii || text.chars().all(|c| c.is_ascii() || from_outside().contains(&c)), "{}", text);
            }
        }
        screen.draw();
        screen.press("esc esc esc esc esc esc ctrl-q");
        let asks = screen.app.ended().is_none();
        if asks {
            screen.press("y");
        }
        prop_assert!(screen.app.ended().is_some());
    }
}
