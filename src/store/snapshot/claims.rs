//! Claims out of the rows of six tables, merged while they stream by in the order of claim ids.

use super::columns::{Columns, Fault, number_of};
use crate::domain::{
    Claim, ClaimComment, ClaimId, Customer, Digest, HistoryAction, HistoryEntry, Partner, PoeDocument,
    Workload,
};
use crate::store::StoreError;
use crate::store::error::shown;
use rusqlite::{CachedStatement, Connection, Rows};
use std::path::Path;
use std::sync::Arc;

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
const MOST_PARTS: usize = 10_000;

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

/// The text of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentText<'a> {
    /// Its claim.
    pub claim_id: &'a ClaimId,
    /// Its place among the documents of the claim, from zero.
    pub position: u32,
    /// Its name.
    pub file_name: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// Whose texts are read.
#[derive(Clone, Copy)]
pub(super) enum Texts<'a> {
    /// Those of one claim.
    Of(&'a ClaimId),
    /// Those of the claims behind this one, or of all.
    After(Option<&'a ClaimId>),
}

/// Hands over the text of each document in the order of claim ids.
pub(super) fn texts<E: From<StoreError>>(
    connection: &Connection,
    path: &Path,
    which: Texts<'_>,
    on: &mut dyn FnMut(DocumentText<'_>) -> Result<(), E>,
) -> Result<(), E> {
    const ALL: &str = "SELECT claim_id, position, file_name,
        (SELECT text FROM document_text WHERE document_text.text_id = document.text_id)
        FROM document WHERE claim_id BETWEEN ?1 AND ?2 ORDER BY claim_id, position";
    let refused = StoreError::sqlite("read its documents", path);
    let (first, last) = match which {
        Texts::Of(id) => (number_of(id), number_of(id)),
        Texts::After(after) => (after.map_or(0, |id| number_of(id) + 1), u32::MAX),
    };
    let mut statement = connection.prepare_cached(ALL).map_err(&refused)?;
    let mut rows = statement.query([first, last]).map_err(&refused)?;
    while let Some(row) = rows.next().map_err(&refused)? {
        let mut columns = Columns::new(row, path);
        let number = columns.claim_number()?;
        let fault = columns.of_claim(number);
        let claim_id = claim_id(number, path)?;
        let position = columns.count("document.position").map_err(&fault)?;
        let text = DocumentText {
            claim_id: &claim_id,
            position: u32::try_from(position).unwrap_or(u32::MAX),
            file_name: columns.str("document.file_name").map_err(&fault)?.unwrap_or_default(),
            text: columns.str("document_text.text").map_err(&fault)?.unwrap_or_default(),
        };
        on(text)?;
    }
    Ok(())
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
                Some((owner, _)) if owner == number => {
                    let why = format!("it has more than {MOST_PARTS} rows of one kind");
                    return Err(StoreError::Row {
                        file: shown(self.path),
                        claim_id: format!("{number:07}"),
                        why,
                    });
                }
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

fn claim_id(number: u32, path: &Path) -> Result<ClaimId, StoreError> {
    ClaimId::parse(&format!("{number:07}"))
        .map_err(|_| StoreError::damaged(path, "claim_id is not a number of seven digits"))
}

fn header_of(number: u32, columns: &mut Columns<'_>) -> Result<(Claim, Option<Digest>), Fault> {
    let digest = columns.digest("digest")?;
    let claim = Claim {
        claim_id: ClaimId::parse(&format!("{number:07}"))
            .map_err(|_| Fault { why: "claim_id is not a number of seven digits".to_owned() })?,
        claim_name: columns.text("claim_name")?,
        program: columns.word("program")?,
        edition: columns.optional_word("edition")?,
        engagement: columns.text("engagement")?,
        solution_area: columns.text("solution_area")?,
        activity: columns.word("activity")?,
        recognition_only: columns.flag("recognition_only")?,
        status: columns.word("status")?,
        created_on: columns.date("created_on")?,
        submitted_on: columns.date("submitted_on")?,
        transaction_on: columns.optional_date("transaction_on")?,
        partner: partner_of(columns)?,
        customer: customer_of(columns)?,
        history: Vec::new(),
        workloads: Vec::new(),
        documents: Vec::new(),
        comments: Vec::new(),
    };
    Ok((claim, digest))
}

fn partner_of(columns: &mut Columns<'_>) -> Result<Partner, Fault> {
    Ok(Partner {
        name: columns.text("partner_name")?,
        partner_id: columns.text("partner_id")?,
        global_partner_id: columns.optional_text("partner_global_id")?,
        location: columns.text("partner_location")?,
        country: columns.text("partner_country")?,
        contact_name: columns.text("partner_contact_name")?,
        contact_email: columns.text("partner_contact_email")?,
    })
}

fn customer_of(columns: &mut Columns<'_>) -> Result<Customer, Fault> {
    Ok(Customer {
        name: columns.text("customer_name")?,
        domain: columns.text("customer_domain")?,
        tenant_id: columns.word("customer_tenant_id")?,
        country: columns.text("customer_country")?,
        sector: columns.word("customer_sector")?,
        contact_name: columns.text("customer_contact_name")?,
        contact_email: columns.text("customer_contact_email")?,
        contact_title: columns.optional_text("customer_contact_title")?,
        domain_mismatch_reason: columns.optional_text("customer_domain_mismatch_reason")?,
    })
}

fn workload_of(columns: &mut Columns<'_>) -> Result<Workload, Fault> {
    Ok(Workload {
        name: columns.text("workload.name")?,
        subscription_id: columns.optional_word("workload.subscription_id")?,
        association: columns.word("workload.association")?,
        associated_on: columns.optional_date("workload.associated_on")?,
    })
}

fn document_of(columns: &mut Columns<'_>) -> Result<Arc<PoeDocument>, Fault> {
    Ok(Arc::new(PoeDocument {
        file_name: columns.text("document.file_name")?,
        kind: columns.word("document.kind")?,
        uploaded_on: columns.optional_date("document.uploaded_on")?,
        text: columns.text("document_text.text")?,
    }))
}

fn history_of(columns: &mut Columns<'_>) -> Result<HistoryEntry, Fault> {
    Ok(HistoryEntry {
        on: columns.instant("history.at")?,
        action: action_of(columns.text("history.action")?),
        actor: columns.text("history.actor")?,
        note: columns.optional_text("history.note")?,
    })
}

fn comment_of(columns: &mut Columns<'_>) -> Result<ClaimComment, Fault> {
    Ok(ClaimComment {
        on: columns.instant("comment.at")?,
        author: columns.text("comment.author")?,
        text: columns.text("comment.text")?,
    })
}

/// A history action from its word; a word of its own is kept as it stands.
fn action_of(word: String) -> HistoryAction {
    serde_json::from_value(serde_json::Value::String(word.clone())).unwrap_or(HistoryAction::Other(word))
}
