//! Mails, forms and headings.

use proofdesk::text::Span;
use proofdesk::text::segment::{self, Role};
use proptest::prelude::*;

fn role_of(text: &str, line: &str) -> Role {
    let outline = segment::outline(text);
    outline.lines.iter().find(|found| found.span.of(text) == Some(line)).expect("the line").role
}

#[test]
fn headers_are_read_in_many_languages() {
    for header in [
        "From: Ann <ann@fabrikam.example>\nSent: Monday, 2 June 2025\nTo: Bo\nSubject: Plan",
        "Von: Ann <ann@fabrikam.example>\nGesendet: Montag\nAn: Bo\nBetreff: Plan",
        "De : Ann <ann@fabrikam.example>\nEnvoyé : lundi\nÀ : Bo\nObjet : Plan",
        "De: Ann <ann@fabrikam.example>\nEnviado el: lunes\nPara: Bo\nAsunto: Plan",
        "Lähettäjä: Ann <ann@fabrikam.example>\nLähetetty: maanantai\nVastaanottaja: Bo\nAihe: Plan",
        "Od: Ann <ann@fabrikam.example>\nWysłano: poniedziałek\nDo: Bo\nTemat: Plan",
        "From: Ann [mailto:ann@fabrikam.example]\nDate: Mon, 2 Jun 2025\nTo: Bo\nSubject: Plan",
    ] {
        let text = format!("{header}\n\nWe confirm the work.\n");
        let outline = segment::outline(&text);
        assert_eq!(outline.mails.len(), 1, "{header}");
        let mail = &outline.mails[0];
        assert_eq!(mail.sender_domain().as_deref(), Some("fabrikam.example"), "{header}");
        assert!(mail.sent.is_some() && !mail.forwarded, "{header}");
        assert_eq!(mail.subject.as_ref().map(|subject| subject.value.as_str()), Some("Plan"));
        assert_eq!(role_of(&text, "We confirm the work."), Role::Body);
    }
}

#[test]
fn the_print_of_a_mail_program_is_a_header_too() {
    let text =
        "Roy, Ann <a***y@fabrikam.example>\nFri 05/09/2025 11:52\nTo: Bo\n\nReply   → Forward\n\nHello Bo\n";
    let outline = segment::outline(text);
    assert_eq!(outline.mails.len(), 1);
    assert!(!outline.mails[0].forwarded, "the name of a button is no forward marker (TRAP-03)");
    assert_eq!(outline.mails[0].sender_domain().as_deref(), Some("fabrikam.example"));
}

#[test]
fn forward_prefixes_are_told_from_reply_prefixes() {
    for forward in ["FW: x", "Fwd: x", "WG: x", "TR: x", "RV: x", "VL: x", "ENC: x", "RE: FW: x"] {
        assert!(segment::is_forward_subject(forward), "{forward}");
    }
    for reply in
        ["RE: x", "AW: x", "SV: x", "VS: x", "RES: x", "forward planning", "Fwd planning", "status: fw"]
    {
        assert!(!segment::is_forward_subject(reply), "{reply}");
    }
}

#[test]
fn earlier_mails_of_a_reply_are_quoted() {
    let text = "From: Ann <a@b.example>\nSubject: RE: x\nTo: Bo\n\nYes.\n\n-----Original Message-----\nFrom: Bo\nSent: \
                Monday\nSubject: x\n\nDid we do well?\n";
    let outline = segment::outline(text);
    assert_eq!(outline.mails.len(), 2);
    assert!(outline.mails.iter().all(|mail| !mail.forwarded), "not a forward marker (TRAP-04)");
    assert_eq!(role_of(text, "Yes."), Role::Body);
    assert_eq!(role_of(text, "Did we do well?"), Role::Quoted);
    assert_eq!(role_of("From: A <a@b.example>\nTo: B\nSubject: x\n\n> older\n", "> older"), Role::Quoted);
}

#[test]
fn a_row_counts_by_its_first_box() {
    let ticked = "☒ Intune      ☒ Deployment ☐ Adoption";
    let unticked = "[ ] Intune    [x] Deployment";
    let text = format!("{ticked}\n{unticked}\nGeneric high-level descriptions will not be accepted.\n");
    assert_eq!(role_of(&text, ticked), Role::Ticked);
    assert_eq!(role_of(&text, unticked), Role::Unticked);
    assert_eq!(role_of(&text, "Generic high-level descriptions will not be accepted."), Role::Boilerplate);
}

