//! The queue's index.

use super::{build, new_snapshot};
use crate::support::generate;
use chrono::{DateTime, TimeDelta, Utc};
use proofdesk::domain::{Claim, ClaimId, Digest, EditionId, QueueKind, Status, Suggestions, Turn};
use proofdesk::store::index::{
    DocumentTexts, Index, IndexBuilder, IndexRow, Mark, Marks, Page, Query, SuggestionKey, Window,
};
use proofdesk::store::snapshot::{Snapshot, SnapshotMeta, Trust};
use proofdesk::store::{Feature, Filter, SortColumn, SortKey, StoreError};
use std::cell::Cell;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const ENGINE: &str = "engine 1";

fn as_of() -> DateTime<Utc> {
    "2025-10-01T09:00:00Z".parse().unwrap()
}

/// An index of generated claims beside its snapshot.
struct Built {
    folder: TempDir,
    meta: SnapshotMeta,
    claims: Vec<Claim>,
    rows: Vec<IndexRow>,
    snapshot: Snapshot,
    index: Index,
}

impl Built {
    fn with(count: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let claims: Vec<Claim> = (0..count).map(generate::claim).collect();
        let meta = build(&folder.path().join("a.snapshot.sqlite"), &claims);
        let snapshot = Snapshot::open(&folder.path().join("a.snapshot.sqlite"), Trust::Sealed).unwrap();
        let (index, rows) = build_index(&folder.path().join("a.index.sqlite"), &meta, &claims);
        Self { folder, meta, claims, rows, snapshot, index }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("a.index.sqlite")
    }

    fn with_text(count: u32) -> Self {
        let built = Self::with(count);
        let mut builder = built.index.text_builder().unwrap();
        built
            .snapshot
            .texts::<StoreError>(None, &mut |text| builder.add_text(text.claim_id, text.position, text.text))
            .unwrap();
        builder.finish(&[]).unwrap();
        built
    }

    fn page(&self, filter: &Filter) -> Page {
        self.sorted(filter, &[], &Marks::default())
    }

    fn sorted(&self, filter: &Filter, sort: &[SortKey], marks: &Marks) -> Page {
        let query = Query { filter, sort, marks, as_of: as_of(), texts: &self.snapshot };
        let page = self.index.page(&query, Window { offset: 0, limit: 100_000 }).unwrap();
        assert_eq!(page.total, page.rows.len() as u64, "{filter:?}");
        page
    }

    /// Ids that a filter finds, checked against a plain condition on the rows.
    fn finds(&self, filter: &Filter, expected: impl Fn(&IndexRow) -> bool) {
        let mut found: Vec<_> = self.page(filter).rows.into_iter().map(|row| row.claim_id).collect();
        found.sort();
        let wanted: Vec<_> =
            self.rows.iter().filter(|row| expected(row)).map(|row| row.claim_id.clone()).collect();
        assert!(!wanted.is_empty(), "{filter:?} should find something");
        assert!(wanted.len() < self.rows.len(), "{filter:?} should leave something out");
        assert_eq!(found, wanted, "{filter:?}");
    }
}

fn build_index(path: &Path, meta: &SnapshotMeta, claims: &[Claim]) -> (Index, Vec<IndexRow>) {
    let mut builder = IndexBuilder::create(path, meta, ENGINE).unwrap();
    let found = generate::detected(claims);
    builder.add_contests(&found.contests, &found.near_misses).unwrap();
    let contested = generate::contested(&found);
    let rows: Vec<_> =
        claims.iter().map(|claim| generate::row(claim, contested.contains(&claim.claim_id))).collect();
    for row in &rows {
        builder.add_row(row).unwrap();
    }
    (builder.finish_rows().unwrap(), rows)
}

#[test]
fn every_row_comes_back_as_it_went_in() {
    let built = Built::with(200);
    for row in &built.rows {
        assert_eq!(built.index.row(&row.claim_id).unwrap().as_ref(), Some(row));
    }
    let page = built.page(&Filter::All);
    assert_eq!(page.total, 200);
    assert_eq!(built.index.row(&ClaimId::parse("0000001").unwrap()).unwrap(), None);
}

