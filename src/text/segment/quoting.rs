//! Lines that introduce what somebody else wrote: forward markers and the line above quoted text.
//!
//! The name of a button is no marker (TRAP-03), and "Original message" stands in replies as well (TRAP-04).

/// What a marker of a forwarded mail says, between dashes or alone.
const FORWARDED: &[&str] = &[
    "forwarded message",
    "forwarded by",
    "weitergeleitete",
    "message transféré",
    "message transmis",
    "mensaje reenviado",
    "mensagem encaminhada",
    "messaggio inoltrato",
    "doorgestuurd bericht",
    "vidarebefordrat",
    "videresendt",
    "videresendte",
    "välitetty viesti",
    "przekazana wiadomość",
    "wiadomość przekazana",
    "přeposlaná zpráva",
    "továbbított üzenet",
    "iletilen mesaj",
    "mesaj redirecționat",
];
const FORWARD_OPENINGS: &[&str] = &[
    "begin forwarded message",
    "anfang der weitergeleiteten",
    "début du message réexpédié",
    "début du message transféré",
    "inicio del mensaje reenviado",
    "início da mensagem",
    "inizio messaggio inoltrato",
    "begin doorgestuurd bericht",
    "vidarebefordrat brev",
    "start på videresendt",
    "videresendt besked",
    "videresendt melding",
    "alkaa välitetty",
];
/// What stands between dashes above the text a mail answers.
const ORIGINAL: &[&str] = &[
    "original",
    "ursprüngliche",
    "origin",
    "alkuperäinen",
    "oprindelig",
    "opprinnelig",
    "oorspronkelijk",
    "originál",
    "eredeti",
    "orijinal",
    "wiadomość oryginalna",
    "ursprungligt",
];
/// The verb of `On … wrote:`.
const WROTE: &[&str] = &[
    "wrote",
    "schrieb",
    "a écrit",
    "escribió",
    "escreveu",
    "ha scritto",
    "schreef",
    "skrev",
    "kirjoitti",
    "napisał",
    "napisał(a)",
    "napsal",
    "napsal(a)",
    "írta",
    "yazdı",
    "şunu yazdı",
    "kirjutas",
    "a scris",
    "έγραψε",
];

/// Longest introduction, in characters.
const LONGEST: usize = 220;

/// Whether a line says that a forwarded mail follows.
pub(super) fn is_forward_marker(line: &str) -> bool {
    let lower = line.trim_start_matches(['>', ' ']).trim().to_lowercase();
    FORWARD_OPENINGS.iter().any(|opening| lower.starts_with(opening))
        || (is_ruled(&lower) && FORWARDED.iter().any(|words| lower.contains(words)))
}

/// Whether a line stands between the answer and what is answered.
pub(super) fn is_original_marker(line: &str) -> bool {
    let lower = line.trim_start_matches(['>', ' ']).trim().to_lowercase();
    is_ruled(&lower) && ORIGINAL.iter().any(|word| lower.contains(word))
}

/// The line above quoted text, `On … wrote:` in any language; it names the sender.
pub(super) fn is_introduction(line: &str) -> bool {
    let trimmed = line.trim_start_matches(['>', ' ']).trim_end();
    let Some(said) = trimmed.strip_suffix(':') else { return false };
    if said.chars().take(LONGEST + 1).count() > LONGEST {
        return false;
    }
    let lower = said.trim_end().to_lowercase();
    let dated = lower.contains('@') || lower.chars().filter(char::is_ascii_digit).count() >= 4;
    dated && lower.split(' ').enumerate().any(|(at, _)| verb_at(&lower, at))
}

/// Whether the words from one word on open with a verb of writing.
fn verb_at(lower: &str, word: usize) -> bool {
    let start = lower.split(' ').take(word).map(|word| word.len() + 1).sum::<usize>();
    let rest = lower.get(start..).unwrap_or_default();
    WROTE.iter().any(|verb| {
        rest.strip_prefix(verb).is_some_and(|after| after.is_empty() || after.starts_with([' ', '(']))
    })
}

fn is_ruled(line: &str) -> bool {
    line.starts_with("--") || line.starts_with("__")
}
