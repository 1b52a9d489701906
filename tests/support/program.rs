//! The whole program in this process: words in, exit code and text out.

use super::effort::quick_folder;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A folder of its own for everything the program keeps.
pub(crate) struct Home {
    folder: tempfile::TempDir,
}

/// What a run of the program gave.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// Standard output as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }

    /// Standard output as JSON Lines.
    pub(crate) fn json_lines(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Fails the test with everything that was said unless the run went well.
    pub(crate) fn fine(self) -> Self {
        assert_eq!(self.code, 0, "{}\n{}", self.out, self.err);
        self
    }
}

impl Home {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// The same in memory where there is room, for tests that write much and do not ask about the disk.
    pub(crate) fn quick() -> Self {
        Self { folder: quick_folder() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into the folder.
    pub(crate) fn with(&self, name: &str, text: &str) -> PathBuf {
        let path = self.file(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Runs the program as ana.
    pub(crate) fn run(&self, words: &[&str]) -> Ran {
        self.run_as("ana", "reviewer", words)
    }

    /// Runs the program as somebody.
    pub(crate) fn run_as(&self, name: &str, role: &str, words: &[&str]) -> Ran {
        let fixed = ["proofdesk", "--as", name, "--role", role];
        let words = fixed.iter().chain(words).map(OsString::from);
        let environment =
            proofdesk::config::Environment { home: Some(self.path().to_owned()), ..Default::default() };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = proofdesk::run(words, &environment, &mut out, &mut err);
        Ran { code, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
    }
}
