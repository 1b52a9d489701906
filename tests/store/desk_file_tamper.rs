//! Whatever is changed behind the program's back is found, and the first broken link is named.

use crate::support::desks::{TestDesk, about, claim_id, dana, decision, stamp};
use proofdesk::domain::{Act, CellKey, Digest, Event, Judgement, Requirement, Seat, Verdict};
use proofdesk::store::StoreError;
use proofdesk::store::desk_file::{DeskFile, Head, Mark, VerifyReport, verify_file};
use rusqlite::{Connection, params};

/// Ten events: the desk, six judgements, a decision, its withdrawal, another decision.
fn worked_desk() -> TestDesk {
    let mut desk = TestDesk::new();
    let actor = dana();
    let id = claim_id(1);
    for requirement in Requirement::ALL {
        let mark = Mark::Judge(CellKey::claim(*requirement), Judgement::bare(Verdict::Met));
        desk.file.judge(about(&id), (Seat::First, mark), &stamp(&actor)).unwrap();
    }
    desk.file.decide(&decision(1, 1), 0).unwrap();
    desk.file.withdraw(&decision(1, 1).id, "Wrong customer.", &stamp(&actor)).unwrap();
    desk.file.decide(&decision(1, 2), 1).unwrap();
    assert_eq!(desk.file.head().unwrap().seq, 10);
    desk
}

/// What somebody with another program does to a file: nothing protects it there.
pub(super) fn tamper(desk: &TestDesk, sql: &str) {
    let connection = Connection::open(&desk.path).unwrap();
    let triggers: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let kept: Vec<String> = connection
        .prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    connection.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;").unwrap();
    for trigger in triggers {
        connection.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
    }
    connection.execute_batch(sql).unwrap();
    // Put back word for word, so that only the content differs.
    for trigger in kept {
        connection.execute_batch(&trigger).unwrap();
    }
}

fn verify(desk: &TestDesk, remembered: Option<&Head>) -> VerifyReport {
    verify_file(&desk.path, remembered).unwrap()
}

#[test]
fn an_untouched_desk_holds() {
    let desk = worked_desk();
    let head = desk.file.head().unwrap();
    let report = verify(&desk, Some(&head));
    assert_eq!((report.events, report.head, report.first_break), (10, head, None));
}

#[test]
fn a_change_of_any_column_of_an_event_names_that_event() {
    for change in [
        "UPDATE event SET body = replace(body, 'met', 'not-met') WHERE seq = 4",
        "UPDATE event SET body = body || ' ' WHERE seq = 4",
        "UPDATE event SET actor = 'eli' WHERE seq = 4",
        "UPDATE event SET role = 'supervisor' WHERE seq = 4",
        "UPDATE event SET at = '2025-09-15T09:00:00.500251Z' WHERE seq = 4",
        "UPDATE event SET claim_id = '3000002' WHERE seq = 4",
        "UPDATE event SET claim_digest = zeroblob(32) WHERE seq = 4",
        "UPDATE event SET claim_digest = NULL WHERE seq = 4",
        "UPDATE event SET act = 'skipped' WHERE seq = 4",
        "UPDATE event SET prev = zeroblob(32) WHERE seq = 4",
        "UPDATE event SET hash = zeroblob(32) WHERE seq = 4",
        "UPDATE event SET body = 'nonsense' WHERE seq = 4",
        "UPDATE event SET at = 'yesterday' WHERE seq = 4",
    ] {
        let desk = worked_desk();
        tamper(&desk, change);
        let report = verify(&desk, None);
        let found = report.first_break.unwrap_or_else(|| panic!("not found: {change}"));
        assert_eq!((found.seq, report.events), (Some(4), 3), "{change}: {}", found.what);
        assert!(found.what.contains("vent 4"), "{}", found.what);
    }
}

#[test]
fn swapped_events_name_the_first_of_them() {
    let desk = worked_desk();
    tamper(
        &desk,
        "UPDATE event SET seq = 99 WHERE seq = 3; UPDATE event SET seq = 3 WHERE seq = 5;
         UPDATE event SET seq = 5 WHERE seq = 99;",
    );
    assert_eq!(verify(&desk, None).first_break.unwrap().seq, Some(3));
}

#[test]
fn a_removed_event_is_named_also_when_the_others_move_up() {
    for (change, seq) in [
        ("DELETE FROM event WHERE seq = 6", 6),
        ("DELETE FROM event WHERE seq = 6; UPDATE event SET seq = seq - 1 WHERE seq > 6", 6),
        ("DELETE FROM event WHERE seq = 1", 1),
    ] {
        let desk = worked_desk();
        tamper(&desk, change);
        assert_eq!(verify(&desk, None).first_break.unwrap().seq, Some(seq), "{change}");
    }
}

