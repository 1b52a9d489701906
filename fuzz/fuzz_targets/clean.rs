//! Text from outside never reaches the terminal as a control sequence, and every byte of it is accounted for.
#![no_main]

use libfuzzer_sys::fuzz_target;
use proofdesk::text::clean;

fuzz_target!(|text: &str| {
    for span in clean::line_spans(text) {
        let Some(line) = span.of(text) else { panic!("a line leaves the text") };
        let mut at = span.start;
        for piece in clean::line(line, span.start) {
            assert_eq!(piece.span.start, at);
            at = piece.span.end;
            assert!(!piece.text.contains(char::is_control));
        }
        assert_eq!(at, span.end);
    }
});
