//! The composition root: reads settings, chooses files and time, and runs one of the two front ends.
//!
//! The only place that knows both front ends. Standard output and standard error are arguments, so the whole
//! command line can be tested without a process.

use crate::cli::{self, Cli, Command, Format, Global, Parsed, Streams, Surroundings};
use crate::config::{Environment, SettingsFile};
use crate::desk::training::{self, CourseChoice, Session, TrainingOptions};
use crate::desk::{self, Desk, DeskOptions, Failure, FailureKind};
use crate::domain::{Actor, Mode, Role};
use crate::paths::Paths;
use crate::tui::key_page::{key_entries, key_page};
use crate::tui::message::Ending;
use crate::tui::theme::ThemeName;
use crate::tui::{self, Start, TrainingChoice, TrainingPlace};
use crate::wall_clock::WallClock;
use std::ffi::OsString;
use std::io::Write;

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
        let start = match &cli.command {
            None => Some(Ok(None)),
            Some(Command::Train(cli::Train { command: cli::TrainCommand::Run(play) })) => {
                Some(self.choice(play).map(Some))
            }
            Some(_) => None,
        };
        if let Some(start) = start {
            return start
                .and_then(|start| self.run_terminal(&cli.global, start, streams))
                .unwrap_or_else(|failure| tell(&failure, streams.err));
        }
        let surroundings = Surroundings {
            open_desk: &|global, job| Desk::open(&self.desk_options(global), job),
            verify: &|global| desk::verify(&self.desk_options(global)),
            who: &|global| self.actor(global).name,
            paths: &self.paths,
            now: WallClock::System.now(),
            keys: &Self::keys_page,
            facts: &|global| self.facts(global),
        };
        cli::run(cli, &surroundings, streams)
    }

    /// Runs the terminal front end, from the desk to training and back, until a person leaves it.
    fn run_terminal(
        &self,
        global: &Global,
        start: Option<TrainingChoice>,
        streams: &mut Streams<'_>,
    ) -> Result<u8, Failure> {
        let settings = self.terminal_settings(global)?;
        let from_desk = start.is_none();
        let mut next = start;
        loop {
            let left = match next.take() {
                None => self.at_desk(global, &settings),
                Some(choice) => self.in_training(global, &settings, (choice, from_desk)),
            };
            let left = left.map_err(not_opened)?;
            match left.ending {
                Ending::ToTraining => next = left.chosen,
                Ending::ToDesk => {}
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

    fn at_desk(&self, global: &Global, settings: &tui::Settings) -> Result<tui::Left, tui::Stopped> {
        let options = self.desk_options(global);
        let start = Start { training: None, packs: training::packs(&self.paths) };
        tui::run(move |job| Desk::open(&options, job), settings, start)
    }

    /// A session is handed what it needs to find its claims and its attempts, and of a desk only values: decisions
    /// to compare with.
    fn in_training(
        &self,
        global: &Global,
        settings: &tui::Settings,
        (choice, from_desk): (TrainingChoice, bool),
    ) -> Result<tui::Left, tui::Stopped> {
        let (course, title, mode) = match choice {
            TrainingChoice::Pack { id, title, mode } => (CourseChoice::Pack { id, mode }, title, mode),
            TrainingChoice::Live(decisions) => {
                let snapshot = global.snapshot_choice();
                let course = CourseChoice::Live { snapshot, decisions };
                (course, training::LIVE_TITLE.to_owned(), Mode::Shadow)
            }
        };
        let trainee = self.actor(global).name;
        let options = TrainingOptions { course, paths: self.paths.clone(), trainee, calendar: None };
        let place = TrainingPlace { title, mode, from_desk };
        let start = Start { training: Some(place), packs: Vec::new() };
        tui::run(move |job| Session::open(&options, job), settings, start)
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
        let mode = play.mode.or_else(|| found.modes.first().copied()).unwrap_or(Mode::Guided);
        Ok(TrainingChoice::Pack { id: found.id.clone(), title: found.title.clone(), mode })
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
