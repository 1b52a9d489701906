//! Every command with its keys, as a page of the docs and as data: both generated from the table.

use super::command::{CommandSpec, Scope, commands};
use serde::Serialize;

/// A command as `proofdesk keys --format json` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeyEntry {
    /// Stable name, used in `keys.toml`.
    pub name: &'static str,
    /// Where its keys mean something.
    pub scope: &'static str,
    /// Heading in help.
    pub group: &'static str,
    /// Key sequences.
    pub keys: &'static [&'static str],
    /// What it does.
    pub title: &'static str,
    /// One or two sentences more.
    pub detail: &'static str,
}

/// Every command.
pub fn key_entries() -> Vec<KeyEntry> {
    let entry = |spec: &CommandSpec| KeyEntry {
        name: spec.name,
        scope: spec.scope.title(),
        group: spec.group.title(),
        keys: spec.keys,
        title: spec.title,
        detail: spec.detail,
    };
    commands().map(entry).collect()
}

const HEAD: &str = "# Keys

Generated from the table of commands; `UPDATE_DOCS=1 cargo test docs::` rewrites this page.

`?` shows the keys of the screen you are on, `:` finds any command by name, and the first key of a sequence shows what
can follow it. While a line or a text is typed, letters are text and only the keys of that place work. Digits,
brackets and `?` are never the only way, and nothing needs a terminal with extended keys.

Your own keys go into `keys.toml` in the settings folder: `\"queue.open\" = [\"enter\", \"l\"]` replaces the keys of a
command, `\"queue.skip\" = false` takes them away. An unknown name, or two commands on one key, is an error that names
both rows.
";

/// The page in Markdown, for `docs/keys.md`.
pub fn key_page() -> String {
    let mut page = HEAD.to_owned();
    let mut scope: Option<Scope> = None;
    for spec in commands() {
        if scope != Some(spec.scope) {
            scope = Some(spec.scope);
            page.extend([
                "\n## ",
                spec.scope.title(),
                "\n\n| keys | command | what it does |\n|---|---|---|\n",
            ]);
        }
        page.push_str(&row(spec));
    }
    page
}

fn row(spec: &CommandSpec) -> String {
    let keys: Vec<String> = spec.keys.iter().map(|keys| code(keys)).collect();
    format!(
        "| {} | `{}` | **{}.** {} |\n",
        keys.join(" "),
        spec.name,
        spec.title,
        spec.detail.replace('|', "\\|")
    )
}

fn code(keys: &str) -> String {
    format!("`{}`", keys.replace('|', "\\|"))
}
