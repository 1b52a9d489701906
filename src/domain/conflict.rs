//! Conflicts: several partners, one workload of one customer, of which only one can be partner of record (CON-01).
//!
//! Plain data. Who is a party follows from what the snapshot says and never from who came first: no value here
//! holds a time of submission, a deal size or a payout, and parties stand in an order that does not tell either.

use super::words::{UnknownWord, vocabulary};
use super::{ClaimId, ConflictId, Digest, EditionId, Guid, Hasher, Status};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

vocabulary! {
    /// Whether partners contest a workload or one partner family claims it twice.
    ConflictKind, "kind of conflict" {
        /// Different partner families (CON-02).
        Conflict = "conflict", "conflict";
        /// The same partner family more than once.
        Duplicate = "duplicate", "duplicate";
    }
}

vocabulary! {
    /// On which side of a conflict a party stands (CON-03).
    PartyRole, "role of a party" {
        /// Holds the association.
        Incumbent = "incumbent", "incumbent";
        /// Claims it too.
        Challenger = "challenger", "challenger";
    }
}

vocabulary! {
    /// Why two different keys may be about the same thing.
    Nearness, "nearness" {
        /// The tenants differ in one or two digits.
        TenantDigits = "tenant-digits", "the tenant differs in a digit or two";
        /// The subscriptions differ in one or two digits.
        SubscriptionDigits = "subscription-digits", "the subscription differs in a digit or two";
        /// The customer has the same domain and another tenant.
        SameDomain = "same-domain", "the same domain with another tenant";
    }
}

vocabulary! {
    /// How far the time is that the incumbent has for new proof (CON-05).
    WindowState, "state of an evidence window" {
        /// Not everybody was told, so it does not run.
        NotNotified = "not-notified", "not notified";
        /// It runs.
        Open = "open", "open";
        /// It is over.
        Closed = "closed", "closed";
        /// The edition states no limit (CON-08).
        NoLimit = "no-limit", "no limit";
    }
}

vocabulary! {
    /// What a party answered to the notice. Never a reason to decide by itself (CON-07).
    PartyAnswer, "answer to a notice" {
        /// It was not told.
        NotAsked = "not-asked", "not asked";
        /// Nothing came, and there is time.
        Awaited = "awaited", "awaited";
        /// New documents came.
        Proof = "proof", "new proof";
        /// It answered without documents.
        Words = "words", "answered without proof";
        /// Nothing came in time: the latest proof on file decides.
        Silent = "silent", "silent";
    }
}

vocabulary! {
    /// Who is told of a conflict (CON-03, CON-04).
    NoticeTo, "recipient of a notice" {
        /// The partner of the claim.
        Party = "party", "the partner";
        /// The partner that holds the association and has no claim on file.
        Unnamed = "unnamed-incumbent", "the incumbent without a claim on file";
        /// A partner development manager.
        DevelopmentManager = "development-manager", "partner development manager";
        /// The customer's account manager.
        AccountManager = "account-manager", "customer account manager";
    }
}

/// What only one partner can be partner of record for: a workload of a tenant, or for Business Applications one
/// subscription of a product (CON-01).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ConflictKey {
    /// The customer's tenant.
    pub tenant: Guid,
    /// Canonical name of the workload or product, whatever it was claimed as.
    pub subject: String,
    /// Business Applications only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscription: Option<Guid>,
}

impl ConflictKey {
    /// The id of the conflict about this key: the same one in every snapshot and at every desk.
    pub fn id(&self) -> ConflictId {
        let mut hasher = Hasher::new("proofdesk-conflict-v1");
        hasher
            .field(self.tenant.as_str().as_bytes())
            .field(self.subject.as_bytes())
            // No subscription is written as an empty text, so none can be mistaken for it.
            .field(self.subscription.as_ref().map_or("", Guid::as_str).as_bytes());
        ConflictId::from_digest(&hasher.finish())
    }

    /// The workload or product in words, with its subscription.
    pub fn subject_in_words(&self) -> String {
        match &self.subscription {
            Some(subscription) => format!("{}, subscription {subscription}", self.subject),
            None => self.subject.clone(),
        }
    }
}

/// Everybody who claims or holds the same thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Derived from the key.
    pub id: ConflictId,
    /// What it is about.
    pub key: ConflictKey,
    /// Between families or inside of one.
    pub kind: ConflictKind,
    /// The customer, as its claims name it.
    pub customer: String,
    /// Two or more: who holds it first, then by partner name and claim id.
    pub parties: Vec<Party>,
    /// Claims that could be about the same thing and are no parties, because their keys differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub possibly_same: Vec<PossiblySame>,
}

impl Conflict {
    /// The parties with a claim on file, in their order.
    pub fn claims(&self) -> impl Iterator<Item = &PartyClaim> {
        self.parties.iter().filter_map(|party| party.claim.as_ref())
    }

    /// The party with this claim.
    pub fn party(&self, id: &ClaimId) -> Option<&Party> {
        self.parties.iter().find(|party| party.claim_id() == Some(id))
    }

    /// The parties that hold the association.
    pub fn incumbents(&self) -> impl Iterator<Item = &Party> {
        self.parties.iter().filter(|party| party.role == PartyRole::Incumbent)
    }

