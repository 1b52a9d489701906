//! Logs of keys: a header, then one key a line.
//!
//! A log comes from outside like a claim: its size, its lines, its keys and the windows it asks for are bounded, and
//! what is wrong is told with file and line. Unlike claims its lines mean nothing without those before them, so the
//! first bad one refuses the log. Only a last line that was cut off is passed over: a program that was killed leaves
//! a log that can be used up to there.

use super::{IntakeError, Limits, Refusal, json, jsonl};
use crate::domain::{KEY_LOG_SCHEMA, KeyLog, LogEnd, LogHeader, LogInput, LoggedKey};
use crate::text::clean;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::io::Read;
use std::ops::RangeInclusive;
use std::path::PathBuf;

/// Keys of one log at most: some hours of work.
pub const MOST_KEYS: usize = 10_000;

/// Keys of one log at most that record something; a review of the largest claim needs a tenth of it.
const MOST_JUDGEMENTS: usize = 500;

/// Bytes of one line at most, so that a paste fits.
pub const LONGEST_LINE: usize = 128 << 10;

/// Bytes of a log at most.
const LONGEST_LOG: u64 = 16 << 20;

/// Milliseconds between two keys at most: a day.
const LONGEST_WAIT: u64 = 24 * 60 * 60 * 1000;

/// Windows that are drawn.
const COLUMNS: RangeInclusive<u16> = 1..=500;
const ROWS: RangeInclusive<u16> = 1..=200;

/// Where a log comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogSource {
    /// A file.
    File(PathBuf),
    /// A text held by the program.
    Text {
        /// Name for reports.
        name: String,
        /// The lines.
        text: &'static str,
    },
}

/// The last line of a log that was ended in order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LastLine {
    end: LogEnd,
}

/// Reads a log up to its last whole line.
pub fn read_key_log(source: &LogSource) -> Result<KeyLog, IntakeError> {
    match source {
        LogSource::Text { name, text } => parse_key_log(name, text),
        LogSource::File(path) => {
            let name = clean::one_line(&path.to_string_lossy());
            let (file, size) = jsonl::open(path)?;
            if size > LONGEST_LOG {
                let why = format!("The log has {size} bytes; at most {LONGEST_LOG} are accepted.");
                return Err(refused(&name, 1, &why));
            }
            let mut bytes = Vec::new();
            let read = file.take(LONGEST_LOG).read_to_end(&mut bytes);
            read.map_err(|source| IntakeError::Read { file: name.clone(), line: 0, source })?;
            parse_key_log(&name, &String::from_utf8_lossy(&bytes))
        }
    }
}

/// The same of a text; `file` is the name for reports.
pub fn parse_key_log(file: &str, text: &str) -> Result<KeyLog, IntakeError> {
    let mut lines = text.split_inclusive('\n').zip(1..);
    let no_header = || refused(file, 1, "This is not the first line of a log of keys.");
    let (first, _) = lines.next().ok_or_else(no_header)?;
    let header: LogHeader = one_line(first).map_err(|why| refused(file, 1, &why))?;
    check_header(&header).map_err(|why| refused(file, 1, &why))?;
    let mut log = KeyLog { header, keys: Vec::new(), end: None };
    for (line, number) in lines {
        match next(&mut log, line) {
            Ok(()) => {}
            Err(_) if !line.ends_with('\n') => break,
            Err(why) => return Err(refused(file, number, &why)),
        }
    }
    Ok(log)
}

/// Takes one line after the header.
fn next(log: &mut KeyLog, line: &str) -> Result<(), String> {
    if log.end.is_some() {
        return Err("The log has ended before this line.".to_owned());
    }
    if let Ok(last) = one_line::<LastLine>(line) {
        log.end = Some(last.end);
        return Ok(());
    }
    let key: LoggedKey = one_line(line)?;
    if log.keys.len() >= MOST_KEYS {
        return Err(format!("At most {MOST_KEYS} keys are accepted."));
    }
    if !key.then.is_empty() && log.keys.iter().filter(|key| !key.then.is_empty()).count() >= MOST_JUDGEMENTS {
        return Err(format!("At most {MOST_JUDGEMENTS} keys may record something."));
    }
    if key.after > LONGEST_WAIT {
        return Err(format!("At most {LONGEST_WAIT} milliseconds may lie between two keys."));
    }
    if let LogInput::Size(width, height) = key.input {
        check_window(width, height)?;
    }
    log.keys.push(key);
    Ok(())
}

fn one_line<T: DeserializeOwned>(line: &str) -> Result<T, String> {
    let bytes = line.len();
    if bytes > LONGEST_LINE {
        return Err(format!("The line has {bytes} bytes; at most {LONGEST_LINE} are accepted."));
    }
    let value = json::parse(line.trim_end(), &Limits { values: 5_000, ..Limits::default() })?;
    serde_json::from_value(value).map_err(|error| format!("This is no line of a log of keys: {error}."))
}

fn check_header(header: &LogHeader) -> Result<(), String> {
    if header.schema != KEY_LOG_SCHEMA {
        return Err(format!(
            "The log is of the format {:?}; this program plays {KEY_LOG_SCHEMA}.",
            header.schema
        ));
    }
    if !header.mode.tells() {
        return Err(format!("A review in {} mode is never recorded.", header.mode.word()));
    }
    check_window(header.width, header.height)
}

fn check_window(width: u16, height: u16) -> Result<(), String> {
    if COLUMNS.contains(&width) && ROWS.contains(&height) {
        return Ok(());
    }
    Err(format!("A window of {width}x{height} is not drawn; at most {}x{} is.", COLUMNS.end(), ROWS.end()))
}

fn refused(file: &str, line: u64, why: &str) -> IntakeError {
    let reason = clean::one_line(&why.chars().take(300).collect::<String>());
    IntakeError::Line(Box::new(Refusal { file: file.to_owned(), line, field: None, claim_id: None, reason }))
}
