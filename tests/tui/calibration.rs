//! A calibration played by keys: blind to its end, then the group screen, notes, and the way back to the desk.

use crate::support::calibration::{Member, NOVEMBER, Reading, answer_all, open_claim, three_have_answered};
use crate::support::keyed::{cells, judge};
use crate::support::opinions::answer;
use crate::support::program::Home;
use crate::support::screen::Screen;
use crate::support::terminal::Terminal;
use crate::support::training::{CLAIMS, SMALL, install, screen};
use proofdesk::desk::training::Session;
use proofdesk::desk::{Desk, DeskOptions, Job, SnapshotChoice};
use proofdesk::domain::{Actor, Requirement, Role, Verdict};
use proofdesk::paths::Paths;
use proofdesk::tui::theme::ThemeName;
use proofdesk::tui::{Handed, Settings, Start};
use std::path::Path;

fn installed() -> Home {
    let home = Home::new();
    install(home.path());
    home
}

/// What nobody may see of the others before the end: who they are, what they noted, that they differ.
const OF_OTHERS: [&str; 6] = ["zelda", "ben", "never seen a quarter", "RC-R5-05", "spread", "people"];

#[track_caller]
fn blind(screen: &mut Screen<Session>) {
    for words in OF_OTHERS {
        screen.sees_no(words);
    }
}

#[test]
fn every_screen_is_blind_before_the_last_answer() {
    let home = three_have_answered();
    let mut dora = Member::answering("dora").screen(home.path(), (120, 40));
    dora.sees("TRAINING · Small pack · calibration 2025-11");
    for keys in ["", "?", "esc :", "esc e", "enter", "?", "esc g h", "esc g r", "esc tab", "tab H", "g n"] {
        dora.press(keys);
        blind(&mut dora);
    }
    dora.press("esc g q").sees("0 of 2 answered").press("e").sees("once you have answered the last claim");
    dora.press("enter");
    loop {
        let id = open_claim(&dora).unwrap();
        assert!(cells(&dora).iter().all(|cell| cell.judgement.is_none()), "no verdict of anybody stands");
        for cell in &answer(&id).cells {
            judge(&mut dora, cell);
            blind(&mut dora);
        }
        crate::support::keyed::commit(&mut dora, &answer(&id));
        if open_claim(&dora).is_none() {
            break;
        }
        blind(&mut dora);
    }
    dora.sees("Everything is answered. e shows what everybody said.").press("e");
    dora.sees("4 people").sees("I have never seen a quarter count.").sees_no("zelda");
}

fn at_the_group(home: &Path, size: (u16, u16)) -> Screen<Session> {
    let mut ana = Member::answering("ana").screen(home, size);
    ana.press("enter").sees("What everybody said");
    ana
}

#[test]
fn the_answer_of_the_pack_comes_on_a_key_and_goes_with_the_cell() {
    let home = three_have_answered();
    let mut ana = at_the_group(home.path(), (80, 24));
    ana.sees("3 people").sees("1 of 12 cells differ").sees("R5 Dates").sees("spread 1.00");
    ana.sees("? unclear").sees("RC-R5-05").sees_no("The answer of the pack");
    ana.press("a").sees("The answer of the pack:").sees("Execution May to August 2025");
    ana.press("j").sees_no("The answer of the pack:").press("k").sees_no("The answer of the pack:");
    ana.press("a a").sees_no("The answer of the pack:");
    ana.press("tab").sees("letters cited").sees_no("RC-R5-05");
    ana.press("tab l").sees("Decisions:");
}

