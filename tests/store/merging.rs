//! Between desks: packs are merged whole or refused by name, in any order, as often as one likes.

use crate::support::desks::{
    LINEAGE, TestDesk, about, bare_decision, claim_id, dana, decision, is_saved, nine, open, stamp,
};
use crate::support::effort::{quick_folder, times};
use chrono::TimeDelta;
use proofdesk::domain::{Act, Adjudication, Decision, DecisionId, DecisionKind, Digest, ReleaseWay};
use proofdesk::store::StoreError;
use proofdesk::store::desk_file::{DecisionFilter, DeskFile, Merge, Pack, PackRefused};
use proptest::prelude::*;
use std::path::Path;

fn text(pack: &Pack) -> String {
    let mut text = Vec::new();
    pack.write(&mut text).unwrap();
    String::from_utf8(text).unwrap()
}

fn read(text: &str) -> Result<Pack, PackRefused> {
    Pack::read(&mut text.as_bytes())
}

fn merge(desk: &mut DeskFile, pack: &Pack) -> Result<Merge, StoreError> {
    desk.merge(pack, &stamp(&dana()))
}

/// Why a desk refuses a pack; it must be unchanged afterwards.
fn refusal(desk: &mut DeskFile, pack: &Pack) -> PackRefused {
    let before = desk.pack(None).unwrap();
    let refused = match merge(desk, pack) {
        Err(StoreError::Pack(refused)) => refused,
        other => panic!("not refused: {other:?}"),
    };
    assert_eq!(desk.pack(None).unwrap(), before, "a refused pack changes nothing");
    refused
}

/// A desk with decisions on these claims.
fn desk_with(claims: &[u32]) -> TestDesk {
    let mut desk = TestDesk::new();
    for number in claims {
        assert!(is_saved(&desk.file.decide(&own(&desk.file, *number), 0).unwrap()));
    }
    desk
}

/// A decision under a key that no other desk draws.
fn own(desk: &DeskFile, number: u32) -> Decision {
    let id = DecisionId::parse(&format!("{}{number:016x}", &desk.desk_id()[..16])).unwrap();
    Decision { id, ..bare_decision(number, 1) }
}

#[test]
fn a_pack_reads_back_as_itself_byte_for_byte() {
    let mut desk = TestDesk::new();
    desk.file.decide(&decision(1, 1), 0).unwrap();
    let pack = desk.file.pack(None).unwrap();
    let written = text(&pack);
    assert_eq!(read(&written).unwrap(), pack);
    assert_eq!((pack.desk(), pack.head()), (desk.file.desk_id(), Some(desk.file.head().unwrap())));
    let header: serde_json::Value = serde_json::from_str(written.lines().next().unwrap()).unwrap();
    assert_eq!((&header["format"], &header["version"]), (&"proofdesk.pack".into(), &1.into()));
    assert_eq!((&header["lineage"], &header["count"]), (&LINEAGE.into(), &2.into()));
    let (_, lines) = written.split_once('\n').unwrap();
    assert_eq!(header["sha256"], Digest::of(lines.as_bytes()).to_string());
}

#[test]
fn a_merged_desk_is_kept_beside_the_own_chain_exactly_as_it_is() {
    let (other, mut desk) = (desk_with(&[1, 2]), desk_with(&[3]));
    let merged = merge(&mut desk.file, &other.file.pack(None).unwrap()).unwrap();
    assert_eq!(merged, Merge { new_events: 3, already: 0, double_decisions: 0 });
    let all = desk.file.decisions_of_all_desks(&DecisionFilter::default()).unwrap();
    assert_eq!(all.len(), 3);
    let theirs = all.iter().filter(|found| found.desk == other.file.desk_id());
    let mut theirs: Vec<_> = theirs.map(|found| found.stored.clone()).collect();
    theirs.sort_by_key(|stored| stored.seq);
    assert_eq!(theirs, other.file.decisions(&DecisionFilter::default()).unwrap());
    assert_eq!(desk.file.decisions(&DecisionFilter::default()).unwrap().len(), 1, "its own stay its own");
    let event = desk.file.events(None).unwrap().pop().unwrap();
    let head = other.file.head().unwrap();
    let said = Act::Merged { desk: other.file.desk_id().into(), seq: head.seq, head: head.hash };
    assert_eq!(event.act, said);
    assert!(desk.file.verify(None).unwrap().holds());
}

