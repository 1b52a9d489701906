//! Killed at any moment, a desk keeps everything it acknowledged; two processes never both decide one claim.
//!
//! The processes are this test binary, started again with one ignored test that is the script.

use crate::support::desks::{about, bare_decision, claim_id, dana, nine, open, stamp};
use crate::support::effort::{quick_folder, times};
use crate::support::scripts::{Dice, Script, given_file, listen, tell};
use proofdesk::domain::{
    Actor, CellKey, Decision, DecisionId, Digest, Judgement, Requirement, Role, Seat, Verdict,
};
use proofdesk::store::desk_file::{DecisionFilter, DeskFile, Head, Mark, NotSaved, Saved};
use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

fn random(below: u64) -> u64 {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).unwrap();
    u64::from_le_bytes(bytes) % below
}

#[test]
#[ignore = "a script that other tests start"]
fn works_until_it_is_killed() {
    let Some(file) = given_file() else { return };
    let actor = dana();
    let mut desk = open(&file);
    let acknowledge = |seq: u64, hash: &Digest| tell(&format!("{seq} {hash}"));
    for number in u32::try_from(random(1_000_000)).unwrap().. {
        let id = claim_id(number % 1_000_000);
        for requirement in Requirement::ALL {
            let mark = Mark::Judge(CellKey::claim(*requirement), Judgement::bare(Verdict::Met));
            let event = desk.judge(about(&id), (Seat::First, mark), &stamp(&actor)).unwrap();
            acknowledge(event.seq, &event.hash);
        }
        desk.keep_draft(&id, "comment", Some("Dear partner"), nine()).unwrap();
        let round = desk.round(&id).unwrap();
        let decision = bare_decision(number % 1_000_000, round + 1);
        if let Saved::Yes { seq, hash } = desk.decide(&decision, round).unwrap() {
            acknowledge(seq, &hash);
        }
        if number % 3 == 0
            && let Saved::Yes { seq, hash } =
                desk.withdraw(&decision.id, "Once more.", &stamp(&actor)).unwrap()
        {
            acknowledge(seq, &hash);
        }
    }
}

#[test]
fn nothing_acknowledged_is_lost_in_hundreds_of_kills() {
    let kills = times(250, 1_000);
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged = 0;
    let mut caught_at_work = 0;
    for kill in 0..kills {
        // A fresh file now and then, so that creating one is killed too.
        let file = folder.path().join(format!("{}.desk.sqlite", kill / 20));
        let script = Script::start("store::desk_file_crash::works_until_it_is_killed", &file);
        // A random number of acts, then a random moment: the same on a fast machine and on a busy one.
        let mut said: Vec<String> =
            (0..random(9)).map_while(|_| script.next(Duration::from_secs(20))).collect();
        let moment = Duration::from_micros(random(4_000));
        said.extend(script.next(moment));
        said.extend(script.kill());
        caught_at_work += u32::from(!said.is_empty());
        acknowledged += said.len();
        check(&file, &said);
    }
    assert!(caught_at_work > kills / 2, "only {caught_at_work} kills hit a desk at work");
    assert!(acknowledged > 2 * kills as usize, "only {acknowledged} acts were acknowledged");
}

/// The chain holds, and every act that was acknowledged is in it.
fn check(file: &Path, acknowledged: &[String]) {
    if std::fs::metadata(file).map_or(0, |known| known.len()) == 0 {
        assert!(acknowledged.is_empty(), "acknowledged without a file");
        return;
    }
    let desk = open(file);
    let report = desk.verify(None).unwrap();
    assert_eq!(report.first_break, None);
    for line in acknowledged {
        let (seq, hash) = line.split_once(' ').unwrap();
        let link = Head { seq: seq.parse().unwrap(), hash: hash.parse().unwrap() };
        assert!(desk.holds(&link).unwrap(), "event {seq} was acknowledged and is gone");
    }
}

/// Claims that are raced for, and how often.
const CLAIMS: u32 = 200;

