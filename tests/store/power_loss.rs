//! The power fails at any moment: what was acknowledged is there, and the chain holds.
//!
//! A process that decides is recorded with `strace`; then every state that a disk could be in after a crash is built
//! and opened. A kill cannot show this: what a killed process wrote is still written. That the test can fail is
//! shown by the same record without the waits that a lower `synchronous` would leave out, and by databases that are
//! written with it lowered. Where `strace` is missing or not allowed, the tests say so and are skipped.

use crate::support::desks::{LINEAGE, bare_decision, dana, nine, open};
use crate::support::disk::{Change, Disk, Files, Left, Op, Watched};
use crate::support::effort::{quick_folder, times};
use crate::support::scripts::{Dice, command, given_file};
use proofdesk::domain::Digest;
use proofdesk::store::desk_file::{DeskFile, Head, Saved, verify_file};
use rusqlite::Connection;
use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::Path;

/// Acts of a recorded process.
const ACTS: u32 = 40;

/// Opens the file of acknowledgements beside the database.
fn acknowledgements(file: &Path) -> File {
    OpenOptions::new().append(true).create(true).open(file.with_file_name("acknowledged")).unwrap()
}

#[test]
#[ignore = "a script that other tests start"]
fn decides_and_acknowledges() {
    let Some(file) = given_file() else { return };
    let mut out = acknowledgements(&file);
    let mut desk = open(&file);
    for number in 0..ACTS {
        if let Saved::Yes { seq, hash } = desk.decide(&bare_decision(number, 1), 0).unwrap() {
            out.write_all(format!("{seq} {hash}\n").as_bytes()).unwrap();
        }
    }
}

#[test]
#[ignore = "a script that other tests start"]
fn makes_a_desk_and_acknowledges() {
    let Some(file) = given_file() else { return };
    let mut out = acknowledgements(&file);
    let made = open(&file).head().unwrap();
    out.write_all(format!("{} {}\n", made.seq, made.hash).as_bytes()).unwrap();
}

/// Writes rows with the settings that the name of the folder states, for example `DELETE-NORMAL`.
#[test]
#[ignore = "a script that other tests start"]
fn writes_rows_and_acknowledges() {
    let Some(file) = given_file() else { return };
    let settings = file.parent().unwrap().file_name().unwrap().to_str().unwrap().to_owned();
    let (journal, synchronous) = settings.split_once('-').unwrap();
    let mut out = acknowledgements(&file);
    let connection = Connection::open(&file).unwrap();
    connection
        .execute_batch(&format!(
            "PRAGMA journal_mode = {journal}; PRAGMA synchronous = {synchronous};
             CREATE TABLE decision (number INTEGER PRIMARY KEY, text TEXT) STRICT;"
        ))
        .unwrap();
    for number in 0..ACTS {
        connection.execute("INSERT INTO decision VALUES (?1, ?2)", (number, "x".repeat(700))).unwrap();
        out.write_all(format!("{number}\n").as_bytes()).unwrap();
    }
}

/// Records a script in a folder; `None` where that is not possible.
fn record(script: &str, folder: &Path, acts: u32) -> Option<Vec<Op>> {
    let watched = Watched::in_folder(folder);
    let trace = tempfile::NamedTempFile::new().unwrap();
    let words = Watched::strace_all(trace.path());
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let ran = command(&words, &format!("store::power_loss::{script}"), &watched.path())
        .stdout(std::process::Stdio::null())
        .status();
    if !ran.is_ok_and(|status| status.success()) {
        note("skipped: strace is missing or not allowed here");
        return None;
    }
    let ops = watched.read(&fs::read_to_string(trace.path()).unwrap());
    let acknowledged = ops.iter().filter(|op| matches!(op, Op::Acknowledge(_))).count();
    assert_eq!(acknowledged, acts as usize, "the record is complete");
    let mut disk = Disk::default();
    for op in &ops {
        disk.follow(op);
    }
    let database = disk.crash(Left::Everything, &mut Dice(0)).remove(&watched.database).unwrap();
    assert!(database == fs::read(watched.path()).unwrap(), "the record is what happened");
    Some(ops)
}

#[allow(clippy::print_stderr, reason = "a skipped test says so")]
fn note(text: &str) {
    eprintln!("power loss: {text}");
}

/// What opening a crashed disk showed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Found {
    Whole,
    Lost,
    Broken(String),
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    states: u32,
    lost: u32,
    broken: u32,
    first_broken: Option<String>,
}

impl Tally {
    fn count(&mut self, found: Found) {
        self.states += 1;
        match found {
            Found::Whole => {}
            Found::Lost => self.lost += 1,
            Found::Broken(why) => {
                self.broken += 1;
                self.first_broken.get_or_insert(why);
            }
        }
    }
}

/// Builds states at crash points all along a record and looks at each.
fn crash(ops: &[Op], points: u32, look: &dyn Fn(&Path, &[String]) -> Found) -> Tally {
    let mut dice = Dice(11);
    let mut tally = Tally::default();
    let mut known = HashSet::new();
    let mut disk = Disk::default();
    let chance = (ops.len() as u64).div_ceil(u64::from(points)).max(1);
    for op in ops {
        disk.follow(op);
        if dice.roll(chance) > 0 {
            continue;
        }
        let kinds: &[Left] = if disk.is_settled() { &[Left::Nothing] } else { &Left::ALL };
        for left in kinds {
            let files = disk.crash(*left, &mut dice);
            if !known.insert((fingerprint(&files), disk.acknowledged.len())) {
                continue;
            }
            tally.count(look_at(&files, &disk.acknowledged, look));
        }
    }
    tally
}

