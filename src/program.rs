//! The composition root: reads settings, chooses files and time, and runs one of the two front ends.
//!
//! The only place that knows both front ends. Standard output and standard error are arguments, so the whole
//! command line can be tested without a process.

use crate::cli::{self, Cli, Command, Format, Global, Parsed, Streams, Surroundings};
use crate::config::{Environment, SettingsFile};
use crate::desk::training::calibration::CalibrationOptions;
use crate::desk::training::{self, CourseChoice, Session, TrainingOptions, WalkReport, WalkShelf};
use crate::desk::{self, Desk, DeskOptions, Failure, FailureKind};
use crate::domain::{Actor, Mode, Role};
use crate::paths::Paths;
use crate::tui::key_page::{key_entries, key_page};
use crate::tui::message::Ending;
use crate::tui::theme::ThemeName;
use crate::tui::walk::{WalkClerk, project};
use crate::tui::{self, Handed, Start, TrainingChoice, TrainingPlace, Walks};
use crate::wall_clock::WallClock;
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

/// Runs the program with the words of its command line and returns the exit code.
pub fn run(
    words: impl IntoIterator<Item = OsString>,
    environment: &Environment,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let cli = match cli::parse(words) {
        Parsed::Run(cli) => cli,
        Parsed::Print { text, is_error } => {
            // Help into a closed pipe is not an error.
            drop(if is_error { err.write_all(text.as_bytes()) } else { out.write_all(text.as_bytes()) });
            return if is_error { cli::exit_code(FailureKind::Usage) } else { 0 };
        }
    };
    match Program::gather(environment) {
        Ok(program) => program.carry_out(&cli, &mut Streams { out, err }),
        Err(failure) => tell(&failure, err),
    }
}

/// Says why the terminal front end could not begin.
fn not_opened(error: tui::Stopped) -> Failure {
    match error.downcast::<Failure>() {
        Ok(failure) => failure,
        Err(error) => {
            Failure::new(FailureKind::Usage, "The terminal desk could not be opened.", error.to_string())
                .hint("proofdesk needs a terminal; every command also works without one, see --help.")
        }
    }
}

fn tell(failure: &Failure, err: &mut dyn Write) -> u8 {
    cli::print_failure(failure, err);
    cli::exit_code(failure.kind)
}

/// Where a person is in the terminal; one place leads to the next and back.
enum Place {
    /// At the desk.
    Desk,
    /// In a training session, perhaps with a file for the first review.
    Training(TrainingChoice, Option<PathBuf>),
    /// At recorded reviews.
    Walks(Walks),
}

/// Settings and places, gathered once.
struct Program<'e> {
    environment: &'e Environment,
    settings: SettingsFile,
    paths: Paths,
}

impl<'e> Program<'e> {
    fn gather(environment: &'e Environment) -> Result<Self, Failure> {
        let paths = Paths::find(environment.home.as_deref()).ok_or_else(|| {
            Failure::new(
                FailureKind::Data,
                "The program's folders could not be found.",
                "There is no home folder.",
            )
            .hint("Set PROOFDESK_HOME to a folder of your own.")
        })?;
        let settings = SettingsFile::read(&paths.settings()).map_err(|error| {
            Failure::new(FailureKind::Usage, "The settings cannot be used.", error.to_string())
        })?;
        Ok(Self { environment, settings, paths })
    }

    fn carry_out(&self, cli: &Cli, streams: &mut Streams<'_>) -> u8 {
        if let Some(place) = self.first_place(cli) {
            return place
                .and_then(|place| self.run_terminal(&cli.global, place, streams))
                .unwrap_or_else(|failure| tell(&failure, streams.err));
        }
        let surroundings = Surroundings {
            open_desk: &|global, job| Desk::open(&self.desk_options(global), job),
            verify: &|global| desk::verify(&self.desk_options(global)),
            who: &|global| self.actor(global),
            paths: &self.paths,
            now: WallClock::System.now(),
            keys: &Self::keys_page,
            walk: &|global, name| self.walk(global, name),
            facts: &|global| self.facts(global),
        };
        cli::run(cli, &surroundings, streams)
    }

    /// Where the terminal front end begins; `None` for a command that needs no terminal.
    fn first_place(&self, cli: &Cli) -> Option<Result<Place, Failure>> {
        let Some(command) = &cli.command else { return Some(Ok(Place::Desk)) };
        let Command::Train(args) = command else { return None };
        match &args.command {
            cli::TrainCommand::Run(run) => {
                let training = |choice| Place::Training(choice, run.record.clone());
                Some(self.choice(&run.played).map(training))
            }
            cli::TrainCommand::Walk(walk) if walk.is_shown(cli.global.format) => Some(self.walks(walk)),
            _ => None,
        }
    }

