//! The file of names beside a recorded pack: who stands behind which invented name.
//!
//! For its owner alone, written whole or not at all, and made to be corrected by hand.

use super::recording::untouched;
use crate::desk::Failure;
use crate::desk::private_file::{Existing, write_whole};
use crate::desk::reviewing::random_id;
use crate::redaction::{Name, Names};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::Path;

/// The file of names.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NamesFile {
    secret: String,
    #[serde(default, rename = "name")]
    names: Vec<Name>,
}

const NAMES_HEAD: &str = "\
# Who stands behind the invented names of a training pack. Keep this file away from the pack.
#
# Change `invented` as you like, and add what was not found: kind is organisation, person, address, domain, guid, number,
# phone, place or words.

";

/// The names known so far, with a secret of their own when the file is new.
pub(super) fn read_names(path: &Path) -> Result<Names, Failure> {
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let secret = random_id().map_err(|why| untouched(path, &why))?;
            return Ok(Names::new(&secret, Vec::new()));
        }
        other => other.map_err(|error| untouched(path, &error.to_string()))?,
    };
    let file: NamesFile = toml::from_str(&text).map_err(|error| untouched(path, error.message()))?;
    Ok(Names::new(&file.secret, file.names))
}

/// Writes the names for their owner alone, whole or not at all.
pub(super) fn write_names(path: &Path, names: &Names) -> Result<(), Failure> {
    let failed = |error: &dyn std::fmt::Display| untouched(path, &error.to_string());
    let file = NamesFile { secret: names.secret().to_owned(), names: names.all().to_vec() };
    let text = toml::to_string(&file).map_err(|error| failed(&error))?;
    write_whole(path, Existing::Replaced, |file| {
        file.write_all(NAMES_HEAD.as_bytes())?;
        file.write_all(text.as_bytes())
    })
    .map_err(|error| failed(&error))
}
