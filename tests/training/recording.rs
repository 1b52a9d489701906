//! Packs made of reviews that were done, with invented names.

use crate::support::program::Home;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

const CLAIMS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data/claims.jsonl");
const TWO: [&str; 2] = ["3128045", "3128704"];

/// Two claims of the practice queue judged and decided, with a note, and exported.
fn reviewed(home: &Home) -> String {
    for answer in crate::support::answers::queue().iter().filter(|answer| TWO.contains(&&*answer.claim_id)) {
        crate::cli::answers::review(home, answer);
    }
    let exported = home.run(&["export", "--format", "jsonl"]).fine().out;
    home.with("reviews.jsonl", &exported).to_str().unwrap().to_owned()
}

struct Made {
    home: Home,
    reviews: String,
}

impl Made {
    fn new() -> Self {
        let home = Home::new();
        let reviews = reviewed(&home);
        Self { home, reviews }
    }

    fn path(&self, name: &str) -> String {
        self.home.file(name).to_str().unwrap().to_owned()
    }

    fn record(&self, into: &str) -> crate::support::program::Ran {
        let (names, into) = (self.path("names.toml"), self.path(into));
        let words = ["train", "record", "--reviews", &self.reviews, "--claims", CLAIMS];
        self.home.run(&[words.as_slice(), &["--names", &names, "--into", &into]].concat())
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.home.file(name)).unwrap()
    }
}

#[test]
fn reviews_become_a_pack_that_checks_imports_and_plays_without_a_real_name() {
    let made = Made::new();
    let ran = made.record("school").fine();
    assert!(ran.out.contains("holds 2 claims; "), "{}", ran.out);
    let claims = made.read("school/claims.jsonl");
    let answers = made.read("school/answers.jsonl");
    for real in ["Hoshikawa", "Kitayama", "3128045", "3128704"] {
        assert!(!claims.contains(real) && !answers.contains(real), "{real}");
    }
    let folder = made.path("school");
    made.home.run(&["train", "check", &folder]).fine();
    let snapshot = made.path("school.snapshot.sqlite");
    made.home.run(&["import", &made.path("school/claims.jsonl"), "--into", &snapshot, "--strict"]).fine();
    let scored =
        made.home.run(&["train", "score", "--pack", &folder, &made.path("school/answers.jsonl")]).fine();
    let total = scored.out.lines().last().unwrap();
    let points: Vec<&str> = total.split([' ', ',']).filter(|word| word.parse::<u32>().is_ok()).collect();
    assert_eq!((points[0], points[1]), ("2", points[2]), "{}", scored.out);
}

#[test]
fn what_the_reviewer_noted_is_the_rationale() {
    let made = Made::new();
    made.record("school").fine();
    let exported: Vec<Value> = fs::read_to_string(&made.reviews)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let noted = |lines: &[Value], cells: &str, field: &str| -> usize {
        let cells = lines.iter().flat_map(|line| line[cells].as_array().unwrap());
        cells.filter(|cell| cell[field].as_str().is_some_and(|text| !text.is_empty())).count()
    };
    let answers: Vec<Value> =
        made.read("school/answers.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(noted(&answers, "cells", "why"), noted(&exported, "cells", "note"));
}

#[test]
fn names_are_kept_for_their_owner_and_corrections_are_used() {
    use std::os::unix::fs::PermissionsExt;
    let made = Made::new();
    made.record("school").fine();
    let names = made.home.file("names.toml");
    assert_eq!(fs::metadata(&names).unwrap().permissions().mode() & 0o777, 0o600);
    let text = made.read("names.toml");
    let corrected = text.replacen("[[name]]\nkind = \"place\"", "[[name]]\nkind = \"words\"\noriginal = \"Customer\"\ninvented = \"Client\"\n\n[[name]]\nkind = \"place\"", 1);
    assert_ne!(text, corrected, "{text}");
    fs::write(&names, corrected).unwrap();
    made.record("again").fine();
    assert!(!made.read("again/claims.jsonl").contains("Customer "));
    assert_eq!(made.read("names.toml").matches("[[name]]").count(), text.matches("[[name]]").count() + 1);
}

#[test]
fn an_original_that_is_left_makes_no_pack_and_is_named_with_its_place() {
    let made = Made::new();
    made.record("school").fine();
    let text = made.read("names.toml");
    let name = text.lines().find_map(|line| line.strip_prefix("original = ")).unwrap().to_owned();
    let invented = text.lines().find_map(|line| line.strip_prefix("invented = ")).unwrap().to_owned();
    fs::write(made.home.file("names.toml"), text.replacen(&invented, &name, 1)).unwrap();
    let ran = made.record("again");
    assert_eq!(ran.code, 4, "{}", ran.err);
    assert!(ran.err.contains("claims.jsonl:1: ") && ran.err.contains("gives away"), "{}", ran.err);
    assert!(!Path::new(&made.path("again")).exists());
}

#[test]
fn a_folder_is_never_written_over_and_other_claims_are_refused() {
    let made = Made::new();
    made.record("school").fine();
    let ran = made.record("school");
    assert!(ran.code == 4 && ran.err.contains("is there already"), "{}", ran.err);
    let line = made.read("school/claims.jsonl").lines().next().unwrap().to_owned();
    let mut changed: Value = serde_json::from_str(&line).unwrap();
    changed["claim_id"] = json!(TWO[0]);
    let other = made.home.with("other.jsonl", &changed.to_string());
    let (names, into) = (made.path("names.toml"), made.path("other"));
    let words = ["train", "record", "--reviews", &made.reviews, "--claims", other.to_str().unwrap()];
    let ran = made.home.run(&[words.as_slice(), &["--names", &names, "--into", &into]].concat());
    assert!(ran.code == 4 && ran.err.contains("is not the one that was decided"), "{}", ran.err);
}
