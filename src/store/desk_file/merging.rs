//! Between desks: packing the chains of this file, and merging those of others into it.
//!
//! Merging never changes what is here: the links of another desk are kept beside the own chain exactly as they are
//! stored there, and a desk that was merged before may only have gone on. Packs of the same desks lead to the same
//! links in whichever order they are merged, and merging one twice is merging it once. What was merged is carried
//! along in the next pack.

use super::chain::{self, COLUMNS, Head, Link, Unwritten, column};
use super::commit::Written;
use super::pack::{Chain, Pack, PackRefused};
use super::{DeskFile, Stamp, elsewhere};
use crate::domain::{Act, Digest, Event};
use crate::store::error::StoreError;
use crate::text::clean;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// What merging a pack did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// Events that were not here before.
    pub new_events: u64,
    /// Events of the pack that were here already.
    pub already: u64,
    /// Double reviews that wait to be settled now.
    pub double_decisions: u64,
}

impl DeskFile {
    /// The chains of this file: the own one, after link `since`, and those of all desks that were merged.
    pub fn pack(&self, since: Option<u64>) -> Result<Pack, StoreError> {
        self.refuse_attempts("nothing of it is packed for a desk")?;
        let read = |connection: &Connection| -> rusqlite::Result<Pack> {
            // One look at all chains, whatever others write meanwhile.
            let look = connection.unchecked_transaction()?;
            let mut chains = vec![own_chain(&look, since.unwrap_or(0))?];
            for (desk, lineage) in foreign_desks(&look)? {
                let root = chain::root(&lineage, &desk);
                let links = foreign_links(&look, &desk, 1, u64::MAX)?;
                chains.push(Chain { desk, lineage, root, after: Head { seq: 0, hash: root }, links });
            }
            Ok(Pack { chains })
        };
        read(self.reader()?).map_err(StoreError::sqlite("pack it", &self.path))
    }

    /// Merges the chains of a pack: all of them, or none and what stands against it is named.
    pub fn merge(&mut self, pack: &Pack, stamp: &Stamp<'_>) -> Result<Merge, StoreError> {
        self.refuse_attempts("no desk is merged into it")?;
        let own = Own { desk: self.desk_id.clone(), lineage: self.lineage.clone() };
        self.write("merge the pack", |transaction| {
            let (mine, others): (Vec<_>, Vec<_>) =
                pack.chains.iter().partition(|chain| chain.desk == own.desk);
            // Before anything is added to the own chain.
            mine.into_iter().try_for_each(|chain| agrees_with_own(transaction, chain))?;
            let mut newest = None;
            let mut new_events = 0;
            for chain in others {
                let Some((new, event)) = own.merge(transaction, chain, stamp)? else { continue };
                new_events += new;
                newest = Some(event);
            }
            let already = pack.events() - new_events;
            let double_decisions = elsewhere::unsettled(transaction, &own.desk)?;
            let merge = Merge { new_events, already, double_decisions };
            Ok(match newest {
                Some(event) => Written::proven(event.seq, event.hash, merge),
                None => Written::repeatable(merge),
            })
        })
    }
}

/// The desk that merges.
struct Own {
    desk: String,
    lineage: String,
}

impl Own {
    /// Merges one chain; tells how many links were new and the event that says so.
    fn merge(
        &self,
        transaction: &Transaction<'_>,
        chain: &Chain,
        stamp: &Stamp<'_>,
    ) -> Result<Option<(u64, Event)>, Unwritten> {
        if chain.lineage != self.lineage {
            return Err(Unwritten::Pack(PackRefused::OtherLineage {
                desk: chain.desk.clone(),
                found: clean::one_line(&chain.lineage),
                wanted: self.lineage.clone(),
            }));
        }
        let known = foreign_head(transaction, &chain.desk)?.map_or(0, |head| head.seq);
        let new = checked(transaction, chain, known)?;
        let Some(newest) = new.last().map(Link::head) else { return Ok(None) };
        insert(transaction, chain, new)?;
        let act = Act::Merged { desk: chain.desk.clone(), seq: newest.seq, head: newest.hash };
        let event = chain::append(transaction, None, act, stamp)?;
        Ok(Some((new.len() as u64, event)))
    }
}

