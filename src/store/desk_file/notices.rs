//! Notices of conflicts that this desk, or a merged one, recorded.

use super::DeskFile;
use super::chain::{self, Unwritten};
use crate::domain::{Act, Actor, ClaimId, ConflictKey, Event, NoticeTo};
use crate::store::StoreError;
use chrono::{DateTime, Utc};
use rusqlite::Connection;

/// A recorded notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredNotice {
    /// The claim of the party it is about.
    pub claim_id: ClaimId,
    /// What is contested.
    pub conflict: ConflictKey,
    /// Who was told.
    pub to: NoticeTo,
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
    /// Who recorded it.
    pub actor: Actor,
}

impl StoredNotice {
    fn of(event: Event) -> Option<Self> {
        let (claim_id, actor) = (event.claim_id?, event.actor);
        match event.act {
            Act::ConflictNoticed { conflict, to, sent_at } => {
                Some(Self { claim_id, conflict, to, sent_at, actor })
            }
            _ => None,
        }
    }
}

impl DeskFile {
    /// Every recorded notice, in the order of sending.
    pub fn notices(&self) -> Result<Vec<StoredNotice>, StoreError> {
        let mut notices =
            everywhere(self.reader()?).map_err(|error| error.told("read its notices", &self.path))?;
        notices.sort_by(|a, b| (a.sent_at, &a.claim_id).cmp(&(b.sent_at, &b.claim_id)));
        Ok(notices)
    }
}

fn everywhere(connection: &Connection) -> Result<Vec<StoredNotice>, Unwritten> {
    let columns = chain::COLUMNS;
    let foreign = columns.replace("event.", "foreign_event.");
    let sql = format!(
        "SELECT {columns} FROM event WHERE act = 'conflict-noticed'
         UNION ALL SELECT {foreign} FROM foreign_event WHERE act = 'conflict-noticed'"
    );
    let links: Vec<chain::Link> =
        connection.prepare_cached(&sql)?.query_map([], chain::Link::read)?.collect::<Result<_, _>>()?;
    let events = links.iter().map(chain::Link::event).collect::<Result<Vec<_>, _>>();
    Ok(events.map_err(Unwritten::Unwritable)?.into_iter().filter_map(StoredNotice::of).collect())
}
