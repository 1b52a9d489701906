//! The invented names written where the originals stood.

use super::find::{ADDRESS, DOMAIN, PHONE};
use super::names::{Name, NameKind, Names};
use super::pattern::Phrases;
use super::words::{Letters, words};
use crate::domain::{
    Claim, ClaimComment, ClaimId, Customer, Guid, HistoryEntry, InvalidId, Partner, PoeDocument, Workload,
};
use crate::text::{Span, guid};
use regex::{Regex, RegexBuilder};
use std::collections::HashMap;
use std::sync::Arc;

/// Writes invented names.
pub struct Replacer {
    phrases: Phrases,
    /// Folded originals of addresses, domains, telephone numbers.
    exact: HashMap<String, String>,
    guids: Vec<(String, String)>,
    /// Numbers and words as they stand.
    literal: Option<Regex>,
    keep: Option<Regex>,
}

struct Edit {
    span: Span,
    text: String,
}

impl Replacer {
    /// Prepares names; phrases to keep, such as names of workloads, stay whatever they contain.
    pub fn new(names: &Names, keep: &[String]) -> Self {
        let all = names.all();
        let of = |kinds: &'static [NameKind]| all.iter().filter(move |name| kinds.contains(&name.kind));
        let pair = |name: &Name| (name.original.to_lowercase(), name.invented.clone());
        let exact =
            of(&[NameKind::Address, NameKind::Domain, NameKind::Phone, NameKind::Number, NameKind::Words]);
        let literal: Vec<String> =
            of(&[NameKind::Number, NameKind::Words]).map(|name| name.original.clone()).collect();
        Self {
            phrases: Phrases::new(all),
            exact: exact.map(pair).collect(),
            guids: of(&[NameKind::Guid]).map(pair).collect(),
            literal: any_of(&literal),
            keep: any_of(keep),
        }
    }

    /// A text with the invented names in it.
    pub fn text(&self, text: &str) -> String {
        let mut taken: Vec<Edit> = Vec::new();
        for kept in self.keep.iter().flat_map(|keep| keep.find_iter(text)) {
            claim_span(&mut taken, Span::new(kept.start(), kept.end()), kept.as_str().to_owned());
        }
        for guid in guid::find(text) {
            if let Some(invented) = self.guid(&guid) {
                claim_span(&mut taken, guid.span, invented);
            }
        }
        let patterns = [Some(&*ADDRESS), Some(&*DOMAIN), Some(&*PHONE), self.literal.as_ref()];
        for hit in patterns.into_iter().flatten().flat_map(|pattern| pattern.find_iter(text)) {
            let span = Span::new(hit.start(), hit.end());
            if let Some(invented) = self.exactly(hit.as_str()).filter(|_| stands_alone(text, span)) {
                claim_span(&mut taken, span, invented);
            }
        }
        self.words(text, &mut taken);
        rebuilt(text, taken)
    }

    /// A claim with the invented names in every field that can hold one.
    pub fn claim(&self, claim: &Claim) -> Result<Claim, InvalidId> {
        // Taken apart field by field, so that a new field cannot be forgotten here.
        let Claim {
            claim_id,
            claim_name,
            program,
            edition,
            engagement,
            solution_area,
            activity,
            recognition_only,
            status,
            created_on,
            submitted_on,
            transaction_on,
            history,
            partner,
            customer,
            workloads,
            documents,
            comments,
        } = claim.clone();
        Ok(Claim {
            claim_id: ClaimId::parse(&self.text(claim_id.as_str()))?,
            claim_name: self.text(&claim_name),
            history: history.into_iter().map(|entry| self.entry(entry)).collect(),
            partner: self.partner(partner),
            customer: self.customer(customer)?,
            workloads: workloads.into_iter().map(|line| self.workload(line)).collect::<Result<_, _>>()?,
            documents: documents.iter().map(|document| Arc::new(self.document(document))).collect(),
            comments: comments.into_iter().map(|comment| self.comment(comment)).collect(),
            program,
            edition,
            engagement,
            solution_area,
            activity,
            recognition_only,
            status,
            created_on,
            submitted_on,
            transaction_on,
        })
    }

    fn entry(&self, entry: HistoryEntry) -> HistoryEntry {
        let HistoryEntry { on, action, actor, note } = entry;
        HistoryEntry { on, action, actor: self.text(&actor), note: note.map(|note| self.text(&note)) }
    }

    fn comment(&self, comment: ClaimComment) -> ClaimComment {
        let ClaimComment { author, on, text } = comment;
        ClaimComment { author: self.text(&author), on, text: self.text(&text) }
    }

    fn partner(&self, partner: Partner) -> Partner {
        let Partner { name, partner_id, global_partner_id, location, country, contact_name, contact_email } =
            partner;
        Partner {
            name: self.text(&name),
            partner_id: self.text(&partner_id),
            global_partner_id: global_partner_id.map(|id| self.text(&id)),
            location: self.text(&location),
            country,
            contact_name: self.text(&contact_name),
            contact_email: self.text(&contact_email),
        }
    }

