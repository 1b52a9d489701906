//! Snapshots made to harm: each is refused by a named error, at once, and nothing on disk changes.

use super::{build, sample_claims};
use proofdesk::store::StoreError;
use proofdesk::store::snapshot::{Snapshot, Trust};
use rusqlite::Connection;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// An unsealed snapshot of a few claims in a folder of its own, to be spoilt by a test.
struct Victim {
    folder: TempDir,
}

impl Victim {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.sqlite");
        build(&path, &sample_claims()[..6]);
        fs::remove_file(folder.path().join("a.sqlite.seal")).unwrap();
        Self { folder }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("a.sqlite")
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.path()).unwrap()
    }

    /// Changes the bytes of the file.
    fn edited(edit: impl FnOnce(&mut Vec<u8>)) -> Self {
        let victim = Self::new();
        let mut bytes = victim.bytes();
        edit(&mut bytes);
        fs::write(victim.path(), bytes).unwrap();
        victim
    }

    /// Changes the file with SQL, as its maker could.
    fn altered(sql: &str) -> Self {
        let victim = Self::new();
        let connection = Connection::open(victim.path()).unwrap();
        connection
            .execute_batch(&format!(
                "PRAGMA journal_mode = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; {sql}"
            ))
            .unwrap();
        victim
    }

    /// What opening says; checks that it says so quickly, cleanly and without touching anything.
    fn refusal(&self) -> String {
        refusal(&self.path())
    }
}

fn refusal(path: &Path) -> String {
    let before = listing(path.parent().unwrap());
    let started = Instant::now();
    let error = match Snapshot::open(path, Trust::AllowUnsealed) {
        Err(error) => error.to_string(),
        Ok(_) => panic!("{} was opened", path.display()),
    };
    assert!(started.elapsed() < Duration::from_secs(5), "{error}");
    assert_eq!(listing(path.parent().unwrap()), before, "{error}");
    assert!(!error.contains(|letter: char| letter.is_control() || letter == '\u{202e}'), "{error:?}");
    error
}

/// Names and contents of a folder; what is not a regular file is only named.
fn listing(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let regular = entry.file_type().unwrap().is_file();
            let bytes = if regular { fs::read(entry.path()).unwrap() } else { Vec::new() };
            (entry.file_name().to_string_lossy().into_owned(), bytes)
        })
        .collect();
    found.sort();
    found
}

fn refuses(victim: &Victim, expected: &str) {
    let error = victim.refusal();
    assert!(error.contains(expected), "expected {expected:?} in {error:?}");
}

#[test]
fn an_untouched_victim_opens() {
    assert!(Snapshot::open(&Victim::new().path(), Trust::AllowUnsealed).is_ok());
}

#[test]
fn what_is_no_sqlite_file_is_named() {
    let with = |content: &[u8]| Victim::edited(|bytes| *bytes = content.to_vec());
    refuses(&with(b""), "is empty (0 bytes)");
    refuses(&with(b"claim_id,status\n3000001,approved\n"), "is not a SQLite file, or it is encrypted");
    refuses(&with(&[0xA7; 8_192]), "is not a SQLite file, or it is encrypted");
    refuses(&with(b"SQLite format 3\0 and no more"), "cut off within its header");
    refuses(&with(b"SQLite"), "is not a SQLite file");
}

#[test]
fn a_header_that_cannot_be_true_is_named() {
    let with = |at: usize, value: &'static [u8]| {
        Victim::edited(move |bytes| bytes[at..at + value.len()].copy_from_slice(value))
    };
    refuses(&with(16, &[2, 1]), "impossible page size of 513 bytes");
    refuses(&with(16, &[0, 1]), "but its header says");
    refuses(&with(18, &[3, 3]), "file format 3");
    refuses(&with(20, &[255]), "keeps 255 bytes of every page");
    refuses(&with(28, &[0x7F, 0xFF, 0xFF, 0xFF]), "but its header says");
    refuses(&with(56, &[0, 0, 0, 2]), "its text is not in UTF-8");
    refuses(&with(60, &[0, 0, 3, 231]), "made by a newer proofdesk (schema 999; this one knows 1)");
    refuses(&with(60, &[0, 0, 0, 0]), "states no schema version");
    refuses(&with(68, &[0, 0, 0, 1]), "a SQLite database of another application (application id 0x1)");
    refuses(&with(68, b"PDIX"), "another file of proofdesk, not a snapshot");
}

#[test]
fn a_file_that_lost_or_gained_bytes_is_named() {
    refuses(&Victim::edited(|bytes| bytes.truncate(bytes.len() / 8_192 * 4_096)), "but its header says");
    refuses(&Victim::edited(|bytes| bytes.truncate(100)), "but its header says");
    refuses(
        &Victim::edited(|bytes| bytes.extend_from_slice(b"PK\x03\x04 and a whole archive")),
        "but its header says",
    );
}

