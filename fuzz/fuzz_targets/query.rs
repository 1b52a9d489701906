//! Any text is a query or a named mistake.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Err(error) = proofdesk::desk::parse_query(text) {
        assert!(!error.why.is_empty());
    }
});
