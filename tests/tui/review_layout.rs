//! The review screen and its dialogs at every size.

use crate::support::effort::share;
use crate::support::reviewing::Reviewing;
use proptest::prelude::*;

/// Keys that lead to every face of the review.
const FACES: [&str; 9] = ["", "tab", "i", "D", "z", "v w w", "x", "/", "y y y y y y d"];

#[test]
fn no_size_and_no_face_makes_it_panic_or_hides_the_focus() {
    let widths = [20, 34, 60, 80, 99, 100, 120, 159, 160, 200, 300];
    let sizes = widths.map(|width| [6, 8, 10, 16, 24, 40, 100].map(|height| (width, height))).concat();
    for (turn, face) in FACES.into_iter().enumerate() {
        let mut reviewing = Reviewing::of("3128045");
        if !face.is_empty() {
            reviewing.press(face);
        }
        for (width, height) in share(sizes.clone(), turn) {
            reviewing.resize(width, height);
            let focus = reviewing.focus();
            let area = reviewing.buffer().area;
            assert!(focus.is_some_and(|at| area.contains(at)), "{face:?} at {width}x{height}: {focus:?}");
        }
    }
}

#[test]
fn a_place_in_the_text_survives_any_change_of_size() {
    let mut reviewing = Reviewing::of("3126140");
    reviewing.press("t pagedown pagedown j j");
    let line = |reviewing: &mut Reviewing| {
        let screen = reviewing.resize(120, 40).screen();
        screen.lines().find(|line| line.contains(" of ") && line.contains("line ")).map(str::to_owned)
    };
    let before = line(&mut reviewing);
    assert!(before.is_some());
    for (width, height) in [(20, 6), (300, 100), (80, 24), (41, 7)] {
        reviewing.resize(width, height);
    }
    assert_eq!(line(&mut reviewing), before);
}

/// Sessions of one run, and the fewest keys of each: ten thousand keys and more.
const SESSIONS: u32 = 64;
const KEYS: usize = 160;
const _: () = assert!(SESSIONS as usize * KEYS >= 10_000);

proptest! {
    #![proptest_config(ProptestConfig { cases: SESSIONS, ..ProptestConfig::default() })]
    #[test]
    fn random_keys_at_random_sizes_never_panic(
        keys in proptest::collection::vec(0usize..60, KEYS..KEYS + 20), width in 20u16..300, height in 6u16..100
    ) {
        const OFFERED: [&str; 60] = [
            "y", "x", "m", "a", "c", "w", "d", "o", "e", "f", "r", "R", "Q", "s", "u", "J", "K", "p", "X", "enter",
            "esc", "tab", "backtab", "j", "k", "h", "l", "n", "N", "/", "v", "V", "b", "$", "0", "G", "g", "z", "t", "i",
            "D", "C", "1", "3", "6", ")", "(", "]", "[", "}", "{", "space", "backspace", "pagedown", "pageup", "down", "up",
            "left", "A", "ctrl-z",
        ];
        let mut reviewing = Reviewing::of("3128045");
        reviewing.resize(width, height);
        for key in keys {
            reviewing.press(OFFERED[key]);
        }
        reviewing.buffer();
    }
}
