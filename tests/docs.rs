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
