//! Detection of conflicts against the same grouping by other means, over the same lines in the same run.
//!
//! The peers are SQLite's `GROUP BY` over a covering index that is there already, and a hash map of groups in memory.
//! They find groups of several families only; detection also tells roles, duplicates and partners nobody names. Near
//! misses, for which the peers have nothing, are measured apart.

use crate::support::planted::Planted;
use crate::support::samples::editions;
use divan::Bencher;
use proofdesk::rules::detection::{ClaimLine, Detector, claim_lines};
use rusqlite::{Connection, params};
use std::collections::{BTreeSet, HashMap};

const SIZES: &[u32] = &[10_000, 100_000, 1_000_000];

fn planted(claims: u32) -> Planted {
    Planted { claims, groups: claims / 100 }
}

fn each_line(claims: u32, on: &mut dyn FnMut(ClaimLine)) {
    let planted = planted(claims);
    (0..claims).flat_map(|number| claim_lines(&planted.claim(number), editions())).for_each(on);
}

fn detector(claims: u32) -> Detector {
    let mut detector = Detector::default();
    each_line(claims, &mut |line| detector.add(&line));
    detector
}

/// Sorting the collected lines and reading them as groups.
#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn groups(bencher: Bencher<'_, '_>, claims: u32) {
    bencher.with_inputs(|| detector(claims)).bench_local_values(|detector| {
        let found = detector.detect_contests();
        assert!(!found.is_empty());
        found
    });
}

/// The same with every pair of keys that look alike.
#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn groups_and_near_misses(bencher: Bencher<'_, '_>, claims: u32) {
    bencher.with_inputs(|| detector(claims)).bench_local_values(|detector| {
        let found = detector.detect();
        assert!(!found.near_misses.is_empty());
        found
    });
}

/// Groups of several families by SQLite over a covering index.
#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn peer_sqlite_group_by(bencher: Bencher<'_, '_>, claims: u32) {
    const GROUPS: &str = "WITH shared AS (
            SELECT tenant, key FROM line GROUP BY tenant, key HAVING min(family) <> max(family))
        SELECT tenant, key, claim FROM shared JOIN line USING (tenant, key)";
    let connection = Connection::open_in_memory().expect("a database");
    connection
        .execute_batch("CREATE TABLE line (tenant TEXT, key TEXT, family TEXT, claim INTEGER) STRICT; BEGIN;")
        .expect("a table");
    each_line(claims, &mut |line| {
        let claim: u32 = line.claim_id.as_str().parse().expect("a number");
        connection
            .prepare_cached("INSERT INTO line VALUES (?1, ?2, ?3, ?4)")
            .and_then(|mut insert| {
                insert.execute(params![
                    line.key.tenant.as_str(),
                    line.key.subject_in_words(),
                    line.family,
                    claim
                ])
            })
            .expect("a row");
    });
    connection
        .execute_batch("COMMIT; CREATE INDEX covering ON line (tenant, key, family, claim);")
        .expect("an index");
    bencher.bench_local(|| {
        let mut statement = connection.prepare_cached(GROUPS).expect("a statement");
        let rows = statement.query_map([], |row| row.get::<_, u32>(2)).expect("rows");
        let found: Vec<u32> = rows.map(|row| row.expect("a row")).collect();
        assert!(!found.is_empty());
        found
    });
}

/// Groups of several families in a hash map, over keys that are numbers already.
#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn peer_hash_map(bencher: Bencher<'_, '_>, claims: u32) {
    let mut names: HashMap<String, u32> = HashMap::new();
    let mut number = move |name: String| {
        let next = u32::try_from(names.len()).expect("few names");
        *names.entry(name).or_insert(next)
    };
    let mut lines: Vec<((u128, u32), u32, u32)> = Vec::new();
    each_line(claims, &mut |line| {
        let tenant = u128::from_str_radix(&line.key.tenant.as_str().replace('-', ""), 16).expect("digits");
        let key = (tenant, number(line.key.subject_in_words()));
        lines.push((key, number(line.family), line.claim_id.as_str().parse().expect("a number")));
    });
    bencher.bench_local(|| {
        let mut groups: HashMap<(u128, u32), Vec<(u32, u32)>> = HashMap::new();
        for (key, family, claim) in &lines {
            groups.entry(*key).or_default().push((*family, *claim));
        }
        groups.retain(|_, lines| lines.iter().map(|(family, _)| family).collect::<BTreeSet<_>>().len() > 1);
        assert!(!groups.is_empty());
        groups
    });
}
