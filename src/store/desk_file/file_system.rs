//! What kind of file system a desk lies on: on one that is shared between computers, locks may not work.
//!
//! Asked with `statfs`, which opens nothing. On a shared one the locks are tried out before the desk is used, on a
//! file of their own: closing a second descriptor of the desk itself would drop SQLite's locks. The trial shows a
//! server without locks; it cannot show one that keeps them from other computers, so people are told in any case.

use super::connection::create_private;
use crate::store::error::{StoreError, shown};
use crate::store::regular_file::with_ending;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

/// File systems that are shared between computers, by the number that `statfs` gives for them.
const SHARED: &[(u64, &str)] = &[
    (0x0000_6969, "NFS"),
    (0x0000_517B, "SMB"),
    (0xFF53_4D42, "CIFS"),
    (0xFE53_4D42, "SMB 2"),
    (0x6573_5546, "FUSE"),
    (0x0102_1997, "9P"),
    (0x00C3_6400, "Ceph"),
    (0x5346_414F, "AFS"),
    (0x0BD0_0BD0, "Lustre"),
    (0x4750_4653, "GPFS"),
];

/// The shared file system a desk lies on, if it is one. Refuses one whose locks do not work.
pub(super) fn look(path: &Path) -> Result<Option<&'static str>, StoreError> {
    judge(number_of(path), || locks_work(path)).map_err(|why| StoreError::Unusable { file: shown(path), why })
}

/// What people are told about a desk on a shared file system.
pub(super) fn told(name: &str) -> String {
    format!(
        "The desk is in a network folder ({name}): saving is slower. Work from one office at a time unless your \
         server has locks."
    )
}

/// Judges the number of a file system; the locks are tried out only on a shared one.
fn judge(
    number: Option<u64>,
    locks_work: impl FnOnce() -> io::Result<bool>,
) -> Result<Option<&'static str>, String> {
    let Some((_, name)) = SHARED.iter().find(|(known, _)| Some(*known) == number) else { return Ok(None) };
    match locks_work() {
        Ok(true) => Ok(Some(name)),
        Ok(false) => Err(format!(
            "is in a network folder ({name}) without locks, where two people could both save; put it on a local disk"
        )),
        Err(error) => {
            Err(format!("is in a network folder ({name}) whose locks cannot be tried out: {error}"))
        }
    }
}

#[cfg(target_os = "linux")]
fn number_of(path: &Path) -> Option<u64> {
    let system = rustix::fs::statfs(path).ok()?;
    u64::try_from(system.f_type).ok()
}

#[cfg(not(target_os = "linux"))]
const fn number_of(_path: &Path) -> Option<u64> {
    None
}

/// Whether a lock that is held keeps a second one out.
fn locks_work(desk: &Path) -> io::Result<bool> {
    let trial = with_ending(desk, &format!(".locks-{}", std::process::id()));
    create_private(&trial).map_err(|error| io::Error::other(error.to_string()))?;
    let answer = keeps_out(&trial);
    fs::remove_file(&trial)?;
    answer
}

fn keeps_out(trial: &Path) -> io::Result<bool> {
    let (first, second) = (File::open(trial)?, File::open(trial)?);
    first.try_lock()?;
    match second.try_lock() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXT4: u64 = 0xEF53;
    const TMPFS: u64 = 0x0102_1994;

    #[test]
    fn every_shared_file_system_is_told_by_its_name() {
        for (number, name) in SHARED {
            let found = judge(Some(*number), || Ok(true)).unwrap().unwrap();
            assert_eq!(found, *name);
            assert!(told(found).contains(&format!("network folder ({name})")));
        }
    }

    #[test]
    fn a_local_file_system_is_not_asked_for_its_locks() {
        for number in [Some(EXT4), Some(TMPFS), None] {
            let asked = judge(number, || panic!("the locks were tried out"));
            assert_eq!(asked, Ok(None));
        }
    }

    #[test]
    fn a_server_without_locks_is_refused_with_what_to_do() {
        let refused = judge(Some(0x6969), || Ok(false)).unwrap_err();
        assert!(refused.contains("(NFS) without locks") && refused.contains("local disk"), "{refused}");
        let refused = judge(Some(0x6573_5546), || Err(io::Error::other("no locks available"))).unwrap_err();
        assert!(refused.ends_with("(FUSE) whose locks cannot be tried out: no locks available"), "{refused}");
    }

    #[test]
    fn the_trial_finds_working_locks_here_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        assert!(locks_work(&folder.path().join("a.desk.sqlite")).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(number_of(folder.path()).is_some_and(|number| number > 0));
    }
}
