//! Snapshot, desk and index: three files of SQLite, never attached to each other.
//!
//! The snapshot is hostile data and never written, the desk is append-only where it records an act, the index is
//! a cache. Only this layer names `rusqlite`; nothing of it leaves in a public type.

pub mod desk_file;
mod error;
mod filter;
mod hardened;
mod header;
pub mod index;
mod partial;
mod regular_file;
mod schema;
pub mod snapshot;

pub use error::StoreError;
pub use filter::{Feature, Filter, SortColumn, SortKey};
pub(crate) use partial::folder_of;

/// Version of the SQLite that is built in.
pub fn sqlite_version() -> String {
    rusqlite::version().to_owned()
}
