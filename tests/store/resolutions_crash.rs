//! A batch of 5,000 decisions, killed at any moment, is applied wholly or not at all.
//!
//! The process is this test binary, started again with one ignored test that is the script.

use super::resolutions::resolution;
use crate::support::desks::{dana, nine};
use crate::support::effort::{quick_folder, times};
use crate::support::scripts::{Dice, Script, given_file, tell};
use proofdesk::domain::{Decision, Resolution};
use proofdesk::store::desk_file::{DecisionFilter, DeskFile, Head, NewResolution, ResolutionFilter, Saved};
use std::path::Path;
use std::time::{Duration, Instant};

/// Rows of the batch and claims of each row.
const ROWS: u32 = 50;
const CLAIMS: u32 = 100;

fn open(path: &Path) -> DeskFile {
    DeskFile::open_or_create(path, "sample", nine(), &dana()).unwrap()
}

fn batch() -> Vec<(Resolution, Vec<Decision>)> {
    (0..ROWS).map(|row| resolution(row, row * CLAIMS..(row + 1) * CLAIMS)).collect()
}

#[test]
#[ignore = "a script that other tests start"]
fn settles_a_batch() {
    let Some(file) = given_file() else { return };
    let rows = batch();
    let made: Vec<NewResolution<'_>> =
        rows.iter().map(|(resolution, decisions)| NewResolution { resolution, decisions }).collect();
    let mut desk = open(&file);
    let seen = desk.head().unwrap().seq;
    tell("ready");
    if let Saved::Yes { seq, hash } = desk.resolve(&made, seen).unwrap() {
        tell(&format!("{seq} {hash}"));
    }
}

/// How long the batch takes when nobody kills it.
fn undisturbed(folder: &Path) -> Duration {
    let script =
        Script::start("store::resolutions_crash::settles_a_batch", &folder.join("whole.desk.sqlite"));
    assert_eq!(script.next(Duration::from_secs(60)).as_deref(), Some("ready"));
    let start = Instant::now();
    assert!(script.next(Duration::from_secs(120)).is_some(), "the batch was never settled");
    let took = start.elapsed();
    script.rest();
    took
}

#[test]
fn a_batch_of_5000_decisions_killed_at_random_points_is_applied_wholly_or_not_at_all() {
    let kills = times(12, 200);
    let folder = quick_folder();
    let took = undisturbed(folder.path());
    let mut dice = Dice(u64::from(std::process::id()));
    let (mut whole, mut none) = (0, 0);
    for kill in 0..kills {
        let file = folder.path().join(format!("{kill}.desk.sqlite"));
        let script = Script::start("store::resolutions_crash::settles_a_batch", &file);
        assert_eq!(script.next(Duration::from_secs(60)).as_deref(), Some("ready"));
        // Anywhere in the time it takes, and a little beyond, so that both ends are hit.
        let moment = took.mul_f64(f64::from(u32::try_from(dice.roll(1_200)).unwrap()) / 1_000.0);
        let mut said: Vec<String> = script.next(moment).into_iter().collect();
        said.extend(script.kill());
        let applied = check(&file, &said);
        whole += u32::from(applied);
        none += u32::from(!applied);
        std::fs::remove_file(&file).unwrap();
    }
    assert!(whole + none == kills && none > 0, "{whole} whole, {none} not at all");
}

/// All decisions and resolutions are there, or none; what was acknowledged is.
fn check(file: &Path, acknowledged: &[String]) -> bool {
    let desk = open(file);
    let decisions = desk.decisions(&DecisionFilter::default()).unwrap().len();
    let resolutions = desk.resolutions(&ResolutionFilter::default()).unwrap().len();
    let all = ((ROWS * CLAIMS) as usize, ROWS as usize);
    assert!(
        (decisions, resolutions) == (0, 0) || (decisions, resolutions) == all,
        "{decisions}, {resolutions}"
    );
    assert_eq!(desk.verify(None).unwrap().first_break, None);
    for line in acknowledged {
        let (seq, hash) = line.split_once(' ').unwrap();
        let link = Head { seq: seq.parse().unwrap(), hash: hash.parse().unwrap() };
        assert!(desk.holds(&link).unwrap(), "it was acknowledged and is gone");
    }
    decisions > 0
}
