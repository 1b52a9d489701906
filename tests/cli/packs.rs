//! Packs on the command line: leaving one desk, arriving at another, and what two desks decided apart.

use crate::support::conversation::command;
use crate::support::opinions::{Person, answer};
use crate::support::program::{Home, Ran};
use serde_json::Value;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

const CLAIM: &str = "3128950";
/// A claim whose practice checklist needs no verdict.
const OTHER: &str = "3126930";

/// A desk on which somebody decided the claim, with another verdict on the dates when doubtful.
fn decided(name: &str, doubtful: bool) -> Home {
    let home = Home::new();
    let person = Person::reviewer(&home, name);
    person.judge_all(&answer(CLAIM), "as the papers show");
    if doubtful {
        let dates = ["--cell", "R5", "--verdict", "unclear", "--reason", "RC-R5-06,dates=two of them"];
        person.run(&[&["judge", CLAIM], dates.as_slice()].concat()).fine();
    }
    person.run(&["decide", CLAIM]).fine();
    home
}

fn pack(home: &Home, name: &str) -> String {
    let file = home.file(name).to_str().unwrap().to_owned();
    home.run(&["export", "pack", &file]).fine();
    file
}

fn merge(home: &Home, files: &[&str]) -> Ran {
    home.run(&[&["merge", "pack", "--format", "json"], files].concat())
}

/// What a desk knows about claims that were decided twice.
fn known(home: &Home) -> [Vec<Value>; 2] {
    let sam = Person::supervisor(home, "sam");
    [
        sam.run(&["adjudicate", "--all", "--format", "jsonl"]).fine().json_lines(),
        sam.run(&["export", "double-reviews"]).fine().json_lines(),
    ]
}

#[test]
fn a_pack_is_a_new_file_for_its_owner_only_and_names_what_it_holds() {
    let home = decided("ana", false);
    let file = home.file("a.pack.jsonl");
    let words = ["export", "pack", "--to", file.to_str().unwrap(), "--format", "json"];
    let said = home.run(&words).fine().json();
    assert_eq!((&said["schema"], &said["file"]), (&"proofdesk.packed/1".into(), &words[3].into()));
    let written = std::fs::read_to_string(&file).unwrap();
    assert_eq!(written.lines().count() as u64, 1 + said["pack"]["events"].as_u64().unwrap());
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let again = home.run(&words);
    assert!(again.code == 8 && again.err.contains("nothing is ever overwritten"), "{}", again.err);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), written);
    let story = home.run(&["export", "pack"]).fine().out;
    assert!(story.contains("\"act\":\"exported\"") && story.contains("a.pack.jsonl"), "it is on record");
}

#[test]
fn options_of_other_exports_are_refused_instead_of_passed_over() {
    let home = Home::new();
    for words in
        [&["export", "pack", "--csv"][..], &["export", "pack", "--released"], &["export", "--since", "3"]]
    {
        let ran = home.run(words);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{words:?}: {}", ran.err);
    }
}

#[test]
fn two_desks_that_decided_one_claim_exchange_packs_and_settle_it_at_one_of_them() {
    let (berlin, lisbon) = (decided("ana", false), decided("bela", true));
    let (from_berlin, from_lisbon) = (pack(&berlin, "1.pack"), pack(&lisbon, "1.pack"));
    let merged = merge(&berlin, &[&from_lisbon]).fine().json();
    assert!(merged["packs"][0]["new_events"].as_u64() > Some(3), "{merged}");
    assert_eq!(merged["double_reviews"][0]["claim_id"], CLAIM);
    let desks = ["first", "second"].map(|which| merged["double_reviews"][0][which]["desk"].clone());
    assert!(desks[0] != desks[1] && desks.contains(&merged["packs"][0]["desk"]), "{desks:?}");
    merge(&lisbon, &[&from_berlin]).fine();
    assert_eq!(known(&berlin), known(&lisbon));
    assert_eq!(known(&berlin)[0].len(), 1);

    let sam = Person::supervisor(&lisbon, "sam");
    let own = Person::supervisor(&lisbon, "bela");
    let settle = ["adjudicate", CLAIM, "--cell", "R5=met,evidence-missed", "--because", "It is on page 2."];
    let refused = own.run(&settle);
    assert!(refused.code == 4 && refused.err.contains("gave neither opinion"), "{}", refused.err);
    sam.run(&settle).fine();
    merge(&berlin, &[&pack(&lisbon, "2.pack")]).fine();
    assert_eq!(known(&berlin), known(&lisbon));
    assert_eq!(known(&berlin)[0][0]["settled"]["by"], "sam");
    let late = Person::supervisor(&berlin, "uma").run(&settle);
    assert!(late.code == 3 && late.err.contains("no difference to be settled"), "{}", late.err);
    for home in [&berlin, &lisbon] {
        let figures = home.run(&["stats", "--format", "json"]).fine().json()["figures"].clone();
        let doubles = &figures["streams"][3];
        assert_eq!((&doubles["stream"], &doubles["looks"]), (&"double-review".into(), &1.into()));
        assert!(home.run(&["verify"]).fine().out.starts_with("The record is whole"));
    }
}