    fn customer(&self, customer: Customer) -> Result<Customer, InvalidId> {
        let Customer {
            name,
            domain,
            tenant_id,
            country,
            sector,
            contact_name,
            contact_email,
            contact_title,
            domain_mismatch_reason,
        } = customer;
        Ok(Customer {
            name: self.text(&name),
            domain: self.text(&domain),
            tenant_id: Guid::parse(&self.text(tenant_id.as_str()))?,
            country,
            sector,
            contact_name: self.text(&contact_name),
            contact_email: self.text(&contact_email),
            contact_title: contact_title.map(|title| self.text(&title)),
            domain_mismatch_reason: domain_mismatch_reason.map(|reason| self.text(&reason)),
        })
    }

    fn workload(&self, workload: Workload) -> Result<Workload, InvalidId> {
        let Workload { name, subscription_id, association, associated_on } = workload;
        let subscription_id = subscription_id.map(|id| Guid::parse(&self.text(id.as_str()))).transpose()?;
        Ok(Workload { name, subscription_id, association, associated_on })
    }

    fn document(&self, document: &PoeDocument) -> PoeDocument {
        let PoeDocument { file_name, kind, uploaded_on, text } = document;
        PoeDocument {
            file_name: self.text(file_name),
            kind: *kind,
            uploaded_on: *uploaded_on,
            text: self.text(text),
        }
    }

    fn exactly(&self, found: &str) -> Option<String> {
        let found = found.to_lowercase();
        if let Some(invented) = self.exact.get(&found) {
            return Some(invented.clone());
        }
        // A host below a known domain.
        let (at, _) = found
            .match_indices('.')
            .find(|(at, _)| self.exact.contains_key(found.get(at + 1..).unwrap_or_default()))?;
        let domain = self.exact.get(found.get(at + 1..)?)?;
        (!found.contains('@')).then(|| format!("{}.{domain}", found.get(..at).unwrap_or_default()))
    }

    /// The counterpart of a GUID. One that nearly is a known one nearly becomes its counterpart: the digits that differ
    /// differ again, and one that is missing is missing again.
    fn guid(&self, found: &guid::FoundGuid) -> Option<String> {
        let (known, invented) = self.guids.iter().find(|(known, _)| found.is_close_to(known))?;
        let head = found.text.chars().zip(known.chars()).take_while(|(a, b)| a == b).count();
        let moved = found.text.chars().enumerate().map(|(at, c)| {
            // Behind the place where the two part, they are compared from their ends.
            let place = if at < head { at } else { (at + known.len()).saturating_sub(found.text.len()) };
            match (c.to_digit(16), digit(known, place), digit(invented, place)) {
                (Some(digit), Some(old), Some(new)) => {
                    char::from_digit((digit + 16 + new - old) % 16, 16).unwrap_or(c)
                }
                _ => c,
            }
        });
        Some(moved.collect())
    }

    fn words(&self, text: &str, taken: &mut Vec<Edit>) {
        let words = words(text);
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let rest = words.get(at..).unwrap_or_default();
            let found = self.phrases.longest(text, rest).and_then(|(count, phrase)| {
                let end = rest.get(count - 1)?.span.end;
                Some((count, Span::new(word.span.start, end), phrase.invented.as_str()))
            });
            let stem = || {
                let (characters, invented) = self.phrases.stem(word)?;
                let written = word.span.of(text)?;
                let end = written.char_indices().nth(characters).map_or(written.len(), |(at, _)| at);
                Some((1, Span::new(word.span.start, word.span.start + end), invented))
            };
            let Some((count, span, invented)) = found.or_else(stem) else {
                at += 1;
                continue;
            };
            let cased = match word.letters {
                Letters::Upper => invented.to_uppercase(),
                Letters::Title => invented.to_owned(),
                Letters::Lower => invented.to_lowercase(),
            };
            at += if claim_span(taken, span, cased) { count } else { 1 };
        }
    }
}

fn digit(text: &str, place: usize) -> Option<u32> {
    text.chars().nth(place)?.to_digit(16)
}

/// One pattern for all of these, longest first, in any case.
pub(super) fn any_of(phrases: &[String]) -> Option<Regex> {
    let mut sorted: Vec<&String> = phrases.iter().filter(|phrase| !phrase.trim().is_empty()).collect();
    sorted.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    let words: Vec<String> = sorted.into_iter().map(|phrase| regex::escape(phrase)).collect();
    let pattern = (!words.is_empty()).then(|| words.join("|"))?;
    RegexBuilder::new(&pattern).case_insensitive(true).size_limit(64 << 20).build().ok()
}

/// Whether no letter or digit touches it.
fn stands_alone(text: &str, span: Span) -> bool {
    let touches = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (before, after) = (text.get(..span.start), text.get(span.end..));
    !touches(before.and_then(|text| text.chars().next_back()))
        && !touches(after.and_then(|text| text.chars().next()))
}

/// Takes a stretch unless somebody has taken a part of it.
fn claim_span(taken: &mut Vec<Edit>, span: Span, text: String) -> bool {
    let at = taken.partition_point(|edit| edit.span.start < span.start);
    let free = taken.get(at).is_none_or(|next| span.end <= next.span.start)
        && at
            .checked_sub(1)
            .and_then(|before| taken.get(before))
            .is_none_or(|before| before.span.end <= span.start);
    if free {
        taken.insert(at, Edit { span, text });
    }
    free
}

fn rebuilt(text: &str, edits: Vec<Edit>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for Edit { span, text: new } in edits {
        out.push_str(text.get(at..span.start).unwrap_or_default());
        out.push_str(&new);
        at = span.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
