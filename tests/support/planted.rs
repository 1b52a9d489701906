//! Generated snapshots with planted conflicts: each way in which two claims are, or only seem to be, about one thing.
//!
//! Every claim has a tenant of its own, so nothing contests anything but what is planted, and what is planted is known.

use super::generate;
use proofdesk::domain::{
    Association, Claim, ClaimId, ConflictKind, Contest, Guid, NearMiss, Nearness, Status,
};
use std::collections::BTreeSet;

/// How a planted group comes about, in turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Plain,
    Alias,
    LetterCase,
    Notation,
    ThreeParties,
    Incumbent,
    Unnamed,
    Subscription,
    SameFamily,
    NearTenant,
    NearSubscription,
    SameDomain,
    OtherSubscription,
    Ended,
}

const WAYS: [Way; 14] = [
    Way::Plain,
    Way::Alias,
    Way::LetterCase,
    Way::Notation,
    Way::ThreeParties,
    Way::Incumbent,
    Way::Unnamed,
    Way::Subscription,
    Way::SameFamily,
    Way::NearTenant,
    Way::NearSubscription,
    Way::SameDomain,
    Way::OtherSubscription,
    Way::Ended,
];

/// A conflict or duplicate by what tells it from others.
pub(crate) type Group = (ConflictKind, BTreeSet<ClaimId>, bool);
/// A near miss by its claims.
pub(crate) type Near = (Nearness, ClaimId, ClaimId);

/// What must come out, and nothing else.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Expected {
    pub(crate) groups: BTreeSet<Group>,
    pub(crate) near: BTreeSet<Near>,
}

impl Expected {
    /// What did come out, in the same shape.
    pub(crate) fn of(contests: &[Contest], near: &[NearMiss]) -> Self {
        let claims = |contest: &Contest| contest.lines.iter().map(|line| line.claim_id.clone()).collect();
        Self {
            groups: contests
                .iter()
                .map(|found| (found.kind, claims(found), found.unnamed_incumbent))
                .collect(),
            near: near
                .iter()
                .map(|miss| (miss.nearness, miss.one.claim_id.clone(), miss.other.claim_id.clone()))
                .collect(),
        }
    }
}

/// So many claims with so many planted groups, at least four claims for each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Planted {
    pub(crate) claims: u32,
    pub(crate) groups: u32,
}

impl Planted {
    /// The claim of this number.
    pub(crate) fn claim(self, number: u32) -> Claim {
        let mut claim = lone(number);
        if let Some((way, group, place)) = self.place(number) {
            dress(&mut claim, way, (group, place));
        }
        claim
    }

    /// What detection must find.
    pub(crate) fn expected(self) -> Expected {
        let mut expected = Expected::default();
        for group in 0..self.groups {
            let first = group * self.stride();
            let ids = |count: u32| (first..first + count).map(id).collect::<BTreeSet<_>>();
            let near = |nearness| (nearness, id(first), id(first + 1));
            match WAYS[group as usize % WAYS.len()] {
                Way::Plain
                | Way::Alias
                | Way::LetterCase
                | Way::Notation
                | Way::Incumbent
                | Way::Subscription => {
                    expected.groups.insert((ConflictKind::Conflict, ids(2), false));
                }
                Way::ThreeParties => drop(expected.groups.insert((ConflictKind::Conflict, ids(3), false))),
                Way::Unnamed => drop(expected.groups.insert((ConflictKind::Conflict, ids(1), true))),
                Way::SameFamily => drop(expected.groups.insert((ConflictKind::Duplicate, ids(2), false))),
                Way::NearTenant => drop(expected.near.insert(near(Nearness::TenantDigits))),
                Way::NearSubscription => drop(expected.near.insert(near(Nearness::SubscriptionDigits))),
                Way::SameDomain => drop(expected.near.insert(near(Nearness::SameDomain))),
                Way::OtherSubscription | Way::Ended => {}
            }
        }
        expected
    }

    fn stride(self) -> u32 {
        assert!(self.claims / self.groups >= 4, "a group needs up to four claims");
        self.claims / self.groups
    }

    /// The planted group a claim belongs to, and its place in it.
    fn place(self, number: u32) -> Option<(Way, u32, u32)> {
        let (group, place) = (number / self.stride(), number % self.stride());
        (group < self.groups && place < 4).then(|| (WAYS[group as usize % WAYS.len()], group, place))
    }
}

