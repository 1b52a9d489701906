//! The real binary in training: killed in every mode, and on the way from the desk and back.

use crate::support::program::Home;
use crate::support::terminal::Terminal;
use crate::support::training::install;
use rustix::process::Signal;

fn train(home: &Home, mode: &str) -> Terminal {
    let words: &[&str] = match mode {
        "shadow" => &["train", "run", "--shadow"],
        "calibration" => &["train", "run", "small", "--session", "2025-11"],
        _ => &["train", "run", "small", "--mode", mode],
    };
    Terminal::with(words, home.path(), (120, 40))
}

/// Whether so many cells of a claim of five to nine are said to be judged.
fn judged(screen: &str, cells: usize) -> bool {
    (5..=9).any(|of| screen.contains(&format!("{cells} of {of} judged")))
}

#[test]
fn a_session_killed_in_any_mode_goes_on_at_the_same_cell() {
    for mode in ["guided", "practice", "exam", "shadow", "calibration"] {
        let home = Home::new();
        install(home.path());
        let mut terminal = train(&home, mode);
        terminal.sees("not begun").send("\r");
        terminal.wait("the claim", |screen| judged(&screen.contents(), 0));
        terminal.send("w");
        terminal.sees("Met without text").send("seen in the original\r");
        terminal.wait("the first verdict", |screen| {
            judged(&screen.contents(), 1) && !screen.contents().contains("saving")
        });
        terminal.kill();
        let mut terminal = train(&home, mode);
        terminal.wait("the claim that was begun", |screen| judged(&screen.contents(), 1));
        terminal.send("\r");
        terminal.sees("R2 ").wait("the same checklist", |screen| judged(&screen.contents(), 1));
        if mode == "guided" {
            terminal.sees("Step 2 of 6");
        }
        let desks = std::fs::read_dir(home.file("data")).unwrap();
        let mut names = desks.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        assert!(!names.any(|name| name.contains(".desk.")), "{mode}: training made a desk");
    }
}

#[test]
fn a_key_leads_from_the_desk_to_training_and_leaving_it_leads_back() {
    let home = Home::new();
    install(home.path());
    let mut terminal = Terminal::at(home.path(), 100, 30);
    terminal.sees_queue(53).send("g");
    terminal.send("i");
    terminal.sees("Training packs").sees("Small pack").send("j\r");
    terminal.sees("TRAINING").sees("practice").sees("not begun").send("q");
    terminal.sees("ana (reviewer)");
    // Live claims are the last way to train; leaving while the desk is being opened would ask first.
    terminal.sees_queue(53).send("g");
    terminal.send("i");
    terminal.sees("Training packs").send("G");
    terminal.sees("Claims that wait at this desk").send("\r");
    terminal.sees("TRAINING · Live claims · shadow").sees("not begun").send("q");
    terminal.sees("ana (reviewer)");
    terminal.sees_queue(53).send("q");
    assert_eq!(terminal.ended(), 0);
    assert!(terminal.is_given_back());
}

#[test]
fn a_pack_or_mode_that_is_not_there_is_named() {
    let home = Home::new();
    install(home.path());
    let ran = home.run(&["train", "run", "nowhere"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("small"), "{}", ran.err);
    assert_eq!(home.run(&["train", "run", "small", "--mode", "asleep"]).code, 2);
}

#[test]
fn a_review_whose_program_was_killed_is_walked_through_up_to_there() {
    let home = Home::new();
    install(home.path());
    let file = home.file("review.jsonl");
    let name = file.to_str().unwrap();
    let words = ["train", "run", "small", "--mode", "practice", "--record", name];
    let mut terminal = Terminal::with(&words, home.path(), (120, 40));
    terminal.sees("REC next claim").sees("not begun").send("\r");
    terminal.wait("the claim", |screen| judged(&screen.contents(), 0));
    // All at once, as nobody types: each key waits until the one before is done.
    terminal.send("wseen in the original\r");
    terminal.wait("the verdict", |screen| judged(&screen.contents(), 1));
    terminal
        .wait("its line", |_| std::fs::read_to_string(&file).is_ok_and(|log| log.contains("\"verdict\"")));
    // Not asked to end first, as `kill` does: the log stays as it is.
    terminal.signal(Signal::KILL);
    terminal.ended();
    let mut terminal = Terminal::with(&["train", "walk", name], home.path(), (120, 40));
    terminal.sees("The program was ended while this was recorded").sees("The claim is open.").send("t ");
    terminal.wait("the end", |screen| {
        let text = screen.contents();
        text.contains("R1 Customer acknowledgement: met (differs)") && text.contains("stopped as typed")
    });
    terminal.send("q");
    assert_eq!(terminal.ended(), 0);
    assert!(terminal.is_given_back());
}

#[test]
fn a_key_leads_from_training_to_recorded_reviews_and_leaving_them_leads_back() {
    let home = Home::new();
    install(home.path());
    let mut terminal = train(&home, "guided");
    terminal.sees("not begun").send("w");
    terminal.sees("Recorded reviews").sees("first-day-3990003").send("\r");
    terminal.sees("The claim is open.").send("ffff ");
    terminal.sees("playing");
    terminal.send("qq");
    terminal.sees("not begun").send("q");
    assert_eq!(terminal.ended(), 0);
}
