//! Every figure of the statistics once more, from the exports alone.
//!
//! Nothing of the library is used here: JSON in, other formulas where there are others. Standard errors come from
//! influence functions instead of the printed variances, Wilson's interval from halving instead of the quadratic,
//! tickets from the bytes they are made of.
#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "numbers of cases in a test are small"
)]

use serde_json::Value;
use sha2::Digest;
use std::collections::{BTreeMap, BTreeSet};

/// What the command line exported.
pub(super) struct Exports {
    pub(super) decisions: Vec<Value>,
    pub(super) looks: Vec<Value>,
    pub(super) settled: Vec<Value>,
    pub(super) doubles: Vec<Value>,
    pub(super) sample: Vec<Value>,
    pub(super) seed: &'static str,
}

const VERDICTS: [&str; 4] = ["met", "not-met", "unclear", "not-applicable"];
const KINDS: [&str; 5] = ["approve", "partial-approve", "action-required", "reject", "final-reject"];
pub(super) const REQUIREMENTS: [&str; 6] = [
    "customer-acknowledgement",
    "party-names",
    "activity-detail",
    "workload-connection",
    "dates",
    "public-sector-disclosure",
];
const Z: f64 = 1.959_963_984_540_054;

fn near(found: &Value, expected: f64, what: &str) {
    let value = found.as_f64().unwrap_or_else(|| panic!("{what}: {found} instead of {expected}"));
    assert!((value - expected).abs() < 1e-9, "{what}: {value} instead of {expected}");
}

/// Halves an interval until the sign of a function changes there.
fn root(mut low: f64, mut high: f64, f: impl Fn(f64) -> f64) -> f64 {
    let rising = f(low) < 0.0;
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if (f(middle) < 0.0) == rising { low = middle } else { high = middle }
    }
    low
}

fn share(found: &Value, count: usize, of: usize, what: &str) {
    assert_eq!(
        (found["count"].as_u64(), found["of"].as_u64()),
        (Some(count as u64), Some(of as u64)),
        "{what}"
    );
    if of == 0 {
        assert!(found["share"].is_null(), "{what}");
        return;
    }
    interval(&found["share"], count, of, what);
    if count == 0 {
        let bound = root(0.0, 1.0, |p| 0.05 - (1.0 - p).powf(of as f64));
        near(&found["at_most"], bound, what);
    }
}

fn interval(found: &Value, count: usize, of: usize, what: &str) {
    let (n, p) = (of as f64, count as f64 / of as f64);
    let far = |q: f64| (p - q).abs() - Z * (q * (1.0 - q) / n).sqrt();
    near(&found["value"], p, what);
    near(&found["low"], if count == 0 { 0.0 } else { root(0.0, p, far) }, what);
    near(&found["high"], if count == of { 1.0 } else { root(p + 1e-12, 1.0, far) }, what);
}

/// Kappa and AC1 with their standard errors from influence functions.
fn coefficients(pairs: &[(usize, usize)], categories: usize) -> [Option<(f64, f64)>; 2] {
    let n = pairs.len() as f64;
    if pairs.is_empty() {
        return [None, None];
    }
    let mut first = vec![0.0; categories];
    let mut second = vec![0.0; categories];
    for (a, b) in pairs {
        first[*a] += 1.0 / n;
        second[*b] += 1.0 / n;
    }
    let agreed = pairs.iter().filter(|(a, b)| a == b).count() as f64 / n;
    let others = categories as f64 - 1.0;
    let popular: Vec<f64> = first.iter().zip(&second).map(|(a, b)| (a + b) / 2.0).collect();
    let by_chance = [
        first.iter().zip(&second).map(|(a, b)| a * b).sum::<f64>(),
        popular.iter().map(|p| p * (1.0 - p)).sum::<f64>() / others,
    ];
    let slope = popular.iter().map(|p| (1.0 - 2.0 * p) * p).sum::<f64>() / others;
    let moves = |which: usize, (a, b): (usize, usize)| match which {
        0 => second[a] + first[b] - 2.0 * by_chance[0],
        _ => (2.0 - 2.0 * popular[a] - 2.0 * popular[b]) / 2.0 / others - slope,
    };
    [0, 1].map(|which| {
        let chance = by_chance[which];
        if chance >= 1.0 {
            return None;
        }
        let value = (agreed - chance) / (1.0 - chance);
        let influence = |pair: &(usize, usize)| {
            let same = if pair.0 == pair.1 { 1.0 } else { 0.0 };
            ((same - agreed) * (1.0 - chance) - moves(which, *pair) * (1.0 - agreed)) / (1.0 - chance).powi(2)
        };
        let variance = pairs.iter().map(|pair| influence(pair).powi(2)).sum::<f64>() / n;
        Some((value, (variance / n).sqrt()))
    })
}

