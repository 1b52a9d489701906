//! `conflicts`: the practice claims, notices and their window, snapshots in which conflicts come and go.

use super::changes::{claim, on, snapshot};
use crate::support::program::{Home, Ran};
use crate::support::samples;
use proofdesk::domain::{Association, Claim, HistoryAction, HistoryEntry, Status};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

fn listed(ran: Ran) -> Vec<Value> {
    ran.fine().json()["conflicts"]["rows"].as_array().unwrap().clone()
}

fn claims_of(row: &Value) -> Vec<String> {
    let parties = row["parties"].as_array().unwrap().iter();
    parties.filter_map(|party| Some(party["claim"]["claim_id"].as_str()?.to_owned())).collect()
}

/// The claims of the conflicts a filter finds in the practice data.
fn found(home: &Home, filter: &str) -> BTreeSet<Vec<String>> {
    let words = ["conflicts", "list", filter, "--format", "json"];
    listed(home.run(&words)).iter().map(claims_of).collect()
}

fn group(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|&id| id.to_owned()).collect()
}

/// The id of the conflict a claim is a party of.
fn id_of(home: &Home, snapshot: Option<&Path>, claim: &str) -> String {
    let filter = format!("claim:{claim}");
    let words = ["conflicts", "list", &filter, "--format", "json"];
    let ran = match snapshot {
        Some(snapshot) => on(home, snapshot, &words),
        None => home.run(&words),
    };
    listed(ran)[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn the_nine_conflicts_of_the_practice_claims_are_listed_incumbent_first() {
    let home = Home::new();
    let rows = found(&home, "");
    assert_eq!(rows.len(), 9);
    for ids in [
        &["3088261", "3120417"][..],
        &["3075520", "3121098"],
        &["3069944", "3124117"],
        &["3061183", "3124560"],
        &["3125016", "3125233"],
        &["3132180", "3132313"],
    ] {
        assert!(rows.contains(&group(ids)), "{ids:?} {rows:?}");
    }
    let three = rows.iter().filter(|ids| ids.len() == 3).flatten().collect::<BTreeSet<_>>();
    let three: Vec<&str> = three.into_iter().map(String::as_str).collect();
    assert_eq!(three, ["3058807", "3122330", "3122671", "3123004", "3125571", "3125804"]);
    assert!(rows.iter().any(|ids| ids[0] == "3058807"), "the incumbent stands first");
    assert!(!rows.iter().flatten().any(|id| id == "3124788"), "another subscription is another thing");
}

#[test]
fn filters_find_what_they_say() {
    let home = Home::new();
    assert_eq!(found(&home, "is:silent"), BTreeSet::from([group(&["3088261", "3120417"])]));
    assert_eq!(found(&home, "workload:intune"), BTreeSet::from([group(&["3088261", "3120417"])]));
    assert_eq!(found(&home, "incumbent:6093000"), BTreeSet::from([group(&["3075520", "3121098"])]));
    assert_eq!(found(&home, "challenger:6093000"), BTreeSet::new());
    assert_eq!(found(&home, "is:duplicate"), BTreeSet::new());
    assert_eq!(found(&home, "is:several").len(), 2);
    assert_eq!(found(&home, "is:closed").len() + found(&home, " -is:closed").len(), 9);
    assert_eq!(found(&home, "is:closed,open,not-notified,no-limit").len(), 9);
    let mistake = home.run(&["conflicts", "list", "is:lost"]);
    assert_eq!(mistake.code, 2);
    assert!(mistake.err.contains("known: closed, open"), "{}", mistake.err);
}

#[test]
fn a_notice_before_the_last_decision_asks_for_nothing_any_more() {
    let home = Home::new();
    let row = &listed(home.run(&["conflicts", "list", "claim:3125233", "--format", "json"]))[0];
    assert_eq!(row["window"]["state"], "not-notified");
    assert_eq!(row["standings"][0]["answer"], "not-asked");
}

#[test]
fn an_incumbent_that_answered_without_documents_is_not_silent() {
    let home = Home::new();
    let row = &listed(home.run(&["conflicts", "list", "claim:3061183", "--format", "json"]))[0];
    assert_eq!(row["standings"][0]["answer"], "words");
    let row = &listed(home.run(&["conflicts", "list", "claim:3058807", "--format", "json"]))[0];
    assert_eq!(row["standings"][0]["answer"], "proof");
    assert_eq!(row["window"]["ends_at"], "2025-08-27T08:21:40Z");
    assert_eq!(row["window"]["state"], "closed");
}

/// Every key of a document.
fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| {
            found.insert(key.clone());
            keys(value, found);
        }),
        Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        _ => {}
    }
}

