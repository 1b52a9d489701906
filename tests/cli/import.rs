//! Building a snapshot and opening it.

use crate::support::program::Home;

/// A sample claim with another id and a changed field.
fn claim(id: &str, change: impl FnOnce(&mut serde_json::Value)) -> String {
    let line = proofdesk::assets::SAMPLE_CLAIMS.lines().find(|line| line.contains("\"3129406\"")).unwrap();
    let mut claim: serde_json::Value = serde_json::from_str(line).unwrap();
    claim["claim_id"] = id.into();
    change(&mut claim);
    claim.to_string()
}

#[test]
fn every_refused_line_is_told_with_file_line_field_and_reason() {
    let home = Home::new();
    let lines = [
        claim("3000001", |_| {}),
        claim("3000002", |claim| claim["activity"] = "presale".into()),
        "not json".to_owned(),
        claim("3000003", |claim| {
            claim["customer"].as_object_mut().unwrap().remove("tenant_id");
        }),
    ];
    let claims = home.with("july.jsonl", &lines.join("\n"));
    let target = home.file("july.snapshot.sqlite");
    let ran = home.run(&["import", claims.to_str().unwrap(), "--into", target.to_str().unwrap()]);
    assert_eq!(ran.code, 7, "{}", ran.err);
    for part in [
        "july.jsonl:2:",
        "3000002",
        "activity",
        "july.jsonl:3:",
        "july.jsonl:4:",
        "customer.tenant_id",
        "1 claims",
    ] {
        assert!(ran.out.contains(part), "{part} is missing in:\n{}", ran.out);
    }
    let queue = home.run(&["--snapshot", target.to_str().unwrap(), "queue", "claim:3000001"]).fine();
    assert!(queue.out.contains("3000001"));
}

/// A claim as one record of CSV: objects become dotted columns, lists are JSON in one column.
fn as_csv(claim: &str) -> String {
    let claim: serde_json::Value = serde_json::from_str(claim).unwrap();
    let mut columns: Vec<(String, String)> = Vec::new();
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    };
    for (name, value) in claim.as_object().unwrap() {
        match value {
            serde_json::Value::Object(fields) => {
                columns.extend(fields.iter().map(|(field, value)| (format!("{name}.{field}"), text(value))));
            }
            value => columns.push((name.clone(), text(value))),
        }
    }
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(columns.iter().map(|(name, _)| name)).unwrap();
    table.write_record(columns.iter().map(|(_, value)| value)).unwrap();
    String::from_utf8(table.into_inner().unwrap()).unwrap()
}

#[test]
fn a_claim_is_the_same_from_csv_and_from_json_lines() {
    let home = Home::new();
    let claim = claim("3000001", |_| {});
    let mut digests = Vec::new();
    for (name, text) in [("a.jsonl", claim.clone()), ("b.csv", as_csv(&claim))] {
        let claims = home.with(name, &text);
        let target = home.file(&format!("{name}.snapshot.sqlite"));
        home.run(&["import", claims.to_str().unwrap(), "--into", target.to_str().unwrap()]).fine();
        let shown =
            home.run(&["--snapshot", target.to_str().unwrap(), "show", "3000001", "--format", "json"]);
        digests.push(shown.fine().json()["digest"].clone());
    }
    assert_eq!(digests[0], digests[1]);
}

#[test]
fn a_strict_import_builds_nothing_unless_every_claim_was_accepted() {
    let home = Home::new();
    let claims = home.with("july.jsonl", "not json\n");
    let target = home.file("july.snapshot.sqlite");
    let ran = home.run(&["import", "--strict", claims.to_str().unwrap(), "--into", target.to_str().unwrap()]);
    assert_eq!(ran.code, 8);
    let left: Vec<_> =
        std::fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["july.jsonl"]);
}

#[test]
fn an_existing_snapshot_is_replaced_only_when_asked() {
    let home = Home::new();
    let claims = home.with("july.jsonl", &claim("3000001", |_| {}));
    let target = home.file("july.snapshot.sqlite");
    let words = ["import", claims.to_str().unwrap(), "--into", target.to_str().unwrap()];
    home.run(&words).fine();
    assert_eq!(home.run(&words).code, 8);
    home.run(&[words[0], words[1], words[2], words[3], "--replace"]).fine();
}

#[test]
fn a_snapshot_without_its_seal_is_opened_only_when_asked() {
    let home = Home::new();
    let claims = home.with("july.jsonl", &claim("3000001", |_| {}));
    let target = home.file("july.snapshot.sqlite");
    home.run(&["import", claims.to_str().unwrap(), "--into", target.to_str().unwrap()]).fine();
    let seal = std::fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().path());
    std::fs::remove_file(
        seal.into_iter().find(|path| path.extension().is_some_and(|end| end == "seal")).unwrap(),
    )
    .unwrap();
    let refused = home.run(&["--snapshot", target.to_str().unwrap(), "queue"]);
    assert_eq!(refused.code, 8);
    assert!(refused.err.contains("--allow-unsealed"), "{}", refused.err);
    home.run(&["--snapshot", target.to_str().unwrap(), "--allow-unsealed", "queue"]).fine();
}

#[test]
fn nothing_of_a_claim_reaches_the_terminal_as_a_control_sequence() {
    let home = Home::new();
    let evil = "Evil\u{1b}]52;c;cm0gLXJmIH4=\u{7}\u{202e}txt\u{200b}";
    let text = claim("3000001", |claim| {
        claim["partner"]["name"] = evil.into();
        claim["customer"]["name"] = evil.into();
        claim["claim_name"] = evil.into();
        claim["documents"][0]["file_name"] = format!("{evil}.pdf").into();
        claim["documents"][0]["text"] = format!("{evil}\r\nTenant {evil}").into();
    });
    let claims = home.with("evil.jsonl", &text);
    let target = home.file("evil.snapshot.sqlite");
    home.run(&["import", claims.to_str().unwrap(), "--into", target.to_str().unwrap()]).fine();
    let snapshot = ["--snapshot", target.to_str().unwrap()];
    let commands: [&[&str]; 5] = [
        &["queue"],
        &["show", "3000001"],
        &["suggest", "3000001"],
        &["show", "3000001", "--format", "json"],
        &["suggest", "3000001", "--format", "jsonl"],
    ];
    for command in commands {
        let words: Vec<&str> = snapshot.iter().chain(command).copied().collect();
        let ran = home.run(&words).fine();
        let odd = |c: char| (c.is_control() && c != '\n') || ['\u{202e}', '\u{200b}'].contains(&c);
        assert!(!ran.out.contains(odd) && !ran.err.contains(odd), "{command:?}: {:?}", ran.out);
    }
}

#[test]
fn the_snapshot_is_the_same_byte_for_byte_after_a_day_of_work() {
    let home = Home::new();
    home.run(&["queue"]).fine();
    let data = home.path().join("data");
    let snapshot = std::fs::read_dir(data).unwrap().map(|entry| entry.unwrap().path());
    let snapshot =
        snapshot.into_iter().find(|path| path.to_string_lossy().ends_with(".snapshot.sqlite")).unwrap();
    let before = std::fs::read(&snapshot).unwrap();
    home.run(&["suggest"]).fine();
    home.run(&["judge", "3126402", "--cell", "R1", "--verdict", "unclear", "--reason", "RC-R1-10,doc=x"])
        .fine();
    home.run(&["decide", "3126930"]).fine();
    home.run(&["withdraw", "3126930", "--because", "practice"]).fine();
    home.run(&["export"]).fine();
    assert_eq!(std::fs::read(&snapshot).unwrap(), before);
}
