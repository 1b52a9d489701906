//! Contract terms: clauses that stand alike in the papers of a whole trade and say nothing about the work.

use crate::text::Span;
use crate::text::segment::{Line, Role};

/// Parts of words that hardly occur outside legal clauses.
const CERTAIN: &[&str] = &[
    "liabilit",
    "liable",
    "indemnif",
    "indemnit",
    "warrant",
    "jurisdiction",
    "arbitrat",
    "majeure",
    "negligen",
    "hereunder",
    "hereto",
    "hereof",
    "herein",
    "thereof",
    "severab",
    "confidentiality",
    "consequential",
    "waiver",
    "governed",
    "governing",
    "statutory",
    "assignee",
    "gewährleist",
    "haftung",
    "haftet",
    "gerichtsstand",
    "geheimhalt",
    "vertraulichkeit",
    "schadensersatz",
    "responsabilité",
    "confidentialité",
    "juridiction",
    "tribunaux",
    "responsabilidad",
    "confidencialidad",
    "jurisdicción",
    "tribunales",
    "responsabilidade",
    "confidencialidade",
    "responsabilità",
    "riservatezza",
    "foro",
    "aansprakelijk",
    "geheimhouding",
    "ansvarsbegræns",
    "tystnadsplikt",
    "taushetsplikt",
];
/// Words that occur in legal clauses more often than elsewhere.
const LIKELY: &[&str] = &[
    "party",
    "parties",
    "agreement",
    "terminate",
    "termination",
    "notice",
    "law",
    "laws",
    "courts",
    "damages",
    "invoice",
    "invoices",
    "invoiced",
    "payable",
    "payment",
    "payments",
    "fees",
    "taxes",
    "property",
    "rights",
    "copyright",
    "insurance",
    "confidential",
    "disclose",
    "disclosed",
    "disclosure",
    "breach",
    "obligations",
    "terms",
    "conditions",
    "contract",
    "consent",
    "remedies",
    "shall",
    "writing",
    "vertrag",
    "vertrags",
    "kündigung",
    "vergütung",
    "rechnung",
    "contrat",
    "parties",
    "paiement",
    "résiliation",
    "contrato",
    "partes",
    "pago",
    "rescisión",
    "pagamento",
    "contratto",
    "parti",
    "overeenkomst",
    "betaling",
    "avtal",
    "avtale",
    "aftale",
    "commission",
    "incentive",
    "compensation",
];
/// Headings under which contract terms stand.
const HEADINGS: &[&str] = &[
    "confidentiality",
    "limitation of liability",
    "liability",
    "governing law",
    "termination",
    "term and termination",
    "payment terms",
    "intellectual property",
    "warranty",
    "warranties",
    "force majeure",
    "general provisions",
    "general terms",
    "terms and conditions",
    "data protection",
    "severability",
    "indemnification",
    "insurance",
    "entire agreement",
    "non-solicitation",
    "assignment",
    "notices",
    "haftung",
    "vertraulichkeit",
    "gewährleistung",
    "datenschutz",
    "gerichtsstand",
    "schlussbestimmungen",
    "confidentialité",
    "responsabilité",
    "confidencialidad",
    "responsabilidad",
    "confidencialidade",
    "riservatezza",
    "geheimhouding",
];
/// Weight of a certain word; a likely one weighs one.
const WEIGHT: usize = 2;
/// Weight from which a block is a contract term, when it is also dense.
const ENOUGH: usize = 3;
/// One unit of weight in so many words is dense.
const DENSE: usize = 14;

/// For each line whether it belongs to a contract term.
pub(super) fn printed(text: &str, lines: &[Line]) -> Vec<bool> {
    let mut printed = vec![false; lines.len()];
    let mut under_heading = false;
    let mut start = 0;
    while start < lines.len() {
        let end = end_of_block(text, lines, start);
        let block = lines.get(start..end).unwrap_or_default();
        if let Some(heading) = block.first().filter(|line| line.role == Role::Heading) {
            under_heading = is_contract_heading(heading.span.of(text).unwrap_or_default());
        }
        if under_heading || is_clause(text, block) {
            printed.get_mut(start..end).unwrap_or_default().fill(true);
        }
        start = end;
    }
    printed
}

/// A block ends at an empty line and before a heading, a bullet or a numbered clause.
fn end_of_block(text: &str, lines: &[Line], start: usize) -> usize {
    let opens =
        |line: &Line| line.role == Role::Heading || opens_item(line.span.of(text).unwrap_or_default());
    if lines.get(start).is_some_and(|line| line.role == Role::Heading) {
        return start + 1;
    }
    let rest = lines.iter().enumerate().skip(start + 1);
    rest.into_iter()
        .find(|(_, line)| is_blank(text, line.span) || opens(line))
        .map_or(lines.len(), |(at, _)| at)
}

fn is_blank(text: &str, span: Span) -> bool {
    span.of(text).unwrap_or_default().trim().is_empty()
}

fn opens_item(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.split_whitespace().next().unwrap_or_default();
    let numbered = number.ends_with(['.', ')'])
        && number.len() <= 6
        && number.starts_with(|c: char| c.is_alphanumeric());
    line.starts_with(['-', '•', '*', '–']) || numbered
}

fn is_contract_heading(heading: &str) -> bool {
    let bare = heading.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    HEADINGS.iter().any(|known| bare == *known)
}

fn is_clause(text: &str, block: &[Line]) -> bool {
    let (mut words, mut weight) = (0, 0);
    for line in block {
        let part = line.span.of(text).unwrap_or_default();
        for word in part.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            words += 1;
            weight += weight_of(word);
        }
    }
    weight >= ENOUGH && weight * DENSE >= words
}

fn weight_of(word: &str) -> usize {
    let lower = word.to_lowercase();
    if CERTAIN.iter().any(|part| lower.starts_with(part)) {
        WEIGHT
    } else {
        usize::from(LIKELY.contains(&lower.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::segment;

    fn is_printed(text: &str) -> bool {
        printed(text, &segment::outline(text).lines).iter().all(|printed| *printed)
    }

    #[test]
    fn clauses_are_told_from_work_by_their_words() {
        assert!(is_printed(
            "Neither party is liable for indirect or consequential damages arising from this agreement."
        ));
        assert!(is_printed("Each party shall keep confidential what the other party disclosed in writing."));
        assert!(!is_printed(
            "The partner shall deploy Intune on 400 laptops and train the service desk in two sessions."
        ));
    }

    #[test]
    fn whatever_stands_under_a_heading_of_contract_terms_is_one() {
        assert!(is_printed("7. GOVERNING LAW\nNorway. Oslo is the place where it is settled."));
        let text = "7. CONFIDENTIALITY\nOslo.\n8. WORK DONE\nWe moved the mailboxes of the whole company.";
        assert_eq!(printed(text, &segment::outline(text).lines), [true, true, false, false]);
    }
}