#[test]
fn a_note_is_written_on_the_requirement_and_seen_at_each_of_its_cells() {
    let home = three_have_answered();
    let mut ana = at_the_group(home.path(), (80, 24));
    ana.press("w").type_text("A quarter counts as a date.").press("enter");
    ana.sees("Case note on R5: A quarter counts as a date.").sees("The note is kept.");
    let meeting = |ana: &Screen<Session>| match ana.app.layers().top() {
        proofdesk::tui::layers::Layer::Group(group) => group.meeting().clone(),
        _ => panic!("another screen is open"),
    };
    let other =
        meeting(&ana).group.cells.iter().position(|cell| {
            cell.key.requirement == Requirement::Dates && cell.claim_id.as_str() != CLAIMS[0]
        });
    ana.press(&"j ".repeat(other.unwrap())).sees("Case note on R5 (3131013)");
    ana.press("x").sees("There is no note of this claim to take away.");
    ana.press("g g w ctrl-u").type_text("A month counts.").press("enter").sees("A month counts.");
    assert_eq!(ana.app.handed().unwrap().notes.len(), 1);
    ana.press("x").sees_no("Case note on");
    assert_eq!(ana.app.handed(), None);
}

/// Ana's desk, handed what a calibration ended with.
fn desk(home: &Path, role: Role, handed: &Handed) -> Screen<Desk> {
    let start = Start { handed: Some(handed.clone()), ..Start::default() };
    Screen::starting(ana_at_the_desk(home, role), &Settings::default(), ((80, 24), start))
}

fn ana_at_the_desk(home: &Path, role: Role) -> Desk {
    let options = DeskOptions {
        snapshot: SnapshotChoice::Practice,
        desk_file: None,
        paths: Paths::find(Some(home)).unwrap(),
        actor: Actor { name: "ana".into(), role },
        clock: None,
    };
    Desk::open(&options, &Job::silent()).unwrap()
}

#[test]
fn a_whole_calibration_leaves_the_desk_as_it_was_until_its_notes_are_confirmed_and_then_holds_exactly_them() {
    let home = three_have_answered();
    home.run_as("ana", "supervisor", &["queue"]).fine();
    let file = home.file("data/practice.desk.sqlite");
    let before = std::fs::read(&file).unwrap();
    let unchanged = || std::fs::read(&file).unwrap() == before;
    let mut dora = Member::answering("dora").screen(home.path(), (80, 24));
    answer_all(&mut dora, Reading::Right);
    dora.press("e w").type_text("A quarter counts as a date.").press("enter j w");
    dora.type_text("A stamp is a signature.").press("enter");
    let handed = dora.app.handed().unwrap();
    drop(dora);
    assert!(unchanged(), "a calibration knows no desk");
    desk(home.path(), Role::Reviewer, &handed)
        .sees("2 case notes stay in training; a supervisor records them.");
    desk(home.path(), Role::Supervisor, &handed)
        .sees("2 case notes from the calibration 2025-11: record?")
        .sees("R5  A quarter counts as a date.")
        .press("enter")
        .sees_no("record?");
    assert!(unchanged(), "nothing is recorded before somebody says so");
    let mut screen = desk(home.path(), Role::Supervisor, &handed);
    screen.press("y").sees("2 case notes recorded; every reviewer sees them beside the cell.");
    assert_eq!(screen.clerk.readings().unwrap(), handed.notes);
    drop(screen);
    let after = std::fs::read(&file).unwrap();
    desk(home.path(), Role::Supervisor, &handed).sees_no("record?").sees_no("case note");
    assert!(std::fs::read(&file).unwrap() == after, "what is recorded is not offered again");
}

#[test]
fn the_newest_note_on_a_requirement_is_in_sight_at_its_cell_on_every_screen() {
    let home = Home::new();
    for text in ["The oldest reading of it all.", "A quarter counts as a date."] {
        home.run_as("eli", "supervisor", &["quality", "note", "R5", text]).fine();
    }
    for size in [(80, 24), (120, 40), (200, 50)] {
        let mut screen = Screen::new(ana_at_the_desk(home.path(), Role::Reviewer), size.0, size.1);
        screen.press("enter L G k");
        while !screen.text().contains("R5 Dates") {
            screen.press("k");
        }
        screen.sees("A quarter counts as a date.");
    }
}