#[test]
fn each_filter_finds_what_its_condition_says() {
    let built = Built::with(600);
    let days = |count| as_of() + TimeDelta::days(count);
    let text = String::from;
    built.finds(&Filter::Status(Status::Approved), |row| row.status == Status::Approved);
    built.finds(&Filter::Turn(Turn::Us), |row| row.turn == Turn::Us);
    built.finds(&Filter::Kind(QueueKind::Conflict), |row| row.kind == Some(QueueKind::Conflict));
    built.finds(&Filter::Workload(text("intune")), |row| row.workloads.iter().any(|w| w.code == "INTUNE"));
    built.finds(&Filter::Workload(text("p2")), |row| row.workloads.iter().any(|w| w.code == "P2"));
    built.finds(&Filter::Workload(text("defender for")), |row| {
        row.workloads.iter().any(|w| w.name.contains("Defender for"))
    });
    built.finds(&Filter::Partner(text("alpine con")), |row| row.partner.starts_with("Alpine Con"));
    built.finds(&Filter::Partner(text("50000")), |row| row.partner_id.contains("50000"));
    built.finds(&Filter::Customer(text("clinics")), |row| row.customer.contains("Clinics"));
    built.finds(&Filter::Customer(text("0000000a-1111")), |row| {
        row.customer_tenant.as_str().contains("0000000a-1111")
    });
    built.finds(&Filter::Country(text("nor")), |row| row.customer_country == "Norway");
    built.finds(&Filter::Sector(built.rows[0].sector), |row| row.sector == built.rows[0].sector);
    built.finds(&Filter::Claim(text("00012")), |row| row.claim_id.as_str().contains("00012"));
    built.finds(&Filter::Claim(text("77")), |row| row.claim_id.as_str().contains("77"));
    built.finds(&Filter::DueWithin(0), |row| row.deadline.is_some_and(|deadline| deadline < as_of()));
    built.finds(&Filter::DueWithin(3 * 1_440), |row| row.deadline.is_some_and(|deadline| deadline < days(3)));
    built
        .finds(&Filter::DueAfter(30 * 1_440), |row| row.deadline.is_some_and(|deadline| deadline > days(30)));
    built.finds(&Filter::SubmittedBefore(days(-60).date_naive()), |row| {
        row.submitted_on < days(-60).date_naive()
    });
    built.finds(&Filter::SubmittedAfter(days(60).date_naive()), |row| {
        row.submitted_on > days(60).date_naive()
    });
    built.finds(&Filter::Has(Feature::Conflict), |row| row.contested);
    built.finds(&Filter::Has(Feature::Clock), |row| row.deadline.is_some());
    built.finds(&Filter::Any(text("zenith")), |row| {
        row.partner.contains("Zenith") || row.customer.contains("Zenith") || row.claim_name.contains("Zenith")
    });
    built.finds(&Filter::Any(text("1000017")), |row| row.claim_id.as_str() == "1000017");
}

#[test]
fn filters_combine() {
    let built = Built::with(600);
    let approved = || Filter::Status(Status::Approved);
    let norway = || Filter::Country("norway".into());
    built.finds(&Filter::And(vec![approved(), norway()]), |row| {
        row.status == Status::Approved && row.customer_country == "Norway"
    });
    built.finds(&Filter::Or(vec![approved(), norway()]), |row| {
        row.status == Status::Approved || row.customer_country == "Norway"
    });
    built.finds(&Filter::Not(Box::new(Filter::Or(vec![approved(), norway()]))), |row| {
        !(row.status == Status::Approved || row.customer_country == "Norway")
    });
    built.finds(&Filter::Not(Box::new(Filter::Kind(QueueKind::New))), |row| row.kind != Some(QueueKind::New));
    assert_eq!(built.page(&Filter::And(vec![])).total, 600);
    assert_eq!(built.page(&Filter::Or(vec![])).total, 0);
}