fn fingerprint(files: &Files) -> Digest {
    let mut hasher = proofdesk::domain::Hasher::new("state");
    for (name, content) in files {
        hasher.field(name.as_bytes()).field(content);
    }
    hasher.finish()
}

fn look_at(files: &Files, acknowledged: &[String], look: &dyn Fn(&Path, &[String]) -> Found) -> Found {
    let folder = quick_folder();
    for (name, content) in files {
        fs::write(folder.path().join(name), content).unwrap();
    }
    look(&folder.path().join("a.desk.sqlite"), acknowledged)
}

/// Opens a desk as the program does, which makes one where there is none.
fn look_at_desk(file: &Path, acknowledged: &[String]) -> Found {
    let desk = match DeskFile::open_or_create(file, LINEAGE, nine(), &dana()) {
        Ok(desk) => desk,
        Err(error) => return Found::Broken(format!("after {} acts: {error}", acknowledged.len())),
    };
    let broken = match verify_file(file, None) {
        Ok(report) => report.first_break.map(|broken| broken.what),
        Err(error) => Some(error.to_string()),
    };
    if let Some(what) = broken {
        return Found::Broken(format!("after {} acts: {what}", acknowledged.len()));
    }
    let all = acknowledged.iter().all(|line| {
        let (seq, hash) = line.split_once(' ').unwrap();
        let link = Head { seq: seq.parse().unwrap(), hash: hash.parse().unwrap() };
        desk.holds(&link).unwrap()
    });
    if all { Found::Whole } else { Found::Lost }
}

fn look_at_rows(file: &Path, acknowledged: &[String]) -> Found {
    let connection = Connection::open(file).unwrap();
    let check = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0));
    if let Some(answer) = check.ok().filter(|answer| answer != "ok") {
        return Found::Broken(answer);
    }
    let all = acknowledged.iter().all(|number| {
        let there = connection.query_row("SELECT 1 FROM decision WHERE number = ?1", [number], |_| Ok(()));
        there.is_ok()
    });
    if all { Found::Whole } else { Found::Lost }
}

#[test]
fn no_acknowledged_decision_is_lost_when_the_power_fails() {
    let folder = tempfile::tempdir().unwrap();
    let Some(ops) = record("decides_and_acknowledges", folder.path(), ACTS) else { return };
    let tally = crash(&ops, times(150, 1_000_000), &look_at_desk);
    note(&format!("a desk: {tally:?}"));
    assert_eq!((tally.lost, tally.broken), (0, 0), "{tally:?}");
    assert!(tally.states > 300, "{tally:?}");
}

#[test]
fn a_desk_that_was_being_made_when_the_power_failed_is_there_or_can_be_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let Some(ops) = record("makes_a_desk_and_acknowledges", folder.path(), 1) else { return };
    let tally = crash(&ops, 1_000_000, &look_at_desk);
    note(&format!("a new desk: {tally:?}"));
    assert_eq!((tally.lost, tally.broken), (0, 0), "{tally:?}");
    assert!(tally.states > 30, "{tally:?}");
}

/// Leaves out every wait for a journal that was just cut to nothing, as `synchronous = NORMAL` does.
fn without_last_wait(ops: &[Op]) -> Vec<Op> {
    let emptied = |op: &Op| matches!(op, Op::Change(_, Change::Truncate(0)));
    let mut kept: Vec<Op> = Vec::new();
    for op in ops {
        if !(matches!(op, Op::Sync(_)) && kept.last().is_some_and(emptied)) {
            kept.push(op.clone());
        }
    }
    kept
}

#[test]
fn the_test_of_power_loss_notices_a_desk_that_waits_less() {
    let folder = tempfile::tempdir().unwrap();
    let Some(ops) = record("decides_and_acknowledges", folder.path(), ACTS) else { return };
    let hasty = without_last_wait(&ops);
    assert!(ops.len() - hasty.len() >= ACTS as usize, "there was a wait for each act");
    let tally = crash(&hasty, 150, &look_at_desk);
    note(&format!("a desk that does not wait for its journal to be empty: {tally:?}"));
    assert!(tally.lost > 0, "{tally:?}");
    let never: Vec<Op> = ops.into_iter().filter(|op| !matches!(op, Op::Sync(_) | Op::SyncFolder)).collect();
    let tally = crash(&never, 100, &look_at_desk);
    note(&format!("a desk that never waits: {tally:?}"));
    assert!(tally.lost + tally.broken > tally.states / 2, "{tally:?}");
}

#[test]
fn the_test_of_power_loss_notices_a_database_with_synchronous_lowered() {
    for (settings, loses) in
        [("TRUNCATE-FULL", false), ("TRUNCATE-NORMAL", true), ("DELETE-FULL", true), ("DELETE-NORMAL", true)]
    {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join(settings);
        fs::create_dir(&folder).unwrap();
        let Some(ops) = record("writes_rows_and_acknowledges", &folder, ACTS) else { return };
        let tally = crash(&ops, times(150, 1_000_000), &look_at_rows);
        note(&format!("{settings}: {tally:?}"));
        assert_eq!((tally.lost > 0, tally.broken > 0 && !loses), (loses, false), "{settings}: {tally:?}");
    }
}
