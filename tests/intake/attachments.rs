//! Documents that lie beside the claims file.

use super::{Yield, sample_value};
use proofdesk::intake::{ClaimSource, Limits};
use serde_json::json;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

/// Reads a claim whose only document is the file at `path`.
fn read_document(folder: &Path, path: &str) -> Result<(String, Vec<String>), String> {
    let mut claim = sample_value();
    claim["documents"] = json!([{"file_name": "proof.txt", "kind": "letter", "path": path}]);
    let file = folder.join("claims.jsonl");
    fs::write(&file, claim.to_string()).unwrap();
    let limits = Limits { text_bytes: 1_000, ..Limits::default() };
    let mut found = Yield::of(&ClaimSource::Jsonl(file), &limits);
    match found.refused.pop() {
        Some(refusal) => {
            assert_eq!(refusal.field.as_deref(), Some("documents[0].path"));
            Err(refusal.reason)
        }
        None => Ok((found.claims[0].documents[0].text.clone(), found.remarks())),
    }
}

#[test]
fn a_text_beside_the_claims_file_or_below_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("poe/2025")).unwrap();
    fs::write(folder.path().join("poe/2025/letter.md"), "Signed.\n").unwrap();
    assert_eq!(read_document(folder.path(), "poe/2025/letter.md"), Ok(("Signed.\n".into(), vec![])));
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("inner");
    fs::create_dir_all(&folder).unwrap();
    fs::write(outer.path().join("secret.txt"), "secret").unwrap();
    symlink(outer.path().join("secret.txt"), folder.join("link.txt")).unwrap();
    symlink(outer.path(), folder.join("up")).unwrap();
    for path in ["../secret.txt", "poe/../../secret.txt", "link.txt", "up/secret.txt", "./../secret.txt"] {
        assert!(read_document(&folder, path).is_err(), "{path}");
    }
    let absolute = outer.path().join("secret.txt");
    assert!(read_document(&folder, absolute.to_str().unwrap()).unwrap_err().contains("must be relative"));
}

#[test]
fn only_regular_text_files_within_the_limit_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("big.txt"), "x".repeat(1_001)).unwrap();
    fs::write(at("page.html"), "x").unwrap();
    fs::write(at("scan.txt"), "%PDF-1.7 …").unwrap();
    fs::create_dir(at("folder.txt")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(at("pipe.txt")).status().unwrap().success());
    let why = |path| read_document(folder.path(), path).unwrap_err();
    assert!(why("big.txt").contains("larger than 1000 bytes"));
    assert!(why("page.html").contains("Only .txt and .md"));
    assert!(why("scan.txt").contains("a PDF document"));
    assert!(why("folder.txt").contains("not a regular file"));
    assert!(why("pipe.txt").contains("not a regular file"));
    assert!(why("none.txt").contains("no such file"));
}

#[test]
fn what_is_no_utf8_is_replaced_visibly_and_noted() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), b"ok \xFF\xC0\xAF ok").unwrap();
    let (text, remarks) = read_document(folder.path(), "a.txt").unwrap();
    assert_eq!(text, "ok \u{FFFD}\u{FFFD}\u{FFFD} ok");
    assert!(remarks[0].contains("a.txt: It is not UTF-8 throughout"), "{remarks:?}");
}

#[test]
fn utf16_with_a_byte_order_mark_is_decoded_and_noted() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), b"\xFF\xFEA\x00\xE9\x00").unwrap();
    let (text, remarks) = read_document(folder.path(), "a.txt").unwrap();
    assert_eq!(text, "Aé");
    assert!(remarks[0].contains("UTF-16"));
}