#[test]
fn code_in_the_schema_is_refused_before_it_can_run() {
    let bomb = "WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x) SELECT n FROM x";
    for (sql, expected) in [
        ("CREATE TRIGGER t AFTER INSERT ON claim BEGIN SELECT 1; END".to_owned(), "the trigger t"),
        (format!("CREATE VIEW v AS {bomb}"), "the view v"),
        ("CREATE VIEW v AS SELECT zeroblob(1000000000)".to_owned(), "the view v"),
        (format!("DROP TABLE comment; CREATE VIEW comment AS {bomb}"), "the view comment"),
        ("CREATE VIRTUAL TABLE f USING fts5(a)".to_owned(), "the table f"),
        ("CREATE VIRTUAL TABLE r USING rtree(a, b, c)".to_owned(), "the table r"),
        ("CREATE INDEX i ON claim (lower(claim_name))".to_owned(), "the index i"),
        (
            "ALTER TABLE comment ADD COLUMN g TEXT AS (hex(zeroblob(1000000))) VIRTUAL".to_owned(),
            "the table comment",
        ),
        ("ALTER TABLE claim ADD COLUMN more TEXT".to_owned(), "the table claim"),
        ("CREATE TABLE other (a)".to_owned(), "the table other"),
    ] {
        let error = Victim::altered(&sql).refusal();
        assert!(error.contains("unexpected objects") && error.contains(expected), "{sql}: {error}");
    }
}

#[test]
fn two_thousand_views_are_counted_and_the_first_is_named() {
    use std::fmt::Write;
    let sql = (0..2_000).fold(String::new(), |mut sql, number| {
        write!(sql, "CREATE VIEW v{number} AS SELECT 1;").unwrap();
        sql
    });
    refuses(&Victim::altered(&sql), "2000 unexpected objects, the first is the view v0");
}

#[test]
fn a_missing_table_is_named() {
    refuses(&Victim::altered("DROP TABLE history"), "lacks the table history");
}

#[test]
fn a_schema_without_strict_types_is_refused() {
    let sql = "PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'document_text';";
    assert!(Victim::altered(sql).refusal().contains("damaged"));
}

#[test]
fn a_schema_that_is_no_sql_is_refused_without_its_bytes() {
    for name in ["\u{1b}]0;pwn\u{7}", "\u{202e}evil"] {
        let sql = format!(
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE {name}' WHERE name = 'comment';"
        );
        assert!(Victim::altered(&sql).refusal().contains("damaged"));
    }
}

#[test]
fn rows_that_break_the_published_rules_are_named() {
    for (sql, expected) in [
        ("UPDATE claim SET program = 'other'", "a row of claim breaks its rule (program IN"),
        ("UPDATE claim SET status = 'Approved!'", "a row of claim breaks its rule (status IN"),
        ("UPDATE claim SET recognition_only = 7", "recognition_only IN (0, 1)"),
        ("UPDATE claim SET claim_id = 12345678 WHERE claim_id = 3058807", "a row of "),
        ("DELETE FROM claim WHERE claim_id = 3058807", "belongs to nothing"),
        ("DELETE FROM document_text WHERE text_id = 1", "belongs to nothing"),
        (
            "INSERT INTO meta SELECT 2, lineage, title, as_of, practice, claims, documents FROM meta",
            "a row of meta",
        ),
        ("DELETE FROM meta", "does not describe itself"),
        ("UPDATE meta SET claims = 5", "it has 6 rows of claim, but states 5"),
        ("UPDATE meta SET as_of = 'yesterday'", "meta.as_of is not an instant"),
    ] {
        refuses(&Victim::altered(sql), expected);
    }
}

#[test]
fn values_that_make_no_sense_are_named_by_claim_and_column() {
    for (sql, expected) in [
        (
            "UPDATE claim SET submitted_on = '2025-02-30' WHERE claim_id = 3058807",
            "claim 3058807: submitted_on is not a day",
        ),
        (
            "UPDATE claim SET customer_tenant_id = printf('%036d', 0) WHERE claim_id = 3058807",
            "3058807: customer_tenant_id holds",
        ),
        (
            "UPDATE claim SET partner_name = CAST(x'FF1B5D' AS TEXT) WHERE claim_id = 3058807",
            "partner_name is not UTF-8",
        ),
        (
            "UPDATE history SET at = '2025-13-01T00:00:00Z' WHERE claim_id = 3058807",
            "history.at is not an instant",
        ),
        (
            "UPDATE claim SET partner_name = 'Partner 9' WHERE claim_id = 3058807",
            "3058807: its content does not match its digest",
        ),
        (
            "UPDATE document_text SET text = text || '.' WHERE text_id = 1",
            "its content does not match its digest",
        ),
    ] {
        refuses(&Victim::altered(sql), expected);
    }
}

#[test]
fn a_snapshot_without_digests_opens_because_others_may_write_one() {
    let victim = Victim::altered("UPDATE claim SET digest = NULL");
    let snapshot = Snapshot::open(&victim.path(), Trust::AllowUnsealed).unwrap();
    let claim = &sample_claims()[0];
    assert_eq!(snapshot.digest(&claim.claim_id).unwrap(), Some(claim.digest()));
}

