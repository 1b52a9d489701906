//! Which conflicts are asked for: `is:closed is:silent workload:intune challenger:contoso`.
//!
//! Written like the query of the queue: terms stand side by side and must all hold, a comma means *or*, a minus in
//! front means *not*, and a bare word is looked for in names and ids.

use crate::desk::ConflictRow;
use crate::desk::query::{QueryError, Word, words};
use crate::domain::{ConflictKind, PartyRole, WindowState};

/// The keys of the language, for messages and help.
pub const CONFLICT_KEYS: &[(&str, &str)] = &[
    ("is:", "closed, open, not-notified, no-limit, silent, answered, conflict, duplicate, several, near"),
    ("workload:", "a code or a part of a name"),
    ("challenger:", "a part of the partner's name, or the id of its family"),
    ("incumbent:", "the same for who holds it"),
    ("partner:", "the same for any party"),
    ("customer:", "a part of the name, or the tenant"),
    ("claim:", "digits of a claim id"),
    ("id:", "the id of the conflict"),
];

/// What may stand after `is:`.
const IS_WORDS: &[(&str, Is)] = &[
    ("closed", Is::Window(WindowState::Closed)),
    ("open", Is::Window(WindowState::Open)),
    ("not-notified", Is::Window(WindowState::NotNotified)),
    ("no-limit", Is::Window(WindowState::NoLimit)),
    ("silent", Is::Silent),
    ("answered", Is::Answered),
    ("conflict", Is::Kind(ConflictKind::Conflict)),
    ("duplicate", Is::Kind(ConflictKind::Duplicate)),
    ("several", Is::Several),
    ("near", Is::Near),
];

