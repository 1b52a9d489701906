//! Mails inside a document: their headers, and which lines are theirs.
//!
//! A header is two or more labelled lines in a row, or the print of a mail program: a name with an address, a line
//! with a date, a line with the receiver. A button named "Forward" is no forward marker (TRAP-03), and "Original
//! message" is none either (TRAP-04).

use crate::text::Span;

/// Labels of header lines, in many languages.
const FROM: &[&str] = &[
    "from",
    "von",
    "de",
    "da",
    "van",
    "fra",
    "från",
    "lähettäjä",
    "od",
    "kimden",
    "feladó",
    "saatja",
    "remetente",
    "expéditeur",
    "mittente",
    "dari",
    "ed",
    "έστειλε",
    "από",
];
const TO: &[&str] = &[
    "to",
    "an",
    "à",
    "a",
    "para",
    "aan",
    "til",
    "till",
    "vastaanottaja",
    "do",
    "komu",
    "kime",
    "címzett",
    "cc",
    "kopie",
    "kepada",
    "reply-to",
    "kopia",
    "copia",
    "kopi",
    "bcc",
    "saaja",
];
const SENT: &[&str] = &[
    "sent",
    "date",
    "gesendet",
    "datum",
    "envoyé",
    "enviado",
    "enviado el",
    "enviada em",
    "data",
    "inviato",
    "verzonden",
    "sendt",
    "skickat",
    "lähetetty",
    "wysłano",
    "odesláno",
    "tarih",
    "gönderme tarihi",
    "elküldve",
    "saadetud",
    "dato",
    "fecha",
    "dikirim",
    "στάλθηκε",
];
const SUBJECT: &[&str] = &[
    "subject",
    "betreff",
    "objet",
    "asunto",
    "assunto",
    "oggetto",
    "onderwerp",
    "emne",
    "ämne",
    "aihe",
    "temat",
    "předmět",
    "konu",
    "tárgy",
    "teema",
    "perihal",
    "subiect",
    "θέμα",
];
/// Prefixes of a subject that mean *forwarded* (N-07) and *reply*.
const FORWARDS: &[&str] = &["fw", "fwd", "wg", "tr", "rv", "vl", "enc", "i", "pd", "doorst", "vb", "vs fw"];
const REPLIES: &[&str] = &["re", "aw", "sv", "vs", "res", "antw", "odp", "ynt", "rif", "r"];

/// One labelled part of a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The whole line.
    pub line: Span,
    /// What stands after the label.
    pub value: String,
}

/// One mail of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mail {
    /// Who sent it.
    pub from: Option<Header>,
    /// When.
    pub sent: Option<Header>,
    /// About what.
    pub subject: Option<Header>,
    /// The subject or a marker says it was passed on.
    pub forwarded: bool,
    /// It is part of an earlier thread below another mail.
    pub earlier: bool,
}

impl Mail {
    /// The domain of the sender's address, lower case.
    pub fn sender_domain(&self) -> Option<String> {
        let value = &self.from.as_ref()?.value;
        let (_, after) = value.rsplit_once('@')?;
        let domain: String =
            after.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-')).collect::<String>();
        (domain.contains('.')).then(|| domain.trim_end_matches('.').to_lowercase())
    }
}

/// Whether a subject says the mail was forwarded, also behind reply prefixes.
pub fn is_forward_subject(subject: &str) -> bool {
    let mut rest = subject.trim();
    while let Some((prefix, after)) = rest.split_once(':') {
        let prefix = prefix.trim().to_lowercase();
        if FORWARDS.contains(&prefix.as_str()) {
            return true;
        }
        if !REPLIES.contains(&prefix.as_str()) {
            return false;
        }
        rest = after.trim_start();
    }
    false
}

/// Where a line stands among the mails.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) header: bool,
    pub(super) quoted: bool,
    pub(super) mail: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    From,
    To,
    Sent,
    Subject,
}

/// Finds the mails and says for every line where it stands.
pub(super) fn find(text: &str, lines: &[Span]) -> (Vec<Mail>, Vec<Place>) {
    let mut search = Search { text, lines, mails: Vec::new(), places: vec![Place::default(); lines.len()] };
    let mut at = 0;
    let mut forward_marker = false;
    let mut quoted = false;
    while at < lines.len() {
        let line = search.line(at);
        let length = search.header_length(at);
        if length > 0 {
            search.open_mail(at, length, std::mem::take(&mut forward_marker));
            quoted = search.mails.len() > 1 && !search.mails.last().is_some_and(|mail| mail.forwarded);
            at += length;
            continue;
        }
        forward_marker |= is_forward_marker(line);
        quoted |= is_quote_intro(line) && !search.mails.is_empty();
        let mail = search.mails.len().checked_sub(1);
        if let Some(place) = search.places.get_mut(at) {
            *place = Place { header: false, quoted: quoted || line.trim_start().starts_with('>'), mail };
        }
        at += 1;
    }
    (search.mails, search.places)
}