fn agreement(found: &Value, pairs: &[(usize, usize)], categories: usize, what: &str) {
    let agreed = pairs.iter().filter(|(a, b)| a == b).count();
    assert_eq!(found["pairs"], pairs.len(), "{what}");
    assert_eq!(found["agreed"], agreed, "{what}");
    if !pairs.is_empty() {
        interval(&found["raw"], agreed, pairs.len(), what);
    }
    for (name, expected) in ["kappa", "ac1"].iter().zip(coefficients(pairs, categories)) {
        let what = format!("{what} {name}");
        match expected {
            None => assert!(found[name].is_null(), "{what}"),
            Some((value, error)) => {
                near(&found[name]["value"], value, &what);
                near(&found[name]["low"], (value - Z * error).max(-1.0), &what);
                near(&found[name]["high"], (value + Z * error).min(1.0), &what);
            }
        }
    }
}

fn place(words: &[&str], word: &Value) -> usize {
    words.iter().position(|known| *word == **known).unwrap()
}

fn cell<'a>(cells: &'a Value, of: &Value) -> Option<&'a Value> {
    let same = |cell: &&Value| cell["requirement"] == of["requirement"] && cell["workload"] == of["workload"];
    cells.as_array().unwrap().iter().find(same)
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

/// Whether a decision and the look at it belong to a stream.
type Belongs<'a> = &'a dyn Fn(&(&Value, &Value)) -> bool;