/// The links of a chain that are not here yet, after everything about the chain was checked.
fn checked<'a>(connection: &Connection, chain: &'a Chain, known: u64) -> Result<&'a [Link], Unwritten> {
    let Head { seq: after, hash } = chain.after;
    let desk = || chain.desk.clone();
    if after > known {
        return Err(Unwritten::Pack(PackRefused::Gap { desk: desk(), after, known }));
    }
    let before = foreign_links(connection, &chain.desk, 1, after)?;
    if before.last().is_some_and(|link| link.hash != hash) {
        return Err(Unwritten::Pack(PackRefused::Rewritten { desk: desk(), seq: after }));
    }
    let stored = foreign_links(connection, &chain.desk, after + 1, known)?;
    let other = chain.links.iter().zip(&stored).find(|(link, stored)| link != stored);
    if let Some((_, Link { seq, .. })) = other {
        return Err(Unwritten::Pack(PackRefused::Rewritten { desk: desk(), seq: *seq }));
    }
    let new = chain.links.get(stored.len()..).unwrap_or_default();
    // Links that are here already were walked when they came.
    if !new.is_empty() {
        chain.walk(before.into_iter()).map_err(Unwritten::Pack)?;
    }
    Ok(new)
}

/// A pack that came back may know no more of this desk than the desk itself, and nothing else.
fn agrees_with_own(connection: &Connection, chain: &Chain) -> Result<(), Unwritten> {
    let known = chain::head(connection)?.seq;
    let newest = chain.head().seq;
    if newest > known {
        return Err(Unwritten::Pack(PackRefused::OwnFuture { seq: newest, known }));
    }
    let own = own_chain(connection, chain.after.seq)?;
    let other = chain.links.iter().zip(&own.links).find(|(link, own)| link != own);
    match other {
        None if own.after == chain.after => Ok(()),
        None => Err(rewritten(chain, chain.after.seq)),
        Some((_, Link { seq, .. })) => Err(rewritten(chain, *seq)),
    }
}

fn rewritten(chain: &Chain, seq: u64) -> Unwritten {
    Unwritten::Pack(PackRefused::Rewritten { desk: chain.desk.clone(), seq })
}

fn insert(transaction: &Transaction<'_>, chain: &Chain, links: &[Link]) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("INSERT INTO foreign_desk (desk_id, lineage) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
        .execute([&chain.desk, &chain.lineage])?;
    let mut statement = transaction.prepare_cached(
        "INSERT INTO foreign_event (desk_id, seq, at, actor, role, claim_id, claim_digest, act, body, prev, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    links.iter().try_for_each(|link| {
        let values = params![
            chain.desk,
            column(link.seq),
            link.at,
            link.actor,
            link.role,
            link.claim_id,
            link.claim_digest.as_ref().map(Digest::as_bytes),
            link.act,
            link.body,
            link.prev.as_bytes(),
            link.hash.as_bytes(),
        ];
        statement.execute(values).map(drop)
    })
}

/// The own chain after a link.
fn own_chain(connection: &Connection, since: u64) -> rusqlite::Result<Chain> {
    let (desk, lineage, root) =
        connection.query_row("SELECT desk_id, lineage, root FROM desk", [], |row| {
            Ok((row.get(0)?, row.get(1)?, Digest::from_bytes(row.get(2)?)))
        })?;
    let sql = format!("SELECT {COLUMNS} FROM event WHERE seq >= ?1 ORDER BY seq");
    let mut links: Vec<Link> =
        connection.prepare_cached(&sql)?.query_map([column(since)], Link::read)?.collect::<Result<_, _>>()?;
    let after = if links.first().is_some_and(|link| link.seq == since) {
        links.remove(0).head()
    } else if since == 0 {
        Head { seq: 0, hash: root }
    } else {
        chain::head(connection)?
    };
    Ok(Chain { desk, lineage, root, after, links })
}

/// Identity and lineage of the desks that were merged.
pub(super) fn foreign_desks(connection: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    connection
        .prepare_cached("SELECT desk_id, lineage FROM foreign_desk ORDER BY desk_id")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// The newest link of a merged desk.
fn foreign_head(connection: &Connection, desk: &str) -> rusqlite::Result<Option<Head>> {
    connection
        .prepare_cached("SELECT seq, hash FROM foreign_event WHERE desk_id = ?1 ORDER BY seq DESC LIMIT 1")?
        .query_row([desk], |row| {
            Ok(Head { seq: chain::seq_at(row, 0)?, hash: Digest::from_bytes(row.get(1)?) })
        })
        .optional()
}

/// Links of a merged desk, both numbers included.
pub(super) fn foreign_links(
    connection: &Connection,
    desk: &str,
    first: u64,
    last: u64,
) -> rusqlite::Result<Vec<Link>> {
    let columns = COLUMNS.replace("event.", "foreign_event.");
    let sql = format!(
        "SELECT {columns} FROM foreign_event WHERE desk_id = ?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq"
    );
    connection
        .prepare_cached(&sql)?
        .query_map(params![desk, column(first), column(last)], Link::read)?
        .collect()
}