#[test]
fn a_conflict_shows_both_sides_and_never_who_was_first_or_what_is_paid() {
    let home = Home::new();
    let id = id_of(&home, None, "3123845");
    let shown = home.run(&["conflicts", "show", &id, "--format", "json"]).fine();
    let view = &shown.json()["conflict"];
    let sides = view["sides"].as_array().unwrap();
    assert_eq!(sides.len(), 2);
    for side in sides {
        let cells = side["cells"].as_array().unwrap();
        assert!(cells.iter().any(|cell| cell["requirement"] == "activity-detail"));
        assert!(cells.iter().all(|cell| cell["judged"].is_null() && !cell["suggested"].is_null()));
        assert!(side["latest_proof"]["document"].is_string(), "{side}");
        assert!(side["acknowledged"]["form"].is_string(), "{side}");
    }
    let shared = view["shared"].as_array().unwrap();
    let passage = &shared[0]["passages"][0];
    let texts = (passage["text"].as_str().unwrap(), passage["other_text"].as_str().unwrap());
    assert!(texts.0.len() > 40 && texts.1.len() > 40, "{texts:?}");
    let mut all = BTreeSet::new();
    keys(view, &mut all);
    for barred in ["submi", "value", "payout", "deal", "amount", "score", "total"] {
        assert!(!all.iter().any(|key| key.contains(barred)), "{barred} {all:?}");
    }
    let text = home.run(&["conflicts", "show", &id]).fine().out;
    assert!(text.contains("newest acknowledgement") && text.contains("words stand in both"), "{text}");
    assert!(!text.to_lowercase().contains("submitted it"), "{text}");
    assert_eq!(home.run(&["conflicts", "show", "cf-0123456789"]).code, 3);
}

#[test]
fn what_is_judged_here_stands_apart_from_what_the_engine_points_at() {
    let home = Home::new();
    home.run_as(
        "sam",
        "supervisor",
        &["judge", "3120417", "--cell", "R2", "--verdict", "met", "--note", "both are named"],
    )
    .fine();
    let id = id_of(&home, None, "3120417");
    let view = home.run(&["conflicts", "show", &id, "--format", "json"]).fine().json();
    let side = &view["conflict"]["sides"][1];
    let named =
        side["cells"].as_array().unwrap().iter().find(|cell| cell["requirement"] == "party-names").unwrap();
    assert_eq!(named["judged"]["verdict"], "met");
    assert!(named["suggested"]["candidates"].is_array());
}

/// Two claims to one workload of one customer, of which nobody was told.
fn untold() -> Vec<Claim> {
    let mut claims = vec![samples::claim("3075520"), samples::claim("3121098")];
    for claim in &mut claims {
        claim.history.retain(|entry| {
            !matches!(entry.action, HistoryAction::ConflictNotice | HistoryAction::EvidenceWindowClosed)
        });
    }
    claims
}

#[test]
fn a_conflict_stays_not_notified_until_both_parties_were_told() {
    let home = Home::new();
    let day = snapshot(&home, 15, "emea", &untold());
    let id = id_of(&home, Some(&day), "3121098");
    let state =
        || listed(on(&home, &day, &["conflicts", "list", "--format", "json"]))[0]["window"]["state"].clone();
    let notice = |claim: &str, sent: &str| {
        on(&home, &day, &["conflicts", "notice", &id, "--claim", claim, "--sent", sent])
    };
    assert_eq!(state(), "not-notified");
    assert_eq!(on(&home, &day, &["conflicts", "notice", &id]).code, 4, "which party is not said");
    assert_eq!(notice("3075520", "2039-01-01T09:00:00Z").code, 4, "it lies in the future");
    notice("3075520", "2025-09-10T09:00:00Z").fine();
    assert_eq!(state(), "not-notified");
    assert_eq!(notice("3075520", "2025-09-11T09:00:00Z").code, 4, "it was told before");
    notice("3121098", "2025-09-12T09:00:00Z").fine();
    let row = &listed(on(&home, &day, &["conflicts", "list", "--format", "json"]))[0];
    assert_eq!(row["window"]["started_at"], "2025-09-10T09:00:00Z", "the incumbent's notice counts");
    assert_eq!(row["window"]["ends_at"], "2025-09-24T09:00:00Z");
    assert_eq!(row["notified"], true);
    let story = on(&home, &day, &["history", "3075520"]).fine().out;
    assert!(story.contains("was told of the conflict"), "{story}");
    assert!(on(&home, &day, &["verify"]).fine().out.starts_with("The record is whole"));
    let other = ["conflicts", "notice", &id, "--to", "account-manager", "--sent", "2025-09-12T09:00:00Z"];
    on(&home, &day, &other).fine();
    let trainer = ["-s", day.to_str().unwrap(), "conflicts", "notice", &id, "--claim", "3121098"];
    assert_eq!(home.run_as("tom", "trainer", &trainer).code, 4);
}

fn entry(at: &str, action: HistoryAction, actor: &str) -> HistoryEntry {
    HistoryEntry { on: at.parse().unwrap(), action, actor: actor.into(), note: None }
}

/// The words of every event about conflicts since the earlier snapshot.
fn events(home: &Home, snapshot: &Path) -> Vec<String> {
    let told = on(home, snapshot, &["changes"]).fine().out;
    let lines = told.lines().skip_while(|line| !line.starts_with("Conflicts (")).skip(2);
    lines.map(|line| line.trim().to_owned()).collect()
}