#[test]
fn a_cut_tail_is_seen_by_whoever_remembers_the_head() {
    let desk = worked_desk();
    let head = desk.file.head().unwrap();
    tamper(&desk, "DELETE FROM decision WHERE seq = 10; DELETE FROM event WHERE seq = 10;");
    assert!(verify(&desk, None).holds(), "the chain alone cannot see it");
    let found = verify(&desk, Some(&head)).first_break.unwrap();
    assert_eq!(found.seq, Some(10));
    assert_eq!(found.what, "Events after 9 are missing; event 10 was seen here before.");
}

#[test]
fn a_history_written_anew_is_seen_by_whoever_remembers_the_head() {
    let desk = worked_desk();
    let head = desk.file.head().unwrap();
    let events = desk.file.events(None).unwrap();
    tamper(&desk, "UPDATE event SET body = replace(body, '\"met\"', '\"unclear\"') WHERE seq = 4");
    recompute(&desk, &events);
    tamper(&desk, "UPDATE judgement SET body = replace(body, '\"met\"', '\"unclear\"') WHERE seq = 4");
    assert_eq!(verify(&desk, None).first_break, None, "the chain alone cannot see it");
    let found = verify(&desk, Some(&head)).first_break.unwrap();
    assert_eq!(found.seq, Some(10));
    assert!(found.what.contains("rewritten"), "{}", found.what);
}

/// Gives every event the hash that fits its content, as an attacker would.
pub(super) fn recompute(desk: &TestDesk, events: &[Event]) {
    let connection = Connection::open(&desk.path).unwrap();
    let mut prev = events[0].prev;
    let mut changes = String::new();
    for event in events {
        let body: String = connection
            .query_row("SELECT body FROM event WHERE seq = ?1", params![event.seq.cast_signed()], |row| {
                row.get(0)
            })
            .unwrap();
        let (claim, digest) = (event.claim_id.as_ref(), event.claim_digest.as_ref());
        let hash = Event::chain_hash(&prev, event.seq, event.at, &event.actor, claim, digest, &body);
        let change =
            format!("UPDATE event SET prev = x'{prev}', hash = x'{hash}' WHERE seq = {};", event.seq);
        changes.push_str(&change);
        prev = hash;
    }
    drop(connection);
    tamper(desk, &changes);
}

#[test]
fn a_dropped_trigger_is_named_and_the_desk_is_not_opened_for_work() {
    let desk = worked_desk();
    let connection = Connection::open(&desk.path).unwrap();
    connection.execute_batch("DROP TRIGGER event_no_delete").unwrap();
    drop(connection);
    let found = verify(&desk, None).first_break.unwrap();
    assert!(found.what.contains("event_no_delete"), "{}", found.what);
    let error = DeskFile::open(&desk.path, &dana()).unwrap_err();
    assert!(matches!(&error, StoreError::Damaged { why, .. } if why.contains("event_no_delete")), "{error}");
}

#[test]
fn a_changed_word_of_the_schema_is_named() {
    let desk = worked_desk();
    let connection = Connection::open(&desk.path).unwrap();
    connection
        .execute_batch(
            "PRAGMA writable_schema = ON;
             UPDATE sqlite_schema SET sql = replace(sql, 'length(hash) = 32', 'length(hash) > 30') WHERE name = 'event';",
        )
        .unwrap();
    drop(connection);
    let found = verify(&desk, None).first_break.unwrap();
    assert!(found.what.contains("event"), "{}", found.what);
}

#[test]
fn a_projection_that_does_not_follow_from_the_events_is_named() {
    for (change, table) in [
        ("UPDATE judgement SET body = replace(body, 'met', 'unclear') WHERE seq = 4", "judgement"),
        ("DELETE FROM judgement WHERE seq = 4", "judgement"),
        ("INSERT INTO skip VALUES ('3000001', 'dana', 'x', 2)", "skip"),
        ("UPDATE decision SET kind = 'approve' WHERE seq = 10", "decision"),
        ("DELETE FROM withdrawal", "withdrawal"),
        ("INSERT INTO claim_mark VALUES ('3000001', 'first', 'reasons', '[]', 2)", "claim_mark"),
        ("INSERT INTO excluded_document VALUES ('3000001', 'first', 'a', 'RC-D-01', 2)", "excluded_document"),
    ] {
        let desk = worked_desk();
        tamper(&desk, change);
        let found = verify(&desk, None).first_break.unwrap_or_else(|| panic!("not found: {change}"));
        assert_eq!(found.what, format!("The table {table} is not what the events lead to."));
    }
}

