//! Claims out of the rows of six tables, merged while they stream by in the order of claim ids.

use super::columns::{Columns, Fault, number_of};
use super::shapes::{comment_of, document_of, header_of, history_of, workload_of};
use crate::domain::{Claim, ClaimId, Digest, Workload};
use crate::store::StoreError;
use crate::store::error::shown;
use rusqlite::{CachedStatement, Connection, Rows};
use std::collections::HashSet;
use std::path::Path;

const HEADER: &str = "SELECT claim_id, digest, claim_name, program, edition, engagement, solution_area, activity,
    recognition_only, status, created_on, submitted_on, transaction_on, partner_name, partner_id,
    partner_global_id, partner_location, partner_country, partner_contact_name, partner_contact_email,
    customer_name, customer_domain, customer_tenant_id, customer_country, customer_sector, customer_contact_name,
    customer_contact_email, customer_contact_title, customer_domain_mismatch_reason FROM claim";
const WORKLOADS: &str = "SELECT claim_id, name, subscription_id, association, associated_on FROM workload";
const DOCUMENTS: &str = "SELECT claim_id, file_name, kind, uploaded_on,
    (SELECT text FROM document_text WHERE document_text.text_id = document.text_id) FROM document";
const DOCUMENTS_WITHOUT_TEXT: &str = "SELECT claim_id, file_name, kind, uploaded_on, '' FROM document";
const HISTORY: &str = "SELECT claim_id, at, action, actor, note FROM history";
const COMMENTS: &str = "SELECT claim_id, at, author, text FROM comment";

/// Rows of one kind a claim may have; more would be no claim.
pub(super) const MOST_PARTS: usize = 10_000;

/// Which claims are read.
#[derive(Clone, Copy)]
pub(super) enum Scope<'a> {
    /// This one, in full.
    One(&'a ClaimId),
    /// All, without the text of documents.
    Headers,
    /// All, in full.
    All,
}

impl Scope<'_> {
    fn statement<'c>(
        self,
        connection: &'c Connection,
        select: &str,
        order: &str,
    ) -> rusqlite::Result<CachedStatement<'c>> {
        let only = if matches!(self, Self::One(_)) { " WHERE claim_id = ?1" } else { "" };
        connection.prepare_cached(&format!("{select}{only} ORDER BY {order}"))
    }

    fn rows<'s>(self, statement: &'s mut CachedStatement<'_>) -> rusqlite::Result<Rows<'s>> {
        match self {
            Self::One(id) => statement.query([number_of(id)]),
            Self::Headers | Self::All => statement.query([]),
        }
    }
}

/// Hands over each claim with its stored digest, in the order of claim ids.
pub(super) fn read<E: From<StoreError>>(
    connection: &Connection,
    path: &Path,
    scope: Scope<'_>,
    on: &mut dyn FnMut(Claim, Option<Digest>) -> Result<(), E>,
) -> Result<(), E> {
    let refused = StoreError::sqlite("read its claims", path);
    let parts = |select| scope.statement(connection, select, "claim_id, position").map_err(&refused);
    let with_text = !matches!(scope, Scope::Headers);
    let mut header = scope.statement(connection, HEADER, "claim_id").map_err(&refused)?;
    let mut workload = parts(WORKLOADS)?;
    let mut document = parts(if with_text { DOCUMENTS } else { DOCUMENTS_WITHOUT_TEXT })?;
    let mut history = parts(HISTORY)?;
    let mut comment = parts(COMMENTS)?;

    let mut workloads = Parts::new(scope.rows(&mut workload).map_err(&refused)?, path, workload_of);
    let mut documents = Parts::new(scope.rows(&mut document).map_err(&refused)?, path, document_of);
    let mut histories = Parts::new(scope.rows(&mut history).map_err(&refused)?, path, history_of);
    let mut comments = Parts::new(scope.rows(&mut comment).map_err(&refused)?, path, comment_of);
    let mut headers = scope.rows(&mut header).map_err(&refused)?;
    let mut last = None;
    while let Some(row) = headers.next().map_err(&refused)? {
        let mut columns = Columns::new(row, path);
        let number = columns.claim_number()?;
        if last.is_some_and(|last| last >= number) {
            return Err(StoreError::damaged(path, "its claims are not in order").into());
        }
        last = Some(number);
        let (mut claim, digest) = header_of(number, &mut columns).map_err(columns.of_claim(number))?;
        claim.workloads = workloads.of(number)?;
        claim.documents = documents.of(number)?;
        claim.history = histories.of(number)?;
        claim.comments = comments.of(number)?;
        distinct_names(path, &claim)?;
        on(claim, digest)?;
    }
    Ok(())
}

