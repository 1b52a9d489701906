//! Pictures of whole screens as text. `INSTA_UPDATE=always` accepts what changed.

use crate::support::canned::CannedDesk;
use crate::support::screen::Screen;
use crate::support::svg;
use proofdesk::tui::Settings;
use proofdesk::tui::theme::ThemeName;

fn image(name: &str, keys: &str, settings: &Settings) {
    for (width, height) in [(80, 24), (120, 40), (160, 50)] {
        let mut screen = Screen::with(CannedDesk::of(60), settings, (width, height));
        screen.press(keys);
        let mut insta = insta::Settings::clone_current();
        insta.set_snapshot_path("../images");
        insta.set_prepend_module_to_snapshot(false);
        insta.bind(|| insta::assert_snapshot!(format!("{name}-{width}x{height}"), screen.text()));
    }
}

#[test]
fn the_queue() {
    image("queue", "j j", &Settings::default());
}

#[test]
fn the_queue_in_ascii() {
    image("queue-ascii", "j j", &Settings { ascii: true, ..Settings::default() });
}

#[test]
fn the_changes() {
    image("changes", "g c j", &Settings::default());
}

#[test]
fn the_outbox() {
    image("outbox", "g o j", &Settings::default());
}

#[test]
fn the_differences() {
    image("differences", "g t j", &Settings::default());
}

#[test]
fn the_adjudication() {
    image("adjudication", "g t enter 1 m j", &Settings::default());
}

#[test]
fn the_adjudication_in_ascii() {
    let ascii = Settings { ascii: true, ..Settings::default() };
    image("adjudication-ascii", "g t enter z j j j ]", &ascii);
}

#[test]
fn the_statistics() {
    image("statistics", "g f j j", &Settings::default());
}

#[test]
fn the_statistics_in_ascii() {
    image("statistics-ascii", "g f tab tab tab tab j", &Settings { ascii: true, ..Settings::default() });
}

#[test]
fn help_over_the_queue() {
    image("help", "?", &Settings::default());
}

#[test]
fn the_palette_over_the_queue() {
    image("palette", ": t h e m e", &Settings::default());
}

#[allow(clippy::disallowed_methods, reason = "a switch of the test run, not a setting of the program")]
/// Writes pictures of every theme into the folder named by `PICTURES`, to be looked at.
#[test]
fn every_theme_can_be_pictured() {
    let folder = std::env::var_os("PICTURES").map(std::path::PathBuf::from);
    for theme in ThemeName::ALL {
        for (name, keys) in [
            ("queue", "j j"),
            ("help", "?"),
            ("palette", ":"),
            ("skip", "s"),
            ("reference", "g r"),
            ("statistics", "g f tab"),
        ] {
            let settings = Settings { theme, ..Settings::default() };
            let mut screen = Screen::with(CannedDesk::of(60), &settings, (120, 40));
            screen.press(keys);
            let picture = svg::picture(&screen.buffer());
            assert!(picture.starts_with("<svg") && picture.ends_with("</svg>\n"));
            if let Some(folder) = &folder {
                std::fs::write(folder.join(format!("{name}-{}.svg", theme.word())), picture).unwrap();
            }
        }
    }
}
