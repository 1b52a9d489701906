//! What can be played: the packs, each with its modes, and live claims of the desk.

use crate::desk::training::calibration::CalibrationOptions;
use crate::desk::training::{LIVE_TITLE, PackSummary};
use crate::domain::{Mode, SessionName};
use crate::text::clean;
use crate::tui::app::TrainingChoice;
use crate::tui::command::{Command, PacksCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Layer, Surface};
use crate::tui::layout;
use crate::tui::message::{Answer, Effect, Ending, Request, Step};
use crate::tui::notices::Notice;
use crate::tui::overlays::{Prompt, Question};
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{fit, pad};
use crate::tui::widgets::list::{Cursor, rows};
use crate::tui::widgets::pane::{Label, pane, sentences};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

/// The packs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PacksScreen {
    packs: Vec<PackSummary>,
    cursor: Cursor,
}

impl PacksScreen {
    /// Shows the packs.
    pub fn new(packs: Vec<PackSummary>) -> Self {
        Self { packs, cursor: Cursor::default() }
    }

    /// Every pack with every way to play it, then the live claims.
    fn ways(&self) -> Vec<Way<'_>> {
        let of_pack = |pack| move |mode: &Mode| Way::Pack(pack, *mode);
        let packs = self.packs.iter().flat_map(|pack| pack.modes.iter().map(of_pack(pack)));
        packs.chain([Way::Live]).collect()
    }

    fn chosen(&self) -> Option<Way<'_>> {
        self.ways().get(self.cursor.index()).copied()
    }
}

const NAME: Question =
    Question::ForBelow("Which calibration", "Its name, the same for all of the team, for example 2025-11:");

/// One way to train.
#[derive(Clone, Copy)]
enum Way<'a> {
    Pack(&'a PackSummary, Mode),
    Live,
}

impl Way<'_> {
    fn title(self) -> String {
        match self {
            Self::Pack(pack, _) => clean::one_line(&pack.title),
            Self::Live => LIVE_TITLE.to_owned(),
        }
    }

    const fn mode(self) -> Mode {
        match self {
            Self::Pack(_, mode) => mode,
            Self::Live => Mode::Shadow,
        }
    }

    /// What it is like, and what it is for.
    fn about(self) -> String {
        let aims = match self {
            Self::Pack(pack, _) => pack.aims.iter().map(|aim| clean::one_line(aim)).collect(),
            Self::Live => vec!["Your answers go into a record of your own; no desk sees them.".to_owned()],
        };
        let begun = match self {
            Self::Pack(pack, Mode::Calibration) if !pack.sessions.is_empty() => {
                let names: Vec<&str> = pack.sessions.iter().map(SessionName::as_str).collect();
                format!(" Begun here: {}.", names.join(", "))
            }
            _ => String::new(),
        };
        format!("{}{begun}\n\n{}", about(self.mode()), aims.join(" "))
    }

    /// A pack is opened at once, a calibration once its name is known, beginning with the one that was begun last; of
    /// the desk's claims the decisions of others are asked for first.
    fn open(self) -> Step {
        match self {
            Self::Pack(pack, Mode::Calibration) => {
                let last = pack.sessions.last().map_or("", SessionName::as_str);
                Step::Push(Box::new(Layer::Prompt(Prompt::new(NAME, last))))
            }
            Self::Pack(pack, mode) => {
                Step::Train(TrainingChoice::Pack { id: pack.id.clone(), title: pack.title.clone(), mode })
            }
            Self::Live => Request::DecisionsOfOthers.into(),
        }
    }
}

/// What a mode is like, in a sentence.
const fn about(mode: Mode) -> &'static str {
    match mode {
        Mode::Guided => "One requirement at a time, with the rule at hand and the reason after each answer.",
        Mode::Practice => "Whole claims; each is compared with the answer when it is committed.",
        Mode::Exam => "Nothing is told before the last claim is answered. Suggestions are off.",
        Mode::Calibration => {
            "The same claims for the whole team, blind; then everybody looks at who said what, cell by cell."
        }
        Mode::Shadow => "Claims that wait at this desk; each is compared with the real decision later.",
    }
}

impl Surface for PacksScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Packs, Scope::List, Scope::Everywhere]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let split = Layout::vertical([Constraint::Min(4), Constraint::Length(9)]);
        let (list, detail) = layout::with_detail(area, &split);
        let ways = self.ways();
        let label = Label { title: "Training packs", note: "", focused: true };
        let inside = pane(frame, list, label, context);
        if let (Some(area), Some(way)) = (detail, self.chosen()) {
            let label = Label { title: &way.title(), note: way.mode().label(), focused: false };
            let inside = pane(frame, area, label, context);
            sentences(frame, inside, &way.about(), context);
        }
        let width = usize::from(inside.width);
        rows(frame, inside, (self.cursor, ways.len()), |at, selected| {
            let Some(way) = ways.get(at) else { return Line::default() };
            let (theme, glyphs) = (context.theme, &context.glyphs);
            let title = pad(&way.title(), width.saturating_sub(14), glyphs);
            let line = Line::from(vec![
                Span::styled(if selected { glyphs.selected } else { " " }, theme.style(Tint::Key)),
                Span::styled(format!(" {title} "), theme.style(Tint::Title)),
                Span::styled(fit(way.mode().label(), 11, glyphs), theme.style(Tint::Training)),
            ]);
            if selected { line.patch_style(theme.selection()) } else { line }
        })
        .or(Some(Focus { at: inside.as_position(), caret: true }))
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        match command {
            Command::Packs(PacksCommand::Open) => return self.chosen().map(Way::open).into_iter().collect(),
            Command::Packs(PacksCommand::Walks) => return vec![Effect::Quit(Ending::ToWalks).into()],
            Command::List(command) => {
                let height = layout::pane_rows(layout::body(context.area));
                self.cursor.go(command, self.ways().len() as u64, height);
            }
            _ => {}
        }
        Vec::new()
    }

    fn answered(&mut self, answer: Answer, _: &Context) -> Vec<Step> {
        match (answer, self.chosen()) {
            (Answer::Text(question, name), Some(Way::Pack(pack, _))) if question == NAME => {
                vec![match SessionName::parse(&name) {
                    Ok(session) => Step::Train(TrainingChoice::Calibration {
                        id: pack.id.clone(),
                        title: pack.title.clone(),
                        asked: CalibrationOptions::taking_part(session),
                    }),
                    Err(error) => Step::Tell(Notice::warning(format!("{error}."))),
                }]
            }
            _ => Vec::new(),
        }
    }

    fn status(&self, context: &Context) -> Line<'static> {
        let words = " Training never touches a decision: attempts have a file of their own.";
        Line::styled(
            fit(words, usize::from(context.area.width), &context.glyphs),
            context.theme.style(Tint::Muted),
        )
    }

    fn title(&self) -> Option<String> {
        Some("Training".to_owned())
    }
}