#[test]
fn a_conflict_opens_is_answered_runs_out_of_time_and_closes_from_snapshot_to_snapshot() {
    let home = Home::new();
    let mut all = untold();
    let challenger = all.pop().unwrap();
    let day = |number: u32, claims: &[Claim]| snapshot(&home, number, "emea", claims);
    on(&home, &day(10, &all), &["queue"]).fine();

    all.push(challenger);
    let told = events(&home, &day(11, &all));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("conflict opened: ") && told[0].contains("3121098, challenger"), "{told:?}");

    for id in ["3075520", "3121098"] {
        let notice = entry("2025-09-11T13:00:00Z", HistoryAction::ConflictNotice, "Microsoft");
        claim(&mut all, id).history.push(notice);
    }
    claim(&mut all, "3075520").history.push(entry(
        "2025-09-12T08:00:00Z",
        HistoryAction::DocumentSubmission,
        "Ines",
    ));
    let mut third = samples::claim("3128045");
    third.customer.tenant_id = all[0].customer.tenant_id.clone();
    third.workloads[0].name = "MDATP".into();
    all.push(third);
    let told = events(&home, &day(13, &all));
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("joined: ") && told[0].contains("3128045, challenger"), "{told:?}");
    assert!(told[1].contains("3075520, incumbent) answered: new proof"), "{told:?}");

    claim(&mut all, "3128045").status = Status::Rejected;
    let told = events(&home, &day(14, &all));
    assert!(told[0].starts_with("left: ") && told[0].ends_with("rejected"), "{told:?}");

    let told = events(&home, &day(26, &all));
    assert_eq!(told, ["time for new proof ended on 2025-09-25 13:00 UTC"]);

    claim(&mut all, "3121098").status = Status::Approved;
    claim(&mut all, "3121098").workloads[0].association = Association::ToYou;
    claim(&mut all, "3075520").workloads[0].association = Association::ToAnotherPartner;
    let told = events(&home, &day(27, &all));
    assert!(told[0].starts_with("over; ") && told[0].contains("3121098, challenger): approved"), "{told:?}");
}

#[test]
fn a_tenant_is_the_same_in_every_notation_of_a_file() {
    let home = Home::new();
    let claims = untold();
    let tenant = claims[0].customer.tenant_id.to_string();
    for (day, written) in [
        (10, format!("{{{}}}", tenant.to_uppercase())),
        (11, tenant.replace('-', "")),
        (12, format!(" {} ", tenant.to_uppercase())),
    ] {
        let mut second = serde_json::to_value(&claims[1]).unwrap();
        second["customer"]["tenant_id"] = written.clone().into();
        let lines = format!("{}\n{second}", serde_json::to_string(&claims[0]).unwrap());
        let source = home.with(&format!("{day}.jsonl"), &lines);
        let target = home.file(&format!("{day}.snapshot.sqlite"));
        let words =
            ["import", source.to_str().unwrap(), "--into", target.to_str().unwrap(), "--lineage", "notation"];
        home.run(&words).fine();
        let rows = listed(on(&home, &target, &["conflicts", "list", "--format", "json"]));
        assert_eq!(rows.len(), 1, "{written}");
        assert_eq!(claims_of(&rows[0]), ["3075520", "3121098"]);
    }
}

#[test]
fn a_mistyped_tenant_is_possibly_the_same_and_never_joined() {
    let home = Home::new();
    let mut claims = untold();
    let tenant = claims[0].customer.tenant_id.to_string();
    let typed = format!("{}{}", if tenant.starts_with('0') { "1" } else { "0" }, &tenant[1..]);
    claims[1].customer.tenant_id = typed.parse().unwrap();
    let day = snapshot(&home, 15, "emea", &claims);
    let rows = listed(on(&home, &day, &["conflicts", "list", "--format", "json"]));
    // The challenger still says that somebody holds the workload; who that is, the files do not tell.
    assert_eq!(claims_of(&rows[0]), ["3121098"]);
    assert_eq!(rows[0]["parties"][0]["claim"], Value::Null);
    assert_eq!(rows[0]["possibly_same"][0]["claim"]["claim_id"], "3075520");
    assert_eq!(rows[0]["possibly_same"][0]["nearness"], "tenant-digits");
    let text = on(&home, &day, &["conflicts", "list"]).fine().out;
    assert!(text.contains("Possibly the same, and not joined:"), "{text}");
}

#[test]
fn cross_checks_tell_the_timeline_of_the_workload_and_what_was_decided_about_it() {
    let home = Home::new();
    let id = id_of(&home, None, "3120417");
    let view = home.run(&["conflicts", "show", &id, "--format", "json"]).fine().json();
    let timeline = view["conflict"]["checks"]["timeline"].as_array().unwrap();
    let told: Vec<&str> = timeline.iter().map(|entry| entry["text"].as_str().unwrap()).collect();
    assert!(told.contains(&"approved it") && told.contains(&"sent a conflict notice"), "{told:?}");
    assert!(!told.iter().any(|text| text.contains("submitted")), "{told:?}");
    assert!(view["conflict"]["checks"]["precedents"].as_array().unwrap().is_empty());
}
