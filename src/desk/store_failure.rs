//! How a failure of a file is told to a person.

use super::{Failure, FailureKind};
use crate::store::StoreError;
use crate::store::desk_file::PackRefused;

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let (kind, hint) = kind_and_hint(&error);
        let why = format!("{error}.");
        let why = if matches!(error, StoreError::Pack(_)) { capital(&why) } else { why };
        let failure = Self::new(kind, "The desk could not finish that.", why);
        match hint {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

fn kind_and_hint(error: &StoreError) -> (FailureKind, Option<&'static str>) {
    match error {
        StoreError::Missing { .. } => (FailureKind::NotFound, Some("Check the path.")),
        StoreError::Unusable { .. } => (FailureKind::Data, Some("Give a plain file that nothing else uses.")),
        StoreError::Foreign { .. } => (FailureKind::Data, Some("Give a file that proofdesk made.")),
        StoreError::TooNew { .. } => {
            (FailureKind::Data, Some("Use the newer proofdesk; the file is untouched."))
        }
        StoreError::Damaged { .. } | StoreError::Row { .. } => {
            (FailureKind::Data, Some("Take a good copy of the file; nothing was written to it."))
        }
        StoreError::Unsealed { .. } => (
            FailureKind::Data,
            Some("Ask for the seal that belongs to it, or open it with --allow-unsealed."),
        ),
        StoreError::SealBroken { .. } => {
            (FailureKind::Data, Some("The file changed after it was sealed. Ask for it again."))
        }
        StoreError::Exists { .. } => {
            (FailureKind::Data, Some("Choose a new name, or allow it to be replaced."))
        }
        StoreError::OtherLineage { .. } => {
            (FailureKind::Data, Some("Choose the desk of these snapshots with --desk, or leave --desk away."))
        }
        StoreError::History { .. } => {
            (FailureKind::Data, Some("Put the newest copy of the file back, and ask who changed it."))
        }
        StoreError::Pack(refused) => of_pack(refused),
        StoreError::Moved { .. } => (
            FailureKind::Stale,
            Some("Nothing more was written. Put the desk back in its place and start again."),
        ),
        StoreError::Unknown { .. } => {
            (FailureKind::Busy, Some("Your text is kept. Make the file reachable, open the claim and look."))
        }
        StoreError::Busy { .. } => (FailureKind::Busy, Some("Nothing was changed; try again in a moment.")),
        StoreError::Full { .. } => {
            (FailureKind::Busy, Some("Nothing was lost. Free some space and try again."))
        }
        StoreError::Io { .. } | StoreError::Sqlite { .. } => (FailureKind::Data, None),
    }
}

/// What to do about a pack; of a refused one nothing was merged.
const fn of_pack(refused: &PackRefused) -> (FailureKind, Option<&'static str>) {
    match refused {
        PackRefused::NotAPack { .. } => {
            (FailureKind::Data, Some("Give a file that proofdesk export pack made, as it was made."))
        }
        PackRefused::TooNew { .. } => (
            FailureKind::Data,
            Some("Use the newer proofdesk, or let the other desk export with this version."),
        ),
        PackRefused::Altered { .. } => {
            (FailureKind::Data, Some("It was changed on the way. Ask for the pack again."))
        }
        PackRefused::Broken { .. } => (
            FailureKind::Data,
            Some("Ask the other desk to run proofdesk verify, and do not trust the pack."),
        ),
        PackRefused::OtherLineage { .. } => {
            (FailureKind::Refused, Some("Merge it into the desk of those snapshots: name it with --desk."))
        }
        PackRefused::Gap { .. } => (
            FailureKind::Refused,
            Some("Ask the other desk for the whole pack: proofdesk export pack without --since."),
        ),
        PackRefused::Rewritten { .. } => (
            FailureKind::Refused,
            Some(
                "What was merged first stays. Ask whose file was copied, and go on with one of the copies only.",
            ),
        ),
        PackRefused::OwnFuture { .. } => {
            (FailureKind::Refused, Some("Put the newest copy of this desk file back, then merge again."))
        }
    }
}

/// The text with a capital letter at its beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
