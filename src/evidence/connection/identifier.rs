//! Identifiers of tenants and subscriptions, held against those of the claim (TST-06, POE-R4-05 to -07).
//!
//! The tenant serves every workload of the claim, a subscription only its own line. The number of an envelope of a
//! signing service has the form of an identifier and names no tenant.

use super::cues::Cues;
use super::{Found, part};
use crate::domain::{Guid, Polarity};
use crate::evidence::case::{Case, Place};
use crate::text::guid::{FoundGuid, Match};
use crate::text::names::{self, Found as NameFound};

/// What the papers say about tenant and subscription of one claimed workload.
pub(crate) struct Tenants {
    /// Found units by document and place, in their order.
    found: Vec<(usize, usize, Found)>,
    papers: Vec<Paper>,
}

/// The identifiers of one document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "independent observations")]
struct Paper {
    exact: bool,
    near: bool,
    foreign: bool,
    /// The workload's own subscription is written wrongly.
    wrong_line: bool,
}

/// What one identifier is.
enum Identity {
    Claimed,
    /// Of another line of the same claim.
    OtherLine,
    Near,
    Malformed,
    Foreign,
    Nothing,
}

impl Tenants {
    /// Reads every identifier for one claimed workload.
    pub(crate) fn of(case: &Case<'_>, claimed: &str) -> Self {
        let cues = &Cues::new(case);
        let line = case.claim.workloads.iter().find(|workload| workload.name == claimed);
        let search = Search { case, cues, own: line.and_then(|line| line.subscription_id.as_ref()) };
        let mut tenants = Self { found: Vec::new(), papers: vec![Paper::default(); case.readings.len()] };
        for place in case.units() {
            let Some(paper) = tenants.papers.get_mut(place.document) else { continue };
            if let Some(found) = search.found(place, paper) {
                tenants.found.push((place.document, place.at, found));
            }
        }
        tenants
    }

    /// What a unit says about tenant or subscription.
    pub(super) fn found(&self, place: Place<'_>) -> Option<Found> {
        let key = (place.document, place.at);
        let at = self.found.binary_search_by_key(&key, |(document, at, _)| (*document, *at)).ok()?;
        self.found.get(at).map(|(.., found)| *found)
    }

    /// An identifier of the claim stands in the proof.
    pub(crate) fn identified(&self) -> bool {
        self.papers.iter().any(|paper| paper.exact)
    }

    /// An identifier of the claim is written wrongly, and nothing in the proof settles it.
    pub(super) fn contradicted(&self) -> bool {
        self.papers.iter().any(|paper| paper.wrong_line)
    }

    /// An identifier differs from the claim's.
    pub(super) fn differs(&self) -> bool {
        self.contradicted()
            || self.papers.iter().any(|paper| !paper.exact && paper.foreign)
            || (!self.identified() && self.papers.iter().any(|paper| paper.near))
    }

    /// A document names only another tenant.
    pub(crate) fn is_elsewhere(&self, document: usize) -> bool {
        self.papers.get(document).is_some_and(|paper| paper.foreign && !paper.exact && !paper.near)
    }
}

struct Search<'c> {
    case: &'c Case<'c>,
    cues: &'c Cues,
    own: Option<&'c Guid>,
}

