//! Durations as people read them on a clock.

/// `2d 5h`, `5h 10m`, `40m`, with a minus when the time is over. Minutes only below a day.
pub fn duration_words(minutes: i64) -> String {
    let sign = if minutes < 0 { "-" } else { "" };
    let total = minutes.unsigned_abs();
    let (days, hours, rest) = (total / 1440, total % 1440 / 60, total % 60);
    match (days, hours) {
        (0, 0) => format!("{sign}{rest}m"),
        (0, _) => format!("{sign}{hours}h {rest:02}m"),
        _ => format!("{sign}{days}d {hours}h"),
    }
}

#[cfg(test)]
mod tests {
    use super::duration_words;

    #[test]
    fn durations_keep_two_units() {
        assert_eq!(duration_words(0), "0m");
        assert_eq!(duration_words(-100), "-1h 40m");
        assert_eq!(duration_words(3 * 1440 + 61), "3d 1h");
        assert_eq!(duration_words(i64::MIN), "-6405119470038038d 18h");
    }
}
