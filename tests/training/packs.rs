//! A pack checked as a whole: each mistake planted in a copy of the first-day pack is told with its file and line.

use super::shipped;
use proofdesk::desk::training::{PackCheck, check_pack, load_pack, training_packs};
use proofdesk::domain::{AnswerCell, Fault, Mode, Verdict};
use proofdesk::paths::Paths;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A copy of the first-day pack to be changed.
struct Copy {
    home: TempDir,
}

impl Copy {
    fn new() -> Self {
        let copy = Self { home: tempfile::tempdir().unwrap() };
        fs::create_dir_all(copy.folder()).unwrap();
        for name in ["pack.toml", "claims.jsonl", "answers.jsonl"] {
            let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/first-day").join(name);
            fs::copy(shipped, copy.folder().join(name)).unwrap();
        }
        copy
    }

    fn paths(&self) -> Paths {
        Paths::find(Some(self.home.path())).unwrap()
    }

    /// Where the program looks for packs of the user's.
    fn folder(&self) -> PathBuf {
        self.paths().packs().join("mine")
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.folder().join(name)).unwrap()
    }

    fn replace(&self, name: &str, from: &str, to: &str) {
        let text = self.text(name);
        assert!(text.contains(from), "{from}");
        fs::write(self.folder().join(name), text.replacen(from, to, 1)).unwrap();
    }

    /// Changes the answer on a line, counted from one.
    fn answer(&self, line: usize, change: impl FnOnce(&mut Value)) {
        let text = self.text("answers.jsonl");
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut value: Value = serde_json::from_str(&lines[line - 1]).unwrap();
        change(&mut value);
        lines[line - 1] = value.to_string();
        fs::write(self.folder().join("answers.jsonl"), lines.join("\n")).unwrap();
    }

    fn check(&self) -> PackCheck {
        check_pack(&self.folder(), &self.paths()).unwrap()
    }
}

fn tells(check: &PackCheck, wanted: &str) {
    let problems: Vec<String> = check.problems.iter().map(ToString::to_string).collect();
    assert!(problems.iter().any(|problem| problem.contains(wanted)), "{wanted}: {problems:#?}");
}

#[test]
fn both_shipped_packs_are_whole_also_as_the_folders_of_the_sample_data() {
    let home = tempfile::tempdir().unwrap();
    let paths = Paths::find(Some(home.path())).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (folder, claims) in [("sample-data/first-day", 7), ("sample-data", 54)] {
        let check = check_pack(&root.join(folder), &paths).unwrap();
        assert_eq!(check.problems, []);
        assert_eq!(check.claims, claims);
        assert!(check.quotes > check.cells / 2, "{} quotes for {} cells", check.quotes, check.cells);
    }
    let listed = training_packs(&paths).unwrap();
    let found: Vec<(&str, usize, usize)> = listed
        .iter()
        .map(|check| (check.pack.as_ref().unwrap().id.as_str(), check.claims, check.problems.len()))
        .collect();
    assert_eq!(found, [("first-day", 7, 0), ("practice", 54, 0)]);
}

#[test]
fn every_cell_of_the_first_day_can_be_told_and_the_secret_claims_are_for_exams() {
    let [first, practice] = shipped() else { panic!("two packs") };
    for answer in &first.answers {
        assert!(first.pack.steps_of(&answer.claim_id).count() > 0, "{} tells nothing", answer.claim_id);
    }
    let hidden =
        |mode| practice.answers.iter().filter(|answer| !practice.pack.shows(&answer.claim_id, mode)).count();
    assert_eq!((hidden(Mode::Practice), hidden(Mode::Guided), hidden(Mode::Exam)), (10, 10, 0));
}

#[test]
fn the_steps_name_commands_that_exist() {
    let known = proofdesk::tui::key_page::key_page();
    for pack in shipped() {
        for step in &pack.pack.steps {
            for command in step.commands() {
                assert!(known.contains(&format!("`{command}`")), "{}: {command}", step.title);
            }
            let told = step.told(|_| Some("key".to_owned()));
            assert!(!told.contains('{'), "{}: a brace that names no command: {told}", step.title);
        }
    }
}

type Change = fn(&mut Value);

fn each_is_told(cases: &[(usize, Change, &str)]) {
    for (line, change, wanted) in cases {
        let copy = Copy::new();
        copy.answer(*line, change);
        tells(&copy.check(), wanted);
    }
}

