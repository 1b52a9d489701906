//! Any file of claims is read to its end: every line is a claim or a refusal with its reason.
#![no_main]

use libfuzzer_sys::fuzz_target;
use proofdesk::intake::{self, ClaimSource, Limits, Reading};
use std::io::Write;
use std::ops::ControlFlow;

fuzz_target!(|bytes: &[u8]| {
    let mut file = tempfile::Builder::new().suffix(".jsonl").tempfile().unwrap();
    file.write_all(bytes).unwrap();
    let mut refused = 0;
    let totals = intake::read(&ClaimSource::Jsonl(file.path().to_owned()), &Limits::default(), &mut |reading| {
        if let Reading::Refused(refusal) = reading {
            assert!(!refusal.reason.is_empty());
            refused += 1;
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(totals.refused, refused);
    assert_eq!(totals.lines, totals.claims + totals.refused);
});