#[test]
fn merging_twice_is_merging_once() {
    let (other, mut desk) = (desk_with(&[1]), desk_with(&[]));
    let pack = other.file.pack(None).unwrap();
    merge(&mut desk.file, &pack).unwrap();
    let head = desk.file.head().unwrap();
    let again = merge(&mut desk.file, &pack).unwrap();
    assert_eq!(again, Merge { new_events: 0, already: 2, double_decisions: 0 });
    assert_eq!(desk.file.head().unwrap(), head, "nothing is recorded");
}

#[test]
fn a_desk_that_went_on_is_merged_on_and_its_older_pack_changes_nothing() {
    let (mut other, mut desk) = (desk_with(&[1]), desk_with(&[]));
    let older = other.file.pack(None).unwrap();
    merge(&mut desk.file, &older).unwrap();
    let seen = other.file.head().unwrap().seq;
    let next = own(&other.file, 2);
    other.file.decide(&next, 0).unwrap();
    let rest = other.file.pack(Some(seen)).unwrap();
    assert_eq!(rest.events(), 1);
    assert_eq!(read(&text(&rest)).unwrap(), rest);
    assert_eq!(merge(&mut desk.file, &rest).unwrap().new_events, 1);
    assert_eq!(merge(&mut desk.file, &older).unwrap().new_events, 0);
    assert!(desk.file.verify(None).unwrap().holds());
    let mut stranger = desk_with(&[]);
    let gap = refusal(&mut stranger.file, &rest);
    assert!(matches!(gap, PackRefused::Gap { after: 2, known: 0, .. }), "{gap}");
}

#[test]
fn what_was_merged_is_carried_along() {
    let (first, mut second, mut third) = (desk_with(&[1]), desk_with(&[2]), desk_with(&[3]));
    merge(&mut second.file, &first.file.pack(None).unwrap()).unwrap();
    let pack = read(&text(&second.file.pack(None).unwrap())).unwrap();
    assert_eq!(pack.desks().count(), 2);
    merge(&mut third.file, &pack).unwrap();
    assert_eq!(third.file.decisions_of_all_desks(&DecisionFilter::default()).unwrap().len(), 3);
    merge(&mut second.file, &third.file.pack(None).unwrap()).unwrap();
    assert!(second.file.verify(None).unwrap().holds());
    assert!(third.file.verify(None).unwrap().holds());
}

#[test]
fn a_pack_that_was_changed_on_the_way_is_refused_by_what_is_wrong() {
    let other = desk_with(&[1, 2]);
    let whole = text(&other.file.pack(None).unwrap());
    let lines: Vec<&str> = whole.lines().collect();
    let without_last = whole.strip_suffix(&format!("{}\n", lines[3])).unwrap();
    assert!(matches!(read(without_last), Err(PackRefused::Altered { why, .. }) if why.contains("missing")));
    let changed = whole.replace("dana", "eli");
    assert!(matches!(read(&changed), Err(PackRefused::Altered { why, .. }) if why.contains("hash")));
    let longer = format!("{whole}{}\n", lines[3]);
    assert!(matches!(read(&longer), Err(PackRefused::NotAPack { line: 5, .. })));
    let newer = whole.replacen("\"version\":1", "\"version\":2", 1);
    assert_eq!(read(&newer), Err(PackRefused::TooNew { found: 2 }));
    for nonsense in ["", "{}", "Dear diary", "\n\n", "{\"format\":\"proofdesk.pack\"}"] {
        assert!(matches!(read(nonsense), Err(PackRefused::NotAPack { line: 1, .. })), "{nonsense:?}");
    }
}

/// The pack with a header that fits the changed lines, as somebody would write it who knows how.
fn forged(whole: &str, change: impl Fn(&str) -> String) -> Pack {
    let (header, lines) = whole.split_once('\n').unwrap();
    let lines = change(lines);
    let mut header: serde_json::Value = serde_json::from_str(header).unwrap();
    let last: serde_json::Value = serde_json::from_str(lines.lines().last().unwrap()).unwrap();
    header["count"] = lines.lines().count().into();
    header["head"] = serde_json::json!({ "seq": last["seq"], "hash": last["hash"] });
    header["sha256"] = Digest::of(lines.as_bytes()).to_string().into();
    read(&format!("{header}\n{lines}")).unwrap()
}