#[test]
fn a_mistake_in_a_cell_is_told_with_its_line_and_field() {
    each_is_told(&[
        (
            1,
            |a| a["cells"][0]["evidence"][0]["quote"] = json!("never written"),
            "answers.jsonl:1: claim 3990001: field cells[0].evidence[0].quote: The text does not stand in",
        ),
        (
            1,
            |a| a["cells"][0]["evidence"][0]["quote"] = json!("Lindmoor"),
            "field cells[0].evidence[0].quote: The text stands ",
        ),
        (
            1,
            |a| a["cells"][0]["evidence"][0]["file_name"] = json!("other.pdf"),
            "field cells[0].evidence[0].file_name: The claim has no document",
        ),
        (1, |a| a["cells"][0]["evidence"] = json!([]), "field cells[0].evidence: Quote the text"),
        (1, |a| a["cells"][0]["why"] = json!(" "), "field cells[0].why: Say in a sentence"),
        (
            1,
            |a| a["cells"][0]["accepted"] = json!(["met"]),
            "field cells[0].accepted: met is the verdict itself",
        ),
        (
            1,
            |a| a["cells"][0]["accepted"] = json!(["not-met", "unclear", "not-applicable"]),
            "Every verdict is accepted",
        ),
        (
            1,
            |a| a["cells"][0]["verdict"] = json!("maybe"),
            "answers.jsonl:1: claim 3990001: field cells[0].verdict: Unknown verdict",
        ),
        (1, |a| drop(a["cells"].as_array_mut().unwrap().remove(1)), "field cells: The cell R2"),
        (
            2,
            |a| a["cells"][0]["reason_codes"] = json!([]),
            "answers.jsonl:2: claim 3990002: field cells[0].reason_codes: A cell that is not met needs a reason.",
        ),
        (2, |a| a["cells"][0]["reason_codes"] = json!(["RC-R9-99"]), "has no reason RC-R9-99"),
        (2, |a| a["cells"][1]["reason_codes"] = json!(["RC-R2-01"]), "A cell that is met has no reasons."),
        (
            3,
            |a| a["cells"][5]["workload"] = json!("Microsoft Sentinel"),
            "The checklist of this claim has no cell",
        ),
    ]);
}

#[test]
fn a_decision_that_does_not_follow_is_told_with_its_line_and_field() {
    each_is_told(&[
        (
            2,
            |a| a["decision"] = json!("approve"),
            "field approved_workloads: An approval approves every claimed workload",
        ),
        (
            2,
            |a| a["decision"] = json!("reject"),
            "answers.jsonl:2: claim 3990002: field decision: The cells lead to action-required",
        ),
        (
            3,
            |a| a["approved_workloads"] = json!([]),
            "field approved_workloads: A partial approval approves some",
        ),
        (
            4,
            |a| a["lesson"] = json!(""),
            "answers.jsonl:4: claim 3990004: field lesson: Say in a few sentences",
        ),
    ]);
}

#[test]
fn a_row_that_a_rule_settles_cannot_be_answered_otherwise() {
    let copy = Copy::new();
    copy.answer(1, |answer| {
        answer["cells"][5]["verdict"] = json!("not-met");
        answer["cells"][5]["reason_codes"] = json!(["RC-R6-01"]);
    });
    tells(&copy.check(), "field cells[5].verdict: A rule settles this cell as not applicable");
}

#[test]
fn a_claim_and_its_answer_miss_each_other_with_the_line_of_either() {
    let copy = Copy::new();
    copy.replace("answers.jsonl", "\"3990004\"", "\"3999999\"");
    let check = copy.check();
    tells(&check, "answers.jsonl:4: claim 3999999: field claim_id:");
    tells(&check, "claims.jsonl:4: claim 3990004: field claim_id:");
    let copy = Copy::new();
    copy.replace("claims.jsonl", "\"activity\": \"usage\"", "\"activity\": \"user\"");
    tells(&copy.check(), "claims.jsonl:1: claim 3990001: field activity: Unknown activity");
}

