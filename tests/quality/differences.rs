//! Differing opinions, how they are settled, and what follows for later reviews and figures.

use crate::support::opinions::{Person, answer};
use crate::support::program::Home;

const CLAIM: &str = "3128950";

/// ana and bela looked at one claim and differ on the dates.
fn differing() -> Home {
    let home = Home::new();
    let ana = Person::reviewer(&home, "ana");
    ana.judge_all(&answer(CLAIM), "ana's note");
    ana.run(&["decide", CLAIM]).fine();
    Person::supervisor(&home, "sam").run(&["quality", "seed", "2025-09", "--seed", "sesame"]).fine();
    let bela = Person::reviewer(&home, "bela");
    assert_eq!(bela.run(&["quality", "next"]).fine().out.trim(), CLAIM);
    bela.judge_all(&answer(CLAIM), "bela's note");
    let dates =
        ["judge", CLAIM, "--cell", "R5", "--verdict", "unclear", "--reason", "RC-R5-06,dates=two of them"];
    bela.run(&dates).fine();
    bela.run(&["decide", CLAIM]).fine();
    home
}

#[test]
fn a_difference_is_listed_shown_and_settled_by_somebody_else_with_a_cause_for_each_cell() {
    let home = differing();
    let sam = Person::supervisor(&home, "sam");
    let listed = sam.run(&["adjudicate", "--format", "jsonl"]).fine().json_lines();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["cells"][0]["key"]["requirement"], "dates", "the differing cell comes first");
    let shown = sam.run(&["adjudicate", CLAIM]).fine().out;
    assert!(shown.contains("ana") && shown.contains("bela") && shown.contains("!= met"), "{shown}");

    let settle = |person: &Person<'_>, cells: &[&str], because: &str| {
        let cells = cells.iter().flat_map(|cell| ["--cell", cell]);
        let words = ["adjudicate", CLAIM].into_iter().chain(cells).chain(["--because", because]);
        person.run(&words.collect::<Vec<_>>())
    };
    let cell = "R5=met,evidence-missed";
    let why = |ran: &crate::support::program::Ran| (ran.code, ran.err.clone());
    for (name, role, cells, because, expected) in [
        ("ana", "reviewer", &[cell][..], "the date is on page 2", "by a supervisor"),
        ("bela", "supervisor", &[cell], "the date is on page 2", "gave neither opinion"),
        ("sam", "supervisor", &[], "the date is on page 2", "is not settled"),
        ("sam", "supervisor", &[cell], " ", "sentence that says why"),
        ("sam", "supervisor", &[cell, "R1=met,slip"], "both", "agree on R1"),
    ] {
        let (code, err) = why(&settle(&Person { home: &home, name, role }, cells, because));
        assert!(code == 4 && err.contains(expected), "{name}: {code} {err}");
    }
    let ran = settle(&sam, &[cell], "The date is on the second page.").fine();
    assert!(ran.out.contains("is settled"), "{}", ran.out);
    assert_eq!(sam.run(&["adjudicate"]).fine().out, "", "nothing is open any more");
    assert_eq!(sam.run(&["adjudicate", "--all", "--format", "jsonl"]).fine().json_lines().len(), 1);
    let history = sam.run(&["history", CLAIM]).fine().out;
    assert!(history.contains("settled 1 differing cell: The date is on the second page."), "{history}");

    let figures = sam.run(&["stats", "--format", "json"]).fine().json()["figures"].clone();
    assert_eq!(figures["causes"][0]["cause"], "evidence-missed");
    assert_eq!(figures["streams"][0]["overturned"]["differing"]["count"], 1);
    assert_eq!(figures["streams"][0]["overturned"]["settled_against"], 0);
    assert!(sam.run(&["verify"]).fine().out.starts_with("The record is whole"));
}

#[test]
fn a_note_on_a_requirement_is_seen_by_every_reviewer() {
    let home = differing();
    let note = "A date in the footer counts when it is the customer's.";
    assert_eq!(Person::reviewer(&home, "ana").run(&["quality", "note", "R5", note]).code, 4);
    Person::supervisor(&home, "sam").run(&["quality", "note", "R5", note]).fine();
    let notes = Person::reviewer(&home, "carla").run(&["quality", "notes"]).fine().out;
    assert_eq!(notes, format!("R5  {note}\n"));
}

#[test]
fn the_figures_are_printed_as_text_json_and_csv() {
    let home = differing();
    let ana = Person::reviewer(&home, "ana");
    let text = ana.run(&["stats"]).fine().out;
    assert!(text.contains("kappa") && text.contains("ac1") && text.contains("exact-split"), "{text}");
    let csv = ana.run(&["stats", "--format", "csv"]).fine().out;
    assert!(csv.starts_with("group,item,measure,count,of,value,low,high,at_most\r\n"), "{csv}");
    assert!(csv.lines().any(|line| line.starts_with("random,R5,raw,0,1,0,0,")), "{csv}");
    let json = ana.run(&["stats", "--format", "json"]).fine().json();
    assert_eq!(json["schema"], "proofdesk.statistics/1");
    let other = ana.run(&["stats", "--period", "2025-08", "--format", "json"]).fine().json();
    assert_eq!(other["figures"]["outcomes"]["decisions"], 0);
    assert_eq!(ana.run(&["queue", "--format", "csv"]).code, 2);
}
