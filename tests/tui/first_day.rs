//! The first day: every claim of the shipped pack in guided mode on 80x24, from what the screen says alone.

use crate::support::answers::{Answer, AnswerCell};
use crate::support::keyed::{cells, choose};
use crate::support::screen::Screen;
use crate::support::training::{MONDAY, screen, session};
use proofdesk::assets::TRAINING_PACKS;
use proofdesk::desk::training::{Session, TrainingState};
use proofdesk::domain::Mode;
use proofdesk::tui::Settings;

/// More keys than any claim takes.
const PATIENCE: usize = 120;

fn answers() -> Vec<Answer> {
    let pack = TRAINING_PACKS.iter().find(|pack| pack.id == "first-day").unwrap();
    pack.answers.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What the newcomer thinks of the cell that is asked for.
fn opinion<'a>(screen: &Screen<Session>, answer: &'a Answer) -> &'a AnswerCell {
    let open = cells(screen).into_iter().find(|cell| cell.settled.is_none() && cell.judgement.is_none());
    let open = open.expect("a cell to judge").key;
    let same =
        |cell: &&AnswerCell| cell.requirement == open.requirement.word() && cell.workload == open.workload;
    answer.cells.iter().find(same).unwrap()
}

/// Answers the question that is shown with the keys it names.
fn answer_question(screen: &mut Screen<Session>, answer: &Answer) {
    let cell = opinion(screen, answer).clone();
    match cell.verdict.as_str() {
        // The hint puts the cursor on the text, and V marks the line.
        "met" => drop(screen.press("H V y")),
        "not-applicable" => {
            screen.press("a");
            if screen.text().contains(" Not applicable ") {
                screen.type_text("does not apply to this claim").press("enter");
            }
        }
        other => {
            screen.press(if other == "unclear" { "m" } else { "x" });
            choose(screen, &cell.reason_codes);
        }
    }
    screen.sees("Right.");
}

/// Plays the open claim until it is compared with the answer.
fn play(screen: &mut Screen<Session>, answer: &Answer) {
    for _ in 0..PATIENCE {
        let text = screen.text();
        if text.contains("Compared with the answer") {
            return;
        }
        if text.contains("Ready: o commits") {
            screen.press("o");
        } else if text.contains("! Fill {") {
            screen.press("f").type_text("as found in the proof").press("enter");
        } else if text.contains("V marks the line") && !text.contains("next step") {
            answer_question(screen, answer);
        } else {
            screen.press("enter");
        }
    }
    panic!("{} does not come to an end:\n{}", answer.claim_id, screen.text());
}

#[test]
fn a_newcomer_completes_the_first_day_from_the_screen_alone() {
    let home = tempfile::tempdir().unwrap();
    let session = session(home.path(), ("first-day", Mode::Guided), MONDAY);
    let mut screen = screen(session, &Settings::default(), (80, 24));
    let answers = answers();
    screen.sees("Enter opens the claim").press("enter");
    for (place, answer) in answers.iter().enumerate() {
        assert_eq!(
            screen.app.layers().review().unwrap().review().claim.claim_id.as_str(),
            answer.claim_id,
            "claim {place}"
        );
        play(&mut screen, answer);
        let text = screen.text().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(&answer.lesson), "the lesson is cut:\n{}", screen.text());
        screen.press("enter");
    }
    let list = screen.clerk.list().unwrap();
    assert_eq!(list.rows.len(), answers.len());
    for row in &list.rows {
        assert!(
            matches!(row.state, TrainingState::Done { points: Some((kept, full)) } if kept == full),
            "{row:?}"
        );
    }
}