#[test]
fn what_was_settled_apart_at_both_desks_is_settled_alike_once_they_know_of_each_other() {
    let (berlin, lisbon) = (decided("ana", false), decided("bela", true));
    let (from_berlin, from_lisbon) = (pack(&berlin, "1.pack"), pack(&lisbon, "1.pack"));
    merge(&berlin, &[&from_lisbon]).fine();
    merge(&lisbon, &[&from_berlin]).fine();
    for (home, verdict) in [(&berlin, "met"), (&lisbon, "unclear")] {
        let cell = format!("R5={verdict},slip");
        let words = ["adjudicate", CLAIM, "--cell", &cell, "--because", "So it is."];
        Person::supervisor(home, "sam").run(&words).fine();
    }
    let (from_berlin, from_lisbon) = (pack(&berlin, "2.pack"), pack(&lisbon, "2.pack"));
    merge(&berlin, &[&from_lisbon]).fine();
    merge(&lisbon, &[&from_berlin]).fine();
    assert_eq!(known(&berlin), known(&lisbon));
}

#[test]
fn merging_again_changes_nothing_and_agreeing_desks_have_nothing_to_settle() {
    let (berlin, lisbon) = (decided("ana", false), decided("bela", false));
    let file = pack(&lisbon, "1.pack");
    let text = berlin.run(&["merge", "pack", &file]).fine();
    assert!(text.out.contains(" new events, 0 known before (desk "), "{}", text.out);
    assert!(text.err.contains("1 decided at two desks: 0 to be settled"), "{}", text.err);
    assert!(text.err.contains("1 agree."), "{}", text.err);
    let head = || berlin.run(&["verify", "--format", "json"]).fine().json()["report"]["head"].clone();
    let before = head();
    let again = merge(&berlin, &[&file, &file]).fine().json();
    assert!(again["packs"].as_array().unwrap().iter().all(|pack| pack["new_events"] == 0), "{again}");
    assert_eq!(head(), before);
}

/// The pack with its last line left out.
fn cut(file: &str) -> String {
    let whole = std::fs::read_to_string(file).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    lines[..lines.len() - 1].join("\n")
}

#[test]
fn each_refused_pack_says_what_to_do_and_keeps_no_other_out() {
    let (berlin, lisbon) = (decided("ana", false), decided("bela", true));
    let fine = pack(&lisbon, "1.pack");
    let since = lisbon.file("since.pack");
    lisbon.run(&["export", "pack", since.to_str().unwrap(), "--since", "4"]).fine();
    let altered = berlin.with("altered.pack", &cut(&fine));
    let diary = berlin.with("diary.pack", "Dear diary");
    let july = berlin.file("july.sqlite");
    let claims = berlin.with("july.jsonl", proofdesk::assets::SAMPLE_CLAIMS);
    let import = ["import", claims.to_str().unwrap(), "--into", july.to_str().unwrap(), "--lineage", "july"];
    berlin.run(&import).fine();
    let of_july = berlin.file("july.pack");
    berlin.run(&["-s", july.to_str().unwrap(), "export", "pack", of_july.to_str().unwrap()]).fine();
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let missing = text(&berlin.file("nowhere.pack"));
    for (file, code, why, hint) in [
        (missing.as_str(), 3, "does not exist", "Check the path."),
        (&text(&diary), 8, "Line 1 is not of a pack", "proofdesk export pack"),
        (&text(&altered), 8, "lines are missing", "Ask for the pack again."),
        (&text(&of_july), 4, "of the snapshots", "--desk"),
        (&text(&since), 4, "ask for the whole pack", "without --since"),
    ] {
        let before = berlin.run(&["verify"]).fine().out;
        let ran = berlin.run(&["merge", "pack", file]);
        assert_eq!(ran.code, code, "{}", ran.err);
        assert!(ran.err.contains(&format!("{file} was not merged.")), "{}", ran.err);
        assert!(ran.err.contains(why) && ran.err.contains(hint), "{}", ran.err);
        assert_eq!(berlin.run(&["verify"]).fine().out, before, "nothing was written");
    }
    let both = merge(&berlin, &[&text(&diary), &fine]);
    let said = both.json();
    assert_eq!((both.code, &said["packs"][0]["error"]["kind"]), (8, &"data".into()));
    assert!(said["packs"][1]["new_events"].as_u64() > Some(3), "{said}");
}

#[test]
fn whoever_sits_in_a_blind_seat_cannot_take_the_record_along() {
    let home = decided("ana", false);
    Person::supervisor(&home, "sam").run(&["quality", "seed", "2025-09", "--seed", "sesame"]).fine();
    let bela = Person::reviewer(&home, "bela");
    assert_eq!(bela.run(&["quality", "next"]).fine().out.trim(), CLAIM);
    let ran = bela.run(&["export", "pack"]);
    assert_eq!((ran.code, ran.out.as_str()), (4, ""), "{}", ran.err);
    assert!(ran.err.contains("Sign the second look first"), "{}", ran.err);
    assert!(!bela.run(&["export", "double-reviews"]).fine().out.contains(CLAIM));
}

#[test]
fn the_real_program_packs_and_merges() {
    let (berlin, lisbon) = (Home::new(), Home::new());
    let run = |home: &Home, words: &[&str]| {
        let ran = command(&Person::reviewer(home, "ana"), words).output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).unwrap()
    };
    run(&lisbon, &["decide", OTHER]);
    let file = lisbon.file("a.pack");
    run(&lisbon, &["export", "pack", file.to_str().unwrap()]);
    let said = run(&berlin, &["merge", "pack", file.to_str().unwrap(), "--format", "jsonl"]);
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["schema"], "proofdesk.merged/1");
    assert!(said["packs"][0]["new_events"].as_u64() > Some(1), "{said}");
    assert!(run(&berlin, &["verify"]).starts_with("The record is whole"));
}
