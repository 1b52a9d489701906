//! Two snapshots read side by side in the order of claim ids, in one pass and a few claims at a time.

use crate::desk::{Cancelled, Failure, FailureKind};
use crate::domain::{Claim, ClaimId, Digest};
use crate::store::snapshot::Snapshot;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Claims the reading of one file may be ahead of the other.
const AHEAD: usize = 64;

/// A claim without the text of its documents, and the digest of all of it.
pub(super) type Header = (Box<Claim>, Digest);

/// A claim in one snapshot or in both.
pub(super) enum Pair {
    /// Only in the earlier one.
    Earlier(Header),
    /// Only in the later one.
    Later(Header),
    /// In both.
    Both(Header, Header),
}

impl Pair {
    /// The claim before and after.
    pub(super) fn claims(&self) -> (Option<&Claim>, Option<&Claim>) {
        match self {
            Self::Earlier((before, _)) => (Some(before), None),
            Self::Later((after, _)) => (None, Some(after)),
            Self::Both((before, _), (after, _)) => (Some(before), Some(after)),
        }
    }
}

/// Hands over every claim of the two snapshots. The earlier one is read on a thread of its own.
pub(super) fn each(
    earlier: Snapshot,
    later: &Snapshot,
    on: &mut dyn FnMut(Pair) -> Result<(), Failure>,
) -> Result<(), Failure> {
    thread::scope(|scope| {
        let (send, receive) = sync_channel(AHEAD);
        scope.spawn(move || read(&earlier, &send));
        let mut behind = Behind { receive, next: None };
        behind.step()?;
        later.headers(&mut |claim, digest| {
            while let Some(gone) = behind.before(&claim.claim_id) {
                on(Pair::Earlier(gone))?;
                behind.step()?;
            }
            let header = (Box::new(claim), digest);
            match behind.take(&header.0.claim_id) {
                Some(before) => {
                    behind.step()?;
                    on(Pair::Both(before, header))
                }
                None => on(Pair::Later(header)),
            }
        })?;
        while let Some(gone) = behind.next.take() {
            on(Pair::Earlier(gone))?;
            behind.step()?;
        }
        Ok(())
    })
}

fn read(snapshot: &Snapshot, send: &SyncSender<Result<Header, Failure>>) {
    let gone = |_| cancelled();
    let read = snapshot.headers(&mut |claim, digest| send.send(Ok((Box::new(claim), digest))).map_err(gone));
    if let Err(failure) = read {
        // Nobody listens any more when the comparison was cancelled.
        drop(send.send(Err(failure)));
    }
}

pub(super) fn cancelled() -> Failure {
    Failure::new(FailureKind::Refused, "The comparison was stopped.", Cancelled.to_string())
}

/// The earlier snapshot's claim that comes next.
struct Behind {
    receive: Receiver<Result<Header, Failure>>,
    next: Option<Header>,
}

impl Behind {
    fn step(&mut self) -> Result<(), Failure> {
        self.next = self.receive.recv().ok().transpose()?;
        Ok(())
    }

    /// The next claim when it comes before this one.
    fn before(&mut self, id: &ClaimId) -> Option<Header> {
        self.next.take_if(|(claim, _)| claim.claim_id < *id)
    }

    /// The next claim when it is this one.
    fn take(&mut self, id: &ClaimId) -> Option<Header> {
        self.next.take_if(|(claim, _)| claim.claim_id == *id)
    }
}
