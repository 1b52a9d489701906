//! The end of a mail: who signs off, and how to reach them.
//!
//! Begins at a farewell or at the line `--`, ends after a few lines, at a long line, or at a postscript.

/// Farewells, lower case.
const FAREWELLS: &[&str] = &[
    "kind regards",
    "best regards",
    "regards",
    "warm regards",
    "with regards",
    "many thanks",
    "best wishes",
    "cheers",
    "sincerely",
    "yours sincerely",
    "yours faithfully",
    "yours truly",
    "rgds",
    "br,",
    "kr,",
    "mit freundlichen grüßen",
    "mit freundlichem gruß",
    "freundliche grüße",
    "freundliche grüsse",
    "viele grüße",
    "beste grüße",
    "mfg",
    "cordialement",
    "bien cordialement",
    "bien à vous",
    "sincères salutations",
    "saludos",
    "un saludo",
    "atentamente",
    "cordialmente",
    "saludos cordiales",
    "atenciosamente",
    "com os melhores cumprimentos",
    "cumprimentos",
    "abraços",
    "obrigado",
    "cordiali saluti",
    "distinti saluti",
    "un saluto",
    "met vriendelijke groet",
    "vriendelijke groet",
    "groeten",
    "groet",
    "mvg",
    "med vänlig hälsning",
    "vänliga hälsningar",
    "hälsningar",
    "mvh",
    "med vennlig hilsen",
    "vennlig hilsen",
    "hilsen",
    "med venlig hilsen",
    "venlig hilsen",
    "ystävällisin terveisin",
    "terveisin",
    "yst. terv",
    "pozdrawiam",
    "z poważaniem",
    "s pozdravem",
    "üdvözlettel",
    "saygılarımla",
];

/// Lines a signature has at most.
pub(super) const LINES: usize = 10;
/// Characters a line of a signature has at most.
pub(super) const WIDTH: usize = 110;

/// Whether a line of a mail opens its signature.
pub(super) fn opens(line: &str) -> bool {
    let trimmed = line.trim();
    if trimmed == "--" || trimmed == "-- " {
        return true;
    }
    let short = trimmed.chars().count() <= 44;
    let lower = if short { trimmed.to_lowercase() } else { return false };
    FAREWELLS.iter().any(|farewell| {
        lower.strip_prefix(farewell).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with([',', '.', '!', '-']) || farewell.ends_with(',')
        })
    })
}

/// Whether a line after the farewell is text again.
pub(super) fn ends(line: &str) -> bool {
    let trimmed = line.trim();
    let lower = trimmed.chars().take(4).collect::<String>().to_lowercase();
    lower.starts_with("ps") || lower.starts_with("p.s") || trimmed.chars().count() > WIDTH
}
