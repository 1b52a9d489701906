//! Clocks that ran out on the screen: marked, confirmed together after one question.

use super::outbox::desk;
use crate::support::screen::Screen;

#[test]
fn clocks_that_ran_out_are_marked_and_confirmed_together() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::new(desk(home.path(), ("ana", 40 * 24 * 60)), 120, 40);
    screen.press("g x").sees("Clocks that ran out").sees("Predicted to be");
    screen.press("r").sees("Mark claims first");
    screen.press("A").sees_no(", 0 marked").press("r").sees("that their clock ran out?");
    screen.press("y").sees(", 0 marked").sees("Confirmed by ana");
    screen.press("space").sees("It was confirmed already.");
    assert!(screen.clerk.verify().unwrap().holds());
}
