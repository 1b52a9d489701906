//! `kill -9` at random points of a scripted session: what was shown as saved is there, and the chain holds.

use crate::support::effort::times;
use crate::support::program::Home;
use crate::support::scripts::Dice;
use crate::support::terminal::Terminal;
use std::time::Duration;

/// The claim that is judged over and over, one that needs no scrolling at this size.
const OPEN: &str = "/claim:3129406\r";

/// Keys of the script: judge, open again, look around, type a draft.
const SCRIPT: &[&str] =
    &["y", "y", "y", "y", "y", "c", "]", "y", "m", "a", "2", "c", "y", "1", "y", "f", "y"];

/// How many cells the screen says are judged: `2 of 6 judged`.
fn shown_judged(screen: &str) -> Option<u64> {
    let before = screen.split(" judged").next().filter(|_| screen.contains(" judged"))?;
    before.split_whitespace().rev().nth(2)?.parse().ok()
}

/// How many cells of the claim the desk file says are judged.
fn kept_judged(home: &Home) -> u64 {
    let shown = home.run(&["show", "3129406", "--format", "json"]).fine().json();
    let cells = shown["checklist"]["cells"].as_array().unwrap();
    cells.iter().filter(|cell| !cell["judgement"].is_null()).count() as u64
}

#[test]
fn what_was_shown_as_saved_survives_kill_9_at_random_points() {
    let home = Home::new();
    let mut dice = Dice(7);
    for kill in 0..times(80, 1_000) {
        let mut terminal = Terminal::at(home.path(), 120, 40);
        terminal.sees_queue(53).send(OPEN);
        terminal.sees_queue(1);
        terminal.send("\r");
        terminal.wait("the checklist", |screen| shown_judged(&screen.contents()).is_some());
        for _ in 0..dice.roll(SCRIPT.len() as u64) {
            let key = SCRIPT[dice.index(SCRIPT.len())];
            terminal.send(key);
            terminal.settle(Duration::from_millis(dice.roll(30)));
        }
        // What the screen says without a *saving* mark is acknowledged. Keys still on their way may add or open one
        // cell each, so only a screen that has come to rest is compared.
        let rest = dice.roll(4) == 0;
        if rest {
            terminal.wait("rest", |screen| !screen.contents().contains("saving"));
            terminal.settle(Duration::from_millis(300));
        }
        let screen = terminal.text();
        terminal.kill();
        let verified = home.run(&["verify"]);
        assert_eq!(verified.code, 0, "kill {kill}: {}", verified.out);
        if let (true, Some(shown), false) = (rest, shown_judged(&screen), screen.contains("saving")) {
            assert_eq!(kept_judged(&home), shown, "kill {kill}; the screen showed:\n{screen}");
        }
    }
}