/// Recomputes and compares everything that the exports tell.
pub(super) fn check(exports: &Exports, figures: &Value) {
    let standing: Vec<&Value> = exports.decisions.iter().filter(|line| line["withdrawn"] == false).collect();
    check_outcomes(exports, &standing, &figures["outcomes"]);
    check_reasons(&standing, &figures["reasons"]);
    check_causes(&exports.settled, &figures["causes"]);
    let by_id: BTreeMap<&str, &Value> =
        standing.iter().map(|line| (line["id"].as_str().unwrap(), *line)).collect();
    let pairs: Vec<(&Value, &Value)> =
        exports.looks.iter().map(|look| (by_id[look["decision"].as_str().unwrap()], look)).collect();
    let tickets = drawn_by_ticket(exports, &standing);
    let streams: [(&str, Belongs<'_>); 3] = [
        ("random", &|(_, look)| look["stream"] == "random"),
        ("random-by-ticket", &|(made, look)| {
            look["stream"] == "random" && tickets.contains(made["id"].as_str().unwrap())
        }),
        ("targeted", &|(_, look)| look["stream"] == "targeted"),
    ];
    for (at, (name, belongs)) in streams.iter().enumerate() {
        let mine: Vec<(&Value, &Value)> = pairs.iter().copied().filter(|pair| belongs(pair)).collect();
        assert_eq!(figures["streams"][at]["stream"], *name);
        check_stream(&figures["streams"][at], &mine, &exports.settled);
        assert!(!mine.is_empty(), "no look in the stream {name}");
    }
    let doubles: Vec<(&Value, &Value)> =
        exports.doubles.iter().map(|double| (&double["first"], &double["second"])).collect();
    assert!(doubles.iter().any(|(first, second)| first["kind"] != second["kind"]), "all desks agree");
    assert_eq!(figures["streams"][3]["stream"], "double-review");
    check_stream(&figures["streams"][3], &doubles, &exports.settled);
    let random: Vec<_> = pairs.iter().copied().filter(|pair| streams[0].1(pair)).collect();
    check_heat(&figures["heat"], &random);
}

fn check_outcomes(exports: &Exports, standing: &[&Value], found: &Value) {
    let is = |line: &Value, kind: &str| line["kind"] == kind;
    assert_eq!(found["decisions"], standing.len());
    assert_eq!(found["withdrawn"], exports.decisions.len() - standing.len());
    for kind in list(&found["kinds"]) {
        let count = standing.iter().filter(|line| line["kind"] == kind["kind"]).count();
        assert_eq!(kind["decisions"], count, "{kind}");
    }
    let overridden = standing.iter().filter(|line| line["kind"] != line["derived"]).count();
    share(&found["overrides"], overridden, standing.len(), "overrides");
    let reworded = standing.iter().filter(|line| !line["composed"].is_null()).count();
    share(&found["reworded"], reworded, standing.len(), "reworded");

    let partial: Vec<&&Value> = standing.iter().filter(|line| is(line, "partial-approve")).collect();
    let exact = partial.iter().filter(|line| !corrected(line, &exports.settled)).count();
    assert!(exact < partial.len(), "no split was corrected");
    share(&found["exact_splits"], exact, partial.len(), "exact splits");

    let asked: Vec<&&Value> = standing.iter().filter(|line| is(line, "action-required")).collect();
    let answer = |line: &&Value| {
        standing
            .iter()
            .find(|later| later["supersedes"] == line["id"] && later["claim_digest"] != line["claim_digest"])
    };
    let back: Vec<&&Value> = asked.iter().filter_map(|line| answer(line)).collect();
    let approved = back.iter().filter(|line| is(line, "approve") || is(line, "partial-approve")).count();
    let again = back.iter().filter(|line| is(line, "action-required")).count();
    assert!(approved > 0 && again > 0, "nothing came back");
    share(&found["returns"]["came_back"], back.len(), asked.len(), "came back");
    share(&found["returns"]["approved_on_return"], approved, back.len(), "approved on return");
    share(&found["returns"]["asked_again"], again, back.len(), "asked again");

    let disputes: Vec<&&Value> = standing.iter().filter(|line| !line["dispute"].is_null()).collect();
    let reversed: Vec<&&&Value> =
        disputes.iter().filter(|line| is(line, "approve") || is(line, "partial-approve")).collect();
    let new = reversed.iter().filter(|line| line["dispute"]["cause"] == "new-evidence").count();
    assert!(new > 0 && reversed.len() > new, "no dispute was reversed");
    share(&found["reversals"]["reversed"], reversed.len(), disputes.len(), "reversed");
    share(
        &found["reversals"]["without_new_evidence"],
        reversed.len() - new,
        disputes.len(),
        "without new evidence",
    );
    assert_eq!(found["reversals"]["on_new_evidence"], new);
}

fn passes(verdict: &Value) -> bool {
    verdict == "met" || verdict == "not-applicable"
}

fn corrected(line: &Value, settled: &[Value]) -> bool {
    let hash = &line["event_hash"];
    let reopened = ["reopened", "voided"].iter().any(|state| line["state"] == *state);
    let otherwise = |one: &Value| {
        let moved = |settled: &Value| {
            let first = cell(&line["cells"], settled);
            !settled["workload"].is_null()
                && first.is_some_and(|first| passes(&first["verdict"]) != passes(&settled["verdict"]))
        };
        one["kind"] != "partial-approve" || list(&one["cells"]).iter().any(moved)
    };
    let about = |one: &&Value| one["first"] == *hash || one["second"] == *hash;
    reopened || settled.iter().filter(about).any(otherwise)
}

fn check_reasons(standing: &[&Value], found: &Value) {
    let mut given: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for line in standing {
        let of_cells = list(&line["cells"]).iter().flat_map(|cell| list(&cell["reasons"]));
        let codes: BTreeSet<String> = of_cells
            .chain(list(&line["claim_reasons"]))
            .map(|mark| mark["code"].as_str().unwrap().to_owned())
            .collect();
        for code in codes {
            let (all, reworded) = given.entry(code).or_default();
            *all += 1;
            *reworded += usize::from(!line["composed"].is_null());
        }
    }
    assert_eq!(list(found).len(), given.len());
    let total: usize = given.values().map(|(all, _)| all).sum();
    let (mut so_far, mut before) = (0, usize::MAX);
    for reason in list(found) {
        let (all, reworded) = given[reason["code"].as_str().unwrap()];
        assert!(all <= before, "the most frequent reason comes first");
        before = all;
        so_far += all;
        assert_eq!(reason["decisions"], all);
        near(&reason["cumulative"], so_far as f64 / total as f64, "cumulative");
        share(&reason["other_words"], reworded, all, "other words");
        assert_eq!(reason["reword"], reworded as f64 / all as f64 > 0.1);
    }
}

fn check_causes(settled: &[Value], found: &Value) {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for cell in settled.iter().flat_map(|one| list(&one["cells"])) {
        *counted.entry(cell["cause"].as_str().unwrap()).or_default() += 1;
    }
    assert!(counted.len() > 3 && list(found).len() == counted.len());
    for cause in list(found) {
        assert_eq!(cause["cells"], counted[cause["cause"].as_str().unwrap()]);
    }
}

/// The ticket from its bytes: SHA-256 over fields that are preceded by their length.
fn ticket(seed: &str, line: &Value) -> f64 {
    let digest = line["claim_digest"].as_str().unwrap();
    let digest: Vec<u8> =
        (0..64).step_by(2).map(|at| u8::from_str_radix(&digest[at..at + 2], 16).unwrap()).collect();
    let claim = line["claim_id"].as_str().unwrap();
    let mut hash = sha2::Sha256::new();
    for field in [b"proofdesk-sample-v1".as_slice(), seed.as_bytes(), claim.as_bytes(), &digest] {
        hash.update((field.len() as u64).to_be_bytes());
        hash.update(field);
    }
    let bytes = hash.finalize();
    let number = u64::from_be_bytes(bytes[..8].try_into().unwrap());
    (number >> 12) as f64 / 2_f64.powi(52)
}

/// Decisions whose ticket is below a tenth; the sample must say the same.
fn drawn_by_ticket<'a>(exports: &Exports, standing: &[&'a Value]) -> BTreeSet<&'a str> {
    let drawn: BTreeSet<&str> = standing
        .iter()
        .filter(|line| ticket(exports.seed, line) < 0.1)
        .map(|line| line["id"].as_str().unwrap())
        .collect();
    let said: BTreeSet<&str> = exports
        .sample
        .iter()
        .filter(|row| row["why"] == "share")
        .map(|row| row["decision"].as_str().unwrap())
        .collect();
    assert_eq!(drawn, said);
    drawn
}

