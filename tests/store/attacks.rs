//! Attacks on the record by somebody with another program, who may drop every trigger and compute every hash.
//!
//! Each is found by `verify`, and the message names the first broken entry.

use super::desk_file_tamper::{recompute, tamper};
use crate::support::desks::{TestDesk, about, bare_decision, claim_id, dana, decision, stamp};
use proofdesk::domain::{
    CellKey, Decision, DecisionId, Digest, Event, Judgement, ReleaseWay, Requirement, Seat, Verdict,
};
use proofdesk::store::desk_file::{Head, Mark, verify_file};
use rusqlite::Connection;

/// A desk with a bit of everything, and its newest link as somebody remembers it.
struct Target {
    desk: TestDesk,
    head: Head,
    /// A desk with two events that was merged into it.
    other: String,
}

/// Twelve events: the desk, six judgements, a decision, its withdrawal, another decision, its release, a merge.
fn target() -> Target {
    let mut desk = TestDesk::new();
    let (actor, id) = (dana(), claim_id(1));
    for requirement in Requirement::ALL {
        let mark = Mark::Judge(CellKey::claim(*requirement), Judgement::bare(Verdict::Met));
        desk.file.judge(about(&id), (Seat::First, mark), &stamp(&actor)).unwrap();
    }
    desk.file.decide(&decision(1, 1), 0).unwrap();
    desk.file.withdraw(&decision(1, 1).id, "Wrong customer.", &stamp(&actor)).unwrap();
    desk.file.decide(&decision(1, 2), 1).unwrap();
    desk.file.release(&[decision(1, 2).id], ReleaseWay::Hand, &stamp(&actor)).unwrap();
    let mut other = TestDesk::new();
    let elsewhere = DecisionId::parse(&"e".repeat(32)).unwrap();
    other.file.decide(&Decision { id: elsewhere, ..bare_decision(1, 1) }, 0).unwrap();
    desk.file.merge(&other.file.pack(None).unwrap(), &stamp(&actor)).unwrap();
    let head = desk.file.head().unwrap();
    assert_eq!(head.seq, 12);
    Target { desk, head, other: other.file.desk_id().to_owned() }
}