fn id(number: u32) -> ClaimId {
    ClaimId::parse(&format!("{:07}", number + 1_000_000)).unwrap()
}

/// A claim that contests nothing: its tenant, domain and family are its own.
fn lone(number: u32) -> Claim {
    let mut claim = generate::header(number);
    claim.customer.tenant_id = guid(u64::from(number));
    claim.customer.domain = format!("customer-{number}.example");
    claim.partner.global_partner_id = Some(format!("F{number}"));
    claim.status = [Status::UnderReview, Status::Submitted, Status::Approved][number as usize % 3];
    claim.workloads.iter_mut().for_each(|line| line.association = Association::None);
    claim
}

/// Makes a claim what its place in a group asks for. The first claim of a group is the pattern of the others.
fn dress(claim: &mut Claim, way: Way, (group, place): (u32, u32)) {
    let members = match way {
        Way::Unnamed => 1,
        Way::ThreeParties => 3,
        _ => 2,
    };
    if place >= members {
        return;
    }
    let tenant = guid(u64::from(group) | 1 << 40);
    claim.customer.tenant_id = tenant.clone();
    claim.status = Status::UnderReview;
    claim.workloads.truncate(1);
    claim.workloads[0].name = "Microsoft Intune".into();
    let second = place == 1;
    match way {
        Way::Alias if second => claim.workloads[0].name = "Windows Intune".into(),
        Way::LetterCase if second => claim.workloads[0].name = "MICROSOFT INTUNE".into(),
        Way::Notation if second => claim.customer.tenant_id = Guid::read(&notation(&tenant, group)).unwrap(),
        Way::Incumbent if second => claim.workloads[0].association = Association::ToAnotherPartner,
        Way::Incumbent => hold(claim),
        Way::Unnamed => claim.workloads[0].association = Association::ToAnotherPartner,
        Way::SameFamily => claim.partner.global_partner_id = Some(format!("S{group}")),
        Way::NearTenant if second => claim.customer.tenant_id = mistyped(&tenant, group),
        Way::SameDomain => {
            claim.customer.domain = format!("group-{group}.example");
            claim.customer.tenant_id = guid(u64::from(group) | u64::from(place + 1) << 41);
        }
        Way::Subscription | Way::NearSubscription | Way::OtherSubscription => {
            subscribe(claim, way, (group, second));
        }
        Way::Ended if second => claim.status = Status::Rejected,
        _ => {}
    }
}

fn hold(claim: &mut Claim) {
    claim.status = Status::Approved;
    claim.workloads[0].association = Association::ToYou;
}

fn subscribe(claim: &mut Claim, way: Way, (group, second): (u32, bool)) {
    claim.engagement = "bizapps-usage-recognition".into();
    claim.workloads[0].name = "Dynamics 365 Sales Enterprise Edition".into();
    let subscription = guid(u64::from(group) | 1 << 50);
    claim.workloads[0].subscription_id = Some(match way {
        Way::NearSubscription if second => mistyped(&subscription, group),
        Way::OtherSubscription if second => guid(u64::from(group) | 1 << 51),
        _ => subscription,
    });
}

/// Another way to write the same GUID.
fn notation(guid: &Guid, which: u32) -> String {
    match which / 14 % 3 {
        0 => format!("{{{}}}", guid.as_str().to_uppercase()),
        1 => guid.as_str().replace('-', ""),
        _ => format!(" {} ", guid.as_str().to_uppercase()),
    }
}

/// The same GUID with one digit or two exchanged.
fn mistyped(guid: &Guid, which: u32) -> Guid {
    let mut digits: Vec<char> = guid.as_str().replace('-', "").chars().collect();
    let exchange = |digit: &mut char| *digit = if *digit == '7' { '1' } else { '7' };
    exchange(&mut digits[which as usize % 32]);
    if which.is_multiple_of(2) {
        exchange(&mut digits[(which as usize + 11) % 32]);
    }
    Guid::read(&digits.into_iter().collect::<String>()).unwrap()
}

/// Digits that look drawn at random, the same for the same number.
fn guid(number: u64) -> Guid {
    let mix = |seed: u64| {
        let mut mixed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5851_F42D_4C95_7F2D;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    };
    Guid::read(&format!("{:016x}{:016x}", mix(number), mix(!number))).unwrap()
}