#[test]
fn broken_pages_are_refused() {
    // The last page holds rows; its first byte is its type, then follow free block, cell count and cell pointers.
    let page = |edit: fn(&mut [u8])| {
        Victim::edited(move |bytes| {
            let last = bytes.len() - 4_096;
            edit(&mut bytes[last..]);
        })
    };
    let edits: [fn(&mut [u8]); 4] = [
        |page| page[0] = 7,
        |page| page[3..5].copy_from_slice(&[0xFF, 0xFF]),
        |page| page[8..10].copy_from_slice(&[0xFF, 0xF0]),
        |page| page[8..].fill(0),
    ];
    for edit in edits {
        assert!(page(edit).refusal().contains("damaged"));
    }
    let freelist = Victim::edited(|bytes| bytes[32..40].copy_from_slice(&[0, 0, 0, 2, 0, 0, 0, 1]));
    assert!(freelist.refusal().contains("damaged"));
}

#[test]
fn a_snapshot_with_a_journal_beside_it_is_refused_and_both_are_left_alone() {
    for ending in ["-journal", "-wal", "-shm"] {
        let victim = Victim::new();
        fs::write(victim.folder.path().join(format!("a.sqlite{ending}")), b"\xD9\xD5\x05\xF9planted")
            .unwrap();
        refuses(&victim, &format!("has a {ending} file beside it"));
    }
}

#[test]
fn what_is_not_a_plain_file_is_refused_at_once() {
    let victim = Victim::new();
    let at = |name: &str| victim.folder.path().join(name);
    symlink(victim.path(), at("link")).unwrap();
    fs::create_dir(at("folder")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
    assert!(refusal(&at("link")).contains("is a symbolic link"));
    assert!(refusal(&at("folder")).contains("is a folder"));
    assert!(refusal(&at("pipe")).contains("is not a regular file"));
    assert!(refusal(&at("none")).contains("does not exist"));
    let device = Snapshot::open(Path::new("/dev/zero"), Trust::AllowUnsealed).err().unwrap();
    assert!(device.to_string().contains("is not a regular file"));
    fs::hard_link(victim.path(), at("second")).unwrap();
    assert!(refusal(&victim.path()).contains("has 2 names"));
}

#[test]
fn a_name_full_of_escapes_is_shown_cleaned() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a\u{1b}]0;pwn\u{7}\n.sqlite");
    fs::write(&path, "text").unwrap();
    refusal(&path);
}

#[test]
fn a_read_only_folder_and_a_wal_header_do_not_matter() {
    let victim = Victim::edited(|bytes| bytes[18..20].copy_from_slice(&[2, 2]));
    fs::set_permissions(victim.folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let opened = Snapshot::open(&victim.path(), Trust::AllowUnsealed);
    fs::set_permissions(victim.folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(opened.unwrap().meta().claims, 6);
    assert_eq!(listing(victim.folder.path()).len(), 1);
}

#[test]
fn a_broken_seal_is_refused_even_where_none_is_needed() {
    let victim = Victim::new();
    for seal in ["", "proofdesk-seal-v1\n", "\u{1b}[2J", &"x".repeat(10_000)] {
        fs::write(victim.folder.path().join("a.sqlite.seal"), seal).unwrap();
        assert!(matches!(
            Snapshot::open(&victim.path(), Trust::AllowUnsealed),
            Err(StoreError::SealBroken { .. })
        ));
    }
}

#[test]
fn a_damaged_unsealed_snapshot_is_refused_or_gives_exactly_the_same_claims() {
    let victim = Victim::new();
    let original = victim.bytes();
    let claims = &sample_claims()[..6];
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut roll = move |limit: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % limit as u64).unwrap()
    };
    let (mut refused, mut same) = (0, 0);
    for _ in 0..400 {
        let mut bytes = original.clone();
        for _ in 0..=roll(3) {
            let at = roll(bytes.len());
            let length = roll(40).min(bytes.len() - at);
            match roll(3) {
                0 => bytes[at] ^= 1 << roll(8),
                1 => bytes[at..at + length].fill(u8::try_from(roll(256)).unwrap()),
                _ => bytes.copy_within(at..at + length, roll(original.len() - 40)),
            }
        }
        fs::write(victim.path(), &bytes).unwrap();
        match Snapshot::open(&victim.path(), Trust::AllowUnsealed) {
            Err(_) => refused += 1,
            Ok(snapshot) => {
                same += 1;
                for claim in claims {
                    assert_eq!(snapshot.claim(&claim.claim_id).unwrap().as_ref(), Some(claim));
                }
            }
        }
        assert_eq!(fs::read(victim.path()).unwrap(), bytes);
    }
    assert!(refused > 200 && refused + same == 400, "{refused} refused, {same} the same");
}