#[test]
fn no_text_of_a_filter_is_read_as_sql() {
    let built = Built::with(20);
    for text in ["'", "\"; DROP TABLE facet; --", "%", "_", "\0", "?1"] {
        for filter in [Filter::Partner(text.into()), Filter::Any(text.into()), Filter::Text(text.into())] {
            assert_eq!(built.page(&filter).total, 0, "{filter:?}");
        }
    }
}

#[test]
fn the_queue_is_in_the_order_of_slack_and_claims_without_a_clock_come_last() {
    let built = Built::with(300);
    let mut expected = built.rows.clone();
    expected.sort_by_key(|row| (row.latest_start.is_none(), row.latest_start, row.claim_id.clone()));
    assert_eq!(built.page(&Filter::All).rows, expected);
}

#[test]
fn several_sort_levels_are_followed_in_their_order() {
    let built = Built::with(300);
    let sort = [
        SortKey { column: SortColumn::Workloads, descending: true },
        SortKey { column: SortColumn::Partner, descending: false },
        SortKey { column: SortColumn::Submitted, descending: true },
    ];
    let mut expected = built.rows.clone();
    expected.sort_by(|a, b| {
        (b.workloads.len().cmp(&a.workloads.len()))
            .then_with(|| a.partner.to_lowercase().cmp(&b.partner.to_lowercase()))
            .then_with(|| b.submitted_on.cmp(&a.submitted_on))
            .then_with(|| a.claim_id.cmp(&b.claim_id))
    });
    assert_eq!(built.sorted(&Filter::All, &sort, &Marks::default()).rows, expected);
}

#[test]
fn pages_tile_the_answer() {
    let built = Built::with(230);
    let filter = Filter::Turn(Turn::Us);
    let whole = built.page(&filter);
    let mut tiled = Vec::new();
    let marks = Marks::default();
    let query = Query { filter: &filter, sort: &[], marks: &marks, as_of: as_of(), texts: &built.snapshot };
    for offset in (0..whole.total + 50).step_by(50) {
        let page = built.index.page(&query, Window { offset, limit: 50 }).unwrap();
        assert_eq!(page.total, whole.total);
        tiled.extend(page.rows);
    }
    assert_eq!(tiled, whole.rows);
}

#[test]
fn next_and_position_follow_the_order_of_the_page() {
    let built = Built::with(120);
    let marks = Marks::default();
    let descending = [
        SortKey { column: SortColumn::Status, descending: true },
        SortKey { column: SortColumn::Customer, descending: false },
    ];
    for sort in [&[][..], &descending[..]] {
        let filter = Filter::Turn(Turn::Us);
        let query = Query { filter: &filter, sort, marks: &marks, as_of: as_of(), texts: &built.snapshot };
        let ids: Vec<_> =
            built.sorted(&filter, sort, &marks).rows.into_iter().map(|row| row.claim_id).collect();
        assert_eq!(built.index.next(&query, None).unwrap().as_ref(), ids.first());
        for (place, id) in ids.iter().enumerate() {
            assert_eq!(built.index.position(&query, id).unwrap(), Some(place as u64));
            assert_eq!(built.index.next(&query, Some(id)).unwrap().as_ref(), ids.get(place + 1));
        }
        let outside = built.rows.iter().find(|row| row.turn != Turn::Us).unwrap();
        assert_eq!(built.index.position(&query, &outside.claim_id).unwrap(), None);
    }
}

#[test]
fn the_claim_behind_a_decided_one_is_found_although_it_left_the_queue() {
    let built = Built::with(60);
    let mut marks = Marks::default();
    let filter =
        Filter::And(vec![Filter::Turn(Turn::Us), Filter::Not(Box::new(Filter::Has(Feature::Decision)))]);
    let before = built.sorted(&filter, &[], &marks);
    marks.set(&before.rows[3].claim_id, Mark::Decided);
    let query = Query { filter: &filter, sort: &[], marks: &marks, as_of: as_of(), texts: &built.snapshot };
    let next = built.index.next(&query, Some(&before.rows[3].claim_id)).unwrap();
    assert_eq!(next.as_ref(), Some(&before.rows[4].claim_id));
    assert_eq!(built.sorted(&filter, &[], &marks).total, before.total - 1);
}

