//! Where the claims of a file stand, for messages about claims that can be read and do not fit something else.

use super::lines::{Line, Lines};
use super::{ClaimSource, IntakeError, Limits, json, jsonl, record};
use crate::domain::ClaimId;
use crate::text::clean;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};

/// The line of each claim of a source of JSON Lines, counted from one; nothing for other sources. A claim that stands
/// there twice has its first line.
pub fn claim_lines(source: &ClaimSource, limits: &Limits) -> Result<BTreeMap<ClaimId, u64>, IntakeError> {
    match source {
        ClaimSource::Jsonl(path) => {
            let (file, _) = jsonl::open(path)?;
            read(&path.to_string_lossy(), BufReader::new(file), limits)
        }
        ClaimSource::Text { name, text } => read(name, text.as_bytes(), limits),
        ClaimSource::Csv(_) => Ok(BTreeMap::new()),
    }
}

fn read(name: &str, input: impl BufRead, limits: &Limits) -> Result<BTreeMap<ClaimId, u64>, IntakeError> {
    let mut lines = Lines::new(input, limits.line_bytes);
    let mut found = BTreeMap::new();
    loop {
        let number = lines.number + 1;
        let failed = |source| IntakeError::Read { file: clean::one_line(name), line: number, source };
        match lines.next().map_err(failed)? {
            None => return Ok(found),
            Some(Line::TooLong { .. }) => {}
            Some(Line::Whole(line)) => {
                let value = json::parse(&String::from_utf8_lossy(line), limits).ok();
                let id = value.as_ref().and_then(record::claim_id_of);
                if let Some(id) = id.and_then(|id| ClaimId::parse(&id).ok()) {
                    found.entry(id).or_insert(number);
                }
            }
        }
    }
}
