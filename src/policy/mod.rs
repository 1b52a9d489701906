//! Policy editions as data: every deadline, cap, reason, template, alias and pattern.
//!
//! An edition is read from TOML and cross-checked before anyone sees it: an id that points nowhere is an error
//! that names file and line. Nothing here applies a rule to a claim.

mod edition;

pub use edition::{
    ClockSpec, ClockUnit, DocumentKindSpec, Edition, EngagementSpec, Frame, Parameters, PoeNeed,
    ReasonDefault, ReasonGroup, ReasonSpec, ReferenceEntry, ReferenceKind, RequirementSpec, SignalSpec,
    StatusSpec, Transition, Workload,
};