#[test]
fn marks_are_taken_over_and_taken_back() {
    let built = Built::with(50);
    let id = |at: usize| built.claims[at].claim_id.clone();
    let mut marks = Marks::default();
    marks.set(&id(1), Mark::Decided);
    marks.set(&id(1), Mark::Draft);
    marks.set(&id(2), Mark::Skipped);
    let found = |feature, marks: &Marks| -> Vec<ClaimId> {
        built.sorted(&Filter::Has(feature), &[], marks).rows.into_iter().map(|row| row.claim_id).collect()
    };
    assert_eq!(found(Feature::Decision, &marks), [id(1)]);
    assert_eq!(found(Feature::Draft, &marks), [id(1)]);
    assert_eq!(found(Feature::Skip, &marks), [id(2)]);
    marks.unset(&id(1), Mark::Decided);
    marks.unset(&id(2), Mark::Skipped);
    assert_eq!(found(Feature::Decision, &marks), []);
    assert_eq!(found(Feature::Draft, &marks), [id(1)]);
    assert_eq!(found(Feature::Skip, &marks), []);
    assert_eq!(found(Feature::Draft, &Marks::default()), []);
}

#[test]
fn the_total_follows_every_mark() {
    let built = Built::with(200);
    let not = |feature| Filter::Not(Box::new(Filter::Has(feature)));
    let open = Filter::And(vec![
        Filter::And(vec![Filter::Turn(Turn::Us), not(Feature::Decision)]),
        not(Feature::Skip),
    ]);
    let mut marks = Marks::default();
    let before = built.sorted(&open, &[], &marks).total;
    for (at, mark) in [(0, Mark::Decided), (0, Mark::Skipped), (1, Mark::Skipped), (2, Mark::Draft)] {
        let waiting = built.rows.iter().filter(|row| row.turn == Turn::Us).nth(at).unwrap();
        marks.set(&waiting.claim_id, mark);
    }
    let elsewhere = built.rows.iter().find(|row| row.turn != Turn::Us).unwrap();
    marks.set(&elsewhere.claim_id, Mark::Decided);
    assert_eq!(built.sorted(&open, &[], &marks).total, before - 2);
    assert_eq!(
        built.sorted(&Filter::Or(vec![open, Filter::Has(Feature::Decision)]), &[], &marks).total,
        before
    );
}

#[test]
fn counts_are_of_the_whole_snapshot() {
    let built = Built::with(300);
    let counts = built.index.counts().unwrap();
    assert_eq!(counts.iter().map(|(_, claims)| claims).sum::<u64>(), 300);
    for (status, claims) in counts {
        assert_eq!(claims, built.rows.iter().filter(|row| row.status == status).count() as u64);
    }
}

#[test]
fn a_workload_is_contested_between_families_but_not_within_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut claims: Vec<Claim> = (0..4).map(generate::claim).collect();
    for (at, family) in [Some("7000001"), Some("7000001"), Some("7000002"), None].into_iter().enumerate() {
        claims[at].customer.tenant_id = claims[0].customer.tenant_id.clone();
        claims[at].workloads = claims[0].workloads[..1].to_vec();
        claims[at].workloads[0].association = proofdesk::domain::Association::None;
        claims[at].partner.global_partner_id = family.map(Into::into);
    }
    let meta = build(&folder.path().join("a"), &claims);
    let contested_with = |claims: &[Claim]| {
        let (index, rows) = build_index(&folder.path().join("i"), &meta, claims);
        let by_group: Vec<bool> = rows.iter().map(|row| row.contested).collect();
        let by_claim: Vec<bool> =
            claims.iter().map(|claim| !index.contested(&claim.claim_id).unwrap().is_empty()).collect();
        assert_eq!(by_group, by_claim);
        (by_group, index)
    };
    assert_eq!(contested_with(&claims[..2]).0, [false, false]);
    let (contested, index) = contested_with(&claims[..3]);
    assert_eq!(contested, [true, true, true]);
    let rivals: Vec<_> =
        index.rivals(&claims[0].claim_id).unwrap().into_iter().map(|rival| rival.claim_id).collect();
    assert_eq!(rivals, [claims[2].claim_id.clone()]);

    claims[3].customer.tenant_id = generate::claim(77).customer.tenant_id;
    claims[3].workloads[0].association = proofdesk::domain::Association::ToAnotherPartner;
    assert_eq!(contested_with(&claims).0, [true, true, true, true]);
}

