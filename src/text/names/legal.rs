//! Legal forms of companies, told apart from the names they stand beside.

/// What kind of company a name says it is. Spellings of one form are the same form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LegalForm(&'static str);

/// Legal forms, folded; dots and blanks inside are gone. Spellings of one form share the first word of their row.
const FORMS: &[&[&str]] = &[
    &["ltd", "limited", "ltda", "lda", "limitada"],
    &["inc", "incorporated", "corp", "corporation", "co", "company"],
    &["plc"],
    &["llc"],
    &["llp"],
    &["dac"],
    &["cic"],
    &["gmbh", "mbh"],
    &["ag"],
    &["kg"],
    &["se"],
    &["ev"],
    &["ug"],
    &["sa", "sociedadanonima"],
    &["sas"],
    &["sac"],
    &["sarl"],
    &["srl"],
    &["sl", "slu"],
    &["spa"],
    &["bv"],
    &["nv"],
    &["cv"],
    &["ab"],
    &["asa"],
    &["as"],
    &["aps"],
    &["oy"],
    &["oyj"],
    &["tmi"],
    &["ou"],
    &["uab"],
    &["sia"],
    &["spzoo", "zoo", "oo"],
    &["sro"],
    &["kft"],
    &["zrt"],
    &["nyrt"],
    &["doo"],
    &["eood", "ood"],
    &["sti"],
    &["kk"],
    &["bhd"],
    &["tbk"],
    &["sae"],
    &["fze", "fzllc", "fzco"],
    &["pc", "pllc"],
    &["rl"],
];
/// Words that belong to a legal form and stand before or between its parts.
const PARTS: &[&str] =
    &["pty", "pvt", "private", "pte", "sdn", "sp", "z", "pt", "fz", "de", "public", "ry", "gen"];

/// The form a folded word stands for.
pub(super) fn form_of(word: &str) -> Option<LegalForm> {
    let row = FORMS.iter().find(|row| row.contains(&word))?;
    row.first().map(|name| LegalForm(name))
}

/// Whether a word stands before or between the parts of a legal form.
pub(super) fn is_part(word: &str) -> bool {
    PARTS.contains(&word)
}

/// Takes off a form written with a slash, which folding parts in two words: `A/S`, `I/S`, `K/S`, `P/S`, `S/A`.
fn without_slashed(words: &[String]) -> (&[String], Option<LegalForm>) {
    let [core @ .., first, second] = words else { return (words, None) };
    let form = match (first.as_str(), second.as_str()) {
        ("a" | "i" | "k" | "p", "s") => form_of("as"),
        ("s", "a") => form_of("sa"),
        _ => None,
    };
    if form.is_some() && !core.is_empty() { (core, form) } else { (words, None) }
}

/// The words of a name without the legal form at its end or beginning, and that form.
pub(super) fn split(words: &[String]) -> (&[String], Option<LegalForm>) {
    let (mut core, mut form) = without_slashed(words);
    while let Some((last, rest)) = core.split_last() {
        match form_of(last) {
            Some(found) => form = Some(form.map_or(found, |_| found)),
            None if form.is_some() && is_part(last) => {}
            None => break,
        }
        core = rest;
    }
    while let Some((first, rest)) = core.split_first() {
        let leads = form_of(first).is_some() || first == "pt";
        if !leads || rest.is_empty() || first == "se" || first == "as" {
            break;
        }
        form = form.or_else(|| form_of(first));
        core = rest;
    }
    (core, form)
}
