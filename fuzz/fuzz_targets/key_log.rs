//! Any text is a log of keys within its limits, or refused with file and line.
#![no_main]

use libfuzzer_sys::fuzz_target;
use proofdesk::intake::{MOST_KEYS, parse_key_log};

fuzz_target!(|text: &str| match parse_key_log("log.jsonl", text) {
    Ok(log) => assert!(log.keys.len() <= MOST_KEYS),
    Err(error) => assert!(error.to_string().starts_with("log.jsonl:")),
});