struct Search<'t> {
    text: &'t str,
    lines: &'t [Span],
    mails: Vec<Mail>,
    places: Vec<Place>,
}

impl<'t> Search<'t> {
    fn line(&self, at: usize) -> &'t str {
        self.lines.get(at).and_then(|span| span.of(self.text)).unwrap_or_default()
    }

    /// How many lines from here on are the header of a mail; 0 when none begins here.
    fn header_length(&self, at: usize) -> usize {
        let Some((first, _)) = label(self.line(at)) else { return self.printed_length(at) };
        let rest = (at + 1..at + 8).map_while(|at| label(self.line(at)).map(|(label, _)| label));
        let labels: Vec<Label> = std::iter::once(first).chain(rest).collect();
        let opens = labels.contains(&Label::From) && labels.len() >= 2;
        let tells = labels.iter().any(|label| matches!(label, Label::Sent | Label::Subject | Label::To));
        if opens && tells { labels.len() } else { 0 }
    }

    /// A header as a mail program prints it: `Name <address>`, a line with a time, a line with the receiver.
    fn printed_length(&self, at: usize) -> usize {
        let line = self.line(at).trim();
        let addressed = line.ends_with('>') && line.contains('<') && line.contains('@') && line.len() < 120;
        let timed = self.line(at + 1).chars().filter(char::is_ascii_digit).count() >= 6
            && self.line(at + 1).trim().len() < 40;
        if !(addressed && timed) {
            return 0;
        }
        2 + usize::from(matches!(label(self.line(at + 2)), Some((Label::To, _))))
    }

    fn open_mail(&mut self, at: usize, length: usize, forward_marker: bool) {
        let mut mail = Mail { forwarded: forward_marker, earlier: !self.mails.is_empty(), ..Mail::default() };
        for offset in 0..length {
            let Some(&span) = self.lines.get(at + offset) else { break };
            let line = self.line(at + offset);
            match label(line) {
                Some((Label::From, value)) => {
                    mail.from = Some(Header { line: span, value: value.to_owned() });
                }
                Some((Label::Sent, value)) => {
                    mail.sent = Some(Header { line: span, value: value.to_owned() });
                }
                Some((Label::Subject, value)) => {
                    mail.forwarded |= is_forward_subject(value);
                    mail.subject = Some(Header { line: span, value: value.to_owned() });
                }
                Some((Label::To, _)) => {}
                None if offset == 0 => mail.from = Some(Header { line: span, value: line.trim().to_owned() }),
                None => mail.sent = Some(Header { line: span, value: line.trim().to_owned() }),
            }
        }
        let index = self.mails.len();
        self.mails.push(mail);
        for place in self.places.iter_mut().skip(at).take(length) {
            *place = Place { header: true, quoted: false, mail: Some(index) };
        }
    }
}

/// The label of a header line and what follows it.
fn label(line: &str) -> Option<(Label, &str)> {
    let (name, value) = line.trim_start_matches(['>', ' ', '*']).split_once(':')?;
    let name = name.trim().trim_end_matches('*').to_lowercase();
    if name.chars().count() > 16 {
        return None;
    }
    let known = [(FROM, Label::From), (TO, Label::To), (SENT, Label::Sent), (SUBJECT, Label::Subject)];
    let (_, label) = known.into_iter().find(|(names, _)| names.contains(&name.as_str()))?;
    Some((label, value.trim_matches(['*', ' '])))
}

fn is_forward_marker(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    lower.starts_with("begin forwarded message")
        || (lower.starts_with("--")
            && (lower.contains("forwarded message") || lower.contains("weitergeleitete")))
}

/// The line above quoted text: `On … wrote:`, `-----Original Message-----` and their translations.
fn is_quote_intro(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    let dashes = lower.starts_with("---") && lower.ends_with("---");
    let original = ["original", "ursprüngliche", "origin", "alkuperäinen", "oprindelig", "opprinnelig"];
    let wrote =
        ["wrote:", "schrieb:", "a écrit :", "a écrit:", "escribió:", "escreveu:", "ha scritto:", "skrev:"];
    (dashes && original.iter().any(|word| lower.contains(word)))
        || wrote.iter().any(|word| lower.ends_with(word))
}