    /// The parties that claim it too.
    pub fn challengers(&self) -> impl Iterator<Item = &Party> {
        self.parties.iter().filter(|party| party.role == PartyRole::Challenger)
    }

    /// Digest of key, parties and the content of their claims: changes as soon as a party joins, leaves or changes.
    pub fn digest(&self) -> Digest {
        let mut hasher = Hasher::new("proofdesk-conflict-parties-v1");
        hasher.field(self.id.as_str().as_bytes()).field(self.kind.word().as_bytes());
        for party in &self.parties {
            hasher.field(party.role.word().as_bytes());
            match &party.claim {
                Some(claim) => {
                    hasher.field(claim.claim_id.as_str().as_bytes()).field(claim.digest.as_bytes())
                }
                None => hasher.field(b"").field(b""),
            };
        }
        hasher.finish()
    }
}

/// One side of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Party {
    /// Holds the association or claims it too.
    pub role: PartyRole,
    /// `None`: a partner that nobody names, known only from "associated to another partner" on a claim.
    pub claim: Option<PartyClaim>,
}

impl Party {
    /// Its claim, when one is on file.
    pub fn claim_id(&self) -> Option<&ClaimId> {
        self.claim.as_ref().map(|claim| &claim.claim_id)
    }

    /// The partner's name, or what to say when nobody names it.
    pub fn partner(&self) -> &str {
        self.claim.as_ref().map_or("a partner without a claim on file", |claim| &claim.partner)
    }
}

/// The claim of a party. Ordered by partner name, which tells nothing about who was first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PartyClaim {
    /// Name of the partner, as delivered.
    pub partner: String,
    /// The claim.
    pub claim_id: ClaimId,
    /// Global partner id, or the location's where there is none: the partner family.
    pub family: String,
    /// The workload as claimed; the key holds its canonical name.
    pub workload: String,
    /// Canonical status in the snapshot.
    pub status: Status,
    /// Digest of the claim as it is in the snapshot.
    pub digest: Digest,
}

/// What a party's claim tells about a conflict besides its proof: read from its history, whatever the conflict is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyFacts {
    /// Edition it is judged under.
    pub edition: EditionId,
    /// The latest conflict notice its history reports.
    pub noticed_at: Option<DateTime<Utc>>,
    /// New documents since that notice, the latest.
    pub proof_at: Option<DateTime<Utc>>,
    /// An answer of the partner without documents since that notice, the latest.
    pub words_at: Option<DateTime<Utc>>,
    /// When its history says that the time for new proof ended.
    pub closed_at: Option<DateTime<Utc>>,
}

/// A claim about what may be the same thing. Shown, never joined: a person finds out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PossiblySame {
    /// The key of that claim.
    pub key: ConflictKey,
    /// Why it may be the same.
    pub nearness: Nearness,
    /// The claim.
    pub claim: PartyClaim,
}

#[cfg(test)]
mod tests {
    use super::*;

    const TENANT: &str = "72f988bf-86f1-41af-91ab-2d7cd011db47";
    const SUBSCRIPTION: &str = "a3478930-fc13-4fb4-92fa-15b0951c5936";

    fn key(subject: &str, subscription: Option<&str>) -> ConflictKey {
        ConflictKey {
            tenant: Guid::parse(TENANT).expect("a GUID"),
            subject: subject.to_owned(),
            subscription: subscription.map(|text| Guid::read(text).expect("a GUID")),
        }
    }

    #[test]
    fn a_key_has_one_id_in_whatever_notation_its_guids_were_written() {
        let written = key("Dynamics 365 Sales", Some("{A3478930-FC13-4FB4-92FA-15B0951C5936}"));
        assert_eq!(written.id(), key("Dynamics 365 Sales", Some(SUBSCRIPTION)).id());
        assert_eq!(ConflictId::parse(written.id().as_str()), Ok(written.id()));
    }

    #[test]
    fn another_workload_or_subscription_is_another_conflict() {
        let ids = [
            key("Intune", None).id(),
            key("Dynamics 365 Sales", None).id(),
            key("Dynamics 365 Sales", Some(SUBSCRIPTION)).id(),
        ];
        assert_ne!(ids[0], ids[1]);
        assert_ne!(ids[1], ids[2]);
    }

    #[test]
    fn parties_stand_in_the_order_of_role_and_name() {
        let party = |role, partner: &str, id: &str| Party {
            role,
            claim: Some(PartyClaim {
                partner: partner.to_owned(),
                claim_id: ClaimId::parse(id).expect("a claim id"),
                family: partner.to_owned(),
                workload: "Intune".to_owned(),
                status: Status::UnderReview,
                digest: Digest::of(b"claim"),
            }),
        };
        let mut parties = [
            party(PartyRole::Challenger, "Alder", "3000001"),
            party(PartyRole::Challenger, "Birch", "3000000"),
            party(PartyRole::Incumbent, "Zelkova", "3000009"),
        ];
        parties.sort();
        assert_eq!(parties.map(|party| party.partner().to_owned()), ["Zelkova", "Alder", "Birch"]);
    }
}
