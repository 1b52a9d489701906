//! Any number of realistic claims, each one a function of its number: the same everywhere, in any order.

use chrono::{DateTime, Days, NaiveDate, Utc};
use proofdesk::domain::{
    Activity, Association, Claim, ClaimId, ConflictKey, Customer, DocumentKind, EditionId, Guid,
    HistoryAction, HistoryEntry, Partner, PoeDocument, Program, QueueKind, Sector, Status, Turn, Workload,
};
use proofdesk::rules::detection::{ClaimLine, Detected, Detector, family};
use proofdesk::store::index::{IndexRow, IndexWorkload};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

const WORKLOADS: &[(&str, &str)] = &[
    ("INTUNE", "Microsoft Intune"),
    ("MDE", "Microsoft Defender for Endpoint"),
    ("MDO", "Microsoft Defender for Office 365"),
    ("MDI", "Microsoft Defender for Identity"),
    ("MDCA", "Microsoft Defender for Cloud Apps"),
    ("IP", "Microsoft Purview Information Protection"),
    ("IRM", "Microsoft Purview Insider Risk Management"),
    ("P2", "Microsoft Entra ID P2"),
    ("CA", "Microsoft Entra Conditional Access"),
    ("EXO", "Exchange Online"),
    ("SPO", "SharePoint Online"),
    ("TEAMS", "Teams Meetings"),
    ("PHONE", "Teams Phone Enabled Users"),
    ("COPILO", "Microsoft 365 Copilot"),
];
const FIRST: &[&str] = &[
    "Alpine",
    "Baltic",
    "Cedar",
    "Delta",
    "Eastern",
    "Fjord",
    "Granite",
    "Harbour",
    "Iberian",
    "Juniper",
    "Kestrel",
    "Lakeside",
    "Meridian",
    "Northwind",
    "Orchard",
    "Pioneer",
    "Quarry",
    "Riverside",
    "Summit",
    "Tundra",
    "Umber",
    "Valley",
    "Westgate",
    "Yarrow",
    "Zenith",
];
const SECOND: &[&str] = &[
    "Logistics",
    "Energy",
    "Clinics",
    "Foods",
    "Paper",
    "Steel",
    "Insurance",
    "Marine",
    "Textiles",
    "Optics",
    "Pharma",
    "Rail",
    "Motors",
    "Publishing",
    "Timber",
    "Bank",
    "Airlines",
    "Ceramics",
    "Water",
    "Robotics",
];
const COUNTRIES: &[&str] =
    &["Germany", "Canada", "Brazil", "Japan", "Kenya", "Norway", "Spain", "United States"];
const STATUSES: &[Status] = &[
    Status::UnderReview,
    Status::UnderReview,
    Status::UnderReview,
    Status::Submitted,
    Status::Submitted,
    Status::PartnerActionRequired,
    Status::Approved,
    Status::Approved,
    Status::Rejected,
    Status::Disputed,
];
const SENTENCES: &[&str] = &[
    "The consultants configured the tenant and moved the pilot group in two waves.",
    "Device compliance policies were assigned and reported weekly to the steering group.",
    "Training was held for the service desk and for the administrators of both sites.",
    "Sensitivity labels were published after the workshop with the legal department.",
    "The statement of work was amended once to include the remaining subsidiaries.",
    "Usage rose from four hundred to two thousand users within the reported period.",
    "Open points were listed in the minutes and closed before the acceptance.",
    "The migration of mailboxes was completed without interruption of the service.",
];

/// The claim of this number, from 0 to 8,999,999.
pub(crate) fn claim(number: u32) -> Claim {
    let mut dice = Dice::new(number);
    let claim = without_documents(number, &mut dice);
    let documents =
        documents(&mut dice, &claim.customer, &claim.partner, &claim.workloads, claim.submitted_on);
    Claim {
        recognition_only: dice.below(10) == 0,
        status: STATUSES[dice.below(STATUSES.len())],
        documents,
        ..claim
    }
}

/// A claim of this number without its documents.
pub(crate) fn header(number: u32) -> Claim {
    without_documents(number, &mut Dice::new(number))
}

