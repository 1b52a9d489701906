//! The known ways of looking like work of the partner (POE-R3-11 to -16, POE-E11, TRAP-18).

use super::cues::Cues;
use crate::domain::DocumentKind;
use crate::evidence::case::{Case, Place, Side};
use crate::evidence::parts::Part;
use crate::text::lexicon::{Lexicon, lexicon};
use crate::text::segment::Role;
use std::sync::LazyLock;

/// Names of the partner's side of a contract.
static ROLES: Lexicon = LazyLock::new(|| {
    lexicon(
        "\
        contractor contratada consultant consultants supplier auftragnehmer auftragnehmerin provider \
        prestataire proveedor contratista fornecedor fornitore opdrachtnemer leverancier leverandor \
        leverandoren leverantor leverantoren toimittaja dienstleister zhotovitel wykonawca",
    )
});

/// First person: the partner in its own papers.
static FIRST: Lexicon = LazyLock::new(|| {
    lexicon(
        "\
        we our wir unser unsere unserem unseren nous notre nos hemos nuestro nuestra nuestros nossa \
        nosso nossos abbiamo nostro nostra wij ons onze vi var vart vara vores vare olemme",
    )
});

/// Second person: the partner in papers of the customer.
static SECOND: Lexicon = LazyLock::new(|| {
    lexicon(
        "\
        you your sie ihr ihre ihren ihrem euch vous votre vos ustedes su sus vossa vosso vostro vostra \
        avete jullie u uw ni er dere jeres i",
    )
});

/// What a customer does that is no work of the partner.
static DUTIES: Lexicon = LazyLock::new(|| {
    lexicon(
        "\
        own will shall must enrols rolls provides provide ensures supplies procures nominates appoints installs deploys \
        configures prepares performs migrates buys bought decides keeps itself remains stellt sorgt \
        liefert beschafft ubernimmt benennt fournit assure designe proporciona facilita fornece \
        disponibiliza fornisce garantisce levert zorgt verzorgt stiller sorger leverer koper kober \
        kjoper ansvarar tillhandahaller",
    )
});

/// Names of the customer's side of a contract.
static SIDES: Lexicon = LazyLock::new(|| {
    lexicon(
        "\
        customer client kunde auftraggeber cliente klant opdrachtgever kunden asiakas",
    )
});

/// Words that name tasks without telling anything about them.
static TASKS: Lexicon = LazyLock::new(|| {
    lexicon(
        "\
        planning assessment analysis design deployment implementation configuration migration adoption \
        testing tests training support documentation monitoring optimisation optimization rollout \
        maintenance administration kickoff discovery hypercare installation governance handover \
        workshop workshops review consulting management knowledge transfer change project ongoing user \
        users end and of the go live golive technical initial final planung schulung \
        dokumentation betrieb konzeption beratung einfuhrung und formation conception et formacion \
        soporte pruebas implementacion y treinamento suporte testes e formazione supporto opleiding \
        ondersteuning en utbildning opplaering og och",
    )
});

/// A way of looking like work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trap {
    /// Excluded, or said not to be done.
    Excluded,
    /// An option, an offer, a later phase.
    Later,
    /// The customer or somebody else works.
    Others,
    /// Work that is no managed security.
    Unmanaged,
    /// Work for somebody else, or at another tenant.
    Elsewhere,
    /// Headings without detail.
    Tasks,
    /// Product text.
    Promotional,
    /// Advice and help.
    Vague,
}

impl Trap {
    pub(super) const ALL: [Self; 8] = [
        Self::Excluded,
        Self::Later,
        Self::Others,
        Self::Elsewhere,
        Self::Unmanaged,
        Self::Tasks,
        Self::Promotional,
        Self::Vague,
    ];

    pub(super) const fn why(self) -> &'static str {
        match self {
            Self::Excluded => "excluded, or said not to be done",
            Self::Later => "only an option, an offer or a later phase",
            Self::Others => "work of the customer or of somebody else",
            Self::Unmanaged => "work that is no managed security",
            Self::Elsewhere => "work for somebody else, or at another tenant",
            Self::Tasks => "list of tasks without detail",
            Self::Promotional => "advertising or product description",
            Self::Vague => "help or advice, not own work",
        }
    }

    /// Traps of one kind make room for those of another.
    pub(super) const fn group(self) -> u8 {
        10 + self as u8
    }

    /// Code and text of the caution.
    pub(super) const fn caution(self) -> (&'static str, &'static str) {
        match self {
            Self::Excluded => ("TRAP-18", "Work on this workload is excluded or not done."),
            Self::Later => ("TRAP-18", "Work on this workload is only an option, an offer or a later phase."),
            Self::Others => ("RC-R3-05", "The customer or somebody else does what is described."),
            Self::Unmanaged => {
                ("RC-R4-07", "Deployment, patching, help desk and infrastructure are no managed security.")
            }
            Self::Elsewhere => {
                ("RC-R3-04", "What is described was done for somebody else or at another tenant.")
            }
            Self::Tasks => ("RC-R3-02", "What was found is a list of tasks without scale or timing."),
            Self::Promotional => ("RC-R3-03", "What was found reads like product or promotional text."),
            Self::Vague => ("RC-R3-05", "What was found is advice or assistance; who delivers is left open."),
        }
    }

    /// Whether detail in the same line outweighs it.
    pub(super) const fn yields_to_detail(self) -> bool {
        !matches!(self, Self::Excluded | Self::Others | Self::Elsewhere)
    }
}

