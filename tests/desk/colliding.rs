//! Two conflicts whose ids are the same: a collision of the forty bits an id has, found by search.

use crate::support::office::{Office, copy};
use proofdesk::desk::{ConflictFilter, FailureKind, Job, NoticeRequest};
use proofdesk::domain::{Claim, Guid, NoticeTo};

/// Tenants whose conflicts about Microsoft Intune have one id.
const COLLIDING: [&str; 2] = ["00002b2f-0000-4000-8000-000000000000", "00122e38-0000-4000-8000-000000000000"];

fn of_tenant(at: u32) -> [Claim; 2] {
    let tenant = Guid::parse(COLLIDING[at as usize]).unwrap();
    [("3088261", 1), ("3120417", 2)].map(|(original, number)| {
        let mut claim = copy(original, 4_000_000 + 10 * at + number, 1);
        claim.customer.tenant_id = tenant.clone();
        claim
    })
}

#[test]
fn an_id_of_two_conflicts_opens_neither_and_names_both() {
    let office = Office::new();
    let snapshot = office.snapshot(15, &[of_tenant(0), of_tenant(1)].concat());
    let mut desk = office.supervisor(&snapshot);
    let rows = desk.conflicts(&ConflictFilter::default()).unwrap().rows;
    assert_eq!(rows.len(), 2);
    let id = rows[0].conflict.id.clone();
    assert_eq!(rows[1].conflict.id, id, "the search has to be repeated: ids are made differently now");
    let notice = NoticeRequest {
        claim: Some(rows[0].conflict.claims().next().unwrap().claim_id.clone()),
        to: NoticeTo::Party,
        sent_at: None,
    };
    let answers = [
        desk.compare(&id).unwrap_err(),
        desk.conflict(&id, &Job::silent()).unwrap_err(),
        desk.record_notice(&id, &notice).unwrap_err(),
    ];
    for failure in answers {
        assert_eq!(failure.kind, FailureKind::Refused);
        assert!(COLLIDING.iter().all(|tenant| failure.why.contains(tenant)), "{failure}");
    }
    for row in &rows {
        let claim = row.conflict.claims().next().unwrap().claim_id.clone();
        assert_eq!(desk.conflicts_of(&claim).unwrap()[0].conflict.key, row.conflict.key);
    }
}

#[test]
fn one_of_them_alone_is_opened_by_its_id() {
    let office = Office::new();
    let snapshot = office.snapshot(15, &of_tenant(1));
    let mut desk = office.supervisor(&snapshot);
    let row = desk.conflicts(&ConflictFilter::default()).unwrap().rows.remove(0);
    assert_eq!(desk.compare(&row.conflict.id).unwrap().conflict.key.tenant.as_str(), COLLIDING[1]);
}
