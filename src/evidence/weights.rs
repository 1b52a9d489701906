//! What a feature of a line is worth, per requirement: one table of named numbers.
//!
//! A weight is points; a threshold is the points from which evidence looks sufficient. The weights of R3 follow a
//! regression over labelled claims, rounded by hand; those of R4 were set by hand. Only the thresholds of R3 are
//! cross-validated by a test.

/// Every tuned number of the requirements that are judged per workload.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Weights {
    /// R3.
    pub activities: ActivityWeights,
    /// R4.
    pub connection: ConnectionWeights,
}

/// What speaks for and against concrete work (R3).
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each name says what it weighs")]
pub struct ActivityWeights {
    /// Points from which the detail looks sufficient.
    pub strong: i32,
    /// Detail that suffices in a line about the workload that tells of something done.
    pub enough_with_deed: i32,
    /// Detail that suffices in any line about the workload.
    pub enough_alone: i32,
    pub one_number: i32,
    pub more_numbers: i32,
    pub one_count: i32,
    pub more_counts: i32,
    pub licences: i32,
    pub before_after: i32,
    pub measured: i32,
    pub dated: i32,
    pub phased: i32,
    pub problem: i32,
    pub security: i32,
    pub verb: i32,
    pub partner_named: i32,
    pub partner_role: i32,
    pub partner_person: i32,
    pub workload_named: i32,
    pub workload_row: i32,
    pub workload_section: i32,
    pub workload_feature: i32,
    /// For a line that names only workloads that are not claimed.
    pub beside: i32,
    /// For a line that names no workload when several are claimed.
    pub unplaced: i32,
    pub step: i32,
    /// For a line of fewer than five words, which tells little.
    pub short: i32,
    /// For lines about prices and terms.
    pub terms: i32,
    /// For lines that tell of nothing but training.
    pub training: i32,
    /// For a number of fifty or more.
    pub large: i32,
    /// For the first and last fifth of a paper, where parties and signatures stand.
    pub margin: i32,
    /// For a line of at least 25 words, and again of at least 45.
    pub long: i32,
    pub heading: i32,
    pub form_field: i32,
    pub acceptance: i32,
    pub quoted: i32,
    pub ticked: i32,
    pub no_proof: i32,
    pub agreement: i32,
    pub result_part: i32,
    pub excluded: i32,
    pub tasks: i32,
    pub promotional: i32,
    pub others: i32,
    pub vague: i32,
}

impl Default for ActivityWeights {
    fn default() -> Self {
        Self {
            strong: 34,
            enough_with_deed: 9,
            enough_alone: 17,
            one_number: 14,
            more_numbers: 22,
            one_count: 7,
            more_counts: 15,
            licences: 2,
            before_after: 8,
            measured: 4,
            dated: 9,
            phased: 2,
            problem: 3,
            security: 16,
            verb: 11,
            partner_named: 3,
            partner_role: 4,
            partner_person: 4,
            workload_named: 19,
            workload_row: 21,
            workload_section: 14,
            workload_feature: 11,
            beside: 0,
            unplaced: -5,
            step: 5,
            short: -6,
            terms: -10,
            training: -4,
            large: 7,
            margin: -6,
            long: 5,
            heading: -3,
            form_field: -6,
            acceptance: -5,
            quoted: -6,
            ticked: -14,
            no_proof: -30,
            agreement: -8,
            result_part: 1,
            excluded: 34,
            tasks: 32,
            promotional: 28,
            others: 22,
            vague: 14,
        }
    }
}

/// What speaks for and against a connection (R4).
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each name says what it weighs")]
pub struct ConnectionWeights {
    pub named: i32,
    /// For a name that is excluded, planned or on a paper that never counts.
    pub ruled_out: i32,
    /// What identifiers lose when the workload is not worked on.
    pub untied: i32,
    pub work: i32,
    pub detail: i32,
    pub label: i32,
    pub heading: i32,
}

impl Default for ConnectionWeights {
    fn default() -> Self {
        Self { named: 40, ruled_out: 46, untied: 26, work: 10, detail: 5, label: 10, heading: 6 }
    }
}
