//! Colours are tested like code: contrast, and distances as colour-blind people see them.

use crate::support::canned::CannedDesk;
use crate::support::screen::Screen;
use proofdesk::tui::Settings;
use proofdesk::tui::theme::{Paint, Palette, Theme, ThemeName, Tint};
use ratatui::style::{Color, Modifier};

type Rgb = [f64; 3];

const TRUE_COLOUR: [ThemeName; 5] = [
    ThemeName::Dark,
    ThemeName::Light,
    ThemeName::HighContrast,
    ThemeName::ColourBlind,
    ThemeName::ColourBlindLight,
];

fn rgb(paint: Paint) -> Rgb {
    let Paint::Rgb(r, g, b) = paint else { panic!("{paint:?} is no true colour") };
    [r, g, b].map(|channel| f64::from(channel) / 255.0)
}

fn linear(colour: Rgb) -> Rgb {
    colour.map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) })
}

/// WCAG 2 contrast.
fn contrast(a: Paint, b: Paint) -> f64 {
    let luminance = |paint| {
        let [r, g, b] = linear(rgb(paint));
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn times(matrix: [Rgb; 3], colour: Rgb) -> Rgb {
    matrix.map(|row| row.iter().zip(colour).map(|(m, c)| m * c).sum())
}

/// Machado, Oliveira and Fernandes 2009, severity 1.
const SIGHTS: [(&str, [Rgb; 3]); 4] = [
    ("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protan",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deutan",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritan",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

fn lab(colour: Rgb) -> Rgb {
    let xyz = times(
        [
            [0.412_456, 0.357_576, 0.180_437],
            [0.212_673, 0.715_152, 0.072_175],
            [0.019_334, 0.119_192, 0.950_304],
        ],
        colour.map(|c| c.clamp(0.0, 1.0)),
    );
    let f = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    let [x, y, z] = [f(xyz[0] / 0.950_47), f(xyz[1]), f(xyz[2] / 1.088_83)];
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// CIE76 distance of two colours as seen with a kind of sight.
fn distance(a: Paint, b: Paint, sight: [Rgb; 3]) -> f64 {
    let seen = |paint| lab(times(sight, linear(rgb(paint))));
    let (a, b) = (seen(a), seen(b));
    a.iter().zip(b).map(|(x, y)| (x - y).powi(2)).sum::<f64>().sqrt()
}

fn statuses(palette: &Palette) -> [(&'static str, Paint); 4] {
    [("ok", palette.ok), ("warn", palette.warn), ("bad", palette.bad), ("info", palette.info)]
}

#[test]
fn text_is_readable_on_every_ground() {
    for name in TRUE_COLOUR {
        let theme = Theme::new(name);
        let p = theme.palette();
        for ground in [p.bg, p.panel, p.overlay, p.selection] {
            assert!(contrast(p.fg, ground) >= 7.0, "{name:?} text");
            assert!(contrast(p.dim, ground) >= 4.5, "{name:?} dim");
        }
        for ground in [p.bg, p.panel, p.overlay] {
            let faint = contrast(p.faint, ground);
            assert!(faint >= 4.2, "{name:?} faint {faint:.2}");
        }
        for evidence in p.evidence {
            assert!(contrast(p.fg, evidence) >= 7.0, "{name:?} evidence");
        }
        assert!(contrast(p.fg, p.matched) >= 4.5, "{name:?} match");
        assert!(contrast(p.on_accent, p.matched_current) >= 4.5, "{name:?} current match");
    }
}

#[test]
fn statuses_are_readable_also_where_a_row_is_selected() {
    for name in TRUE_COLOUR {
        let theme = Theme::new(name);
        let p = theme.palette();
        for (status, paint) in statuses(p).into_iter().chain([("conflict", p.conflict), ("accent", p.accent)])
        {
            for ground in [p.bg, p.panel, p.overlay, p.selection] {
                let found = contrast(paint, ground);
                assert!(found >= 4.5, "{name:?} {status} has {found:.2}");
            }
            assert!(contrast(p.on_accent, paint) >= 4.5, "{name:?} badge {status}");
        }
    }
}

#[test]
fn statuses_stay_apart_for_every_kind_of_sight() {
    for name in TRUE_COLOUR {
        let theme = Theme::new(name);
        let colours = statuses(theme.palette());
        for (sight, matrix) in SIGHTS {
            for (at, (first, a)) in colours.iter().enumerate() {
                for (second, b) in colours.iter().skip(at + 1) {
                    let apart = distance(*a, *b, matrix);
                    assert!(apart >= 15.0, "{name:?}, {sight}: {first} and {second} are {apart:.1} apart");
                }
            }
        }
    }
}

#[test]
fn the_theme_without_colour_sets_none() {
    for tint in Tint::ALL {
        let theme = Theme::new(ThemeName::Mono);
        for style in [theme.style(tint), theme.badge(tint), theme.selection(), theme.shade()] {
            assert_eq!((style.fg, style.bg), (None, None), "{tint:?}");
        }
    }
    let settings = Settings { theme: ThemeName::Mono, ..Settings::default() };
    let mut screen = Screen::with(CannedDesk::of(60), &settings, (120, 40));
    assert!(screen.buffer().content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
}

#[test]
fn the_sixteen_colour_theme_never_writes_in_bright_black() {
    let theme = Theme::new(ThemeName::Ansi16);
    for tint in Tint::ALL {
        let style = theme.style(tint);
        assert!(style.fg != Some(Color::DarkGray) && !matches!(style.fg, Some(Color::Rgb(..))), "{tint:?}");
    }
}

#[test]
fn the_selected_row_shows_in_every_theme_and_without_colour_as_well() {
    for name in ThemeName::ALL {
        let settings = Settings { theme: name, ascii: true, ..Settings::default() };
        let mut screen = Screen::with(CannedDesk::of(60), &settings, (100, 30));
        let focus = screen.draw().unwrap();
        let buffer = screen.buffer();
        let cell = &buffer[(focus.at.x, focus.at.y)];
        assert_eq!(cell.symbol(), ">", "{name:?}");
        let stands_out =
            cell.modifier.contains(Modifier::REVERSED) || cell.bg != buffer[(focus.at.x, focus.at.y + 1)].bg;
        assert!(stands_out, "{name:?}");
    }
}
