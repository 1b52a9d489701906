//! Screens as pictures: one rectangle for each run of ground, one text for each cell. The same cells give the same
//! bytes.

use proofdesk::tui::widgets::fit::width;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;

const CELL: (f64, f64) = (8.43, 17.0);
const MARGIN: f64 = 12.0;

/// What the terminal's own colours look like.
const FORE: u32 = 0xd6_de_eb;
const BACK: u32 = 0x11_15_1c;
const SIXTEEN: [u32; 16] = [
    0x1c_23_30, 0xe0_6c_75, 0x98_c3_79, 0xe5_c0_7b, 0x61_af_ef, 0xc6_78_dd, 0x56_b6_c2, 0xc8_cc_d4,
    0x5c_63_70, 0xff_7b_86, 0xb5_e8_90, 0xff_d6_8a, 0x7c_c0_ff, 0xde_9b_f0, 0x70_d6_e3, 0xff_ff_ff,
];

/// The picture of a buffer.
pub(crate) fn picture(buffer: &Buffer) -> String {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let (wide, high) = (f64::from(columns) * CELL.0 + 2.0 * MARGIN, f64::from(rows) * CELL.1 + 2.0 * MARGIN);
    let ground = buffer.content.last().map_or(BACK, |cell| colours(cell).1);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide:.0}\" height=\"{high:.0}\" \
         viewBox=\"{:.0} {:.0} {wide:.2} {high:.2}\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" \
         font-size=\"13.93\" xml:space=\"preserve\">\n\
         <rect x=\"{:.0}\" y=\"{:.0}\" width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#{ground:06x}\"/>\n",
        -MARGIN, -MARGIN, -MARGIN, -MARGIN
    );
    for y in 0..rows {
        grounds(&mut svg, buffer, y, ground);
        letters(&mut svg, buffer, y);
    }
    svg.push_str("</svg>\n");
    svg
}

fn grounds(svg: &mut String, buffer: &Buffer, y: u16, ground: u32) {
    let mut x = 0;
    while x < buffer.area.width {
        let colour = colours(&buffer[(x, y)]).1;
        let run = (x..buffer.area.width).take_while(|x| colours(&buffer[(*x, y)]).1 == colour).count();
        let run = u16::try_from(run).unwrap();
        if colour != ground {
            writeln!(
                svg,
                "<rect x=\"{:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{:.2}\" fill=\"#{colour:06x}\"/>",
                f64::from(x) * CELL.0,
                f64::from(y) * CELL.1,
                f64::from(run) * CELL.0 + 0.3,
                CELL.1 + 0.3
            )
            .unwrap();
        }
        x += run;
    }
}

fn letters(svg: &mut String, buffer: &Buffer, y: u16) {
    let mut x = 0;
    while x < buffer.area.width {
        let cell = &buffer[(x, y)];
        let (colour, _) = colours(cell);
        let symbol = cell.symbol();
        let (left, base) = (f64::from(x) * CELL.0, f64::from(y) * CELL.1 + CELL.1 * 0.78);
        if !symbol.trim().is_empty() {
            let bold = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"700\"" } else { "" };
            let text = symbol.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            writeln!(svg, "<text x=\"{left:.2}\" y=\"{base:.2}\" fill=\"#{colour:06x}\"{bold}>{text}</text>")
                .unwrap();
        }
        let cells = u16::try_from(width(symbol).max(1)).unwrap();
        if cell.modifier.contains(Modifier::UNDERLINED) {
            let long = f64::from(cells) * CELL.0;
            let under = base + 2.2;
            writeln!(svg, "<rect x=\"{left:.2}\" y=\"{under:.2}\" width=\"{long:.2}\" height=\"1\" fill=\"#{colour:06x}\"/>")
                .unwrap();
        }
        x += cells;
    }
}

/// Text and ground of a cell as they are seen.
fn colours(cell: &Cell) -> (u32, u32) {
    let (mut fore, mut back) = (seen(cell.fg, FORE), seen(cell.bg, BACK));
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut fore, &mut back);
    }
    if cell.modifier.contains(Modifier::DIM) {
        fore = mixed(fore, back);
    }
    (fore, back)
}

fn seen(colour: Color, default: u32) -> u32 {
    let rgb = |r: u8, g: u8, b: u8| u32::from_be_bytes([0, r, g, b]);
    match colour {
        Color::Rgb(r, g, b) => rgb(r, g, b),
        Color::Black => SIXTEEN[0],
        Color::Red => SIXTEEN[1],
        Color::Green => SIXTEEN[2],
        Color::Yellow => SIXTEEN[3],
        Color::Blue => SIXTEEN[4],
        Color::Magenta => SIXTEEN[5],
        Color::Cyan => SIXTEEN[6],
        Color::Gray => SIXTEEN[7],
        Color::White => SIXTEEN[15],
        _ => default,
    }
}

/// Dim text: six parts of its colour, four of the ground.
fn mixed(fore: u32, back: u32) -> u32 {
    let (fore, back) = (fore.to_be_bytes(), back.to_be_bytes());
    let mix = |at: usize| u8::try_from((u16::from(fore[at]) * 6 + u16::from(back[at]) * 4) / 10).unwrap();
    u32::from_be_bytes([0, mix(1), mix(2), mix(3)])
}
