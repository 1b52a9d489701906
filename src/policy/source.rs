//! The files of an edition as text, before anything is read from them.
//!
//! Where the texts come from (embedded or a folder of the user's) is not known here.

/// Files an edition may consist of. All but `signals.toml` and `reference.toml` are needed.
pub(super) const TABLES: [&str; 12] = [
    "edition",
    "requirements",
    "statuses",
    "transitions",
    "clocks",
    "reasons",
    "comments",
    "workloads",
    "document_kinds",
    "engagements",
    "signals",
    "reference",
];

/// One edition's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionSource {
    /// Name of the folder, for example `jun2025`.
    pub folder: String,
    /// Its files, in any order.
    pub files: Vec<SourceFile>,
}

/// One file of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// File name, for example `reasons.toml`.
    pub name: String,
    /// What error messages call the file: `jun2025/reasons.toml`, or the path of the user's own copy.
    pub path: String,
    /// Contents.
    pub text: String,
}

impl EditionSource {
    /// The file of a table, for example `reasons`.
    pub(super) fn table(&self, table: &str) -> Option<&SourceFile> {
        self.files.iter().find(|file| file.name.strip_suffix(".toml") == Some(table))
    }
}
