//! How much a test does: enough for every run, and more when somebody asks for it.

/// `often`, or `full` when `PROOFDESK_TESTS=full` is set.
#[allow(clippy::disallowed_methods, reason = "how long a test runs is for whoever starts it")]
pub(crate) fn times(often: u32, full: u32) -> u32 {
    if std::env::var_os("PROOFDESK_TESTS").is_some_and(|effort| effort == "full") { full } else { often }
}

/// A folder in memory where there is one: for tests that write much and do not ask about the disk.
pub(crate) fn quick_folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// Every third one, beginning with another one each turn, so that a few turns see all; all of them with
/// `PROOFDESK_TESTS=full`.
pub(crate) fn share<T>(all: Vec<T>, turn: usize) -> impl Iterator<Item = T> {
    let step = times(3, 1) as usize;
    all.into_iter().skip(turn % step).step_by(step)
}