#[test]
fn a_chain_that_does_not_hold_is_refused_with_its_first_broken_event() {
    let (other, mut desk) = (desk_with(&[1, 2]), desk_with(&[]));
    let whole = text(&other.file.pack(None).unwrap());
    let changed = forged(&whole, |lines| lines.replacen("3000001", "3000009", 1));
    let refused = refusal(&mut desk.file, &changed);
    assert!(matches!(&refused, PackRefused::Broken { seq: 2, .. }), "{refused}");
    let swapped = forged(&whole, |lines| {
        let lines: Vec<&str> = lines.lines().collect();
        format!("{}\n{}\n{}\n", lines[0], lines[2], lines[1])
    });
    let refused = refusal(&mut desk.file, &swapped);
    assert!(refused.to_string().contains("Event 2 is missing; event 3 follows."), "{refused}");
}

#[test]
fn another_lineage_and_a_stolen_identity_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("july.desk.sqlite");
    let july = DeskFile::open_or_create(&path, "july", nine(), &dana()).unwrap();
    let mut desk = desk_with(&[]);
    let refused = refusal(&mut desk.file, &july.pack(None).unwrap());
    let other_lineage = matches!(&refused, PackRefused::OtherLineage { found, wanted, .. }
        if found == "july" && wanted == LINEAGE);
    assert!(other_lineage, "{refused}");
    let renamed = text(&july.pack(None).unwrap()).replacen("\"july\"", &format!("{LINEAGE:?}"), 1);
    let refused = refusal(&mut desk.file, &read(&renamed).unwrap());
    assert!(matches!(refused, PackRefused::Broken { seq: 1, .. }), "{refused}");
}

/// Makes the last event of a desk undone, as if its file had been put back from a copy, and goes on from there.
fn fork(desk: TestDesk, number: u32) -> TestDesk {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.desk.sqlite");
    std::fs::copy(&desk.path, &copy).unwrap();
    drop(desk);
    let mut forked = TestDesk::moved_in(folder, copy);
    let next = own(&forked.file, number);
    forked.file.decide(&next, 0).unwrap();
    forked
}

#[test]
fn a_desk_that_was_merged_before_cannot_come_with_another_history() {
    let (other, mut desk) = (desk_with(&[1]), desk_with(&[]));
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.desk.sqlite");
    std::fs::copy(&other.path, &copy).unwrap();
    let forked = fork(other, 2);
    merge(&mut desk.file, &forked.file.pack(None).unwrap()).unwrap();
    let rewritten = fork(TestDesk::moved_in(folder, copy), 3);
    let refused = refusal(&mut desk.file, &rewritten.file.pack(None).unwrap());
    assert!(matches!(&refused, PackRefused::Rewritten { seq: 3, .. }), "{refused}");
    let rest = rewritten.file.pack(Some(3)).unwrap();
    assert!(matches!(refusal(&mut desk.file, &rest), PackRefused::Rewritten { seq: 3, .. }));
}

#[test]
fn a_pack_that_knows_more_of_this_desk_than_its_file_reveals_an_old_copy() {
    let (mut desk, mut other) = (desk_with(&[1]), desk_with(&[]));
    let folder = tempfile::tempdir().unwrap();
    let old_copy = folder.path().join("old.desk.sqlite");
    std::fs::copy(&desk.path, &old_copy).unwrap();
    let next = own(&desk.file, 2);
    desk.file.decide(&next, 0).unwrap();
    merge(&mut other.file, &desk.file.pack(None).unwrap()).unwrap();
    let carried = other.file.pack(None).unwrap();
    let merged = merge(&mut desk.file, &carried).unwrap();
    assert_eq!((merged.new_events, merged.already), (2, 3), "its own events are no news");
    let refused = refusal(&mut open(&old_copy), &carried);
    assert_eq!(refused, PackRefused::OwnFuture { seq: 3, known: 2 });
}

