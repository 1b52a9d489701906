//! The real binary in a terminal of its own. Waits for what shall be seen; never sleeps for a fixed time.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// Every byte so far.
    pub(crate) bytes: Vec<u8>,
    owned_home: Option<tempfile::TempDir>,
}

impl Terminal {
    /// Starts the program on the sample claims, with a desk of its own.
    pub(crate) fn start(columns: u16, rows: u16) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = Self::at(home.path(), columns, rows);
        terminal.owned_home = Some(home);
        terminal
    }

    /// Starts the program on the sample claims, with everything it keeps in this folder.
    pub(crate) fn at(home: &Path, columns: u16, rows: u16) -> Self {
        Self::of("ana", home, (columns, rows))
    }

    /// Starts the program as somebody.
    pub(crate) fn of(user: &str, home: &Path, size: (u16, u16)) -> Self {
        Self::run(CommandBuilder::new(env!("CARGO_BIN_EXE_proofdesk")), user, home, size)
    }

    /// Starts the program with these words.
    pub(crate) fn with(words: &[&str], home: &Path, size: (u16, u16)) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_proofdesk"));
        command.args(words);
        Self::run(command, "ana", home, size)
    }

    /// Starts the program under a shell that outlives the terminal and writes the exit code into `code` of the folder.
    pub(crate) fn noting_the_exit_code(home: &Path) -> Self {
        let mut shell = CommandBuilder::new("/bin/sh");
        let script = "trap '' HUP; \"$1\"; echo $? > \"$PROOFDESK_HOME/code\"";
        shell.args(["-c", script, "sh", env!("CARGO_BIN_EXE_proofdesk")]);
        Self::run(shell, "ana", home, (100, 30))
    }

    fn run(mut command: CommandBuilder, user: &str, home: &Path, (columns, rows): (u16, u16)) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).unwrap();
        command.env_clear();
        for (name, value) in
            [("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("LANG", "C.UTF-8"), ("USER", user)]
        {
            command.env(name, value);
        }
        command.env("PROOFDESK_HOME", home);
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let (mut reader, keys) = (pty.master.try_clone_reader().unwrap(), pty.master.take_writer().unwrap());
        let (send, output) = channel();
        drop(thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if send.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        }));
        let (rows, columns) = if rows == 0 { (24, 80) } else { (rows, columns) };
        let screen = vt100::Parser::new(cells(rows), cells(columns), 0);
        Self { child, master: pty.master, keys, output, screen, bytes: Vec::new(), owned_home: None }
    }

    /// Sends bytes as the keyboard would.
    pub(crate) fn send(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
        self.screen.screen_mut().set_size(cells(rows), cells(columns));
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    pub(crate) fn pid(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.process_id().unwrap()).unwrap()).unwrap()
    }

    /// Waits until the screen is as wanted.
    #[track_caller]
    pub(crate) fn wait(&mut self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        let start = Instant::now();
        while !wanted(self.screen.screen()) {
            assert!(start.elapsed() < PATIENCE, "{what} never came:\n{}", self.screen.screen().contents());
            self.read(Duration::from_millis(200));
        }
        self
    }

    #[track_caller]
    pub(crate) fn sees(&mut self, words: &str) -> &mut Self {
        self.wait(words, |screen| screen.contents().contains(words))
    }

    /// Waits until the queue shows this many claims and nothing is being prepared any more.
    ///
    /// Progress is told as "1 of 11" too, and keys pressed before the first rows are there move nothing.
    #[track_caller]
    pub(crate) fn sees_queue(&mut self, claims: usize) -> &mut Self {
        let first = format!("━ 1 of {claims} ┓");
        self.wait(&format!("a queue of {claims}"), |screen| {
            let text = screen.contents();
            text.contains(&first) && !["Preparing", "Comparing"].iter().any(|work| text.contains(work))
        })
    }

    /// Whether the words are on the screen now.
    pub(crate) fn shows(&self, words: &str) -> bool {
        self.screen.screen().contents().contains(words)
    }

    /// Lets a moment pass.
    pub(crate) fn pause(&mut self, moment: Duration) {
        self.read(moment);
    }

    /// Takes in what comes until nothing has come for this long.
    pub(crate) fn settle(&mut self, quiet: Duration) {
        while self.read(quiet) {}
    }

    fn read(&mut self, wait: Duration) -> bool {
        match self.output.recv_timeout(wait) {
            Ok(bytes) => {
                self.screen.process(&bytes);
                self.bytes.extend(bytes);
                true
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => false,
        }
    }

    /// Text of the screen as it was read so far.
    pub(crate) fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Ends the program as a power cut would.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn cursor(&self) -> (u16, u16) {
        self.screen.screen().cursor_position()
    }

    /// Waits for the end and returns the exit code; signals count as 128 and their number.
    #[track_caller]
    pub(crate) fn ended(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                self.settle(Duration::from_millis(200));
                return status.exit_code();
            }
            assert!(start.elapsed() < PATIENCE, "it never ended:\n{}", self.screen.screen().contents());
            self.read(Duration::from_millis(50));
        }
    }

    /// Whether the terminal was given back: main screen, cursor shown, plain pastes.
    pub(crate) fn is_given_back(&self) -> bool {
        let last = |code: &str| {
            let code = code.as_bytes();
            self.bytes.windows(code.len()).rposition(|window| window == code)
        };
        ["1049", "2004"].iter().all(|mode| last(&format!("\x1b[?{mode}l")) > last(&format!("\x1b[?{mode}h")))
            && last("\x1b[?25h") > last("\x1b[?25l")
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

impl Drop for Terminal {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