fn check_stream(found: &Value, pairs: &[(&Value, &Value)], settled: &[Value]) {
    let name = &found["stream"];
    assert_eq!(found["looks"], pairs.len(), "{name}");
    for (at, requirement) in REQUIREMENTS.iter().enumerate() {
        let of_row = cell_pairs(pairs).into_iter().filter(|(key, ..)| key["requirement"] == *requirement);
        let verdicts: Vec<(usize, usize)> =
            of_row.map(|(_, a, b)| (place(&VERDICTS, a), place(&VERDICTS, b))).collect();
        agreement(&found["requirements"][at], &verdicts, VERDICTS.len(), &format!("{name} {requirement}"));
    }
    let kinds: Vec<(usize, usize)> =
        pairs.iter().map(|(a, b)| (place(&KINDS, &a["kind"]), place(&KINDS, &b["kind"]))).collect();
    agreement(&found["decision"], &kinds, KINDS.len(), &format!("{name} decision"));
    let differing = kinds.iter().filter(|(a, b)| a != b).count();
    share(&found["overturned"]["differing"], differing, pairs.len(), &format!("{name} overturned"));
    let against = pairs.iter().filter(|(made, look)| {
        let hashes = [&made["event_hash"], &look["event_hash"]];
        settled.iter().any(|one| {
            hashes.contains(&&one["first"]) && hashes.contains(&&one["second"]) && one["kind"] != made["kind"]
        })
    });
    assert_eq!(found["overturned"]["settled_against"], against.count(), "{name}");
}

