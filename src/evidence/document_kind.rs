//! What kind of paper a document seems to be, by its title and layout (TRAP-27).
//!
//! A word in running text decides nothing: a statement of work may quote an order number. Only a line near the top
//! that is little more than the title counts, or the layout of a mail or of the program's form. A guess; the
//! reviewer has the last word.

use crate::domain::{Claim, DocumentKind, PoeDocument};
use crate::text::Span;
use crate::text::folded::Folded;
use crate::text::segment::{self, Role};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Lines with text among which a title is looked for.
const TOP: usize = 10;
/// Longest title, in words.
const TITLE: usize = 12;

/// A guess and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct KindGuess {
    /// The kind; *other* for a licensing contract, which the vocabulary has no word for.
    pub kind: DocumentKind,
    /// What a person would call it.
    pub name: &'static str,
    /// Rule it follows.
    pub rule: &'static str,
    /// Where the title stands, in bytes of the document's text.
    pub span: Span,
}

/// Titles of one kind of paper.
struct Titles {
    kind: DocumentKind,
    name: &'static str,
    rule: &'static str,
    /// Lower case; a title holds one of them as whole words.
    words: &'static [&'static str],
}

/// Kinds by their titles, the more particular before the more general.
const TITLES: &[Titles] = &[
    Titles {
        kind: DocumentKind::Ecif,
        name: "ECIF paper",
        rule: "SIG-DOC-05",
        words: &["ecif", "end customer investment funds", "end customer investment fund"],
    },
    Titles {
        kind: DocumentKind::Other,
        name: "licensing contract",
        rule: "SIG-DOC-03",
        words: &[
            "enterprise enrollment",
            "enterprise enrolment",
            "enterprise agreement",
            "license agreement",
            "licence agreement",
            "licensing agreement",
            "reseller agreement",
            "customer price sheet",
            "lizenzvertrag",
            "contrat de licence",
            "contrato de licencia",
            "contrato de licenciamento",
            "contratto di licenza",
        ],
    },
    Titles {
        kind: DocumentKind::Msa,
        name: "master agreement",
        rule: "SIG-DOC-04",
        words: &[
            "master services agreement",
            "master service agreement",
            "master agreement",
            "framework agreement",
            "rahmenvertrag",
            "contrat-cadre",
            "contrato marco",
            "contrato-quadro",
            "contratto quadro",
            "accordo quadro",
            "raamovereenkomst",
            "ramavtal",
            "rammeavtale",
            "rammeaftale",
            "puitesopimus",
        ],
    },
    Titles {
        kind: DocumentKind::PurchaseOrder,
        name: "purchase order",
        rule: "SIG-DOC-01",
        words: &[
            "purchase order",
            "bestellung",
            "bon de commande",
            "orden de compra",
            "pedido de compra",
            "ordem de compra",
            "ordine di acquisto",
            "ordine d'acquisto",
            "inkooporder",
            "bestelbon",
            "inköpsorder",
            "innkjøpsordre",
            "indkøbsordre",
            "ostotilaus",
        ],
    },
    Titles {
        kind: DocumentKind::Invoice,
        name: "invoice",
        rule: "POE-D01",
        words: &[
            "invoice",
            "tax invoice",
            "rechnung",
            "facture",
            "factura",
            "fatura",
            "fattura",
            "factuur",
            "faktura",
            "lasku",
        ],
    },
    Titles {
        kind: DocumentKind::Quote,
        name: "price quote",
        rule: "SIG-DOC-02",
        words: &[
            "quotation",
            "quote",
            "price quote",
            "pricing quote",
            "budgetary quote",
            "angebot",
            "kostenvoranschlag",
            "devis",
            "cotización",
            "cotizacion",
            "presupuesto",
            "orçamento",
            "proposta comercial",
            "preventivo",
            "offerta",
            "offerte",
            "offert",
            "tilbud",
            "tarjous",
        ],
    },
    Titles {
        kind: DocumentKind::Disclosure,
        name: "disclosure",
        rule: "POE-R6-03",
        words: &["disclosure", "public sector disclosure", "fee disclosure", "disclosure of fees"],
    },
    Titles {
        kind: DocumentKind::Sow,
        name: "statement of work",
        rule: "SIG-DOC-06",
        words: &[
            "statement of work",
            "scope of work",
            "work order",
            "leistungsbeschreibung",
            "projektauftrag",
            "leistungsschein",
            "énoncé des travaux",
            "cahier des charges",
            "descripción de los trabajos",
            "alcance de los trabajos",
            "declaração de trabalho",
            "escopo de trabalho",
            "capitolato",
            "ordine di lavoro",
            "werkomschrijving",
            "uppdragsbeskrivning",
            "oppdragsbeskrivelse",
            "arbejdsbeskrivelse",
        ],
    },
    Titles {
        kind: DocumentKind::Report,
        name: "report",
        rule: "POE-D06",
        words: &[
            "report",
            "close-out",
            "closeout",
            "closure",
            "project summary",
            "abschlussbericht",
            "bericht",
            "rapport",
            "compte rendu",
            "informe",
            "acta de cierre",
            "relatório",
            "relatorio",
            "relazione",
            "verslag",
            "slutrapport",
            "sluttrapport",
            "loppuraportti",
        ],
    },
];

/// Openings of letters, in lower case.
const SALUTATIONS: &[&str] = &[
    "dear ",
    "to whom it may concern",
    "sehr geehrte",
    "madame, monsieur",
    "cher ",
    "chère ",
    "estimad",
    "a quien corresponda",
    "prezad",
    "a quem possa interessar",
    "gentile ",
    "egregi",
    "spettabile",
    "geachte",
    "bästa ",
    "kjære ",
    "kære ",
];

