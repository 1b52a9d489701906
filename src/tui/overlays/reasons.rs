//! Reasons to choose from: a letter takes one and closes the list, its capital takes it and stays.

use crate::domain::{CellKey, ReasonMark, Verdict};
use crate::policy::{Edition, ReasonDefault, ReasonGroup};
use crate::text::clean;
use crate::tui::command::{Command, PickerCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::message::{Answer, Step};
use crate::tui::notices::Notice;
use crate::tui::screens::groups_for;
use crate::tui::theme::Tint;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::fit::{fit, pad};
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::pane::dialog;
use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect, Size};
use ratatui::text::{Line, Span};

/// What the reasons are for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReasonsFor {
    /// A cell that is not met or unclear.
    Cell(CellKey, Verdict),
    /// A document that does not count.
    Document(String),
    /// The whole claim.
    Claim,
}

impl ReasonsFor {
    fn title(&self) -> String {
        match self {
            Self::Cell(key, verdict) => {
                format!("Why {} {}?", key.requirement.code(), is(*verdict))
            }
            Self::Document(name) => format!("Why does {} not count?", clean::one_line(name)),
            Self::Claim => "Reasons of the whole claim".to_owned(),
        }
    }

    /// Whether no reason at all is an answer.
    fn may_be_empty(&self) -> bool {
        matches!(self, Self::Claim)
    }
}

const fn is(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unclear => "is unclear",
        Verdict::Met | Verdict::NotMet | Verdict::NotApplicable => "is not met",
    }
}

/// A reason as it is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Offer {
    mark: ReasonMark,
    group: ReasonGroup,
    label: String,
    default: ReasonDefault,
    chosen: bool,
}

/// The list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonList {
    purpose: ReasonsFor,
    offers: Vec<Offer>,
    filter: Option<Field>,
    cursor: Cursor,
}

impl ReasonList {
    /// Offers the reasons that fit, the nearest group first; those chosen before are marked.
    pub fn new(purpose: ReasonsFor, edition: &Edition, chosen: &[ReasonMark]) -> Self {
        let mut offers = Vec::new();
        for group in groups_for(&purpose) {
            offers.extend(edition.reasons.iter().filter(|spec| spec.group == group).map(|spec| Offer {
                mark: ReasonMark::bare(spec.code.clone()),
                group,
                label: clean::one_line(&spec.label),
                default: spec.default,
                chosen: false,
            }));
        }
        for offer in &mut offers {
            if let Some(mark) = chosen.iter().find(|mark| mark.code == offer.mark.code) {
                offer.mark = mark.clone();
                offer.chosen = true;
            }
        }
        Self { purpose, offers, filter: None, cursor: Cursor::default() }
    }

    /// Positions of the offers that match what was typed.
    fn shown(&self) -> Vec<usize> {
        let typed = self.filter.as_ref().map(|field| field.text().to_lowercase()).unwrap_or_default();
        let matches = |offer: &Offer| {
            let text = format!("{} {}", offer.mark.code, offer.label).to_lowercase();
            typed.split_whitespace().all(|word| text.contains(word))
        };
        self.offers.iter().enumerate().filter(|(_, offer)| matches(offer)).map(|(at, _)| at).collect()
    }

    /// The letter of a row of the list.
    fn letter(row: usize) -> Option<char> {
        ('a'..='z').nth(row)
    }

    fn toggle(&mut self, row: usize) {
        let Some(at) = self.shown().get(row).copied() else { return };
        if let Some(offer) = self.offers.get_mut(at) {
            offer.chosen = !offer.chosen;
        }
    }

    /// Takes one reason besides those chosen, and closes.
    fn take(&mut self, row: usize) -> Vec<Step> {
        let Some(at) = self.shown().get(row).copied() else { return Vec::new() };
        if let Some(offer) = self.offers.get_mut(at) {
            offer.chosen = true;
        }
        self.answer()
    }

    fn answer(&self) -> Vec<Step> {
        let chosen =
            self.offers.iter().filter(|offer| offer.chosen).map(|offer| offer.mark.clone()).collect();
        vec![Step::Answer(Answer::Reasons(self.purpose.clone(), chosen))]
    }

    /// Enter: the row under the cursor while narrowing, else what is chosen, else the row under the cursor.
    fn accept(&mut self) -> Vec<Step> {
        if self.filter.is_some() {
            return self.mark_found();
        }
        let any = self.offers.iter().any(|offer| offer.chosen);
        if any || self.purpose.may_be_empty() { self.answer() } else { self.take(self.cursor.index()) }
    }

    /// Marks the row that was found and shows the whole list again.
    fn mark_found(&mut self) -> Vec<Step> {
        let found = self.shown().get(self.cursor.index()).copied();
        self.filter = None;
        let Some(offer) = found.and_then(|at| self.offers.get_mut(at)) else {
            return vec![Step::Tell(Notice::warning("No reason matches. The whole list is shown again."))];
        };
        offer.chosen = true;
        self.cursor = Cursor { at: found.unwrap_or(0) as u64, top: found.unwrap_or(0) as u64 };
        Vec::new()
    }

    fn size(&self, area: Rect) -> Size {
        let rows = u16::try_from(self.offers.len() + 4).unwrap_or(u16::MAX);
        Size::new(area.width.saturating_sub(4).min(84), rows.min(area.height.saturating_sub(2)).max(6))
    }

