//! The layering rules of `docs/architecture.md`, checked on the source text.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Which parts of `src` may name which crates and functions; `""` means nowhere.
const HOMES: &[(&str, &[&str])] = &[
    ("rusqlite", &["store/"]),
    ("ratatui", &["tui/"]),
    ("crossterm", &["tui/"]),
    ("ratatui_textarea", &["tui/"]),
    ("clap", &["cli/"]),
    ("anyhow", &["cli/", "tui/mod.rs", "main.rs"]),
    ("Utc::now", &["wall_clock.rs"]),
    ("SystemTime::now", &["wall_clock.rs"]),
    ("env::var", &["config.rs"]),
    ("include_str!", &["assets.rs", "store/"]),
];

/// Which modules a module may name with `crate::`. Leaves at the end are for `desk` and above.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("domain", &["text"]),
    ("policy", &["text", "domain"]),
    ("rules", &["text", "domain", "policy"]),
    ("statistics", &["domain"]),
    ("redaction", &["text", "domain"]),
    ("evidence", &["text", "domain", "policy"]),
    ("comments", &["text", "domain", "policy"]),
    ("intake", &["text", "domain", "policy"]),
    ("store", &["text", "domain", "policy"]),
    (
        "desk",
        &[
            "text",
            "domain",
            "policy",
            "rules",
            "statistics",
            "redaction",
            "evidence",
            "comments",
            "intake",
            "store",
            "assets",
            "config",
            "paths",
            "wall_clock",
        ],
    ),
    (
        "cli",
        &[
            "text",
            "domain",
            "policy",
            "rules",
            "statistics",
            "evidence",
            "comments",
            "desk",
            "assets",
            "config",
            "paths",
        ],
    ),
    ("tui", &["text", "domain", "policy", "rules", "statistics", "evidence", "comments", "desk", "config"]),
    ("assets", &["policy"]),
    ("config", &["domain"]),
    ("paths", &[]),
    ("wall_clock", &[]),
];

const FORBIDDEN_NAMES: &[&str] = &["util", "utils", "helper", "helpers", "common", "misc", "types", "base"];

/// Files that are tables of data rather than code.
const TABLES: &[&str] = &["tui/theme.rs"];
const LINE_CAP: usize = 400;
const LINE_MEDIAN: usize = 150;

struct Source {
    /// Path below `src`, with forward slashes.
    name: String,
    /// Text without the trailing test module.
    code: String,
}

impl Source {
    fn module(&self) -> &str {
        self.name.split('/').next().unwrap().trim_end_matches(".rs")
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(read(&root, &path));
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn read(root: &Path, path: &PathBuf) -> Source {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap().to_owned();
    Source { name: path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"), code }
}

fn without_comments(code: &str) -> String {
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn crates_and_functions_are_named_only_at_home() {
    let mut strays = Vec::new();
    for source in sources() {
        let code = without_comments(&source.code);
        for (thing, homes) in HOMES {
            let at_home = homes.iter().any(|home| source.name.starts_with(home));
            let named = code.match_indices(thing).any(|(at, _)| stands_alone(&code, at, thing.len()));
            if named && !at_home {
                strays.push(format!("src/{} names `{thing}`; only {homes:?} may", source.name));
            }
        }
    }
    assert!(strays.is_empty(), "{}", strays.join("\n"));
}

/// Whether the hit is a word of its own rather than part of a longer name.
fn stands_alone(code: &str, at: usize, len: usize) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    !code[..at].chars().next_back().is_some_and(word) && !code[at + len..].chars().next().is_some_and(word)
}

#[test]
fn imports_follow_the_arrows() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_NAME.iter().copied().collect();
    let mut strays = Vec::new();
    for source in sources() {
        let module = source.module();
        let Some(may) = allowed.get(module) else {
            assert!(
                matches!(module, "lib" | "main" | "program"),
                "src/{} has no place in the layers",
                source.name
            );
            continue;
        };
        for other in named_modules(&without_comments(&source.code)) {
            if other != module && !may.contains(&other.as_str()) && allowed.contains_key(other.as_str()) {
                strays.push(format!(
                    "src/{} names `crate::{other}`; {module} may only name {may:?}",
                    source.name
                ));
            }
        }
    }
    assert!(strays.is_empty(), "{}", strays.join("\n"));
}

/// The modules named as `crate::x` or `crate::{x, y::z}`.
fn named_modules(code: &str) -> Vec<String> {
    let first_word =
        |text: &str| text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let mut found: Vec<String> = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if rest.starts_with('{') {
            let mut depth = 0;
            let mut part = String::new();
            for c in rest.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 1 => found.push(first_word(&std::mem::take(&mut part))),
                    _ if depth == 1 => part.push(c),
                    _ => {}
                }
                if depth == 0 {
                    found.push(first_word(&part));
                    break;
                }
            }
        } else {
            found.push(first_word(rest));
        }
    }
    found
}