/// What a file states as the digest of a claim.
pub(super) enum Stated {
    /// There is no such claim.
    NoClaim,
    /// The claim is there without a digest.
    Nothing,
    /// This.
    Digest(Digest),
}

/// The stated digest of a claim.
pub(super) fn stated_digest(
    connection: &Connection,
    path: &Path,
    id: &ClaimId,
) -> Result<Stated, StoreError> {
    let refused = StoreError::sqlite("read a digest", path);
    let mut statement =
        connection.prepare_cached("SELECT digest FROM claim WHERE claim_id = ?1").map_err(&refused)?;
    let mut rows = statement.query([number_of(id)]).map_err(&refused)?;
    let Some(row) = rows.next().map_err(&refused)? else { return Ok(Stated::NoClaim) };
    let mut columns = Columns::new(row, path);
    let digest = columns.digest("digest").map_err(columns.of_claim(number_of(id)))?;
    Ok(digest.map_or(Stated::Nothing, Stated::Digest))
}

/// The rows of one table, taken claim by claim.
struct Parts<'s, T> {
    rows: Rows<'s>,
    path: &'s Path,
    read: fn(&mut Columns<'_>) -> Result<T, Fault>,
    waiting: Option<(u32, T)>,
}

impl<'s, T> Parts<'s, T> {
    const fn new(rows: Rows<'s>, path: &'s Path, read: fn(&mut Columns<'_>) -> Result<T, Fault>) -> Self {
        Self { rows, path, read, waiting: None }
    }

    /// All rows of a claim, given that claims are asked for in order.
    fn of(&mut self, number: u32) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        loop {
            if self.waiting.is_none() {
                self.waiting = self.next()?;
            }
            match self.waiting.take() {
                Some((owner, part)) if owner == number && found.len() < MOST_PARTS => found.push(part),
                Some((owner, _)) if owner == number => return Err(too_many(self.path, number)),
                Some((owner, _)) if owner < number => {
                    return Err(StoreError::damaged(
                        self.path,
                        format!("a row belongs to the missing claim {owner:07}"),
                    ));
                }
                other => {
                    self.waiting = other;
                    return Ok(found);
                }
            }
        }
    }

    fn next(&mut self) -> Result<Option<(u32, T)>, StoreError> {
        let refused = StoreError::sqlite("read its claims", self.path);
        let Some(row) = self.rows.next().map_err(refused)? else { return Ok(None) };
        let mut columns = Columns::new(row, self.path);
        let number = columns.claim_number()?;
        (self.read)(&mut columns).map(|part| Some((number, part))).map_err(columns.of_claim(number))
    }
}

pub(super) fn too_many(path: &Path, number: u32) -> StoreError {
    let why = format!("it has more than {MOST_PARTS} rows of one kind");
    StoreError::Row { file: shown(path), claim_id: format!("{number:07}"), why }
}

/// Verdicts are kept by workload name and pins by file name, so each may stand in a claim only once; a product once for
/// each subscription.
fn distinct_names(path: &Path, claim: &Claim) -> Result<(), StoreError> {
    let mut names = HashSet::new();
    let mut files = HashSet::new();
    let distinct = |workload: &Workload| (workload.name.clone(), workload.subscription_id.clone());
    let why = if !claim.workloads.iter().all(|workload| names.insert(distinct(workload))) {
        "workload.name occurs twice"
    } else if !claim.documents.iter().all(|document| files.insert(&document.file_name)) {
        "document.file_name occurs twice"
    } else {
        return Ok(());
    };
    Err(StoreError::Row { file: shown(path), claim_id: claim.claim_id.to_string(), why: why.to_owned() })
}
