//! Journeys of the real binary on a pseudo-terminal: it starts, answers, sleeps, and always gives the terminal back.

use crate::support::program::Home;
use crate::support::terminal::Terminal;
use rustix::process::{Pid, Signal};
use std::process::Command;
use std::time::{Duration, Instant};

fn started() -> Terminal {
    let mut terminal = Terminal::start(100, 30);
    terminal.sees_queue(53);
    terminal
}

#[test]
fn it_answers_keys_and_gives_the_terminal_back() {
    let mut terminal = started();
    terminal.sees("ana (reviewer)");
    terminal.send("j");
    terminal.sees(" 2 of 53 ");
    terminal.send("q");
    assert_eq!(terminal.ended(), 0);
    assert!(terminal.is_given_back());
}

#[test]
fn a_decision_given_just_before_quitting_is_on_disk() {
    let home = Home::new();
    let mut terminal = Terminal::at(home.path(), 120, 40);
    terminal.sees_queue(53).send("/claim:3126930\r");
    terminal.sees_queue(1);
    terminal.send("\r");
    terminal.sees("Approve Dynamics 365 Sales Enterprise Edition.");
    terminal.send("d");
    terminal.sees("o commits");
    // Keys within forty milliseconds of each other are not typed by a person and never commit.
    terminal.settle(Duration::from_millis(80));
    terminal.send("o");
    terminal.settle(Duration::from_millis(60));
    terminal.send("\x11");
    assert_eq!(terminal.ended(), 0);
    let exported = home.run(&["export", "--format", "jsonl"]).fine().json_lines();
    assert_eq!(exported.len(), 1);
    assert_eq!(exported[0]["kind"], "approve");
    assert!(home.run(&["verify"]).fine().out.starts_with("The record is whole"));
}

#[test]
fn the_cursor_is_on_the_focus_hidden_in_lists_and_shown_in_text() {
    let mut terminal = started();
    terminal.settle(Duration::from_millis(300));
    let (row, _) = terminal.cursor();
    terminal.send("j");
    terminal.wait("the cursor one row down", |screen| {
        screen.cursor_position().0 == row + 1 && screen.hide_cursor()
    });
    terminal.send("/");
    terminal.wait("a caret", |screen| !screen.hide_cursor());
}

#[test]
fn a_termination_signal_ends_it_in_order() {
    let mut terminal = started();
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.ended(), 143);
    assert!(terminal.is_given_back());
}

#[test]
fn suspending_gives_the_terminal_back_and_continuing_paints_it_again() {
    let mut terminal = started();
    terminal.send("\x1a");
    let start = Instant::now();
    while !is_stopped(terminal.pid()) {
        assert!(start.elapsed() < Duration::from_secs(20), "it did not stop");
        terminal.settle(Duration::from_millis(50));
    }
    terminal.settle(Duration::from_millis(200));
    assert!(terminal.is_given_back());
    let painted = terminal.bytes.len();
    terminal.signal(Signal::CONT);
    terminal.wait("the alternate screen", vt100::Screen::alternate_screen);
    terminal.settle(Duration::from_millis(500));
    let again = String::from_utf8_lossy(&terminal.bytes[painted..]).into_owned();
    assert!(again.contains("Waiting"), "{again}");
    terminal.send("q");
    assert_eq!(terminal.ended(), 0);
}

fn is_stopped(pid: Pid) -> bool {
    let status =
        std::fs::read_to_string(format!("/proc/{}/status", pid.as_raw_nonzero())).unwrap_or_default();
    status.lines().any(|line| line.starts_with("State:\tT"))
}

#[test]
fn a_cursor_key_that_comes_in_two_packets_is_one_key() {
    let mut terminal = started();
    // On a busy machine this test itself may be stopped between the packets, so it may try again.
    let moved = (0..8).any(|_| {
        terminal.send("\x1b");
        terminal.pause(Duration::from_millis(4));
        terminal.send("[B");
        terminal.settle(Duration::from_millis(400));
        terminal.shows(" 2 of 53 ")
    });
    assert!(moved, "the key was taken for three");
}

#[test]
fn another_size_is_drawn_for_at_once() {
    let mut terminal = started();
    terminal.resize(60, 12);
    terminal.wait("the footer in the last line", |screen| {
        screen.rows(0, 60).nth(11).is_some_and(|line| line.contains("commands"))
    });
    terminal.resize(140, 40);
    terminal.sees("Checklist:");
}

#[test]
fn a_terminal_that_tells_no_size_is_drawn_for_eighty_by_twenty_four() {
    let mut terminal = Terminal::start(0, 0);
    terminal.sees("Waiting for a reviewer");
    terminal.wait("the footer", |screen| {
        screen.rows(0, 80).nth(23).is_some_and(|line| line.contains("commands"))
    });
}

#[test]
fn nothing_wakes_up_while_nothing_happens() {
    let mut terminal = started();
    terminal.settle(Duration::from_secs(2));
    let before = wake_ups(terminal.pid());
    terminal.settle(Duration::from_secs(2));
    assert_eq!(wake_ups(terminal.pid()), before);
}

/// How often the threads of a process went to sleep so far.
fn wake_ups(pid: Pid) -> u64 {
    let tasks = std::fs::read_dir(format!("/proc/{}/task", pid.as_raw_nonzero())).unwrap();
    tasks
        .map(|task| {
            let status = std::fs::read_to_string(task.unwrap().path().join("status")).unwrap_or_default();
            let count = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
            count.map_or(0, |count| count.trim().parse::<u64>().unwrap())
        })
        .sum()
}

#[test]
fn a_vanished_terminal_ends_it_in_order_and_without_spinning() {
    let home = tempfile::tempdir().unwrap();
    // Another process owns the terminal and ends, which is the only way to close every handle of it.
    let owner = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "--nocapture", "tui::terminal::owner_of_a_terminal_that_vanishes"])
        .env(HOME_OF_THE_DESK, home.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&owner.stdout).into_owned();
    assert!(said.contains("the desk is open"), "{said}");
    let (start, code) = (Instant::now(), home.path().join("code"));
    let (_quiet, nothing) = std::sync::mpsc::channel::<()>();
    let ended = || std::fs::read_to_string(&code).ok().filter(|code| code.ends_with('\n'));
    while ended().is_none() {
        assert!(start.elapsed() < Duration::from_secs(20), "it still runs without a terminal");
        let _ = nothing.recv_timeout(Duration::from_millis(50));
    }
    assert_eq!(ended().unwrap().trim(), "129");
}

/// Names the variable by which the tests above and below agree where the desk is kept.
const HOME_OF_THE_DESK: &str = "HOME_OF_THE_DESK";

#[test]
#[ignore = "only run by the test above, in a process of its own"]
#[allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "tells its caller that the desk is open and ends at once"
)]
fn owner_of_a_terminal_that_vanishes() {
    let home = std::env::var_os(HOME_OF_THE_DESK).unwrap();
    let mut terminal = Terminal::noting_the_exit_code(home.as_ref());
    terminal.sees_queue(53);
    println!("\nthe desk is open");
    // Without running any destructor, so that the desk is not killed but loses its terminal.
    std::process::exit(0);
}
