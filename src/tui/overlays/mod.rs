//! Layers drawn over a screen.

mod confirm;
mod help;
mod jobs;
mod menu;
mod notice_list;
mod prompt;
mod reason_pick;
mod sort_pick;
mod theme_pick;
mod view_pick;
pub(crate) mod which_key;

pub use confirm::Confirm;
pub use help::{Help, Offer, Palette};
pub use jobs::{Jobs, RunningJob, grouped, meter};
pub use menu::{Menu, MenuEvent, MenuRow};
pub use notice_list::NoticeList;
pub use prompt::{Prompt, Question};
pub use reason_pick::{ReasonFor, ReasonPick};
pub use sort_pick::SortPick;
pub(crate) use sort_pick::name as sort_name;
pub use theme_pick::ThemePick;
pub use view_pick::ViewPick;