/// What a document seems to be; `None` when neither title nor layout says.
pub fn guess(text: &str) -> Option<KindGuess> {
    let folded = Folded::new(text);
    let outline = segment::outline(folded.as_str());
    let with_text =
        |line: &&segment::Line| !line.span.of(folded.as_str()).unwrap_or_default().trim().is_empty();
    let top: Vec<&segment::Line> = outline.lines.iter().filter(with_text).take(TOP).collect();
    let found = |line: &segment::Line, kind, name, rule| {
        Some(KindGuess { kind, name, rule, span: folded.original(line.span) })
    };
    let form = outline.lines.iter().filter(|line| line.role == Role::Boilerplate).nth(1);
    if let Some(line) = form {
        return found(line, DocumentKind::Template, "PoE template", "SIG-DOC-07");
    }
    let first = top.first()?;
    if first.role == Role::Header && top.get(1).is_some_and(|line| line.role == Role::Header) {
        return found(first, DocumentKind::Email, "e-mail", "PRE-2");
    }
    for line in &top {
        let lower = line.span.of(folded.as_str()).unwrap_or_default().trim().to_lowercase();
        if let Some(title) = TITLES.iter().find(|titles| titles.fit(&lower)) {
            return found(line, title.kind, title.name, title.rule);
        }
        if SALUTATIONS.iter().any(|opening| lower.starts_with(opening)) {
            return found(line, DocumentKind::Letter, "letter", "POE-R1-02");
        }
    }
    None
}

impl Titles {
    /// Whether a line is a title of this kind: short, no sentence, and no mere reference to such a paper.
    fn fit(&self, line: &str) -> bool {
        let short = line.split_whitespace().count() <= TITLE && !line.ends_with('.');
        short && self.words.iter().any(|words| is_titled(line, words))
    }
}

fn is_titled(line: &str, words: &str) -> bool {
    let Some((before, after)) = line.split_once(words) else { return false };
    let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let whole = !touches(before.chars().next_back()) && !touches(after.chars().next());
    // `Your purchase order 4711` and `Ref.: order` speak of another paper.
    let label = before.contains(':') || before.split_whitespace().count() > 6;
    let number =
        after.trim_start_matches([' ', '.', ':', '#', '-']).starts_with(|c: char| c.is_ascii_digit());
    let reference = !before.trim().is_empty() && number;
    whole && !label && !reference
}

/// The claim with the kinds that hold: those a reviewer corrected, and a guess for what was delivered as *other*.
pub(super) fn in_effect<'c>(claim: &'c Claim, corrected: &BTreeMap<String, DocumentKind>) -> Cow<'c, Claim> {
    let kind = |document: &PoeDocument| match corrected.get(&document.file_name) {
        Some(kind) => *kind,
        None if document.kind == DocumentKind::Other => {
            guess(&document.text).map_or(DocumentKind::Other, |guess| guess.kind)
        }
        None => document.kind,
    };
    let mut claim = Cow::Borrowed(claim);
    for at in 0..claim.documents.len() {
        let Some(document) = claim.documents.get(at) else { continue };
        let kind = kind(document);
        if kind == document.kind {
            continue;
        }
        let document = Arc::new(PoeDocument { kind, ..PoeDocument::clone(document) });
        if let Some(place) = claim.to_mut().documents.get_mut(at) {
            *place = document;
        }
    }
    claim
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<DocumentKind> {
        guess(text).map(|guess| guess.kind)
    }

    #[test]
    fn a_title_near_the_top_decides() {
        assert_eq!(
            kind("Halden Cloud Works\n\nSTATEMENT OF WORK no. 12\nCustomer: Orrin"),
            Some(DocumentKind::Sow)
        );
        assert_eq!(kind("Angebot 2025-114\nSumme 4.000 EUR"), Some(DocumentKind::Quote));
        assert_eq!(kind("Purchase Order\nNo. 4711"), Some(DocumentKind::PurchaseOrder));
        assert_eq!(kind("Rahmenvertrag über Dienstleistungen"), Some(DocumentKind::Msa));
        assert_eq!(kind("ECIF funding approval"), Some(DocumentKind::Ecif));
        assert_eq!(kind("Tax invoice 17"), Some(DocumentKind::Invoice));
        assert_eq!(kind("Project close-out report"), Some(DocumentKind::Report));
    }

    #[test]
    fn an_order_number_inside_a_statement_of_work_makes_it_no_order() {
        let text = "Reference: purchase order 4711\nYour purchase order 4711 of May\nStatement of work\nWe move mailboxes.";
        assert_eq!(kind(text), Some(DocumentKind::Sow));
        assert_eq!(kind("We sent you the quote last week and the invoice will follow.\nRegards"), None);
    }

    #[test]
    fn layout_tells_mails_and_letters() {
        let mail = "From: Moira Keane <moira@orrin.example>\nSent: 1 May 2025\nTo: Priya\nSubject: Invoice\n\nThank you.";
        assert_eq!(kind(mail), Some(DocumentKind::Email));
        assert_eq!(
            kind("Leeds, 1 May 2025\n\nDear Ms Nair,\nwe confirm the work."),
            Some(DocumentKind::Letter)
        );
    }

    #[test]
    fn a_licensing_contract_is_named_although_the_vocabulary_has_no_word_for_it() {
        let found = guess("MICROSOFT ENTERPRISE AGREEMENT\nNumber 1").unwrap();
        assert_eq!((found.kind, found.rule), (DocumentKind::Other, "SIG-DOC-03"));
    }

    #[test]
    fn nothing_is_guessed_from_nothing() {
        assert_eq!(guess(""), None);
        assert_eq!(guess("\n \n"), None);
    }
}
