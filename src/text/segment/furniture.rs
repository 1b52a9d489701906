//! Printed lines around a text that say nothing about the claim: page numbers, legal footers, print dates.

use regex::RegexSet;
use std::sync::LazyLock;

/// `Page`, in the languages of proofs.
const PAGE: &str = "(?:page|seite|blatt|hoja|folio|folha|foglio|p[aá]gina|pagina|side|sida|sidan|sivu|blad|strona|strana|oldal|sayfa|pg\\.?|p\\.)";
/// What legal footers speak of.
const LEGAL: &str = "(?:confidential|intended|privileged|addressee|recipient|in error|disclaimer|vertraulich|empf[aä]nger|bestimmt|irrt[uü]mlich|confidentiel|destinataire|par erreur|confidencia|destinatari|por error|por engano|privilegi|riservat|per errore|vertrouwelijk|geadresseerde|bestemd|konfidentiell|fortrolig|fejlagtigt|mottagar|mottaker|modtager|luottamuksel|vastaanottaja)";

#[allow(clippy::unwrap_used, reason = "constant patterns; a test compiles them")]
static FOOTERS: LazyLock<RegexSet> = LazyLock::new(|| {
    let subject = "(?:this (?:e-?mail|message|communication|transmission)|the (?:information|content)s? (?:contained |transmitted )?(?:in|of) this|diese (?:e-?mail|nachricht|mail)|der inhalt dieser|ce (?:message|courriel|mail|courrier)|este (?:mensaje|correo|e-?mail)|la informaci[oó]n contenida|esta mensagem|a informa[cç][aã]o contida|(?:questo|il presente) (?:messaggio|e-?mail)|le informazioni contenute|dit (?:e-?mail)?bericht|deze e-?mail|de informatie|detta (?:meddelande|e-post)|det h[aä]r (?:meddelandet|mejlet)|denne (?:e-?post(?:en)?|e-?mail|mail|melding(?:en)?)|t[aä]m[aä] (?:viesti|s[aä]hk[oö]posti))";
    RegexSet::new([
        format!(r"(?i)^\s*{subject}\b.*{LEGAL}"),
        r"(?i)^\s*(?:confidentiality (?:notice|note)|legal notice|disclaimer|vertraulichkeitshinweis|aviso (?:legal|de confidencialidade?)|avviso di riservatezza)\b".to_owned(),
        r"(?i)\bif you (?:have |are not )?(?:received? (?:this|it) (?:\w+ )?in error|the intended)".to_owned(),
        r"(?i)\b(?:please consider the environment|pensez? à l'environnement|avant d'imprimer|antes de imprimir|prima di stampare|denken sie an die umwelt)\b".to_owned(),
    ])
    .unwrap()
});

#[allow(clippy::unwrap_used, reason = "constant patterns; a test compiles them")]
static PAGES: LazyLock<RegexSet> = LazyLock::new(|| {
    RegexSet::new([
        format!(r"(?i)^[\s.|-]*{PAGE}\s*\d+\s*(?:(?:of|von|de|sur|di|van|av|af|z|/)\s*\d+)?[\s.|-]*$"),
        r"(?i)^[\s.|-]*\d{1,3}\s*/\s*\d{1,3}[\s.|-]*$".to_owned(),
        r"(?i)^\s*(?:printed|gedruckt|imprim[ée]|impreso|impresso|stampato|afgedrukt|utskriv|udskrevet|print date|document imprim[ée]|template version|version history)\b".to_owned(),
    ])
    .unwrap()
});

/// Whether a line opens a legal footer, which goes on to the next empty line.
pub(super) fn opens_footer(line: &str) -> bool {
    FOOTERS.is_match(line)
}

/// Whether a line is furniture of a page by itself: its number, or the day it was printed.
pub(super) fn is_furniture(line: &str) -> bool {
    PAGES.is_match(line)
}