#[test]
fn a_manifest_that_names_what_the_pack_does_not_hold_is_told_with_its_line() {
    let line_of = |copy: &Copy, text: &str| {
        let manifest = copy.text("pack.toml");
        manifest.lines().position(|line| line.contains(text)).unwrap() + 1
    };
    for (from, to, found, wanted) in [
        (
            "claim = \"3990007\"",
            "claim = \"3990017\"",
            "3990017",
            "Claim 3990017 is not among the claims of this pack.",
        ),
        (
            "order = \"file\"",
            "order = [\"3990017\"]",
            "order",
            "Claim 3990017 is not among the claims of this pack.",
        ),
        (
            "order = \"file\"",
            "sets = [\"second-day\"]",
            "sets",
            "No answer belongs to the set \"second-day\".",
        ),
        ("modes =", "mode =", "mode =", "unknown field `mode`"),
    ] {
        let copy = Copy::new();
        copy.replace("pack.toml", from, to);
        let place = format!("pack.toml:{}: ", line_of(&copy, found));
        tells(
            &copy.check(),
            &format!(
                "{place}{}",
                if wanted.starts_with("unknown") { "The row cannot be read: " } else { "" }
            ),
        );
        tells(&copy.check(), wanted);
    }
    let copy = Copy::new();
    let exam = "\n[exam]\nclaims = 8\nsecret = [\"3990001\"]\n\n[[gate]]";
    copy.replace("pack.toml", "\n[[gate]]", exam);
    tells(&copy.check(), &format!("pack.toml:{}: An exam draws more claims", line_of(&copy, "claims = 8")));
}

#[test]
fn a_pack_of_ones_own_replaces_the_shipped_one_and_a_broken_one_is_never_played() {
    let copy = Copy::new();
    copy.replace("pack.toml", "First day: seven short claims", "Our first day");
    let title = |copy: &Copy| load_pack("first-day", &copy.paths()).map(|loaded| loaded.pack.title);
    assert_eq!(title(&copy).unwrap(), "Our first day");
    assert_eq!(training_packs(&copy.paths()).unwrap().len(), 2);
    let folder = copy.folder();
    assert_eq!(load_pack(folder.to_str().unwrap(), &copy.paths()).unwrap().pack.title, "Our first day");
    copy.answer(1, |answer| answer["decision"] = json!("reject"));
    let failure = title(&copy).unwrap_err();
    assert!(failure.why.contains("answers.jsonl:1: claim 3990001"), "{failure}");
    assert!(failure.hint.unwrap().contains("train check"));
    let failure = load_pack("third-day", &copy.paths()).unwrap_err();
    assert!(failure.why.contains("Known:") && failure.why.contains("practice"), "{failure}");
}

#[test]
fn a_manifest_that_cannot_be_read_is_listed_and_keeps_no_other_pack_from_being_played() {
    let copy = Copy::new();
    fs::write(copy.folder().join("pack.toml"), b"title = \"\xff\"").unwrap();

    let all = training_packs(&copy.paths()).unwrap();
    let [own, shipped @ ..] = all.as_slice() else { panic!("no packs") };
    assert!(own.pack.is_none() && own.problems[0].reason.contains("cannot be read"), "{own:?}");
    assert_eq!(shipped.len(), 2, "both shipped packs are still there");
    assert!(load_pack("first-day", &copy.paths()).is_ok());
}

#[test]
fn a_missing_file_is_told_by_name() {
    let copy = Copy::new();
    fs::remove_file(copy.folder().join("answers.jsonl")).unwrap();
    tells(&copy.check(), "answers.jsonl");
    fs::remove_file(copy.folder().join("pack.toml")).unwrap();
    assert!(check_pack(&copy.folder(), &copy.paths()).unwrap_err().why.contains("pack.toml"));
}

/// The page explains prices and packs in figures; they are those of the program.
#[test]
fn the_page_of_training_says_what_the_packs_hold_and_what_a_fault_costs() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/training.md")).unwrap();
    for pack in shipped() {
        let judged = |cell: &&AnswerCell| cell.verdict != Verdict::NotApplicable;
        let cells = pack.answers.iter().flat_map(|answer| &answer.cells).filter(judged).count();
        let (id, claims) = (&pack.pack.id, pack.answers.len());
        let row = page.lines().find(|line| line.starts_with(&format!("| `{id}` |"))).unwrap();
        assert!(
            row.contains(&format!("| {claims} | {cells} |")),
            "{id}: {claims} claims, {cells} cells: {row}"
        );
        for gate in &pack.pack.gates {
            let told = page.contains(&format!("| `{}` |", gate.id)) || id != "practice";
            assert!(told, "{} is not explained", gate.id);
        }
    }
    for fault in Fault::ALL {
        let (name, points) = (fault.word(), fault.usual_cost());
        assert!(page.contains(&format!("| `{name}` | {points} |")), "{name} costs {points}");
        let of_practice = shipped()[1].pack.costs.of(*fault);
        assert_eq!(of_practice, points, "{name}: the practice pack writes down the usual prices");
    }
}
