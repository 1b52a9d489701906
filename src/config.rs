//! Settings from the environment and the settings file; the only reader of the environment.
//!
//! The order of authority is: command line, environment, settings file, built-in default.

use crate::domain::Role;
use serde::Deserialize;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The variables of the environment that the program heeds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// `PROOFDESK_HOME`: one folder for everything the program keeps.
    pub home: Option<PathBuf>,
    /// `PROOFDESK_THEME`.
    pub theme: Option<String>,
    /// `PROOFDESK_AS`, else `USER`, else `LOGNAME`.
    pub user: Option<String>,
    /// `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// `COLORTERM` says that the terminal shows 24-bit colours.
    pub true_color: bool,
    /// `TERM`.
    pub term: Option<String>,
    /// `VISUAL`, else `EDITOR`.
    pub editor: Option<OsString>,
    /// The locale is not UTF-8, so only ASCII is drawn.
    pub ascii: bool,
    /// `COLUMNS` and `LINES`, for terminals that do not tell their size.
    pub size: Option<(u16, u16)>,
}

impl Environment {
    /// Reads the environment of this process.
    #[allow(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub fn read() -> Self {
        let text = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let raw = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let locale = text("LC_ALL").or_else(|| text("LC_CTYPE")).or_else(|| text("LANG"));
        let number = |name: &str| text(name).and_then(|value| value.parse().ok());
        Self {
            home: raw("PROOFDESK_HOME").map(PathBuf::from),
            theme: text("PROOFDESK_THEME"),
            user: text("PROOFDESK_AS").or_else(|| text("USER")).or_else(|| text("LOGNAME")),
            no_color: raw("NO_COLOR").is_some(),
            true_color: text("COLORTERM").is_some_and(|value| value == "truecolor" || value == "24bit"),
            term: text("TERM"),
            editor: raw("VISUAL").or_else(|| raw("EDITOR")),
            ascii: locale.is_some_and(|name| name == "C" || name == "POSIX"),
            size: number("COLUMNS").zip(number("LINES")),
        }
    }
}

/// The settings file, `config.toml`. Every field is optional.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SettingsFile {
    /// Theme name.
    pub theme: Option<String>,
    /// Draw with ASCII only.
    pub ascii: Option<bool>,
    /// Name under which acts are recorded.
    pub name: Option<String>,
    /// Role taken when none is given.
    pub role: Option<Role>,
}

/// The settings file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It cannot be read.
    #[error("{path} cannot be read: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is not valid.
    #[error("{path} line {line}: {message}")]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
}

impl SettingsFile {
    /// Reads the settings file; a missing one is empty.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(path, &text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(ConfigError::Unreadable { path: path.to_owned(), source }),
        }
    }

    fn parse(path: &Path, text: &str) -> Result<Self, ConfigError> {
        toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            ConfigError::Invalid {
                path: path.to_owned(),
                line: before.lines().count().max(1) + usize::from(before.ends_with('\n')),
                message: error.message().to_owned(),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_setting_is_an_error_that_names_the_line() {
        let error =
            SettingsFile::parse(Path::new("config.toml"), "theme = \"dark\"\ncolour = 1\n").unwrap_err();
        let text = error.to_string();
        assert!(text.starts_with("config.toml line 2: unknown field `colour`"), "{text}");
    }

    #[test]
    fn a_missing_file_means_the_defaults() {
        let file = SettingsFile::read(Path::new("/nowhere/config.toml")).unwrap();
        assert_eq!(file, SettingsFile::default());
    }
}