#[test]
fn two_decisions_on_one_revision_are_a_double_review_until_it_is_settled() {
    let (mut other, mut desk) = (desk_with(&[1, 2]), desk_with(&[1]));
    let merged = merge(&mut desk.file, &other.file.pack(None).unwrap()).unwrap();
    assert_eq!(merged.double_decisions, 1);
    let double = desk.file.double_reviews(None).unwrap().remove(0);
    assert_eq!((&double.claim_id, &double.settled), (&claim_id(1), &None));
    assert_ne!(double.first.desk, double.second.desk);
    let settled = Adjudication {
        first: double.first.stored.hash,
        second: double.second.stored.hash,
        cells: Vec::new(),
        kind: DecisionKind::Approve,
        note: "Both agree.".into(),
    };
    assert!(is_saved(&desk.file.adjudicate(about(&claim_id(1)), &settled, &stamp(&dana())).unwrap()));
    assert!(desk.file.double_reviews(None).unwrap()[0].settled.is_some());
    let merged = merge(&mut other.file, &desk.file.pack(None).unwrap()).unwrap();
    assert_eq!(merged.double_decisions, 0, "the other desk learns how it was settled");
    assert_eq!(other.file.double_reviews(None).unwrap(), desk.file.double_reviews(None).unwrap());
}

#[test]
fn a_decision_that_was_taken_back_at_its_desk_is_no_double_review() {
    let (mut other, mut desk) = (desk_with(&[1, 2]), desk_with(&[1, 2]));
    let ids: Vec<DecisionId> = [1, 2].map(|number| own(&other.file, number).id).into();
    other.file.withdraw(&ids[0], "Wrong customer.", &stamp(&dana())).unwrap();
    other.file.release(&ids[1..], ReleaseWay::Hand, &stamp(&dana())).unwrap();
    let merged = merge(&mut desk.file, &other.file.pack(None).unwrap()).unwrap();
    assert_eq!(merged.double_decisions, 1);
    other.file.reopen(&ids[1], "New mail.", &stamp(&dana())).unwrap();
    let merged = merge(&mut desk.file, &other.file.pack(None).unwrap()).unwrap();
    assert_eq!(merged.double_decisions, 0);
}

/// Something done at a desk.
#[derive(Debug, Clone)]
enum Deed {
    Decide(u32),
    Withdraw(u32),
    Release(u32),
    Reopen(u32),
    Skip(u32),
}

fn deed() -> impl Strategy<Value = Deed> {
    (0..5_u8, 0..4_u32).prop_map(|(kind, claim)| match kind {
        0 | 1 => Deed::Decide(claim),
        2 => Deed::Withdraw(claim),
        3 => Deed::Release(claim),
        _ => {
            if claim % 2 == 0 {
                Deed::Reopen(claim)
            } else {
                Deed::Skip(claim)
            }
        }
    })
}

/// Deeds of two to four desks; fewer desks more often, because four desks have 24 orders.
fn histories() -> impl Strategy<Value = Vec<Vec<Deed>>> {
    let desk = || proptest::collection::vec(deed(), 0..6);
    prop_oneof![
        6 => proptest::collection::vec(desk(), 2..=2),
        3 => proptest::collection::vec(desk(), 3..=3),
        1 => proptest::collection::vec(desk(), 4..=4),
    ]
}

fn perform(desk: &mut DeskFile, deeds: &[Deed]) {
    let actor = dana();
    for (minute, deed) in (0..).zip(deeds) {
        let at = nine() + TimeDelta::minutes(minute);
        let stamp = proofdesk::store::desk_file::Stamp { at, actor: &actor };
        let standing = |number: u32| {
            let found = desk.decision_in_force(&claim_id(number)).unwrap();
            found.map(|stored| stored.decision.id)
        };
        match *deed {
            Deed::Decide(number) => {
                let round = desk.round(&claim_id(number)).unwrap();
                let prefix = &desk.desk_id()[..20];
                let id = DecisionId::parse(&format!("{prefix}{number:06x}{round:06x}")).unwrap();
                let decided = Decision { id, decided_at: at, ..bare_decision(number, round + 1) };
                desk.decide(&decided, round).unwrap();
            }
            Deed::Withdraw(number) => {
                if let Some(id) = standing(number) {
                    desk.withdraw(&id, "Once more.", &stamp).unwrap();
                }
            }
            Deed::Release(number) => {
                if let Some(id) = standing(number) {
                    desk.release(&[id], ReleaseWay::Hand, &stamp).unwrap();
                }
            }
            Deed::Reopen(number) => {
                if let Some(id) = standing(number) {
                    desk.reopen(&id, "New mail.", &stamp).unwrap();
                }
            }
            Deed::Skip(number) => {
                desk.skip(about(&claim_id(number)), "Later.", &stamp).unwrap();
            }
        }
    }
}