impl Search<'_> {
    fn found(&self, place: Place<'_>, paper: &mut Paper) -> Option<Found> {
        let signing = self.is_signing(place);
        let mut best: Option<Found> = None;
        for guid in &place.unit.guids {
            let found = match self.identity(place, guid) {
                Identity::Claimed => {
                    paper.exact = true;
                    (48, Polarity::For, "identifier of this claim", 2)
                }
                _ if signing => continue,
                Identity::Near => {
                    paper.near = true;
                    (62, Polarity::Against, "almost the claimed identifier", 8)
                }
                Identity::Malformed => {
                    paper.near = true;
                    (58, Polarity::Against, "identifier is malformed", 8)
                }
                Identity::Foreign => {
                    paper.foreign = true;
                    (56, Polarity::Against, "identifier of another tenant or subscription", 8)
                }
                Identity::OtherLine | Identity::Nothing => continue,
            };
            paper.wrong_line |= found.1 != Polarity::For && self.is_own_line(place);
            best = best.filter(|best| best.0 >= found.0).or(Some(found));
        }
        best.or_else(|| self.directory(place, paper))
            .map(|found| (found.0 + part(place) / 3, found.1, found.2, found.3))
    }

    fn identity(&self, place: Place<'_>, guid: &FoundGuid) -> Identity {
        let claim = self.case.claim;
        let tenant = guid.compare(claim.customer.tenant_id.as_str());
        let own = self.own.map_or(Match::Foreign, |own| guid.compare(own.as_str()));
        let others = claim.workloads.iter().filter_map(|line| line.subscription_id.as_ref());
        let other = others.clone().any(|other| guid.compare(other.as_str()) == Match::Exact);
        match tenant.min(own) {
            Match::Exact => Identity::Claimed,
            _ if other => Identity::OtherLine,
            Match::Near(_) => Identity::Near,
            Match::Malformed
                if others.clone().any(|other| guid.is_close_to(other.as_str()))
                    && !self.is_own_line(place) =>
            {
                Identity::OtherLine
            }
            Match::Malformed => Identity::Malformed,
            Match::Foreign if self.is_labelled(place) => Identity::Foreign,
            Match::Foreign => Identity::Nothing,
        }
    }

    /// Whether the unit, or the line above it, says that an identifier follows.
    fn is_labelled(&self, place: Place<'_>) -> bool {
        let labelled = |hits: crate::evidence::signals::Hits| {
            hits.meet(self.cues.tenant) || (self.own.is_some() && hits.meet(self.cues.subscription))
        };
        let above = place.at.checked_sub(1).and_then(|at| place.reading.units.get(at));
        let above = above.filter(|unit| unit.line + 1 >= place.unit.line && unit.guids.is_empty());
        labelled(place.unit.hits) || above.is_some_and(|unit| labelled(unit.hits))
    }

    /// Whether the line is about the subscription of this workload.
    fn is_own_line(&self, place: Place<'_>) -> bool {
        self.own.is_some_and(|own| place.unit.guids.iter().any(|guid| guid.is_close_to(own.as_str())))
    }

    fn is_signing(&self, place: Place<'_>) -> bool {
        place.unit.hits.meet(self.cues.signing) && !place.unit.hits.meet(self.cues.tenant)
    }

    /// A directory name such as `contoso.onmicrosoft.com`: the customer's when it resembles the customer.
    fn directory(&self, place: Place<'_>, paper: &mut Paper) -> Option<Found> {
        if !place.unit.hits.meet(self.cues.directory) {
            return None;
        }
        let lower = place.text().to_lowercase();
        let (before, _) = lower.split_once(".onmicrosoft")?;
        let name = before.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '-').next()?;
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        if self.resembles_customer(&plain) {
            paper.exact = true;
            return Some((42, Polarity::For, "directory name of the customer", 3));
        }
        paper.foreign |= self.case.partner.short().iter().any(|word| plain.contains(word.as_str()));
        paper.near = true;
        Some((44, Polarity::Against, "directory name does not resemble the customer", 8))
    }

    /// Whether a directory name holds the customer's domain, a word of its name, or its initials.
    fn resembles_customer(&self, directory: &str) -> bool {
        const TELLING: usize = 4;
        let customer = &self.case.claim.customer;
        let domain: String = customer
            .domain
            .split('.')
            .next()
            .unwrap_or_default()
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        let name = names::words(&customer.name);
        let word = name.iter().any(|word| word.len() >= TELLING && directory.contains(word.as_str()));
        let initials: String = name.iter().filter_map(|word| word.chars().next()).collect();
        let short = initials.get(..3).is_some_and(|initials| directory.starts_with(initials));
        let host = domain.to_lowercase();
        let by_domain = host.len() >= 3 && (directory.contains(&host) || host.contains(directory));
        word || by_domain
            || short
            || self.case.customer.find(&[directory.to_owned()]) == Some(NameFound::Full)
    }
}
