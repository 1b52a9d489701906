//! Builders and harnesses shared by the tests.

pub(crate) mod answers;
pub(crate) mod calibration;
pub(crate) mod canned;
pub(crate) mod conflicts;
pub(crate) mod conversation;
pub(crate) mod desks;
pub(crate) mod differences;
pub(crate) mod disk;
pub(crate) mod effort;
pub(crate) mod facts;
pub(crate) mod generate;
pub(crate) mod keyed;
pub(crate) mod office;
pub(crate) mod opinions;
pub(crate) mod planted;
pub(crate) mod program;
pub(crate) mod reviewing;
pub(crate) mod samples;
pub(crate) mod screen;
pub(crate) mod scripts;
pub(crate) mod shadow;
pub(crate) mod svg;
#[cfg(target_os = "linux")]
pub(crate) mod terminal;
pub(crate) mod training;
pub(crate) mod walking;
