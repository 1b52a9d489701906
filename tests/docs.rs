//! The pages of `docs/` equal what the code says. `UPDATE_DOCS=1 cargo test docs::` rewrites the generated ones.

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

#[test]
fn the_page_of_keys_equals_the_table_of_commands() {
    check_generated("docs/keys.md", &proofdesk::tui::key_page::key_page());
}

#[test]
fn the_page_of_the_command_line_equals_its_declarations() {
    check_generated("docs/cli.md", &proofdesk::cli::reference_page());
}
