//! A user's own folder in place of the embedded files.

use proofdesk::assets::edition_sources;
use proofdesk::policy::{Editions, PolicyError};
use std::fs;
use std::path::Path;

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn embedded(folder: &str, name: &str) -> String {
    let sources = edition_sources(None).unwrap();
    let source = sources.iter().find(|source| source.folder == folder).unwrap();
    source.files.iter().find(|file| file.name == name).unwrap().text.clone()
}

fn load(folder: &Path) -> Result<Editions, Vec<PolicyError>> {
    Editions::from_sources(&edition_sources(Some(folder)).unwrap())
}

#[test]
fn a_file_of_the_same_name_replaces_the_embedded_one() {
    let folder = tempfile::tempdir().unwrap();
    let text = embedded("jun2025", "edition.toml").replace("comment_limit = 4000", "comment_limit = 900");
    write(folder.path(), "jun2025/edition.toml", &text);
    let editions = load(folder.path()).unwrap();
    assert_eq!(editions.get(&"2025-06".parse().unwrap()).unwrap().parameters.comment_limit, 900);
    assert_eq!(editions.get(&"fy20".parse().unwrap()).unwrap().parameters.comment_limit, 4000);
}

#[test]
fn a_new_folder_adds_an_edition_that_takes_over_when_it_begins() {
    let folder = tempfile::tempdir().unwrap();
    let text = embedded("jun2025", "edition.toml")
        .replace("2025-06-01", "2026-07-01")
        .replace("\"2025-06\"", "\"2026-07\"")
        .replace("[parameters]", "[extends]\nedition = \"2025-06\"\ntables = [\"requirements\", \"statuses\", \"transitions\", \"clocks\", \"reasons\", \"comments\", \"workloads\", \"document_kinds\", \"engagements\", \"signals\", \"reference\"]\n\n[parameters]");
    write(folder.path(), "july2026/edition.toml", &text);
    let editions = load(folder.path()).unwrap();
    let ids: Vec<&str> = editions.all().iter().map(|edition| edition.id.as_str()).collect();
    assert_eq!(ids, ["fy20", "2025-06", "2026-07"]);
    let mut claim = crate::support::samples::claim("3131013");
    claim.edition = None;
    for (day, id) in [("2026-06-30", "2025-06"), ("2026-07-01", "2026-07"), ("2022-01-01", "2025-06")] {
        claim.submitted_on = day.parse().unwrap();
        assert_eq!(editions.for_claim(&claim).edition.id.as_str(), id);
    }
}

#[test]
fn a_broken_file_of_the_user_is_named_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "fy20/clocks.toml", "[[clock]]\nrule = \"CLK-01\"\nlength = many\n");
    let errors = load(folder.path()).unwrap_err();
    let path = folder.path().join("fy20").join("clocks.toml");
    let expected = format!("{}:3: ", path.display());
    assert!(errors.iter().any(|error| error.to_string().starts_with(&expected)), "{errors:?}");
}

#[test]
fn a_misspelt_file_name_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "jun2025/reason.toml", "");
    let told =
        load(folder.path()).unwrap_err().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    assert!(
        told.contains("reason.toml:1: There is no file \"reason.toml\". Known: edition.toml, "),
        "{told}"
    );
}

#[test]
fn hidden_files_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "jun2025/.reasons.toml.swp", "\u{0}");
    write(folder.path(), ".git/config", "x");
    assert!(load(folder.path()).is_ok());
}

#[test]
fn a_folder_that_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let absent = folder.path().join("absent");
    let error = edition_sources(Some(&absent)).unwrap_err();
    assert!(error.to_string().contains("absent"), "{error}");
}