#[test]
fn verdicts_differ_by_words_and_signs_also_without_colour_and_in_ascii() {
    let home = three_have_answered();
    let plain = Settings { theme: ThemeName::Mono, ascii: true, ..Settings::default() };
    for size in [(60, 16), (80, 24), (120, 40), (200, 50)] {
        let session = Member::answering("ana").session(home.path(), (SMALL, NOVEMBER));
        let mut ana = screen(session, &plain, size);
        ana.press("enter");
        let text = ana.text();
        assert!(text.is_ascii(), "{text}");
        if size.0 > 60 {
            for verdict in [Verdict::Met, Verdict::NotMet, Verdict::Unclear] {
                let word = proofdesk::tui::widgets::verdict::verdict_word(Some(verdict));
                let sign = proofdesk::tui::glyphs::ASCII.verdict(Some(verdict));
                ana.sees(&format!("{sign} 1 {word}"));
            }
        }
    }
}

/// The real binary: from the desk to the calibration, the group, a note, and back to a desk that records it.
#[test]
fn a_supervisor_leads_a_calibration_from_the_desk_and_records_what_it_ends_with() {
    let home = three_have_answered();
    let mut terminal = Terminal::with(&["--as", "eli", "--role", "supervisor"], home.path(), (80, 24));
    terminal.sees_queue(53).send("gi");
    terminal.sees("Training packs").sees("Small pack").send("jjj\r");
    terminal.sees("Which calibration").sees("2025-11").send("\r");
    terminal.sees("calibration 2025-11").sees("not begun").send("e");
    terminal.sees("You have not answered every claim").send("y");
    terminal.sees("What everybody said").sees("R5 Dates").send("w");
    terminal.sees("Case note").send("A quarter counts.\r");
    terminal.sees("Leaving training offers it to the desk").send("q");
    terminal.sees("not begun").send("q");
    terminal.sees("1 case note from the calibration 2025-11: record?").send("y");
    terminal.sees("1 case note recorded").sees_queue(53).send("q");
    assert_eq!(terminal.ended(), 0);
    let notes = home.run(&["quality", "notes", "--format", "json"]).fine().json();
    assert_eq!((&notes["count"], &notes["items"][0]["text"]), (&1.into(), &"A quarter counts.".into()));
}

fn image(name: &str, settings: &Settings, keys: &str) {
    let home = three_have_answered();
    let mut member = Member::answering("ana").session(home.path(), (SMALL, NOVEMBER));
    let id = CLAIMS[0].parse().unwrap();
    drop(member.keep_note(&id, Requirement::Dates, Some("A quarter counts as a date.")).unwrap());
    drop(member);
    for (width, height) in [(80, 24), (120, 40), (200, 50)] {
        let session = Member::answering("ana").session(home.path(), (SMALL, NOVEMBER));
        let mut screen = screen(session, settings, (width, height));
        screen.press("enter").press(keys);
        let mut insta = insta::Settings::clone_current();
        insta.set_snapshot_path("../images");
        insta.set_prepend_module_to_snapshot(false);
        insta.bind(|| insta::assert_snapshot!(format!("training-{name}-{width}x{height}"), screen.text()));
    }
}

#[test]
fn what_everybody_said() {
    image("group", &Settings::default(), "");
}

#[test]
fn what_everybody_said_with_the_answer_and_the_text_in_ascii() {
    let plain = Settings { ascii: true, theme: ThemeName::Mono, ..Settings::default() };
    image("group-answer-ascii", &plain, "a tab");
}

#[test]
fn somebody_who_answers_alone_is_told_what_is_missing() {
    let home = installed();
    let mut ana = Member::answering("ana").screen(home.path(), (80, 24));
    answer_all(&mut ana, Reading::Right);
    ana.press("e").sees("Only one person has answered; two are needed.");
}