/// The process of this number decides every claim it can, in an order of its own.
fn race(file: &Path, racer: u64, seed: u64) {
    let me = Actor { name: format!("racer-{racer}"), role: Role::Reviewer };
    let mut desk = match DeskFile::open_or_create(file, "sample", nine(), &me) {
        Ok(desk) => desk,
        Err(error) => return tell(&format!("0 failed to open: {error}")),
    };
    tell("ready");
    listen();
    let mut claims: Vec<u32> = (0..CLAIMS).collect();
    Dice(2 * seed + racer).shuffle(&mut claims);
    for number in claims {
        // Everybody has a key of their own.
        let id = DecisionId::parse(&format!("{racer:08x}{number:024x}")).unwrap();
        let mine = Decision { id, actor: me.clone(), ..bare_decision(number, 1) };
        let answer = match desk.decide(&mine, 0) {
            Ok(Saved::Yes { seq, hash }) => format!("won {seq} {hash}"),
            Ok(Saved::No(NotSaved::AlreadyDecided { by, .. })) => format!("lost {}", by.name),
            other => format!("failed {other:?}"),
        };
        tell(&format!("{number} {answer}"));
    }
    tell("end");
}

#[test]
#[ignore = "a script that other tests start"]
fn races_for_the_files_it_is_given() {
    let Some(folder) = given_file() else { return };
    while let Some(heat) = listen() {
        let (racer, seed) = heat.split_once(' ').unwrap();
        race(&folder.join(seed), racer.parse().unwrap(), seed.parse().unwrap());
    }
}

#[test]
fn of_two_processes_that_race_for_200_claims_exactly_one_decides_each_over_50_seeds() {
    let folder = quick_folder();
    let start = || Script::start("store::desk_file_crash::races_for_the_files_it_is_given", folder.path());
    let mut racers = [start(), start()];
    let mut both_won = 0;
    for seed in 0..50 {
        for (number, racer) in racers.iter_mut().enumerate() {
            racer.say(&format!("{number} {seed}"));
        }
        for racer in &racers {
            let said = racer.next(Duration::from_secs(60));
            assert_eq!(said.as_deref(), Some("ready"), "also makes the desk in a race");
        }
        for racer in &mut racers {
            racer.say("go");
        }
        let answers: Vec<Vec<String>> = racers.iter().map(answers_of_one_heat).collect();
        let desk = open(&folder.path().join(seed.to_string()));
        let won = judge_heat(&desk, &answers);
        both_won += u32::from(won.iter().all(|won| *won > 0));
    }
    // On a machine with much else to do one racer may be over before the other one is given a processor.
    assert!(both_won >= 10, "only {both_won} of 50 heats were races");
}

fn answers_of_one_heat(racer: &Script) -> Vec<String> {
    let next = || racer.next(Duration::from_secs(60)).expect("a racer fell silent");
    std::iter::from_fn(|| Some(next()).filter(|said| said != "end")).collect()
}

/// Each claim has one winner, whom the other one names; what was won is in the file and nothing else.
fn judge_heat(desk: &DeskFile, answers: &[Vec<String>]) -> [u32; 2] {
    let mut won = [0, 0];
    let mut winners: HashMap<String, usize> = HashMap::new();
    let mut named: HashMap<String, String> = HashMap::new();
    for (racer, answer) in
        answers.iter().enumerate().flat_map(|(racer, said)| said.iter().map(move |a| (racer, a)))
    {
        let words: Vec<&str> = answer.split(' ').collect();
        match words.as_slice() {
            [claim, "won", seq, hash] => {
                let link = Head { seq: seq.parse().unwrap(), hash: hash.parse().unwrap() };
                assert!(desk.holds(&link).unwrap(), "claim {claim} was won and is lost");
                assert_eq!(winners.insert((*claim).to_owned(), racer), None, "claim {claim} has two winners");
                won[racer] += 1;
            }
            [claim, "lost", by] => assert_eq!(named.insert((*claim).into(), (*by).into()), None),
            _ => panic!("unexplained: {answer}"),
        }
    }
    assert_eq!((winners.len(), named.len()), (CLAIMS as usize, CLAIMS as usize));
    for (claim, winner) in &winners {
        assert_eq!(named[claim], format!("racer-{winner}"), "claim {claim}");
    }
    assert_eq!(desk.decisions(&DecisionFilter::default()).unwrap().len(), CLAIMS as usize);
    assert_eq!(desk.verify(None).unwrap().first_break, None);
    won
}
