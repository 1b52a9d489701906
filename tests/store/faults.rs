//! The disk refuses at any call: nothing acknowledged is lost, and nothing that is not there was called saved.
//!
//! `strace` lets one call after another fail in a process that decides. Where it is missing or not allowed, the test
//! says so and is skipped.

use crate::support::desks::{bare_decision, dana, nine, open};
use crate::support::disk::Watched;
use crate::support::effort::times;
use crate::support::scripts::{Script, command, given_file, tell};
use proofdesk::store::StoreError;
use proofdesk::store::desk_file::{DeskFile, Saved};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const ACTS: u32 = 4;

#[test]
#[ignore = "a script that other tests start"]
fn decides_whatever_the_disk_says() {
    let Some(file) = given_file() else { return };
    let mut desk = match DeskFile::open_or_create(&file, "sample", nine(), &dana()) {
        Ok(desk) => desk,
        Err(error) => return tell(&format!("end could not open: {error}")),
    };
    for number in 0..ACTS {
        tell(&match desk.decide(&bare_decision(number, 1), 0) {
            Ok(Saved::Yes { .. }) => format!("{number} saved"),
            Ok(Saved::No(why)) => format!("{number} refused {why}"),
            Err(StoreError::Unknown { why, .. }) => format!("{number} unknown {why}"),
            Err(error) => format!("{number} not saved {error}"),
        });
    }
    tell("end");
}

/// What is in the file is what the script said about it; tells how many acts were not saved, and whether it ended.
fn compare(file: &Path, said: &[String]) -> (u32, bool) {
    let ended = said.last().is_some_and(|line| line.starts_with("end"));
    let desk = open(file);
    let report = desk.verify(None).unwrap();
    assert_eq!(report.first_break, None, "{said:?}");
    let mut not_saved = 0;
    for line in said.iter().filter(|line| !line.starts_with("end")) {
        let (number, answer) = line.split_once(' ').unwrap();
        let decision = bare_decision(number.parse().unwrap(), 1);
        let there = desk.decision(&decision.id).unwrap().is_some();
        match answer {
            "saved" => assert!(there, "called saved and lost: {said:?}"),
            _ if answer.starts_with("not saved") => {
                assert!(!there, "called not saved and there: {said:?}");
                not_saved += 1;
            }
            // The file could not be reached again to find out, and the answer says so.
            _ if answer.starts_with("unknown") => not_saved += 1,
            _ => panic!("unexplained: {said:?}"),
        }
    }
    (not_saved, ended)
}

/// Runs the script with one fault; `None` where that is not possible.
fn with_fault(fault: &str) -> Option<(u32, bool)> {
    let folder = tempfile::tempdir().unwrap();
    let watched = Watched::in_folder(folder.path());
    let record = tempfile::NamedTempFile::new().unwrap();
    let mut words = watched.strace(record.path());
    words.extend(["-e".into(), format!("inject={fault}")]);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut program = command(&words, "store::faults::decides_whatever_the_disk_says", &watched.path());
    let said = Script::try_spawn(&mut program)?.rest();
    let injected = std::fs::read_to_string(record.path()).unwrap().contains("INJECTED");
    let (not_saved, ended) = compare(&watched.path(), &said);
    assert!(ended, "{fault}: the program broke off after {said:?}");
    Some((not_saved, injected))
}

/// Calls of which one fails, or all from one on; its number stands for `#`.
fn kinds_of_fault() -> Vec<String> {
    let mut kinds = Vec::new();
    for call in ["pwrite64", "fdatasync", "fsync", "ftruncate", "openat"] {
        for error in ["EIO", "ENOSPC", "EROFS"] {
            kinds.extend(["#", "#+"].map(|when| format!("{call}:error={error}:when={when}")));
        }
    }
    kinds
}

#[test]
fn a_call_that_fails_is_told_as_what_it_did_to_the_decision() {
    if !Command::new("strace").arg("-V").stdout(Stdio::null()).status().is_ok_and(|ran| ran.success()) {
        #[allow(clippy::print_stderr, reason = "a skipped test says so")]
        {
            eprintln!("faults: skipped, strace is missing");
        }
        return;
    }
    // Every run tries other calls of each kind; the full number tries all of them.
    let step = times(29, 1) as usize;
    let (mut runs, mut refused) = (0, 0);
    for (kind, fault) in kinds_of_fault().into_iter().enumerate() {
        for number in (1 + 5 * kind % step..).step_by(step) {
            let once = fault.replace('#', &number.to_string());
            let Some((not_saved, injected)) = with_fault(&once) else { return };
            if !injected {
                break;
            }
            runs += 1;
            refused += not_saved;
        }
    }
    #[allow(clippy::print_stderr, reason = "the figure belongs to the record of a run")]
    {
        eprintln!("faults: {runs} runs with a failing call, {refused} acts not saved");
    }
    assert!(runs > 20 && refused > 10, "{runs} runs, {refused} refused");
}

#[test]
fn a_full_disk_is_told_and_keeps_what_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.desk.sqlite");
    drop(open(&file));
    let size = std::fs::metadata(&file).unwrap().len();
    // Room for a few pages more, in blocks of 512 bytes; the signal is ignored as the program does.
    let limit = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", size / 512 + 24);
    let mut program = command(&["sh", "-c", &limit], "store::faults::decides_until_the_disk_is_full", &file);
    let script = Script::spawn(&mut program);
    let mut saved = 0;
    let refusal = loop {
        match script.next(Duration::from_secs(60)).expect("it breaks off without a word").as_str() {
            "saved" => saved += 1,
            refused => break refused.to_owned(),
        }
    };
    drop(script.rest());
    assert!(refusal.contains("no space left") || refusal.contains("I/O"), "{refusal}");
    let desk = open(&file);
    assert_eq!(desk.verify(None).unwrap().first_break, None);
    assert_eq!(desk.head().unwrap().seq, saved + 1);
}

#[test]
#[ignore = "a script that other tests start"]
fn decides_until_the_disk_is_full() {
    let Some(file) = given_file() else { return };
    let mut desk = open(&file);
    for number in 0..1_000 {
        match desk.decide(&bare_decision(number, 1), 0) {
            Ok(_) => tell("saved"),
            Err(error) => return tell(&error.to_string()),
        }
    }
}
