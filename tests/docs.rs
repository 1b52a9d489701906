//! The pages of `docs/` equal what the code says. `UPDATE_DOCS=1 cargo test docs::` rewrites the generated ones.

use crate::support::samples::practice_evaluation;
use proofdesk::evidence::evaluation::figures_table;
use std::fmt::Write;
use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let page = read("docs/dependencies.md");
    for section in ["dependencies", "dev-dependencies"] {
        for name in manifest[section].as_table().unwrap().keys() {
            assert!(
                page.contains(&format!("| `{name}` | ")),
                "docs/dependencies.md has no reason for {name}"
            );
        }
    }
    let listed =
        page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`')).map(|(name, _)| name);
    for name in listed {
        let used = ["dependencies", "dev-dependencies"]
            .iter()
            .any(|section| manifest[*section].as_table().unwrap().contains_key(name));
        assert!(used, "docs/dependencies.md explains {name}, which is not used");
    }
}

#[allow(clippy::disallowed_methods, reason = "a switch of the test run, not a setting of the program")]
fn rewrites() -> bool {
    std::env::var_os("UPDATE_DOCS").is_some()
}

/// Compares a generated page with the file, or rewrites the file.
pub(crate) fn check_generated(path: &str, page: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if rewrites() {
        fs::write(&file, page).unwrap();
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    assert!(written == page, "{path} is out of date; `UPDATE_DOCS=1 cargo test docs::` rewrites it");
}

/// Compares the generated part of a page, between two marks, with what it should be, or rewrites it.
fn check_part(path: &str, name: &str, part: &str) {
    let page = read(path);
    let (start, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let (before, rest) = page.split_once(&start).unwrap_or_else(|| panic!("{path} has no {start}"));
    let (_, after) = rest.split_once(&end).unwrap_or_else(|| panic!("{path} has no {end}"));
    check_generated(path, &format!("{before}{start}{part}{end}{after}"));
}

fn markdown(rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rule = format!("{}|\n", "|---".repeat(rows[0].len()));
    let body: String = rows[1..].iter().map(|row| line(row)).collect();
    format!("{}{rule}{body}", line(&rows[0]))
}

#[test]
fn the_page_of_evidence_shows_the_figures_of_the_practice_answers() {
    let evaluation = practice_evaluation();
    let mut part = markdown(&figures_table(evaluation));
    let classes = evaluation.mentions.classes();
    let classes = classes.iter().map(|class| format!("{} {:.3}", class.mention.label(), class.f1));
    let classes = classes.collect::<Vec<_>>().join(", ");
    let macro_f1 = evaluation.mentions.macro_f1().unwrap();
    writeln!(part, "\nMention F1: {classes}; macro {macro_f1:.3}.").unwrap();
    let groups =
        [("Conflict groups", evaluation.conflicts), ("Near-duplicate pairs", evaluation.near_duplicates)];
    for (name, figures) in groups {
        let Some(figures) = figures else { continue };
        let (found, of) = (figures.found.hits, figures.found.of);
        writeln!(part, "{name}: {found} of {of} found, {} false.", figures.false_groups).unwrap();
    }
    check_part("docs/evidence.md", "figures", &part);
}

#[test]
fn the_page_of_keys_equals_the_table_of_commands() {
    check_generated("docs/keys.md", &proofdesk::tui::key_page::key_page());
}

#[test]
fn the_page_of_the_command_line_equals_its_declarations() {
    check_generated("docs/cli.md", &proofdesk::cli::reference_page());
}
