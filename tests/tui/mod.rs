//! Tests of the `tui` layer.

mod adjudication;
mod batches;
mod commands;
mod conflicts;
mod desk;
mod expiries;
mod first_day;
mod images;
mod keymap;
mod leases;
mod outbox;
mod pictures;
mod queue;
mod returning;
mod review;
mod review_card;
mod review_images;
mod review_layout;
mod shell;
mod sizes;
mod terminal;
mod themes;
mod training;
mod training_images;
mod training_terminal;
mod whole_day;
