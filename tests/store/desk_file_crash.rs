//! Killed at any moment, a desk keeps everything it acknowledged; two processes never both decide one claim.
//!
//! The processes are this test binary, started again with one ignored test that is the script.

use crate::support::desks::{about, bare_decision, claim_id, dana, is_saved, nine, open, stamp};
use proofdesk::domain::{CellKey, Digest, Judgement, Requirement, Seat, Verdict};
use proofdesk::store::desk_file::{DecisionFilter, Head, Mark, Saved};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

const FILE: &str = "PROOFDESK_TEST_FILE";
const KILLS: u32 = 200;

/// This test binary again, running one script on a file. Its answers arrive line by line.
struct Script {
    child: Child,
    lines: Receiver<String>,
}

impl Script {
    fn start(name: &str, file: &Path) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--ignored",
                "--exact",
                "--nocapture",
                "--test-threads=1",
                &format!("store::desk_file_crash::{name}"),
            ])
            .env(FILE, file)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Self { child, lines }
    }

    /// The next line of the script itself, without its mark.
    fn next(&self, within: Duration) -> Option<String> {
        loop {
            let line = self.lines.recv_timeout(within).ok()?;
            if let Some((_, said)) = line.split_once("script: ") {
                return Some(said.to_owned());
            }
        }
    }

    fn say(&mut self, word: &str) {
        writeln!(self.child.stdin.as_mut().unwrap(), "{word}").unwrap();
    }

    /// Kills it with SIGKILL and returns everything it had said by then.
    fn kill(mut self) -> Vec<String> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.lines
            .iter()
            .filter_map(|line| line.split_once("script: ").map(|(_, said)| said.to_owned()))
            .collect()
    }

    fn rest(mut self) -> Vec<String> {
        let said = self
            .lines
            .iter()
            .filter_map(|line| line.split_once("script: ").map(|(_, said)| said.to_owned()))
            .collect();
        self.child.wait().unwrap();
        said
    }
}

/// The file the parent names; `None` when somebody runs the ignored tests by hand.
#[allow(clippy::disallowed_methods, reason = "a script learns its file from the test that starts it")]
fn given_file() -> Option<PathBuf> {
    std::env::var_os(FILE).map(PathBuf::from)
}

fn tell(said: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "script: {said}").unwrap();
    out.flush().unwrap();
}

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
fn nothing_acknowledged_is_lost_in_two_hundred_kills() {
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged = 0;
    let mut caught_at_work = 0;
    for kill in 0..KILLS {
        // A fresh file now and then, so that creating one is killed too.
        let file = folder.path().join(format!("{}.desk.sqlite", kill / 20));
        let script = Script::start("works_until_it_is_killed", &file);
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
    assert!(caught_at_work > KILLS / 2, "only {caught_at_work} kills hit a desk at work");
    assert!(acknowledged > 400, "only {acknowledged} acts were acknowledged");
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

const CLAIMS: u32 = 40;

#[test]
#[ignore = "a script that other tests start"]
fn decides_every_claim_it_can() {
    let Some(file) = given_file() else { return };
    let mut desk = open(&file);
    tell("ready");
    std::io::stdin().lock().read_line(&mut String::new()).unwrap();
    for number in 0..CLAIMS {
        let mut mine = bare_decision(number, 1);
        // Everybody has a key of their own.
        mine.id = proofdesk::domain::DecisionId::parse(&format!("{:08x}{:024x}", std::process::id(), number))
            .unwrap();
        let answer = desk.decide(&mine, 0).unwrap();
        tell(&format!("{number} {}", if is_saved(&answer) { "won" } else { "lost" }));
    }
}

#[test]
fn of_processes_that_race_for_a_claim_exactly_one_decides_it() {
    const PROCESSES: usize = 4;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("race.desk.sqlite");
    let mut scripts: Vec<Script> =
        (0..PROCESSES).map(|_| Script::start("decides_every_claim_it_can", &file)).collect();
    for script in &scripts {
        assert_eq!(
            script.next(Duration::from_secs(30)).as_deref(),
            Some("ready"),
            "also creates the desk in a race"
        );
    }
    for script in &mut scripts {
        script.say("go");
    }
    let mut answers: HashMap<String, Vec<String>> = HashMap::new();
    for line in scripts.into_iter().flat_map(Script::rest) {
        let (claim, answer) = line.split_once(' ').unwrap();
        answers.entry(claim.to_owned()).or_default().push(answer.to_owned());
    }
    assert_eq!(answers.len(), CLAIMS as usize);
    for (claim, answers) in answers {
        let won = answers.iter().filter(|answer| *answer == "won").count();
        assert_eq!((won, answers.len()), (1, PROCESSES), "claim {claim}");
    }
    let desk = open(&file);
    assert_eq!(desk.decisions(&DecisionFilter::default()).unwrap().len(), CLAIMS as usize);
    assert!(desk.verify(None).unwrap().holds());
}