#[test]
fn words_and_phrases_are_found_exactly() {
    let built = Built::with_text(300);
    let texts = |needle: &str| {
        let mut found: Vec<_> = built
            .claims
            .iter()
            .filter(|claim| {
                claim.documents.iter().any(|document| document.text.to_lowercase().contains(needle))
            })
            .map(|claim| claim.claim_id.clone())
            .collect();
        found.sort();
        found
    };
    let finds = |question: &str| {
        let mut found: Vec<_> =
            built.page(&Filter::Text(question.into())).rows.into_iter().map(|row| row.claim_id).collect();
        found.sort();
        found
    };
    assert_eq!(finds("Mailboxes"), texts("mailboxes"));
    assert!(!texts("mailboxes").is_empty() && texts("mailboxes").len() < 300);
    assert_eq!(finds("statement of work"), texts("statement of work"));
    assert_eq!(finds("work of statement"), []);
    assert_eq!(finds("sensitiv*"), texts("sensitivity"));
    assert_eq!(finds("sensitiv"), []);
    assert_eq!(finds("labels were publi*"), texts("labels were published"));
    assert_eq!(finds("…"), []);
}

#[test]
fn the_queue_works_while_the_text_is_pending_and_text_can_be_taken_up_again() {
    let built = Built::with(100);
    assert_eq!(
        (built.index.text_state().unwrap().done, built.index.text_state().unwrap().complete),
        (0, false)
    );
    let word = Filter::Text("proof".into());
    assert_eq!(built.page(&word).total, 0);

    let stop_at = built.claims[40].claim_id.clone();
    let mut first = built.index.text_builder().unwrap();
    let stopped = built.snapshot.texts::<StoreError>(None, &mut |text| {
        if *text.claim_id == stop_at {
            return Err(StoreError::Busy { file: "stop".into() });
        }
        first.add_text(text.claim_id, text.position, &text.text.repeat(200))
    });
    assert!(stopped.is_err());
    drop(first);

    let state = built.index.text_state().unwrap();
    assert!(state.done > 0 && state.done < 40 && !state.complete, "{state:?}");
    assert_eq!(built.page(&word).total, state.done);
    let mut second = built.index.text_builder().unwrap();
    let last = second.last().cloned();
    built
        .snapshot
        .texts::<StoreError>(last.as_ref(), &mut |text| {
            second.add_text(text.claim_id, text.position, text.text)
        })
        .unwrap();
    second.finish(&[]).unwrap();
    assert_eq!(built.page(&word).total, 100);
    assert!(built.index.text_state().unwrap().complete);
}

#[test]
fn a_phrase_is_verified_once_and_remembered() {
    struct Counting<'a>(&'a Snapshot, Cell<u32>);
    impl DocumentTexts for Counting<'_> {
        fn each_text(&self, id: &ClaimId, on: &mut dyn FnMut(&str)) -> Result<(), StoreError> {
            self.1.set(self.1.get() + 1);
            self.0.each_text(id, on)
        }
    }
    let built = Built::with_text(80);
    let texts = Counting(&built.snapshot, Cell::new(0));
    let filter = Filter::Text("statement of work".into());
    let marks = Marks::default();
    let query = Query { filter: &filter, sort: &[], marks: &marks, as_of: as_of(), texts: &texts };
    let first = built.index.page(&query, Window { offset: 0, limit: 10 }).unwrap();
    let read = texts.1.get();
    assert!(read > 0);
    assert_eq!(built.index.page(&query, Window { offset: 0, limit: 10 }).unwrap(), first);
    assert_eq!(texts.1.get(), read);
}

