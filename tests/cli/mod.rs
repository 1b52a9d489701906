//! The command line, run in this process on a home folder of its own.

pub(crate) mod answers;
mod changes;
mod conflicts;
mod evaluate;
mod expiries;
mod explain;
mod import;
mod leases;
mod packs;
mod releases;
mod resolving;
mod returning;
mod reuse;
mod script;
mod words;
