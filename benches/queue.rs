//! The queue of 100,000 claims against SQL written by hand for the same file.
//!
//! Every question is asked with changed marks, as after a decision; what a decision cannot change may be remembered.
//! `open_first_page` begins with nothing in memory.

use crate::claims::{self, generate};
use divan::Bencher;
use proofdesk::domain::{Status, Turn};
use proofdesk::store::index::{Index, Mark, Marks, Page, Query, Window};
use proofdesk::store::snapshot::Snapshot;
use proofdesk::store::{Feature, Filter, SortColumn, SortKey};
use rusqlite::Connection;

const CLAIMS: u32 = 100_000;

struct Queue {
    snapshot: Snapshot,
    index: Index,
    marks: Marks,
    turn: u32,
}

impl Queue {
    fn new() -> Self {
        let snapshot = claims::snapshot(CLAIMS);
        let index = claims::index(&snapshot);
        let mut marks = Marks::default();
        for number in (0..CLAIMS).step_by(1_000) {
            marks.set(&generate::claim(number).claim_id, Mark::Decided);
        }
        Self { snapshot, index, marks, turn: 0 }
    }

    fn page(&mut self, filter: &Filter, sort: &[SortKey], offset: u64) -> Page {
        self.turn += 1;
        let skipped = generate::claim(self.turn % CLAIMS).claim_id;
        self.marks.set(&skipped, Mark::Skipped);
        let query = Query { filter, sort, marks: &self.marks, as_of: claims::as_of(), texts: &self.snapshot };
        let page = self.index.page(&query, Window { offset, limit: 50 }).expect("a page");
        self.marks.unset(&skipped, Mark::Skipped);
        page
    }
}

fn waiting() -> Filter {
    Filter::And(vec![Filter::Turn(Turn::Us), Filter::Not(Box::new(Filter::Has(Feature::Decision)))])
}

fn narrow() -> Filter {
    Filter::And(vec![
        waiting(),
        Filter::Status(Status::UnderReview),
        Filter::Workload("intune".into()),
        Filter::Partner("consulting 1".into()),
    ])
}

const BY_PARTNER: &[SortKey] = &[
    SortKey { column: SortColumn::Partner, descending: false },
    SortKey { column: SortColumn::Submitted, descending: true },
];

fn bench(bencher: Bencher<'_, '_>, filter: &Filter, sort: &[SortKey], offset: u64) {
    let mut queue = Queue::new();
    assert!(queue.page(filter, sort, offset).total > 0);
    bencher.bench_local(|| queue.page(filter, sort, offset));
}

/// The same rows and the same count with SQL written by hand.
fn peer(bencher: Bencher<'_, '_>, condition: &str, order: &str, offset: u64) {
    drop(Queue::new());
    let connection = Connection::open(claims::index_path(CLAIMS)).expect("an index");
    connection.execute_batch("CREATE TEMP TABLE decided (claim INTEGER PRIMARY KEY)").expect("room");
    for number in (0..CLAIMS).step_by(1_000) {
        connection.execute("INSERT INTO decided VALUES (?1)", [number + 1_000_000]).expect("room");
    }
    let waiting = "turn = 0 AND facet.claim NOT IN (SELECT claim FROM decided)";
    let count = format!("SELECT count(*) FROM facet WHERE {waiting} AND {condition}");
    let rows = format!(
        "SELECT json FROM row WHERE claim IN (SELECT claim FROM facet WHERE {waiting} AND {condition}
         ORDER BY {order} LIMIT 50 OFFSET {offset})"
    );
    bencher.bench_local(|| {
        let total: i64 = connection.query_row(&count, [], |row| row.get(0)).expect("a count");
        let mut statement = connection.prepare_cached(&rows).expect("a statement");
        let rows: Vec<String> =
            statement.query_map([], |row| row.get(0)).expect("rows").map(|row| row.expect("a row")).collect();
        assert!(total > 0 && !rows.is_empty());
        rows
    });
}

const PEER_NARROW: &str = "status = 3
    AND claim IN (SELECT claim FROM claim_workload JOIN workload ON workload = number WHERE folded LIKE '%intune%')
    AND partner IN (SELECT number FROM partner WHERE folded LIKE '%consulting 1%')";

/// Opening the index and showing the first page.
#[divan::bench]
fn open_first_page(bencher: Bencher<'_, '_>) {
    let queue = Queue::new();
    let filter = waiting();
    bencher.bench_local(|| {
        let index = claims::open_index(&queue.snapshot).expect("an index");
        let query = Query {
            filter: &filter,
            sort: &[],
            marks: &queue.marks,
            as_of: claims::as_of(),
            texts: &queue.snapshot,
        };
        index.page(&query, Window { offset: 0, limit: 50 }).expect("a page")
    });
}

#[divan::bench]
fn first_page(bencher: Bencher<'_, '_>) {
    bench(bencher, &waiting(), &[], 0);
}

#[divan::bench]
fn peer_first_page(bencher: Bencher<'_, '_>) {
    peer(bencher, "1", "latest_start, claim", 0);
}

#[divan::bench]
fn deep_page(bencher: Bencher<'_, '_>) {
    bench(bencher, &waiting(), &[], 45_000);
}

#[divan::bench]
fn peer_deep_page(bencher: Bencher<'_, '_>) {
    peer(bencher, "1", "latest_start, claim", 45_000);
}

#[divan::bench]
fn filtered(bencher: Bencher<'_, '_>) {
    bench(bencher, &narrow(), &[], 0);
}

#[divan::bench]
fn peer_filtered(bencher: Bencher<'_, '_>) {
    peer(bencher, PEER_NARROW, "latest_start, claim", 0);
}

#[divan::bench]
fn sorted_by_partner(bencher: Bencher<'_, '_>) {
    bench(bencher, &waiting(), BY_PARTNER, 0);
}

#[divan::bench]
fn peer_sorted_by_partner(bencher: Bencher<'_, '_>) {
    peer(bencher, "1", "partner, submitted DESC, claim", 0);
}

/// One word of the full text; asked again and again, as while paging.
#[divan::bench]
fn word_in_text(bencher: Bencher<'_, '_>) {
    bench(bencher, &Filter::Text("mailboxes".into()), &[], 0);
}

/// Keys, conflicts and rows of 10,000 claims; after this the queue works.
#[divan::bench(sample_count = 5)]
fn index_rows_of_10_000_claims(bencher: Bencher<'_, '_>) {
    let snapshot = claims::snapshot(10_000);
    let path = claims::place("rebuilt.index.sqlite");
    bencher.bench_local(|| claims::build_rows(&snapshot, &path));
}
