//! A manifest read as a whole, and every mistake in it told with its line.

use super::*;
use crate::domain::{Fault, Requirement};

const MANIFEST: &str = r#"id = "short"
title = "A short pack"
aims = ["Tell a forwarded mail from a reply."]
as_of = "2025-09-15T08:00:00Z"
modes = ["guided", "exam"]
order = ["4000002", "4000001"]

[exam]
claims = 2
secret = ["4000009"]

[costs]
false-pass = 8

[weights]
dates = 2

[[gate]]
id = "quiz"
title = "Quiz"
measure = "points"
claims = 5
least = 0.8

[[step]]
title = "The screen"
text = "Press {review.met} for met, {nothing} else, { and } are braces."

[[step]]
claim = "4000001"
requirement = "dates"
title = "Dates"
text = "Look for the year."

[calibration]
claims = 4
"#;

fn parse(text: &str) -> Result<Pack, Vec<PolicyError>> {
    let source = SourceFile { name: "pack.toml".into(), path: "short/pack.toml".into(), text: text.into() };
    Pack::parse(&source)
}

fn errors(text: &str) -> Vec<String> {
    parse(text).unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn a_manifest_is_read_as_a_whole() {
    let pack = parse(MANIFEST).unwrap();
    let id = |text: &str| text.parse::<ClaimId>().unwrap();
    assert_eq!(
        (pack.id.as_str(), pack.claims.as_str(), pack.answers.as_str()),
        ("short", "claims.jsonl", "answers.jsonl")
    );
    assert_eq!(pack.order, Order::Listed(vec![id("4000002"), id("4000001")]));
    assert!(pack.offers(Mode::Exam) && !pack.offers(Mode::Practice));
    assert!(pack.shows(&id("4000009"), Mode::Exam) && !pack.shows(&id("4000009"), Mode::Guided));
    assert_eq!(pack.costs.of(Fault::FalsePass), 8);
    assert_eq!(pack.costs.of(Fault::FalseFail), 3, "what a pack does not say costs what is usual");
    assert_eq!(pack.costs.in_cell(Fault::FalsePass, Requirement::Dates), 16);
    assert_eq!(pack.gates[0].modes, [Mode::Practice, Mode::Exam, Mode::Shadow]);
    assert_eq!(pack.line_of("exam.secret"), 10);
    assert_eq!(pack.calibration.claims, 4);
    assert_eq!(pack.line_of("step[1].claim"), 30);
}

#[test]
fn a_step_belongs_to_one_claim_or_to_every_claim() {
    let pack = parse(MANIFEST).unwrap();
    let titles = |claim: &str| {
        let claim = claim.parse().unwrap();
        pack.steps_of(&claim).map(|step| step.title.clone()).collect::<Vec<_>>()
    };
    assert_eq!(titles("4000001"), ["The screen", "Dates"]);
    assert_eq!(titles("4000002"), ["The screen"]);
}

#[test]
fn the_keys_of_a_command_stand_where_the_text_names_it() {
    let step = &parse(MANIFEST).unwrap().steps[0];
    let keys = |command: &str| (command == "review.met").then(|| "y".to_owned());
    assert_eq!(step.told(keys), "Press y for met, {nothing} else, { and } are braces.");
    assert_eq!(step.commands(), ["review.met"]);
}

#[test]
fn every_mistake_is_told_with_its_line() {
    for (from, to, wanted) in [
        ("\"short\"", "\"Short\"", "short/pack.toml:1: The id is lower-case letters, digits and hyphens."),
        (
            "[\"guided\", \"exam\"]",
            "[\"shadow\"]",
            "short/pack.toml:5: Shadow mode is played on a real snapshot",
        ),
        ("[\"guided\", \"exam\"]", "[]", "short/pack.toml:5: At least one mode is needed"),
        ("\"4000001\"]", "\"4000002\"]", "short/pack.toml:6: Claim 4000002 is listed twice."),
        ("claims = 2", "claims = 0", "short/pack.toml:9: An exam needs at least one claim."),
        ("dates = 2", "dates = 0", "short/pack.toml:15: Each number is between 1 and 1000."),
        ("least = 0.8", "least = 80", "short/pack.toml:23: The figure to reach is between 0 and 1."),
        (
            "false-pass",
            "false-pas",
            "short/pack.toml:13: The row cannot be read: unknown variant `false-pas`",
        ),
        ("title = \"Dates\"", "title = \" \"", "short/pack.toml:32: The title of the step is empty."),
        ("requirement =", "decision = true\nrequirement =", "short/pack.toml:31: A step is told before"),
        (
            "[weights]",
            "claim = 3\n[weights]",
            "short/pack.toml:15: The row cannot be read: unknown variant `claim`",
        ),
        (
            "[[gate]]",
            "[gates]\n[[gate]]",
            "short/pack.toml:18: The row cannot be read: unknown field `gates`",
        ),
        (
            "modes",
            "answers = \"../a.jsonl\"\nmodes",
            "short/pack.toml:5: The file stands beside the manifest",
        ),
    ] {
        let text = MANIFEST.replacen(from, to, 1);
        let found = errors(&text);
        assert!(found.iter().any(|error| error.starts_with(wanted)), "{to}: {found:#?}");
    }
}

#[test]
fn a_calibration_has_ten_claims_unless_the_pack_says_otherwise_and_never_none() {
    let text = |table: &str| MANIFEST.replace("[calibration]\nclaims = 4\n", table);
    assert_eq!(parse(&text("")).unwrap().calibration.claims, 10);
    assert_eq!(parse(&text("[calibration]\n")).unwrap().calibration.claims, 10);
    let told = errors(&text("[calibration]\nclaims = 0\n"));
    assert_eq!(told, ["short/pack.toml:36: A calibration needs at least one claim."]);
}