#[test]
fn a_changed_identity_breaks_the_first_link() {
    let desk = worked_desk();
    tamper(&desk, "UPDATE desk SET lineage = 'july'");
    let report = verify(&desk, None);
    assert_eq!(report.first_break.unwrap().what, "The identity of the desk was changed.");
    assert_eq!(report.further[0].seq, Some(1));
}

#[test]
fn a_desk_whose_newest_event_was_changed_is_not_opened_for_work() {
    let desk = worked_desk();
    tamper(&desk, "UPDATE event SET actor = 'eli' WHERE seq = 10");
    let error = DeskFile::open(&desk.path, &dana()).unwrap_err();
    assert!(matches!(&error, StoreError::Damaged { why, .. } if why.contains("event 10")), "{error}");
}

#[test]
fn acts_cannot_be_changed_in_sql_and_no_or_replace_gets_around_it() {
    let desk = worked_desk();
    let head = desk.file.head().unwrap();
    for recursive in ["ON", "OFF"] {
        let connection = Connection::open(&desk.path).unwrap();
        connection.execute_batch(&format!("PRAGMA recursive_triggers = {recursive}")).unwrap();
        for statement in [
            "UPDATE event SET actor = 'eli' WHERE seq = 3",
            "UPDATE OR IGNORE event SET actor = 'eli' WHERE seq = 3",
            "DELETE FROM event WHERE seq = 10",
            "INSERT OR REPLACE INTO event SELECT * FROM event WHERE seq = 3",
            "INSERT OR REPLACE INTO event SELECT 11, at, actor, role, claim_id, claim_digest, act, body, hash, hash FROM event WHERE seq = 10",
            "INSERT INTO event SELECT 12, at, actor, role, claim_id, claim_digest, act, body, hash, zeroblob(32) FROM event WHERE seq = 10",
            "UPDATE decision SET kind = 'approve'",
            "DELETE FROM decision",
            "INSERT OR REPLACE INTO decision SELECT seq, id, claim_id, round, 'approve' FROM decision WHERE seq = 10",
            "INSERT OR REPLACE INTO decision VALUES (3, '0000000000000000000000000000ffff', '3000001', 2, 'approve')",
            "INSERT INTO decision VALUES (3, '0000000000000000000000000000ffff', '3000001', 3, 'approve')",
            "DELETE FROM withdrawal",
            "UPDATE withdrawal SET seq = 1",
            "INSERT OR REPLACE INTO withdrawal SELECT 3, decision_id FROM withdrawal",
            "UPDATE desk SET lineage = 'july'",
            "DELETE FROM desk",
            "INSERT OR REPLACE INTO desk SELECT * FROM desk",
        ] {
            assert!(
                connection.execute(statement, []).is_err(),
                "recursive_triggers {recursive}: {statement}"
            );
        }
    }
    let report = verify(&desk, Some(&head));
    assert_eq!((report.first_break, report.head), (None, head));
}

#[test]
fn an_act_that_cannot_follow_is_refused_by_the_file_itself() {
    let mut desk = worked_desk();
    let act = Act::Decided(Box::new(decision(1, 9)));
    let error = desk.file.record(Some(about(&claim_id(1))), &act, &stamp(&dana())).unwrap_err();
    assert!(matches!(error, StoreError::Sqlite { .. }), "the file itself refuses it: {error}");
    assert_eq!(desk.file.head().unwrap().seq, 10);
}

#[test]
fn a_flipped_bit_anywhere_is_found_or_changes_nothing() {
    let desk = worked_desk();
    let head = desk.file.head().unwrap();
    let events = desk.file.events(None).unwrap();
    drop(desk.file);
    let sound = std::fs::read(&desk.path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("flipped.desk.sqlite");
    let mut found = 0;
    let step = 1 + sound.len() * 8 / 400;
    for bit in (0..sound.len() * 8).step_by(step) {
        let mut bytes = sound.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        std::fs::write(&path, &bytes).unwrap();
        let holds = verify_file(&path, Some(&head)).is_ok_and(|report| report.holds());
        if holds {
            let same = DeskFile::open(&path, &dana()).unwrap().events(None).unwrap() == events;
            assert!(same, "bit {bit} changed the events and was not found");
        } else {
            found += 1;
        }
    }
    assert!(found > 50, "only {found} flips were found");
    assert_eq!(Digest::of(&sound), Digest::of(&std::fs::read(&desk.path).unwrap()));
}