    fn height(&self, area: Rect) -> u64 {
        u64::from(self.size(area).height.saturating_sub(4).max(1))
    }

    fn row(&self, row: usize, at: usize, (width, context): (usize, &Context)) -> Line<'static> {
        let Some(offer) = self.offers.get(at) else { return Line::default() };
        let (theme, glyphs) = (context.theme, &context.glyphs);
        let selected = self.cursor.index() == row;
        let mark = if selected { glyphs.selected } else { " " };
        let letter = Self::letter(row).filter(|_| self.filter.is_none()).map_or(' ', |letter| letter);
        let chosen = if offer.chosen { glyphs.verdict(Some(Verdict::Met)) } else { " " };
        let consequence = match offer.default {
            ReasonDefault::ActionRequired => "",
            ReasonDefault::Reject => "reject",
            ReasonDefault::Warning => "note",
        };
        let room = width.saturating_sub(8 + 10 + 8);
        let line = Line::from(vec![
            Span::styled(mark, theme.style(Tint::BorderFocused)),
            Span::styled(format!(" {letter} "), theme.style(Tint::Key)),
            Span::styled(format!("{chosen} "), theme.style(Tint::Met)),
            Span::styled(pad(&offer.label, room, glyphs), theme.style(Tint::Text)),
            Span::styled(format!(" {:<10}", offer.mark.code.as_str()), theme.style(Tint::Faint)),
            Span::styled(consequence, theme.style(Tint::Unclear)),
        ]);
        if selected { line.patch_style(theme.selection()) } else { line }
    }

    fn intro(&self, context: &Context, width: usize) -> Line<'static> {
        let text = match &self.filter {
            Some(_) => String::new(),
            None => " A letter takes one, a capital adds, / narrows, Enter takes the marked.".to_owned(),
        };
        Line::styled(fit(&text, width, &context.glyphs), context.theme.style(Tint::Muted))
    }
}

/// Whether a blank row or a heading stands above this row, because another group begins.
fn begins_group(offers: &[Offer], shown: &[usize], row: usize) -> bool {
    let group = |row: usize| shown.get(row).and_then(|at| offers.get(*at)).map(|offer| offer.group);
    row > 0 && group(row) != group(row - 1)
}

impl Surface for ReasonList {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Picker]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let title = self.purpose.title();
        let inner = dialog(frame, area, (self.size(area), &title), context);
        let width = usize::from(inner.width);
        let head_rows = u16::from(self.filter.is_some() || inner.height > 2);
        let head = Rect { height: head_rows.min(inner.height), ..inner };
        let typed = Rect { x: head.x + 1, width: head.width.saturating_sub(1), ..head };
        let mut focus = self.filter.as_ref().map(|field| field.view(frame, typed, context));
        if focus.is_none() && head_rows > 0 {
            frame.render_widget(self.intro(context, width), head);
        }
        let list = Rect { y: head.bottom(), height: inner.height - head.height, ..inner };
        let shown = self.shown();
        let first = self.cursor.first();
        for (nth, (at, y)) in shown.iter().skip(first).zip(list.y..list.bottom()).enumerate() {
            let row = first + nth;
            let line = self.row(row, *at, (width, context));
            let place = Rect { y, height: 1, ..list };
            frame.render_widget(line, place);
            if begins_group(&self.offers, &shown, row) && self.cursor.index() != row {
                let rule = context.theme.style(Tint::Border);
                frame.buffer_mut().set_stringn(place.x, y, context.glyphs.line, 1, rule);
            }
            if row == self.cursor.index() && focus.is_none() {
                focus = Some(Focus { at: Position { x: place.x, y }, caret: false });
            }
        }
        focus
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        let Command::Picker(command) = command else { return Vec::new() };
        let area = Rect::new(0, 0, context.area.width, context.area.height.saturating_sub(3));
        if self.cursor.pick(command, self.shown().len() as u64, self.height(area)) {
            return Vec::new();
        }
        match command {
            PickerCommand::Choose => self.accept(),
            _ if self.filter.is_some() => {
                self.filter = None;
                Vec::new()
            }
            _ => vec![Step::Close],
        }
    }

    fn type_key(&mut self, key: KeyEvent, _: &Context) -> Vec<Step> {
        if let Some(field) = &mut self.filter {
            if field.type_key(key) {
                self.cursor = Cursor::default();
            }
            return Vec::new();
        }
        let KeyCode::Char(letter) = key.code else { return Vec::new() };
        if key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
            return Vec::new();
        }
        let row = ('a'..='z').position(|known| known == letter.to_ascii_lowercase());
        match (letter, row) {
            ('/', _) => self.filter = Some(Field::default()),
            (' ', _) => self.toggle(self.cursor.index()),
            (letter, Some(row)) if letter.is_ascii_uppercase() => self.toggle(row),
            (_, Some(row)) => return self.take(row),
            _ => {}
        }
        Vec::new()
    }

    fn paste(&mut self, text: &str, _: &Context) -> Vec<Step> {
        if let Some(field) = &mut self.filter {
            field.insert(text);
            self.cursor = Cursor::default();
        }
        Vec::new()
    }
}