#[test]
fn nobody_hides_code_in_a_drawer() {
    for source in sources() {
        for part in source.name.trim_end_matches(".rs").split('/') {
            assert!(
                !FORBIDDEN_NAMES.contains(&part),
                "src/{}: `{part}` says nothing; name the thing",
                source.name
            );
        }
    }
}

#[test]
fn colours_are_named_only_by_the_theme() {
    for source in sources() {
        let may = source.name.starts_with("tui/theme") || source.name.starts_with("tui/screenshot");
        assert!(
            may || !source.code.contains("Color::"),
            "src/{} names a colour; ask the theme for a meaning",
            source.name
        );
    }
}

#[test]
fn files_stay_within_the_size_budget() {
    let mut sizes: Vec<(usize, String)> =
        sources().into_iter().map(|source| (source.code.lines().count(), source.name)).collect();
    for (lines, name) in &sizes {
        let is_table = TABLES.contains(&name.as_str()) || name.starts_with("tui/commands/");
        assert!(*lines <= LINE_CAP || is_table, "src/{name} has {lines} lines; split it (cap {LINE_CAP})");
    }
    sizes.sort();
    let median = sizes[sizes.len() / 2].0;
    assert!(median <= LINE_MEDIAN, "the median file has {median} lines; the budget is {LINE_MEDIAN}");
}

#[test]
fn every_module_says_what_it_promises() {
    for source in sources() {
        assert!(source.code.starts_with("//!"), "src/{} does not open with //!", source.name);
    }
}

#[test]
fn every_test_file_is_part_of_the_one_test_binary() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let main = fs::read_to_string(root.join("main.rs")).unwrap();
    for entry in fs::read_dir(&root).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let is_module = path.join("mod.rs").exists() || path.extension().is_some_and(|end| end == "rs");
        let listed = main.contains(&format!("mod {name};"));
        assert!(!is_module || name == "main" || listed, "tests/{name} is not listed in tests/main.rs");
    }
}

/// What opens or names the file of a desk. `Desk::assemble` is given the record to open, and training names one kind.
const WAYS_TO_A_DESK: &[&str] = &[
    "Desk::open(",
    "DeskOptions",
    "DeskFile",
    "RecordKind::Desk",
    "paths.desk(",
    "open_or_create",
    "open_remembered",
    "BlindDesk",
];

#[test]
fn nothing_of_training_can_reach_the_file_of_a_desk() {
    let of_training = |name: &str| {
        [
            "desk/training/",
            "tui/screens/training/",
            "tui/screens/walk/",
            "tui/walk/",
            "tui/app/recording.rs",
            "tui/session_clerk.rs",
            "tui/screens/review/lesson",
        ]
        .iter()
        .any(|home| name.starts_with(home))
    };
    let (training, others): (Vec<Source>, Vec<Source>) =
        sources().into_iter().partition(|source| of_training(&source.name));
    assert!(training.len() >= 8, "the modules of training are not where this test looks for them");
    for source in &training {
        let code = without_comments(&source.code);
        for way in WAYS_TO_A_DESK {
            assert!(!code.contains(way), "src/{} names `{way}`: training never opens a desk", source.name);
        }
    }
    let assembled: Vec<&str> = others
        .iter()
        .chain(&training)
        .filter(|source| source.code.contains("Self::assemble(") || source.code.contains("Desk::assemble("))
        .map(|source| source.name.as_str())
        .collect();
    assert_eq!(assembled, ["desk/open.rs", "desk/training/session.rs"]);
}