fn without_documents(number: u32, dice: &mut Dice) -> Claim {
    let submitted_on = day(dice.below(200));
    let customer = customer(dice, number);
    let partner = partner(dice);
    let workloads = workloads(dice);
    Claim {
        claim_id: ClaimId::parse(&format!("{:07}", number + 1_000_000)).unwrap(),
        claim_name: format!("{} {} {}", customer.name, workloads[0].name, submitted_on.format("%b %Y")),
        program: Program::Cpor,
        edition: Some(EditionId::parse("2025-06").unwrap()),
        engagement: "security-usage".to_owned(),
        solution_area: "Modern Work And Security".to_owned(),
        activity: Activity::Usage,
        recognition_only: false,
        status: Status::UnderReview,
        created_on: submitted_on - Days::new(3),
        submitted_on,
        transaction_on: None,
        history: vec![
            entry(submitted_on - Days::new(3), HistoryAction::Created, &partner),
            entry(submitted_on, HistoryAction::Submission, &partner),
        ],
        partner,
        customer,
        workloads,
        documents: Vec::new(),
        comments: Vec::new(),
    }
}

/// The row an index holds of a claim; clocks are the plain review clock.
pub(crate) fn row(claim: &Claim, contested: bool) -> IndexRow {
    let waits = matches!(claim.status, Status::Submitted | Status::UnderReview);
    let deadline = noon(claim.submitted_on + Days::new(7));
    IndexRow {
        claim_id: claim.claim_id.clone(),
        digest: claim.digest(),
        claim_name: claim.claim_name.clone(),
        program: claim.program,
        edition: EditionId::parse("2025-06").unwrap(),
        engagement: claim.engagement.clone(),
        activity: claim.activity,
        status: claim.status,
        kind: waits.then_some(if contested { QueueKind::Conflict } else { QueueKind::New }),
        turn: if waits { Turn::Us } else { Turn::Partner },
        clock: waits.then(|| "review".to_owned()),
        deadline: waits.then_some(deadline),
        date_only: false,
        prediction: None,
        latest_start: waits.then_some(deadline - chrono::TimeDelta::minutes(20)),
        contested,
        submitted_on: claim.submitted_on,
        partner: claim.partner.name.clone(),
        partner_id: claim.partner.partner_id.clone(),
        customer: claim.customer.name.clone(),
        customer_domain: claim.customer.domain.clone(),
        customer_tenant: claim.customer.tenant_id.clone(),
        customer_country: claim.customer.country.clone(),
        sector: claim.customer.sector,
        workloads: claim.workloads.iter().map(tag).collect(),
        documents: u32::try_from(claim.documents.len()).unwrap(),
        cells: 3 + 2 * u32::try_from(claim.workloads.len()).unwrap(),
    }
}

/// The claimed lines of a claim, whatever its status.
pub(crate) fn lines(claim: &Claim) -> Vec<ClaimLine> {
    let line = |workload: &Workload| ClaimLine {
        claim_id: claim.claim_id.clone(),
        workload: workload.name.clone(),
        key: ConflictKey {
            tenant: claim.customer.tenant_id.clone(),
            subject: workload.name.to_lowercase(),
            subscription: workload.subscription_id.clone(),
        },
        family: family(claim).to_owned(),
        domain: claim.customer.domain.clone(),
        holds: claim.status == Status::Approved,
        held_elsewhere: workload.association == Association::ToAnotherPartner,
    };
    claim.workloads.iter().map(line).collect()
}

/// What the lines of these claims contest.
pub(crate) fn detected<'c>(claims: impl IntoIterator<Item = &'c Claim>) -> Detected {
    let mut detector = Detector::default();
    detector.extend(claims.into_iter().flat_map(lines));
    detector.detect()
}

/// The claims of which a partner of another family claims or holds a workload.
pub(crate) fn contested(found: &Detected) -> BTreeSet<ClaimId> {
    found.contested().map(|line| line.claim_id.clone()).collect()
}