#[test]
fn suggestions_are_kept_by_claim_engine_and_edition() {
    let built = Built::with(1);
    let found = Suggestions {
        claim_id: built.claims[0].claim_id.clone(),
        engine: "1".into(),
        edition: EditionId::parse("2025-06").unwrap(),
        cells: vec![],
        workloads: vec![],
        near_duplicates: vec![],
    };
    let key = SuggestionKey { digest: Digest::of(b"claim"), engine: "1", edition: "2025-06" };
    assert_eq!(built.index.suggestions(&key).unwrap(), None);
    built.index.put_suggestions(&key, &found).unwrap();
    assert_eq!(built.index.suggestions(&key).unwrap(), Some(found));
    assert_eq!(built.index.suggestions(&SuggestionKey { engine: "2", ..key }).unwrap(), None);
    assert_eq!(built.index.suggestions(&SuggestionKey { digest: Digest::of(b"x"), ..key }).unwrap(), None);
}

#[test]
fn an_index_is_used_only_for_its_snapshot_and_engine() {
    let built = Built::with(5);
    assert!(Index::open(&built.path(), &built.meta, ENGINE).unwrap().is_some());
    assert!(Index::open(&built.path(), &built.meta, "engine 2").unwrap().is_none());
    let other = SnapshotMeta { sha256: Digest::of(b"other"), ..built.meta.clone() };
    assert!(Index::open(&built.path(), &other, ENGINE).unwrap().is_none());
    assert!(Index::open(&built.folder.path().join("none"), &built.meta, ENGINE).unwrap().is_none());
}

#[test]
fn whatever_is_not_an_index_is_no_index_and_is_left_as_it_is() {
    let built = Built::with(5);
    let path = built.folder.path().join("odd");
    let snapshot = fs::read(built.folder.path().join("a.snapshot.sqlite")).unwrap();
    let index = fs::read(built.path()).unwrap();
    let mut broken = index.clone();
    broken[4_000..4_100].fill(0xFF);
    for bytes in [&b""[..], b"text", &snapshot, &index[..5_000], &broken] {
        fs::write(&path, bytes).unwrap();
        assert!(Index::open(&path, &built.meta, ENGINE).unwrap().is_none());
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
    fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink(built.path(), &path).unwrap();
    assert!(Index::open(&path, &built.meta, ENGINE).unwrap().is_none());
}

#[test]
fn a_new_index_takes_the_place_of_an_old_one_and_its_log() {
    let built = Built::with(5);
    fs::write(built.folder.path().join("b-wal"), "left over").unwrap();
    let (index, _) = build_index(&built.folder.path().join("b"), &built.meta, &built.claims);
    assert_eq!(index.counts().unwrap().iter().map(|(_, claims)| claims).sum::<u64>(), 5);
}

#[test]
fn an_index_given_up_leaves_nothing_and_a_finished_one_is_for_its_owner_only() {
    let folder = tempfile::tempdir().unwrap();
    let claims = vec![generate::claim(1)];
    let meta = build(&folder.path().join("a"), &claims);
    let before = fs::read_dir(folder.path()).unwrap().count();
    drop(IndexBuilder::create(&folder.path().join("i"), &meta, ENGINE).unwrap());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), before);

    let (index, _) = build_index(&folder.path().join("i"), &meta, &claims);
    index.text_builder().unwrap().finish(&[]).unwrap();
    for entry in fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", entry.file_name());
    }
    assert_eq!(new_snapshot().lineage, "sample");
}