/// Which conflicts are asked for. The default asks for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConflictFilter {
    terms: Vec<Term>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    negated: bool,
    /// One of them must hold.
    any: Vec<Asks>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Asks {
    Is(Is),
    Workload(String),
    Party(Option<PartyRole>, String),
    Customer(String),
    Claim(String),
    Id(String),
    Anything(String),
    /// Claimed by this very family.
    Challenger(String),
    /// About this very workload or product.
    Subject(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Is {
    Window(WindowState),
    Kind(ConflictKind),
    /// The incumbent answered nothing in time.
    Silent,
    /// The incumbent answered.
    Answered,
    /// Three parties or more.
    Several,
    /// Something is possibly the same.
    Near,
}

impl ConflictFilter {
    /// Reads a filter; an empty text asks for everything.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        let terms = words(text)?.iter().map(term).collect::<Result<_, _>>()?;
        Ok(Self { terms })
    }

    /// Asks for the conflicts that one of these challengers is a party of, by partner family.
    pub fn same_challengers(row: &ConflictRow) -> Self {
        let families = row.conflict.challengers().filter_map(|party| party.claim.as_ref());
        Self::one_of(families.map(|claim| Asks::Challenger(claim.family.clone())).collect())
    }

    /// Asks for the conflicts about the same workload or product, of whatever customer.
    pub fn same_workload(row: &ConflictRow) -> Self {
        Self::one_of(vec![Asks::Subject(row.conflict.key.subject.clone())])
    }

    fn one_of(any: Vec<Asks>) -> Self {
        Self { terms: vec![Term { negated: false, any }] }
    }

    /// Whether a conflict is asked for.
    pub fn fits(&self, row: &ConflictRow) -> bool {
        self.terms.iter().all(|term| term.any.iter().any(|asks| asks.fits(row)) != term.negated)
    }

    /// Whether everything is asked for, or what is possibly the same.
    pub(super) fn asks_for_near(&self) -> bool {
        let near = |term: &Term| !term.negated && term.any.contains(&Asks::Is(Is::Near));
        self.terms.is_empty() || self.terms.iter().any(near)
    }
}

impl Asks {
    fn fits(&self, row: &ConflictRow) -> bool {
        let conflict = &row.conflict;
        let party = |role: Option<PartyRole>, part: &str| {
            let parties = conflict.parties.iter().filter(|party| role.is_none_or(|role| role == party.role));
            parties
                .filter_map(|party| party.claim.as_ref())
                .any(|claim| has(&claim.partner, part) || claim.family == part)
        };
        match self {
            Self::Is(is) => is.fits(row),
            Self::Workload(part) => {
                row.code.eq_ignore_ascii_case(part)
                    || has(&conflict.key.subject, part)
                    || conflict.claims().any(|claim| has(&claim.workload, part))
            }
            Self::Party(role, part) => party(*role, part),
            Self::Customer(part) => has(&conflict.customer, part) || has(conflict.key.tenant.as_str(), part),
            Self::Claim(digits) => conflict.claims().any(|claim| claim.claim_id.as_str().contains(digits)),
            Self::Id(id) => conflict.id.as_str() == id,
            Self::Challenger(family) => {
                let mut families = conflict.challengers().filter_map(|party| party.claim.as_ref());
                families.any(|claim| claim.family == *family)
            }
            Self::Subject(subject) => conflict.key.subject == *subject,
            Self::Anything(part) => {
                party(None, part)
                    || has(&conflict.customer, part)
                    || has(&conflict.key.subject, part)
                    || conflict.id.as_str().contains(part)
                    || conflict.claims().any(|claim| claim.claim_id.as_str().contains(part))
            }
        }
    }
}

impl Is {
    fn fits(self, row: &ConflictRow) -> bool {
        match self {
            Self::Window(state) => row.window.state == state,
            Self::Kind(kind) => row.conflict.kind == kind,
            Self::Silent => row.incumbent_silent(),
            Self::Answered => row.incumbent_answered(),
            Self::Several => row.conflict.parties.len() > 2,
            Self::Near => !row.conflict.possibly_same.is_empty(),
        }
    }
}

fn has(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(part)
}

fn term(word: &Word) -> Result<Term, QueryError> {
    let text = word.text.to_lowercase();
    let (negated, body) = match text.strip_prefix('-').filter(|rest| !rest.is_empty()) {
        Some(rest) => (true, rest),
        None => (false, text.as_str()),
    };
    let Some((key, values)) = body.split_once(':').filter(|_| !word.phrase) else {
        return Ok(Term { negated, any: vec![Asks::Anything(body.to_owned())] });
    };
    let any: Vec<Asks> = values
        .split(',')
        .filter(|value| !value.is_empty())
        .map(|value| keyed(key, value))
        .collect::<Result<_, _>>()?;
    if any.is_empty() {
        return Err(QueryError::new(body, format!("a value is missing after {key}:")));
    }
    Ok(Term { negated, any })
}

fn keyed(key: &str, value: &str) -> Result<Asks, QueryError> {
    let value = value.to_owned();
    Ok(match key {
        "is" => Asks::Is(is(&value)?),
        "workload" | "wl" => Asks::Workload(value),
        "challenger" => Asks::Party(Some(PartyRole::Challenger), value),
        "incumbent" => Asks::Party(Some(PartyRole::Incumbent), value),
        "partner" => Asks::Party(None, value),
        "customer" => Asks::Customer(value),
        "claim" => Asks::Claim(value),
        "id" => Asks::Id(value),
        _ => {
            let known: Vec<&str> = CONFLICT_KEYS.iter().map(|(key, _)| *key).collect();
            return Err(QueryError::new(key, format!("there is no such key; known: {}", known.join(" "))));
        }
    })
}

fn is(value: &str) -> Result<Is, QueryError> {
    let found = IS_WORDS.iter().find(|(word, _)| *word == value).map(|(_, is)| *is);
    found.ok_or_else(|| {
        let known: Vec<&str> = IS_WORDS.iter().map(|(word, _)| *word).collect();
        QueryError::new(value, format!("known: {}", known.join(", ")))
    })
}
