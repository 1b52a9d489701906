//! Policy editions as data: every deadline, cap, reason, template, alias and pattern.
//!
//! An edition is read from TOML and cross-checked before anyone sees it: an id that points nowhere is an error
//! that names file and line. Nothing here applies a rule to a claim.

pub mod calendar;
mod check;
mod draft;
mod edition;
mod editions;
mod error;
mod life_cycle;
mod load;
mod names;
pub mod pack;
mod reference;
mod source;
mod specs;
mod table;
pub mod template;
pub mod variables;

pub use calendar::Calendar;
pub use edition::{Edition, Fallbacks, Parameters};
pub use editions::{Chosen, Editions};
pub use error::{Place, PolicyError};
pub use life_cycle::{ClockSpec, ClockUnit, ExpirySpec, Mover, StatusSpec, Trace, Transition};
pub use source::{EditionSource, SourceFile};
pub use specs::{
    DocumentKindSpec, EngagementSpec, Frame, FrameUse, PoeNeed, Qualification, ReasonDefault, ReasonGroup,
    ReasonSpec, ReferenceEntry, ReferenceKind, RequirementSpec, SignalSpec, Workload,
};
