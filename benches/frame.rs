//! Drawing and updating: what a key press costs until the cells are ready.

use crate::support::canned::CannedDesk;
use crate::support::screen::Screen;
use divan::Bencher;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// One frame of the queue.
#[divan::bench(args = SIZES)]
fn draw_the_queue(bencher: Bencher<'_, '_>, (width, height): (u16, u16)) {
    let mut screen = Screen::new(CannedDesk::of(5_000), width, height);
    bencher.bench_local(|| screen.draw());
}

/// A cursor key and the frame it leads to.
#[divan::bench]
fn move_down_and_draw(bencher: Bencher<'_, '_>) {
    let mut screen = Screen::new(CannedDesk::of(200), 100, 40);
    bencher.bench_local(|| {
        screen.press("j k");
        screen.draw()
    });
}

/// Help over the queue, with its list narrowed by one letter.
#[divan::bench]
fn open_help_and_narrow_it(bencher: Bencher<'_, '_>) {
    let mut screen = Screen::new(CannedDesk::of(200), 120, 40);
    bencher.bench_local(|| {
        screen.press("? s esc");
        screen.draw()
    });
}