#[test]
fn headings_are_short_and_numbered_or_in_capitals() {
    assert_eq!(role_of("3. Microsoft Intune\n", "3. Microsoft Intune"), Role::Heading);
    assert_eq!(role_of("SERVICE REPORT\n", "SERVICE REPORT"), Role::Heading);
    assert_eq!(role_of("3. We moved forty mailboxes.\n", "3. We moved forty mailboxes."), Role::Body);
}

#[test]
fn the_line_above_quoted_text_names_the_sender_of_a_mail_of_its_own() {
    for introduction in [
        "On Thu, Jun 5, 2025 at 10:12 AM Ann Lee <ann@fabrikam.example> wrote:",
        "Am Do., 5. Juni 2025 um 10:12 Uhr schrieb Ann Lee <ann@fabrikam.example>:",
        "Le jeu. 5 juin 2025 à 10:12, Ann Lee <ann@fabrikam.example> a écrit :",
        "El jue, 5 jun 2025 a las 10:12, Ann Lee (<ann@fabrikam.example>) escribió:",
        "Em qui., 5 de jun. de 2025 às 10:12, Ann Lee <ann@fabrikam.example> escreveu:",
        "Il giorno gio 5 giu 2025 alle ore 10:12 Ann Lee <ann@fabrikam.example> ha scritto:",
        "Op do 5 jun 2025 om 10:12 schreef Ann Lee <ann@fabrikam.example>:",
        "Den tors 5 juni 2025 kl 10:12 skrev Ann Lee <ann@fabrikam.example>:",
    ] {
        let text = format!(
            "From: Bo <bo@contoso.example>\nTo: Ann\nSubject: RE: x\n\nYes.\n\n{introduction}\nDid it run?\n"
        );
        let outline = segment::outline(&text);
        assert_eq!(outline.mails.len(), 2, "{introduction}");
        assert_eq!(outline.mails[1].sender_domain().as_deref(), Some("fabrikam.example"), "{introduction}");
        assert_eq!(role_of(&text, "Did it run?"), Role::Quoted, "{introduction}");
    }
}

#[test]
fn a_danish_prefix_forwards_and_the_same_letters_in_finnish_reply() {
    let forwarded = |header: &str| segment::outline(&format!("{header}\n\nx\n")).mails[0].forwarded;
    assert!(forwarded("Fra: A <a@b.example>\nTil: B\nEmne: VS: Plan"));
    assert!(!forwarded("Lähettäjä: A <a@b.example>\nVastaanottaja: B\nAihe: VS: Plan"));
}

#[test]
fn a_later_mail_below_an_earlier_one_is_no_history() {
    let text = "From: A <a@b.example>\nSent: 2 June 2025\nSubject: x\n\nFirst.\n\nFrom: C <c@d.example>\nSent: 3 June \
                2025\nSubject: y\n\nSecond.\n";
    let outline = segment::outline(text);
    assert!(!outline.mails[1].earlier);
    assert_eq!(role_of(text, "Second."), Role::Body);
}

#[test]
fn a_signature_a_footer_and_a_page_number_are_told_from_the_text() {
    let text = "From: A <a@b.example>\nTo: B\nSubject: x\n\nYes.\n\nMit freundlichen Grüßen\nAnn Lee\n\nDiese E-Mail ist \
                vertraulich.\nBitte löschen.\n\nBlatt 1 / 2\nMore text here.\n";
    assert_eq!(role_of(text, "Ann Lee"), Role::Signature);
    assert_eq!(role_of(text, "Bitte löschen."), Role::Footer);
    assert_eq!(role_of("Seite 1 von 2\nWe did it.\n", "Seite 1 von 2"), Role::Footer);
    assert_eq!(role_of("Seite 1 von 2\nWe did it.\n", "We did it."), Role::Body);
}

#[test]
fn cells_are_parted_by_pipes_tabs_and_wide_gaps() {
    let cells = |line: &str| {
        let spans = segment::cells(line, Span::new(0, line.len()));
        spans.into_iter().map(|span| span.of(line).unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(cells("For the client     For the supplier"), ["For the client", "For the supplier"]);
    assert_eq!(cells("| 1.1 | Intune |\t13"), ["1.1", "Intune", "13"]);
    assert_eq!(cells("one cell with  two blanks"), ["one cell with  two blanks"]);
}

proptest! {
    #[test]
    fn lines_make_up_the_text(text in "(From: a@b\\.c|To: x|Subject: FW: y|> q|[a-z .:☐\\[\\]]{0,12}|\n){0,20}") {
        let outline = segment::outline(&text);
        let joined: Vec<&str> = outline.lines.iter().map(|line| line.span.of(&text).unwrap()).collect();
        prop_assert_eq!(joined.join("\n"), text);
        prop_assert!(outline.lines.iter().all(|line| line.mail.is_none_or(|mail| mail < outline.mails.len())));
    }
}
