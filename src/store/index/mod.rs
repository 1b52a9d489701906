//! The index of a snapshot: queue order, filters, conflicts, full text and suggestions.
//!
//! A cache that holds only what can be computed again. It is bound to one snapshot and one engine; whatever does
//! not fit is ignored and built anew. It is never attached to the snapshot or the desk file and never trusted by
//! them. The queue can be used as soon as the rows are in; the full text follows in its own time.

mod builder;
mod condition;
mod conflicts;
mod facet;
mod hits;
mod marks;
mod names;
mod open;
mod query;
mod row;
mod shared;
mod text;
mod words;

pub use builder::IndexBuilder;
pub use conflicts::Rival;
pub use hits::{DocumentTexts, PHRASE_CANDIDATES};
pub use marks::{Mark, Marks};
pub use open::{Index, SuggestionKey, TextState};
pub use query::{Page, Query, Window};
pub use row::{IndexRow, IndexWorkload, PredictedStatus};
pub use shared::SharedText;
pub use text::TextBuilder;

use super::header::FileKind;
use super::schema::Schema;

/// The schema; private, it changes with any version.
const SCHEMA: &str = include_str!("schema.sql");

/// What every file is compared with.
static PUBLISHED: Schema = Schema::of(&[SCHEMA]);

/// An index of a snapshot: `PDIX`.
const INDEX: FileKind = FileKind { name: "index", application_id: 0x5044_4958, version: 4 };