/// Cells both judged, without those that neither did.
fn cell_pairs<'a>(pairs: &[(&'a Value, &'a Value)]) -> Vec<(&'a Value, &'a Value, &'a Value)> {
    let mut found = Vec::new();
    for (made, look) in pairs {
        for first in list(&made["cells"]) {
            let Some(second) = cell(&look["cells"], first) else { continue };
            if first["verdict"] != "not-applicable" || second["verdict"] != "not-applicable" {
                found.push((first, &first["verdict"], &second["verdict"]));
            }
        }
    }
    found
}

fn check_heat(found: &Value, pairs: &[(&Value, &Value)]) {
    let mut counted: BTreeMap<(String, String), (usize, usize)> = BTreeMap::new();
    for (key, a, b) in cell_pairs(pairs) {
        let (agreed, of) =
            counted.entry((key["requirement"].to_string(), key["workload"].to_string())).or_default();
        *of += 1;
        *agreed += usize::from(a == b);
    }
    assert_eq!(list(found).len(), counted.len());
    for cell in list(found) {
        let key = (cell["requirement"].to_string(), cell["workload"].to_string());
        let (agreed, of) = counted[&key];
        share(&cell["agreed"], agreed, of, &format!("heat {key:?}"));
    }
}

/// Recomputes the histograms from the rows of the queue.
pub(super) fn check_queue(rows: &[Value], found: &Value) {
    let slack: Vec<i64> = rows.iter().filter_map(|row| row["slack_minutes"].as_i64()).collect();
    let today: chrono::NaiveDate = "2025-09-30".parse().unwrap();
    let age = |row: &Value| {
        let submitted: chrono::NaiveDate = row["submitted_on"].as_str().unwrap().parse().unwrap();
        (today - submitted).num_days()
    };
    let ages: Vec<i64> = rows.iter().map(age).collect();
    assert_eq!(found["waiting"], rows.len());
    assert_eq!(found["without_clock"], rows.len() - slack.len());
    let minutes = [i64::MIN, 0, 240, 1_440, 2_880, 7_200, 14_400, i64::MAX];
    histogram(&found["slack"], &slack, &minutes);
    histogram(&found["ageing"], &ages, &[i64::MIN, 2, 5, 10, 20, 30, 60, i64::MAX]);
    let mut sorted = slack;
    sorted.sort_unstable();
    for (at, part) in [0.1, 0.5, 0.9].iter().enumerate() {
        let place = part * (sorted.len() - 1) as f64;
        let (below, above) = (place.floor() as usize, place.ceil() as usize);
        let between = place - place.floor();
        let expected = sorted[below] as f64 * (1.0 - between) + sorted[above] as f64 * between;
        assert!((found["slack_percentiles"][at].as_f64().unwrap() - expected).abs() < 1e-6);
    }
}

fn histogram(found: &Value, values: &[i64], edges: &[i64]) {
    assert_eq!(list(found).len(), edges.len() - 1);
    for (bar, ends) in list(found).iter().zip(edges.windows(2)) {
        let inside = values.iter().filter(|value| **value >= ends[0] && **value < ends[1]).count();
        assert_eq!(bar["claims"], inside, "{bar}");
    }
}
