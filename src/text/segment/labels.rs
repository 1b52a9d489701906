//! Labels of mail headers and prefixes of subjects, in the languages mails are written in.
//!
//! Only tables and look-ups: whether lines make up a header is decided in `mail`.

/// Words before the colon of a header line.
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
    "afzender",
    "absender",
    "remitente",
    "avsändare",
    "afsender",
    "avsender",
    "nadawca",
    "odesílatel",
    "dari",
    "ed",
    "de la",
    "έστειλε",
    "από",
    "sender",
    "差出人",
    "发件人",
    "寄件者",
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
    "mime-version",
    "message-id",
    "content-type",
    "in-reply-to",
    "references",
    "x-mailer",
    "return-path",
    "thread-topic",
    "saaja",
    "bilgi",
    "cci",
    "destinataire",
    "destinatario",
    "destinatário",
    "ontvanger",
    "empfänger",
    "mottagare",
    "modtager",
    "mottaker",
    "către",
    "antwort an",
    "宛先",
    "收件人",
    "attachments",
    "anlagen",
    "pièces jointes",
    "importance",
    "priorität",
];
const SENT: &[&str] = &[
    "sent",
    "date",
    "gesendet",
    "datum",
    "envoyé",
    "envoyé le",
    "enviado",
    "enviado el",
    "enviada em",
    "enviada",
    "enviados",
    "enviado em",
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
    "gönderilme",
    "elküldve",
    "saadetud",
    "dato",
    "fecha",
    "dikirim",
    "στάλθηκε",
    "trimis",
    "päivämäärä",
    "gesendet am",
    "date sent",
    "送信日時",
    "发送时间",
    "received",
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
    "件名",
    "主题",
    "主旨",
];

/// Prefixes of a subject that mean *forwarded* (N-07) and *reply*.
const FORWARDS: &[&str] = &[
    "fw",
    "fwd",
    "wg",
    "tr",
    "rv",
    "vl",
    "enc",
    "i",
    "pd",
    "doorst",
    "vb",
    "vs fw",
    "ilt",
    "továbbítás",
    "rtr",
    "pfw",
    "vidarebefordrat",
    "videresendt",
    "weitergeleitet",
    "reenv",
    "fyi fw",
];
const REPLIES: &[&str] = &[
    "re",
    "aw",
    "sv",
    "vs",
    "res",
    "antw",
    "odp",
    "ynt",
    "rif",
    "r",
    "betr",
    "rép",
    "ré",
    "antwort",
    "vá",
    "ref",
    "external",
    "ext",
    "extern",
    "[external]",
    "[ext]",
    "[extern]",
];

/// Longest label, in characters.
const LONGEST: usize = 16;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    From,
    To,
    Sent,
    Subject,
}

/// The label of a header line and what follows it.
pub(super) fn label(line: &str) -> Option<(Label, &str)> {
    let (name, value) = line.trim_start_matches(['>', ' ', '\t', '*', '|']).split_once([':', '：'])?;
    let name = name.trim().trim_end_matches(['*', '|']).trim_end();
    if name.is_empty() || name.chars().count() > LONGEST {
        return None;
    }
    let name = name.to_lowercase();
    let known = [(FROM, Label::From), (TO, Label::To), (SENT, Label::Sent), (SUBJECT, Label::Subject)];
    let (_, label) = known.into_iter().find(|(names, _)| names.contains(&name.as_str()))?;
    Some((label, value.trim_matches(['*', ' ', '|', '\t'])))
}

/// Whether a header is written in Danish or Norwegian, where `VS` means forwarded and not reply.
pub(super) fn is_danish_or_norwegian(from_line: &str) -> bool {
    from_line.trim_start_matches(['>', ' ', '*']).to_lowercase().starts_with("fra")
}

/// Whether a subject says the mail was forwarded, also behind reply prefixes.
pub fn is_forward_subject(subject: &str) -> bool {
    prefixes(subject).any(|prefix| prefix == Prefix::Forward)
}

/// The same, where `VS` means forwarded.
pub(super) fn is_nordic_forward_subject(subject: &str) -> bool {
    is_forward_subject(subject)
        || subject.trim_start().get(..3).is_some_and(|start| start.eq_ignore_ascii_case("vs:"))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Prefix {
    Forward,
    Reply,
}

/// The prefixes of a subject, up to its first other word.
fn prefixes(subject: &str) -> impl Iterator<Item = Prefix> {
    let mut rest = subject.trim();
    std::iter::from_fn(move || {
        let (prefix, after) = rest.split_once(':')?;
        let prefix = prefix.trim().to_lowercase();
        rest = after.trim_start();
        match prefix.as_str() {
            known if FORWARDS.contains(&known) => Some(Prefix::Forward),
            known if REPLIES.contains(&known) => Some(Prefix::Reply),
            _ => None,
        }
    })
    .fuse()
}
