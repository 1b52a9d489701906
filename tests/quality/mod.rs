//! Second looks from the outside: served, blind, compared, settled, counted.

mod blind;
mod differences;
mod month;
mod samples;