/// What is done to the file.
enum Deed {
    /// Statements, and nothing else.
    Sql(&'static str),
    /// Statements, and then every hash is made to fit again.
    Rechained(&'static str),
    /// Statements on the events of the merged desk, whose hashes are then made to fit again.
    RechainedElsewhere(&'static str),
    /// A trigger is dropped for good.
    Unprotected(&'static str),
}

struct Attack {
    name: &'static str,
    deed: Deed,
    /// The first broken entry.
    seq: Option<u64>,
    says: &'static str,
}

const ATTACKS: &[Attack] = &[
    Attack {
        name: "edit a verdict",
        deed: Deed::Sql("UPDATE event SET body = replace(body, '\"met\"', '\"not-met\"') WHERE seq = 4"),
        seq: Some(4),
        says: "The content of event 4 does not match its hash.",
    },
    Attack {
        name: "edit who did it",
        deed: Deed::Sql("UPDATE event SET actor = 'eli' WHERE seq = 9"),
        seq: Some(9),
        says: "The content of event 9 does not match its hash.",
    },
    Attack {
        name: "delete an entry",
        deed: Deed::Sql("DELETE FROM event WHERE seq = 6"),
        seq: Some(6),
        says: "Event 6 is missing; event 7 follows.",
    },
    Attack {
        name: "swap two entries",
        deed: Deed::Sql(
            "UPDATE event SET seq = 99 WHERE seq = 3; UPDATE event SET seq = 3 WHERE seq = 5;
             UPDATE event SET seq = 5 WHERE seq = 99;",
        ),
        seq: Some(3),
        says: "Event 3 does not link to the event before it.",
    },
    Attack {
        name: "insert an entry",
        deed: Deed::Sql(
            "UPDATE event SET seq = -seq - 1 WHERE seq > 5; UPDATE event SET seq = -seq WHERE seq < 0;
             INSERT INTO event SELECT 6, at, actor, role, claim_id, claim_digest, act, body, hash, randomblob(32)
             FROM event WHERE seq = 5;",
        ),
        seq: Some(6),
        says: "The content of event 6 does not match its hash.",
    },
    Attack {
        name: "change an entry and chain the tail anew",
        deed: Deed::Rechained("UPDATE event SET body = replace(body, 'Wrong customer', 'Right customer') WHERE seq = 9"),
        seq: Some(12),
        says: "Event 12 is another one than was seen here before: history was rewritten.",
    },
    Attack {
        name: "cut the tail",
        deed: Deed::Sql(
            "DELETE FROM foreign_event; DELETE FROM foreign_desk; DELETE FROM release;
             DELETE FROM event WHERE seq > 10;",
        ),
        seq: Some(11),
        says: "Events after 10 are missing; event 12 was seen here before.",
    },
    Attack {
        name: "wipe everything",
        deed: Deed::Sql(
            "DELETE FROM foreign_event; DELETE FROM foreign_desk; DELETE FROM release; DELETE FROM withdrawal;
             DELETE FROM decision; DELETE FROM judgement; DELETE FROM event;",
        ),
        seq: Some(1),
        says: "Events after 0 are missing; event 12 was seen here before.",
    },
    Attack {
        name: "rewrite the history from its beginning",
        deed: Deed::Rechained("UPDATE event SET actor = 'eli'; UPDATE decision SET actor = 'eli';"),
        seq: Some(12),
        says: "Event 12 is another one than was seen here before: history was rewritten.",
    },
    Attack {
        name: "move a letter from one field to the next",
        deed: Deed::Sql("UPDATE event SET claim_id = NULL, actor = actor || '3000001' WHERE seq = 4"),
        seq: Some(4),
        says: "The content of event 4 does not match its hash.",
    },
    Attack {
        name: "change what follows from the entries",
        deed: Deed::Sql("UPDATE decision SET kind = 'approve' WHERE seq = 10"),
        seq: Some(10),
        says: "The table decision is not what the events lead to.",
    },
    Attack {
        name: "undo a release",
        deed: Deed::Sql("DELETE FROM release"),
        seq: Some(11),
        says: "The table release is not what the events lead to.",
    },
    Attack {
        name: "take the protection away",
        deed: Deed::Unprotected("event_no_update"),
        seq: None,
        says: "its schema lacks the trigger event_no_update",
    },
    Attack {
        name: "edit an entry of a merged desk",
        deed: Deed::Sql("UPDATE foreign_event SET body = replace(body, 'complete', 'missing') WHERE seq = 2"),
        seq: Some(2),
        says: "The content of event 2 does not match its hash.",
    },
    Attack {
        name: "cut the tail of a merged desk",
        deed: Deed::Sql("DELETE FROM foreign_event WHERE seq = 2"),
        seq: Some(2),
        says: "Events after 1 are missing; event 2 was merged.",
    },
    Attack {
        name: "rewrite the history of a merged desk",
        deed: Deed::RechainedElsewhere("UPDATE foreign_event SET actor = 'eli'"),
        seq: Some(2),
        says: "Event 2 is another one than was merged.",
    },
    Attack {
        name: "remove a merged desk",
        deed: Deed::Sql("DELETE FROM foreign_event; DELETE FROM foreign_desk"),
        seq: Some(1),
        says: "It was merged into this file, and all its events are missing.",
    },
    Attack {
        name: "give a desk another lineage",
        deed: Deed::Sql("UPDATE desk SET lineage = 'july'"),
        seq: None,
        says: "The identity of the desk was changed.",
    },
];

fn commit(deed: &Deed, desk: &TestDesk) {
    match deed {
        Deed::Sql(sql) => tamper(desk, sql),
        Deed::Rechained(sql) => {
            tamper(desk, sql);
            let events = desk.file.events(None).unwrap();
            recompute(desk, &events);
        }
        Deed::RechainedElsewhere(sql) => {
            tamper(desk, sql);
            rechain_elsewhere(desk);
        }
        Deed::Unprotected(trigger) => {
            let connection = Connection::open(&desk.path).unwrap();
            connection.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
        }
    }
}

/// Gives the events of the merged desk hashes that fit what they hold now.
fn rechain_elsewhere(desk: &TestDesk) {
    let pack = {
        let mut text = Vec::new();
        desk.file.pack(None).unwrap().write(&mut text).unwrap();
        String::from_utf8(text).unwrap()
    };
    let links = pack.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let links: Vec<_> =
        links.skip_while(|line| line["after"]["seq"].is_null() || line["count"] != 2).skip(1).collect();
    assert_eq!(links.len(), 2);
    let mut prev: Digest = links[0]["prev"].as_str().unwrap().parse().unwrap();
    for link in links {
        let word = |name: &str| link[name].as_str().unwrap().to_owned();
        let actor = proofdesk::domain::Actor { name: word("actor"), role: word("role").parse().unwrap() };
        let claim = link["claim_id"].as_str().map(|id| id.parse().unwrap());
        let digest = link["claim_digest"].as_str().map(|digest| digest.parse().unwrap());
        let (seq, at) = (link["seq"].as_u64().unwrap(), word("at").parse().unwrap());
        let hash = Event::chain_hash(&prev, seq, at, &actor, claim.as_ref(), digest.as_ref(), &word("body"));
        tamper(
            desk,
            &format!("UPDATE foreign_event SET prev = x'{prev}', hash = x'{hash}' WHERE seq = {seq}"),
        );
        prev = hash;
    }
}

#[test]
fn every_attack_on_the_record_is_found_and_the_first_broken_entry_is_named() {
    for attack in ATTACKS {
        let Target { desk, head, other } = target();
        commit(&attack.deed, &desk);
        let report = verify_file(&desk.path, Some(&head)).unwrap();
        let found = report.first_break.unwrap_or_else(|| panic!("not found: {}", attack.name));
        assert!(found.what.contains(attack.says), "{}: {}", attack.name, found.what);
        assert_eq!(found.seq, attack.seq, "{}: {}", attack.name, found.what);
        let elsewhere = attack.name.contains("merged desk");
        assert_eq!(found.desk, elsewhere.then_some(other), "{}", attack.name);
    }
    assert!(ATTACKS.len() >= 11);
}

#[test]
fn an_untouched_target_holds() {
    let Target { desk, head, .. } = target();
    let report = verify_file(&desk.path, Some(&head)).unwrap();
    assert_eq!((report.first_break, report.events), (None, 12));
}