    /// Runs the terminal front end, from one place to the next and back, until a person leaves it.
    fn run_terminal(&self, global: &Global, first: Place, streams: &mut Streams<'_>) -> Result<u8, Failure> {
        let settings = self.terminal_settings(global)?;
        let mut places = vec![first];
        let mut handed = None;
        loop {
            let inner = places.len() > 1;
            let left = match places.last_mut() {
                None => return Ok(0),
                Some(Place::Desk) => self.at_desk(global, &settings, handed.take()),
                Some(Place::Training(choice, record)) => {
                    let start = Start { record: record.take(), ..Start::default() };
                    self.in_training(global, &settings, (choice.clone(), start, inner))
                }
                Some(Place::Walks(walks)) => self.at_walks(&settings, (walks.clone(), inner)),
            };
            let left = left.map_err(not_opened)?;
            match left.ending {
                Ending::ToTraining => places.extend(left.chosen.map(|choice| Place::Training(choice, None))),
                Ending::ToWalks => places.push(Place::Walks(Walks::All)),
                Ending::Back => {
                    handed = left.handed;
                    drop(places.pop());
                }
                ending => {
                    if let (Ending::Quit, Some(words)) = (ending, &left.farewell) {
                        // Nobody is left to tell when standard output is gone.
                        drop(writeln!(streams.out, "{words}"));
                    }
                    return Ok(ending.code());
                }
            }
        }
    }

    /// A desk is handed notes of a calibration as values; it asks before it records any.
    fn at_desk(
        &self,
        global: &Global,
        settings: &tui::Settings,
        handed: Option<Handed>,
    ) -> Result<tui::Left, tui::Stopped> {
        let options = self.desk_options(global);
        let start = Start { packs: training::packs(&self.paths), handed, ..Start::default() };
        tui::run(move |job| Desk::open(&options, job), settings, start)
    }

    /// A session is handed what it needs to find its claims and its attempts, and of a desk only values: decisions
    /// to compare with.
    fn in_training(
        &self,
        global: &Global,
        settings: &tui::Settings,
        (choice, start, from_desk): (TrainingChoice, Start, bool),
    ) -> Result<tui::Left, tui::Stopped> {
        let mut session = None;
        let (course, title, mode) = match choice {
            TrainingChoice::Pack { id, title, mode } => (CourseChoice::Pack { id, mode }, title, mode),
            TrainingChoice::Calibration { id, title, asked } => {
                let asked = CalibrationOptions { leads: self.actor(global).role.leads(), ..asked };
                session = Some(asked.session.clone());
                (CourseChoice::Calibration { id, asked }, title, Mode::Calibration)
            }
            TrainingChoice::Live(decisions) => {
                let snapshot = global.snapshot_choice();
                let course = CourseChoice::Live { snapshot, decisions };
                (course, training::LIVE_TITLE.to_owned(), Mode::Shadow)
            }
        };
        let trainee = self.actor(global).name;
        let options = TrainingOptions { course, paths: self.paths.clone(), trainee, calendar: None };
        let place = TrainingPlace { title, mode, session, from_desk };
        let start = Start { training: Some(place), ..start };
        tui::run(move |job| Session::open(&options, job), settings, start)
    }

    /// Recorded reviews are handed where they are, and nothing of a desk.
    fn at_walks(
        &self,
        settings: &tui::Settings,
        (walks, inner): (Walks, bool),
    ) -> Result<tui::Left, tui::Stopped> {
        let clerk = WalkClerk::new(WalkShelf::new(self.paths.clone()), settings.clone());
        let place =
            TrainingPlace { title: String::new(), mode: Mode::Practice, session: None, from_desk: inner };
        let start = Start { training: Some(place), walks: Some(walks), ..Start::default() };
        tui::run(move |_| Ok(clerk), settings, start)
    }

    /// The recorded reviews that the command line names; one that cannot be read is told before the screen is taken.
    fn walks(&self, walk: &cli::Walk) -> Result<Place, Failure> {
        let Some(name) = &walk.review else { return Ok(Place::Walks(Walks::All)) };
        WalkShelf::new(self.paths.clone()).load(name)?;
        Ok(Place::Walks(Walks::One(name.clone())))
    }

    /// Plays a recorded review out of sight.
    fn walk(&self, global: &Global, name: &str) -> Result<WalkReport, Failure> {
        let reviews = WalkShelf::new(self.paths.clone());
        let log = reviews.load(name)?;
        let job = desk::Job::silent();
        let stage = reviews.stage(&log.header, &job)?;
        Ok(project(&log, stage, &self.terminal_settings(global)?, &job)?.report())
    }

