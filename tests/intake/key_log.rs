//! Logs of keys: torn ones play up to the tear, wrong ones are refused with file and line.

use proofdesk::assets::WALKTHROUGHS;
use proofdesk::domain::LogEnd;
use proofdesk::intake::{LogSource, MOST_KEYS, parse_key_log, read_key_log};
use proptest::prelude::*;

fn shipped() -> &'static str {
    WALKTHROUGHS[0].1
}

fn refusal(text: &str) -> String {
    parse_key_log("log.jsonl", text).unwrap_err().to_string()
}

/// The shipped log with one line changed.
fn with(line: usize, from: &str, to: &str) -> String {
    let lines = shipped().lines().enumerate().map(|(at, text)| {
        assert!(at != line || text.contains(from), "{text}");
        if at == line { text.replacen(from, to, 1) } else { text.to_owned() }
    });
    lines.map(|line| line + "\n").collect()
}

#[test]
fn a_log_that_was_torn_anywhere_is_read_up_to_the_tear() {
    let whole = parse_key_log("log.jsonl", shipped()).unwrap();
    assert_eq!(whole.end, Some(LogEnd::Decided));
    let header = shipped().find('\n').unwrap();
    for cut in (header..shipped().len()).filter(|cut| shipped().is_char_boundary(*cut)) {
        let torn = parse_key_log("log.jsonl", &shipped()[..cut]).unwrap();
        let lines = shipped()[..cut].matches('\n').count();
        assert!(torn.keys.len() + 1 >= lines.min(whole.keys.len() + 1), "cut at {cut}");
        assert_eq!(torn.keys, whole.keys[..torn.keys.len()]);
    }
    assert!(refusal(&shipped()[..header - 1]).starts_with("log.jsonl:1: "));
    assert_eq!(refusal(""), "log.jsonl:1: This is not the first line of a log of keys.");
}

#[test]
fn what_is_wrong_is_told_with_file_and_line() {
    for (line, from, to, wanted) in [
        (0, "walk/1", "walk/9", "log.jsonl:1: The log is of the format"),
        (0, "practice", "exam", "log.jsonl:1: A review in exam mode is never recorded."),
        (0, "practice", "shadow", "log.jsonl:1: A review in shadow mode is never recorded."),
        (0, "\"width\":80", "\"width\":65535", "log.jsonl:1: A window of 65535x24 is not drawn"),
        (0, "\"height\":24", "\"height\":0", "log.jsonl:1: A window of 80x0 is not drawn"),
        (0, "\"schema\"", "\"name\":\"ana\",\"schema\"", "log.jsonl:1: This is no line of a log"),
        (2, "\"key\":\"j\"", "\"size\":[9000,10]", "log.jsonl:3: A window of 9000x10"),
        (3, "\"after\":", "\"after\":9", "log.jsonl:4: At most 86400000 milliseconds"),
        (3, "\"after\"", "\"key\":\"j\",\"key\"", "log.jsonl:4: This is not one JSON object: field \"key\""),
        (4, "{", "", "log.jsonl:5: This is not one JSON object"),
        (4, "\"key\"", "\"kay\"", "log.jsonl:5: This is no line of a log of keys"),
        (
            6,
            "{\"after\"",
            "{\"end\":\"left\"}\n{\"after\"",
            "log.jsonl:8: The log has ended before this line.",
        ),
    ] {
        let to = if from == "\"after\":" { to.replace('9', "99999999") } else { to.to_owned() };
        let told = refusal(&with(line, from, &to));
        assert!(told.starts_with(wanted), "{told}");
    }
}

#[test]
fn a_log_has_so_many_keys_and_lines_so_long() {
    let header = shipped().lines().next().unwrap();
    let many = format!("{header}\n{}", "{\"after\":1,\"key\":\"j\"}\n".repeat(MOST_KEYS + 1));
    assert!(refusal(&many).contains(&format!("At most {MOST_KEYS} keys are accepted.")));
    let judging = "{\"after\":1,\"key\":\"c\",\"then\":[{\"decided\":\"approve\"}]}\n";
    assert!(
        refusal(&format!("{header}\n{}", judging.repeat(501))).starts_with("log.jsonl:502: At most 500 keys")
    );
    let paste = format!("{header}\n{{\"after\":1,\"paste\":\"{}\"}}\n", "x".repeat(200_000));
    assert!(refusal(&paste).starts_with("log.jsonl:2: The line has 20"));
    let file = tempfile::NamedTempFile::new().unwrap();
    file.as_file().set_len(1 << 40).unwrap();
    let told = read_key_log(&LogSource::File(file.path().to_owned())).unwrap_err().to_string();
    assert!(told.contains("at most 16777216 are accepted"), "{told}");
}

proptest! {
    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,200}", line in 0_usize..50, at in 0_usize..40) {
        drop(parse_key_log("log.jsonl", &text));
        let mut lines: Vec<String> = shipped().lines().map(str::to_owned).collect();
        let place = at.min(lines[line].len());
        lines[line].insert_str(place, &text);
        if let Err(error) = parse_key_log("log.jsonl", &lines.join("\n")) {
            prop_assert!(error.to_string().starts_with("log.jsonl:"));
            prop_assert!(!error.to_string().contains(char::is_control));
        }
    }
}
