//! Layers drawn over a screen.

mod cause_choice;
mod comment_editor;
mod commit_card;
mod confirm;
mod fill;
mod help;
mod jobs;
mod menu;
mod notice_list;
mod outcome_choice;
mod prompt;
mod qualifications;
mod reason_pick;
mod reasons;
mod sort_pick;
mod theme_pick;
mod view_pick;
pub(crate) mod which_key;

pub use cause_choice::CauseChoice;
pub use comment_editor::CommentEditor;
pub use commit_card::{CommitCardLayer, Drafts};
pub use confirm::Confirm;
pub use fill::Fill;
pub use help::{Help, Offer, Palette};
pub use jobs::{Jobs, RunningJob, grouped, meter};
pub use menu::{Menu, MenuEvent, MenuRow};
pub use notice_list::NoticeList;
pub use outcome_choice::OutcomeChoice;
pub use prompt::{Prompt, Question};
pub use qualifications::{QUALIFICATIONS, QualificationPick, qualification};
pub use reason_pick::{ReasonFor, ReasonPick};
pub use reasons::{ReasonList, ReasonsFor};
pub use sort_pick::SortPick;
pub(crate) use sort_pick::name as sort_name;
pub use theme_pick::ThemePick;
pub use view_pick::ViewPick;