    /// What the command line names. Without a desk there is no decision to compare live claims with.
    fn choice(&self, play: &cli::Played) -> Result<TrainingChoice, Failure> {
        let Some(pack) = &play.pack else { return Ok(TrainingChoice::Live(Vec::new())) };
        let packs = training::packs(&self.paths);
        let known: Vec<&str> = packs.iter().map(|pack| pack.id.as_str()).collect();
        let found = packs.iter().find(|known| known.id == *pack).ok_or_else(|| {
            let what = format!("There is no training pack {pack:?}.");
            Failure::new(FailureKind::NotFound, what, "No folder of packs holds it.")
                .hint(format!("Packs are {}.", known.join(", ")))
        })?;
        let (id, title) = (found.id.clone(), found.title.clone());
        if let Some(session) =
            play.session.clone().filter(|_| play.mode.is_none_or(|mode| mode == Mode::Calibration))
        {
            let gathered = play.gathered.clone();
            let asked = CalibrationOptions { gathered, ..CalibrationOptions::taking_part(session) };
            return Ok(TrainingChoice::Calibration { id, title, asked });
        }
        let mode = play.mode.or_else(|| found.modes.first().copied()).unwrap_or(Mode::Guided);
        Ok(TrainingChoice::Pack { id, title, mode })
    }

    fn terminal_settings(&self, global: &Global) -> Result<tui::Settings, Failure> {
        let keys_file = self.paths.keys();
        let keys = match std::fs::read_to_string(&keys_file) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => {
                let what = format!("{} cannot be read.", keys_file.display());
                return Err(Failure::new(FailureKind::Usage, what, error.to_string()));
            }
        };
        Ok(tui::Settings {
            theme: self.theme(global)?,
            ascii: global.ascii || self.settings.ascii.unwrap_or(self.environment.ascii),
            keys,
            editor: self.environment.editor.clone(),
            size: self.environment.size,
        })
    }

    /// The order of authority: option, environment, settings, what the terminal can show.
    fn theme(&self, global: &Global) -> Result<ThemeName, Failure> {
        let asked = global.theme.as_ref().or(self.environment.theme.as_ref());
        if let Some(word) = asked.or(self.settings.theme.as_ref().filter(|_| !self.environment.no_color)) {
            return ThemeName::find(word).ok_or_else(|| {
                let known: Vec<&str> = ThemeName::ALL.iter().map(|name| name.word()).collect();
                Failure::new(
                    FailureKind::Usage,
                    "The theme cannot be used.",
                    format!("There is no theme {word:?}."),
                )
                .hint(format!("Themes are {}.", known.join(", ")))
            });
        }
        Ok(match (self.environment.no_color, self.environment.true_color) {
            (true, _) => ThemeName::Mono,
            (false, true) => ThemeName::Dark,
            (false, false) => ThemeName::Ansi16,
        })
    }

    fn desk_options(&self, global: &Global) -> DeskOptions {
        DeskOptions {
            snapshot: global.snapshot_choice(),
            desk_file: global.desk.clone(),
            paths: self.paths.clone(),
            actor: self.actor(global),
            clock: None,
        }
    }

    fn actor(&self, global: &Global) -> Actor {
        let name = global.name.clone().or_else(|| self.settings.name.clone());
        Actor {
            name: name.or_else(|| self.environment.user.clone()).unwrap_or_else(|| "reviewer".to_owned()),
            role: global.role.or(self.settings.role).unwrap_or(Role::Reviewer),
        }
    }

    fn keys_page(format: Format) -> Result<String, Failure> {
        if format == Format::Text {
            return Ok(key_page());
        }
        let mut page = Vec::new();
        desk::write_json_pretty(
            &mut page,
            &serde_json::json!({ "schema": "proofdesk.keys/1", "items": key_entries() }),
        )
        .map_err(|error| {
            Failure::new(FailureKind::Internal, "The keys could not be listed.", error.to_string())
        })?;
        page.push(b'\n');
        Ok(String::from_utf8_lossy(&page).into_owned())
    }

    /// What a person needs to know when something does not work as expected.
    fn facts(&self, global: &Global) -> Vec<(String, String)> {
        let options = self.desk_options(global);
        let fact = |name: &str, value: String| (name.to_owned(), value);
        let yes_no = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
        let opened = Desk::open(&options, &desk::Job::silent()).and_then(|desk| desk.info());
        let desk = match &opened {
            Ok(info) => format!("{} ({} claims, link {})", info.desk_file.display(), info.claims, info.head),
            Err(failure) => failure.to_string(),
        };
        vec![
            fact("version", env!("CARGO_PKG_VERSION").to_owned()),
            fact("SQLite", desk::sqlite_version()),
            fact("data folder", self.paths.data.display().to_string()),
            fact("settings", self.paths.settings().display().to_string()),
            fact("keys", self.paths.keys().display().to_string()),
            fact("editions", self.paths.editions().display().to_string()),
            fact("index folder", self.paths.cache.display().to_string()),
            fact("desk", desk),
            fact("acts as", format!("{} ({})", options.actor.name, options.actor.role.label())),
            fact("terminal", self.environment.term.clone().unwrap_or_else(|| "not set".to_owned())),
            fact("24-bit colours", yes_no(self.environment.true_color)),
            fact("NO_COLOR", yes_no(self.environment.no_color)),
            fact("ASCII only", yes_no(self.environment.ascii || global.ascii)),
        ]
    }
}