fn tag(workload: &Workload) -> IndexWorkload {
    let known = WORKLOADS.iter().find(|(_, name)| *name == workload.name);
    IndexWorkload {
        code: known.map_or("?", |(code, _)| *code).to_owned(),
        name: workload.name.clone(),
        canonical: workload.name.clone(),
    }
}

fn customer(dice: &mut Dice, number: u32) -> Customer {
    // Every tenth claim shares its customer with the one before.
    let owner = if number % 10 == 9 { number - 1 } else { number };
    let mut own = Dice::new(owner ^ 0x5A5A_5A5A);
    let name = format!("{} {} {owner}", own.pick(FIRST), own.pick(SECOND));
    let domain = format!("{}.example", name.to_lowercase().replace(' ', "-"));
    Customer {
        contact_name: format!("Contact {}", dice.below(90_000)),
        contact_email: format!("contact@{domain}"),
        contact_title: Some("Head of IT".to_owned()),
        domain,
        name,
        tenant_id: Guid::parse(&format!("{owner:08x}-1111-4222-8333-{:012x}", own.below(1 << 30))).unwrap(),
        country: (*own.pick(COUNTRIES)).to_owned(),
        sector: Sector::ALL[own.below(Sector::ALL.len())],
        domain_mismatch_reason: None,
    }
}

fn partner(dice: &mut Dice) -> Partner {
    let number = dice.below(3_000);
    let name = format!("{} Consulting {number}", FIRST[number % FIRST.len()]);
    Partner {
        partner_id: format!("{}", 5_000_000 + number),
        global_partner_id: (!number.is_multiple_of(3)).then(|| format!("{}", 6_000_000 + number / 4)),
        location: format!("{}, site {}", COUNTRIES[number % COUNTRIES.len()], number % 7),
        country: COUNTRIES[number % COUNTRIES.len()].to_owned(),
        contact_name: format!("Consultant {number}"),
        contact_email: format!("consultant{number}@partner.example"),
        name,
    }
}

fn workloads(dice: &mut Dice) -> Vec<Workload> {
    let first = dice.below(WORKLOADS.len());
    (0..=dice.below(4))
        .map(|step| Workload {
            name: WORKLOADS[(first + step) % WORKLOADS.len()].1.to_owned(),
            subscription_id: None,
            association: if dice.below(50) == 0 { Association::ToAnotherPartner } else { Association::None },
            associated_on: None,
        })
        .collect()
}

fn documents(
    dice: &mut Dice,
    customer: &Customer,
    partner: &Partner,
    workloads: &[Workload],
    submitted_on: NaiveDate,
) -> Vec<Arc<PoeDocument>> {
    (0..=dice.below(2))
        .map(|place| {
            let mut text = format!(
                "PROOF OF EXECUTION\nCustomer: {} ({})\nPartner: {}\nDate: {submitted_on}\n\n",
                customer.name, customer.tenant_id, partner.name
            );
            for _ in 0..8 + dice.below(16) {
                let workload = &workloads[dice.below(workloads.len())].name;
                writeln!(text, "{workload}: {}", dice.pick(SENTENCES)).unwrap();
            }
            writeln!(text, "\nSigned {submitted_on}, {}", customer.contact_name).unwrap();
            Arc::new(PoeDocument {
                file_name: format!("PoE_{}.pdf", place + 1),
                kind: DocumentKind::Report,
                uploaded_on: Some(submitted_on),
                text,
            })
        })
        .collect()
}

fn entry(on: NaiveDate, action: HistoryAction, partner: &Partner) -> HistoryEntry {
    HistoryEntry { on: noon(on), action, actor: partner.contact_name.clone(), note: None }
}

fn day(after: usize) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 6, 2).unwrap() + Days::new(after as u64)
}

fn noon(day: NaiveDate) -> DateTime<Utc> {
    day.and_hms_opt(12, 0, 0).unwrap().and_utc()
}

/// A small generator of numbers that is good enough for test data (splitmix64).
struct Dice(u64);

impl Dice {
    const fn new(seed: u32) -> Self {
        Self(seed as u64 ^ 0x9E37_79B9_7F4A_7C15)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).unwrap()
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}