/// The strongest trap of a line, by its part of the paper and by its words.
pub(super) fn of(case: &Case<'_>, cues: &Cues, place: Place<'_>) -> Option<(Trap, bool)> {
    let part = case.parts.get(place.document).and_then(|parts| parts.of(place.at));
    match part {
        Some(Part::Excluded) => return Some((Trap::Excluded, true)),
        Some(Part::Elsewhere) => return Some((Trap::Elsewhere, true)),
        Some(Part::Later) => return Some((Trap::Later, true)),
        Some(Part::Customer) if case.partner.find(&place.unit.words).is_none() => {
            return Some((Trap::Others, true));
        }
        _ => {}
    }
    let hits = place.unit.hits;
    let works = hits.meet(cues.verbs) && !place.unit.metrics.is_empty();
    let others =
        hits.meet(cues.others) || customer_acts(case, place) || is_row_of_customer(case, cues, place);
    let partner = partner_acts(case, place);
    let table = [
        (hits.meet(cues.elsewhere), Trap::Elsewhere),
        (hits.meet(cues.excluded) && !(works && hits.meet(cues.aside)), Trap::Excluded),
        (others && !partner, Trap::Others),
        (hits.meet(cues.planned), Trap::Later),
        (hits.meet(cues.tasks) || is_bare_task(place), Trap::Tasks),
        (hits.meet(cues.promotional), Trap::Promotional),
        (hits.meet(cues.vague), Trap::Vague),
    ];
    table.into_iter().find(|(met, _)| *met).map(|(_, trap)| (trap, false))
}

/// Whether the line says that the partner does something.
pub(super) fn partner_acts(case: &Case<'_>, place: Place<'_>) -> bool {
    case.partner.find(&place.unit.words).is_some() || says_role(place) || says_person(case, place)
}

/// Names of the partner's side of a contract, in the languages that occur.
pub(super) fn says_role(place: Place<'_>) -> bool {
    place.unit.words.iter().any(|word| ROLES.contains(word.as_str()))
}

/// `we` of the partner, `you` of the customer.
pub(super) fn says_person(case: &Case<'_>, place: Place<'_>) -> bool {
    let words = match case.sender(place) {
        Some(Side::Customer | Side::Unproven) => &SECOND,
        _ => &FIRST,
    };
    place.unit.words.iter().any(|word| words.contains(word.as_str()))
}

/// Whether the customer is the one who acts: its name near the start, followed by a verb of duty.
fn customer_acts(case: &Case<'_>, place: Place<'_>) -> bool {
    const HEAD: usize = 5;
    let words = &place.unit.words;
    let name = case.customer.short();
    let Some(at) = words.windows(name.len().max(1)).take(HEAD).position(|window| is_name(window, name))
    else {
        return false;
    };
    let after = words.iter().skip(at + name.len()).take(HEAD - 1);
    let responsible = |word: &String| word.starts_with("responsib") || word.starts_with("verantwort");
    after.clone().any(|word| DUTIES.contains(word.as_str())) || after.clone().any(responsible)
}

/// Whether words are a name, also with the `s` of a genitive.
fn is_name(words: &[String], name: &[String]) -> bool {
    let same = |(word, own): (&String, &String)| word == own || word.strip_suffix('s') == Some(own);
    words.len() == name.len() && words.iter().zip(name).all(same)
}

/// A row of a table of responsibilities whose last cell names the customer.
fn is_row_of_customer(case: &Case<'_>, cues: &Cues, place: Place<'_>) -> bool {
    let text = place.text().trim_end_matches(['|', ' ']);
    let Some((_, cell)) = text.rsplit_once(['|', '\t']).or_else(|| text.rsplit_once("   ")) else {
        return false;
    };
    let words = crate::text::names::words(cell);
    if !place.unit.hits.meet(cues.verbs) && !place.unit.hits.meet(cues.tasks) {
        return false;
    }
    // A field such as `Customer` with a name after it is no row of duties.
    if place.unit.words.len() < words.len() + 4 {
        return false;
    }
    let side = words.first().is_some_and(|word| SIDES.contains(word.as_str()));
    words.len() <= 4 && (side || case.customer.find(&words).is_some())
}

/// A list item that is nothing but the name of a task.
fn is_bare_task(place: Place<'_>) -> bool {
    const MOST: usize = 5;
    let words = &place.unit.words;
    let bare = words.iter().filter(|word| !word.chars().all(|c| c.is_ascii_digit()));
    let count = bare.clone().count();
    (1..=MOST).contains(&count)
        && place.unit.role != Role::Heading
        && bare.clone().all(|word| TASKS.contains(word.as_str()))
}

/// Why a paper of this kind proves no work, or not by itself (POE-D01 to -D09).
pub(super) fn objection(case: &Case<'_>, kind: DocumentKind) -> Option<(&'static str, &'static str)> {
    let edition = case.edition.document_kind(kind);
    let refused = edition.is_some_and(|spec| spec.never_counts.is_some());
    match kind {
        DocumentKind::Ecif => {
            Some(("RC-D-05", "An ECIF paper counts only with detail of workloads and activities."))
        }
        DocumentKind::Quote if refused => Some(("RC-D-02", "A price quote is no proof of work.")),
        DocumentKind::PurchaseOrder if refused => Some(("RC-D-01", "A purchase order is no proof of work.")),
        _ => None,
    }
}
