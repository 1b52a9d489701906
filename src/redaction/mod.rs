//! Real names replaced by invented ones, the same ones everywhere, and a search for what was left behind.
//!
//! [`Names`] knows who is who: it learns names from claims, invents a counterpart for each, and takes corrections from a
//! person, who sees more than a pattern does. A [`Replacer`] writes the invented ones into every field of a claim and
//! into any other text, so that quotes, near misses and shared names stay what they are. A [`LeakSearch`] then looks
//! through a whole pack for every original, with means of its own, so that a gap of the one is found by the other.
//!
//! Promises that the same names and the same secret give the same result. Never judges whether a text may be shown to
//! others: whoever redacts reads what comes out. Dates, amounts, countries and workloads stay as they are.

mod find;
mod invent;
mod leak;
mod names;
mod pattern;
mod replace;
mod stock;
mod words;

pub use leak::{Leak, LeakSearch};
pub use names::{Name, NameKind, Names};
pub use replace::Replacer;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Claim, ClaimComment, HistoryAction, HistoryEntry, PoeDocument};
    use crate::text::guid::{self, Match};
    use serde_json::Value;
    use std::sync::Arc;

    const SECRET: &str = "open sesame";

    fn lines(file: &str) -> Vec<String> {
        let path = format!("{}/sample-data/{file}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect()
    }

    /// The practice claims, as if they were real.
    fn claims() -> Vec<Claim> {
        lines("claims.jsonl").iter().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn claim(id: &str) -> Claim {
        claims().into_iter().find(|claim| claim.claim_id.as_str() == id).unwrap()
    }

    fn workloads(claims: &[Claim]) -> Vec<String> {
        claims.iter().flat_map(|claim| &claim.workloads).map(|line| line.name.clone()).collect()
    }

    struct Redacted {
        names: Names,
        keep: Vec<String>,
        replacer: Replacer,
    }

    fn redacted(claims: &[Claim]) -> Redacted {
        let mut names = Names::new(SECRET, Vec::new());
        names.learn(claims);
        let keep = workloads(claims);
        let replacer = Replacer::new(&names, &keep);
        Redacted { names, keep, replacer }
    }

    impl Redacted {
        fn claim(&self, claim: &Claim) -> Claim {
            self.replacer.claim(claim).unwrap()
        }

        fn leaks_of(&self, claim: &Claim) -> Vec<Leak> {
            LeakSearch::new(&self.names, &self.keep).in_value(&serde_json::to_value(claim).unwrap())
        }
    }

    #[test]
    fn nothing_of_any_practice_claim_is_left() {
        for claim in claims() {
            let redacted = redacted(std::slice::from_ref(&claim));
            let left = redacted.leaks_of(&redacted.claim(&claim));
            assert!(left.is_empty(), "{}: {left:#?}", claim.claim_id);
        }
    }

    #[test]
    fn quotes_stand_verbatim_in_the_redacted_text() {
        let answers: Vec<Value> =
            lines("answers.jsonl").iter().map(|line| serde_json::from_str(line).unwrap()).collect();
        let (mut seen, mut parted) = (0, Vec::new());
        for (claim, answer) in claims().iter().zip(&answers) {
            let redacted = redacted(std::slice::from_ref(claim));
            let shown = redacted.claim(claim);
            let cells = answer["cells"].as_array().unwrap();
            for quote in cells.iter().flat_map(|cell| cell["evidence"].as_array().unwrap()) {
                let file = redacted.replacer.text(quote["file_name"].as_str().unwrap());
                let text = redacted.replacer.text(quote["quote"].as_str().unwrap());
                seen += 1;
                if !shown.document(&file).unwrap().text.contains(&text) {
                    parted.push((claim.claim_id.to_string(), text));
                }
            }
        }
        assert!(seen > 400 && parted.is_empty(), "{seen}: {parted:#?}");
    }

    #[test]
    fn the_same_names_get_the_same_counterparts_and_another_secret_gets_others() {
        let all = claims();
        let first = redacted(&all).claim(&all[0]);
        assert_eq!(redacted(&all).claim(&all[0]), first);
        let mut other = Names::new("another secret", Vec::new());
        other.learn(&all);
        assert_ne!(Replacer::new(&other, &[]).claim(&all[0]).unwrap().customer.name, first.customer.name);
        assert_ne!(first.customer.name, all[0].customer.name);
    }

    #[test]
    fn parties_of_one_conflict_still_share_tenant_and_customer() {
        let parties = ["3122330", "3122671", "3123004"].map(claim);
        let redacted = redacted(&parties);
        let [first, second, third] = parties.each_ref().map(|party| redacted.claim(party));
        assert!(first.customer.tenant_id == second.customer.tenant_id && second.customer == third.customer);
        assert_ne!(first.partner.name, second.partner.name);
        assert_ne!(first.customer.tenant_id, parties[0].customer.tenant_id);
    }

    #[test]
    fn a_near_miss_of_a_tenant_stays_a_near_miss() {
        for id in ["3121098", "3128493", "3129633", "3129871"] {
            let real = claim(id);
            let shown = redacted(std::slice::from_ref(&real)).claim(&real);
            let matches = |claim: &Claim| -> Vec<Match> {
                let tenant = claim.customer.tenant_id.as_str().to_owned();
                let texts = claim.documents.iter();
                texts
                    .flat_map(|document| guid::find(&document.text))
                    .map(|found| found.compare(&tenant))
                    .collect()
            };
            let kind = |found: Match| match found {
                Match::Near(_) => "near",
                Match::Exact => "exact",
                Match::Malformed => "malformed",
                Match::Foreign => "foreign",
            };
            let kinds = |claim: &Claim| matches(claim).into_iter().map(kind).collect::<Vec<_>>();
            assert_eq!(kinds(&shown), kinds(&real), "{id}");
        }
    }

    #[test]
    fn addresses_follow_the_person_and_the_organisation_they_belong_to() {
        let real = claim("3058807");
        let shown = redacted(std::slice::from_ref(&real)).claim(&real);
        let (partner, customer) = (&shown.partner, &shown.customer);
        let slug = partner.name.split(' ').next().unwrap().to_lowercase();
        let name = partner.contact_name.to_lowercase().replace(' ', ".");
        assert_eq!(partner.contact_email, format!("{name}@{slug}.example"));
        assert!(customer.contact_email.ends_with(&format!("@{}", customer.domain)));
        let mail = &shown.documents[1];
        assert!(mail.text.contains(&partner.contact_email), "{}", mail.text);
        assert!(mail.file_name.starts_with("WG_Referenz ") && !mail.file_name.contains("Alpenhammer"));
    }

    #[test]
    fn names_of_workloads_stay_even_where_a_company_is_called_like_one() {
        let mut real = claim("3058807");
        real.customer.name = "Dynamics Stahlbau GmbH".into();
        let shown = redacted(std::slice::from_ref(&real)).claim(&real);
        assert!(shown.documents[0].text.contains("introduction of Dynamics 365 Supply Chain Management"));
        assert!(!shown.customer.name.contains("Dynamics"));
    }

    #[test]
    fn what_a_person_corrected_stays_corrected() {
        let real = claim("3058807");
        let corrected = Name {
            kind: NameKind::Organisation,
            original: real.customer.name.clone(),
            invented: "Muster Werk".into(),
        };
        let added =
            Name { kind: NameKind::Words, original: "press tools".into(), invented: "machine parts".into() };
        let mut names = Names::new(SECRET, vec![corrected, added]);
        names.learn(std::slice::from_ref(&real));
        let shown = Replacer::new(&names, &workloads(std::slice::from_ref(&real))).claim(&real).unwrap();
        assert_eq!(shown.customer.name, "Muster Werk GmbH");
        assert_eq!(shown.customer.domain, "muster.example");
        assert!(shown.documents[0].text.contains("in plant 1 (machine parts)"));
    }

    /// One way to put an original back into a redacted claim.
    type Plant = fn(&mut Claim, &Claim);

    #[test]
    fn originals_that_are_planted_again_are_found_wherever_they_stand() {
        let plants: &[(&str, Plant)] = &[
            ("a name", |to, from| to.claim_name = from.customer.name.to_uppercase()),
            ("a short name", |to, _| to.claim_name = "The Alpenhämmer plant".replace('ä', "a")),
            ("a name glued", |to, _| to.customer.contact_title = Some("alpenhammer-werkzeugbau".into())),
            ("a person", |to, _| to.partner.location = "at Prantl's".into()),
            ("a short person", |to, _| to.partner.location = "ask Eder".into()),
            ("a domain", |to, from| {
                to.customer.domain_mismatch_reason = Some(from.customer.domain.to_uppercase());
            }),
            ("a coded address", |to, _| {
                to.customer.domain_mismatch_reason = Some("mailto:g%2Eprantl%40alpenhammer%2Eexample".into());
            }),
            ("a GUID", |to, from| {
                to.claim_name = from.customer.tenant_id.as_str().to_uppercase().replace('-', "");
            }),
            ("a number", |to, from| to.claim_name = format!("No. {}", from.claim_id)),
            ("a spaced number", |to, _| to.claim_name = "607 93 21".into()),
            ("a file name", |to, _| {
                let mut first = PoeDocument::clone(&to.documents[0]);
                first.file_name = "Auftrag_ALPENHAMMER_2022.pdf".into();
                to.documents[0] = Arc::new(first);
            }),
            ("a comment", |to, from| {
                let on = from.history[0].on;
                to.comments.push(ClaimComment {
                    author: "Reviewer".into(),
                    on,
                    text: "as Gerlinde wrote".into(),
                });
            }),
            ("a history note", |to, from| {
                let (on, action) = (from.history[0].on, HistoryAction::Comment);
                let note = Some("sent by ronald.eder@tauernblick.example".into());
                to.history.push(HistoryEntry { on, action, actor: "Partner".into(), note });
            }),
        ];
        let real = claim("3058807");
        let redacted = redacted(std::slice::from_ref(&real));
        for (what, plant) in plants {
            let mut shown = redacted.claim(&real);
            plant(&mut shown, &real);
            assert!(!redacted.leaks_of(&shown).is_empty(), "{what} was not found");
        }
    }
}