/// Everything a desk knows of other desks and of all decisions, written down in a fixed order.
fn canonical(desk: &DeskFile, left_out: &str) -> String {
    let pack = text(&desk.pack(None).unwrap());
    let mut foreign = String::new();
    let mut own = true;
    for line in pack.lines() {
        if line.starts_with("{\"format\"") {
            own = line.contains(left_out);
        }
        if !own {
            foreign.push_str(line);
            foreign.push('\n');
        }
    }
    let decisions = desk.decisions_of_all_desks(&DecisionFilter::default()).unwrap();
    format!("{foreign}{decisions:?}\n{:?}", desk.double_reviews(None).unwrap())
}

fn orders(of: usize) -> Vec<Vec<usize>> {
    if of == 0 {
        return vec![Vec::new()];
    }
    let shorter = orders(of - 1);
    (0..of)
        .flat_map(|place| {
            shorter.iter().map(move |order| {
                let mut order = order.clone();
                order.insert(place, of - 1);
                order
            })
        })
        .collect()
}

/// An empty desk, copied: making one anew for every order would take most of the time.
fn collector(folder: &Path, name: &str) -> DeskFile {
    let path = folder.join(name);
    std::fs::copy(folder.join("empty"), &path).unwrap();
    open(&path)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: times(300, 1_000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn histories_of_several_desks_merge_to_the_same_state_in_every_order(histories in histories()) {
        let folder = quick_folder();
        drop(open(&folder.path().join("empty")));
        let mut desks: Vec<DeskFile> =
            (0..histories.len()).map(|at| open(&folder.path().join(format!("desk-{at}")))).collect();
        for (desk, deeds) in desks.iter_mut().zip(&histories) {
            perform(desk, deeds);
        }
        let packs: Vec<Pack> = desks.iter().map(|desk| desk.pack(None).unwrap()).collect();
        let mut states = Vec::new();
        for (number, order) in orders(packs.len()).into_iter().enumerate() {
            let mut all = collector(folder.path(), &format!("collector-{number}"));
            for at in &order {
                merge(&mut all, &packs[*at]).unwrap();
            }
            states.push(canonical(&all, all.desk_id()));
            if number == 0 {
                for at in order.iter().rev() {
                    prop_assert_eq!(merge(&mut all, &packs[*at]).unwrap().new_events, 0);
                }
                states.push(canonical(&all, all.desk_id()));
                prop_assert_eq!(all.verify(None).unwrap().first_break, None);
            }
        }
        prop_assert!(states.windows(2).all(|pair| pair[0] == pair[1]));
        // Handed on from desk to desk, the last one knows as much.
        for at in 1..desks.len() {
            let carried = desks[at - 1].pack(None).unwrap();
            merge(&mut desks[at], &carried).unwrap();
        }
        let last = desks.last().unwrap();
        let decisions = last.decisions_of_all_desks(&DecisionFilter::default()).unwrap();
        let known = format!("{decisions:?}\n{:?}", last.double_reviews(None).unwrap());
        prop_assert!(states[0].ends_with(&known));
        // One claim's double reviews are those among all that are about it.
        let doubles = last.double_reviews(None).unwrap();
        for number in 0..4 {
            let id = claim_id(number);
            let of_claim: Vec<_> = doubles.iter().filter(|double| double.claim_id == id).cloned().collect();
            prop_assert_eq!(last.double_reviews(Some(&id)).unwrap(), of_claim);
        }
    }
}
