//! Names of the days of the week, which tell day from month in `Thu 5/6/2025` (N-04).

use crate::text::names;
use chrono::Weekday;

/// For each day, from Monday, the beginnings of its names without accents: English, German, French, Spanish,
/// Portuguese, Italian, Dutch, Nordic languages, Finnish.
const NAMES: [&[&str]; 7] = [
    &[
        "mon",
        "monday",
        "mo",
        "montag",
        "lun",
        "lundi",
        "lunes",
        "lunedi",
        "seg",
        "segunda",
        "ma",
        "maandag",
        "man",
        "mandag",
        "mandag",
        "maanantai",
    ],
    &[
        "tue", "tues", "tuesday", "di", "dienstag", "mar", "mardi", "martes", "martedi", "ter", "terca",
        "dinsdag", "tis", "tisdag", "tir", "tirsdag", "ti", "tiistai",
    ],
    &[
        "wed",
        "wednesday",
        "mi",
        "mittwoch",
        "mer",
        "mercredi",
        "mie",
        "miercoles",
        "mercoledi",
        "qua",
        "quarta",
        "wo",
        "woensdag",
        "ons",
        "onsdag",
        "ke",
        "keskiviikko",
    ],
    &[
        "thu",
        "thur",
        "thurs",
        "thursday",
        "do",
        "donnerstag",
        "jeu",
        "jeudi",
        "jue",
        "jueves",
        "gio",
        "giovedi",
        "qui",
        "quinta",
        "donderdag",
        "tor",
        "tors",
        "torsdag",
        "torstai",
    ],
    &[
        "fri",
        "friday",
        "fr",
        "freitag",
        "ven",
        "vendredi",
        "vie",
        "viernes",
        "venerdi",
        "sex",
        "sexta",
        "vr",
        "vrijdag",
        "fre",
        "fredag",
        "pe",
        "perjantai",
    ],
    &[
        "sat",
        "saturday",
        "sa",
        "samstag",
        "sonnabend",
        "sam",
        "samedi",
        "sab",
        "sabado",
        "sabato",
        "za",
        "zaterdag",
        "lor",
        "lordag",
        "lauantai",
    ],
    &[
        "sun",
        "sunday",
        "so",
        "sonntag",
        "dim",
        "dimanche",
        "dom",
        "domingo",
        "domenica",
        "zo",
        "zondag",
        "son",
        "sondag",
        "sunnuntai",
    ],
];
const DAYS: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// The day of the week a text ends with, blanks and punctuation aside.
pub(super) fn before(text: &str) -> Option<Weekday> {
    let trimmed = text.trim_end_matches([' ', ',', '.', '(', '\t']);
    let word = trimmed.rsplit(|c: char| !c.is_alphabetic()).next()?;
    let word = names::words(word).pop()?;
    let at = NAMES.iter().position(|names| names.contains(&word.as_str()))?;
    DAYS.get(at).copied()
}
