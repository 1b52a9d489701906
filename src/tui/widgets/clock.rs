//! Time left, in few cells and with a sign for how urgent it is.

use crate::tui::theme::Tint;
use chrono::TimeDelta;

/// How urgent a clock is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// It has run out.
    Over,
    /// Less than a day is left.
    Soon,
    /// There is time.
    Calm,
}

impl Urgency {
    /// Of this many minutes.
    pub fn of(minutes: i64) -> Self {
        match minutes {
            ..0 => Self::Over,
            0..1440 => Self::Soon,
            _ => Self::Calm,
        }
    }

    /// The meaning it is drawn with.
    pub fn tint(self) -> Tint {
        match self {
            Self::Over => Tint::NotMet,
            Self::Soon => Tint::Unclear,
            Self::Calm => Tint::Muted,
        }
    }

    /// Two cells that say the same without colour.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Over => "!!",
            Self::Soon => " !",
            Self::Calm => "  ",
        }
    }
}

/// A length of time in at most seven cells: `-3h 12m`, `40m`, `1d 4h`, `45d`.
pub fn span(minutes: i64) -> String {
    let sign = if minutes < 0 { "-" } else { "" };
    let all = minutes.unsigned_abs();
    let (days, hours, rest) = (all / 1440, all / 60 % 24, all % 60);
    match (days, hours) {
        (0, 0) => format!("{sign}{rest}m"),
        (0, 1..10) => format!("{sign}{hours}h {rest:02}m"),
        (0, _) => format!("{sign}{hours}h"),
        (1..10, _) => format!("{sign}{days}d {hours}h"),
        _ => format!("{sign}{days}d"),
    }
}

/// Whole minutes of a difference of instants.
pub fn minutes(left: TimeDelta) -> i64 {
    left.num_seconds().div_euclid(60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_short_and_read_at_a_glance() {
        for (minutes, shown) in
            [(-192, "-3h 12m"), (40, "40m"), (100, "1h 40m"), (1680, "1d 4h"), (64_800, "45d"), (0, "0m")]
        {
            assert_eq!(span(minutes), shown);
        }
    }

    #[test]
    fn urgency_has_a_sign_beside_its_colour() {
        assert_eq!(Urgency::of(-1).sign(), "!!");
        assert_eq!(Urgency::of(0).sign(), " !");
        assert_eq!(Urgency::of(1440).sign(), "  ");
    }
}
