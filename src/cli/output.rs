//! Where the command line writes: data to standard output, talk to standard error, both safe for a terminal.
//!
//! Text is cleaned; JSON escapes every character a terminal could act on, so it loses nothing. A reader that goes
//! away (`proofdesk queue | head`) ends the output quietly.

use super::args::Format;
use crate::desk::{Failure, write_json_line, write_json_pretty};
use crate::text::clean;
use serde::Serialize;
use std::io::{self, Write};

/// The two streams and how results are written to them.
pub(crate) struct Output<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    /// Format of results.
    pub(crate) format: Format,
    /// No talk on standard error.
    pub(crate) quiet: bool,
}

impl<'a> Output<'a> {
    /// Writes to the two streams.
    pub(crate) fn new(out: &'a mut dyn Write, err: &'a mut dyn Write, format: Format, quiet: bool) -> Self {
        Self { out, err, format, quiet }
    }

    /// One cleaned line of text.
    pub(crate) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", clean::one_line(text))
    }

    /// Text of ours with its own line breaks, written as it is.
    pub(crate) fn verbatim(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())
    }

    /// One cleaned line of talk, unless the output is quiet.
    pub(crate) fn talk(&mut self, text: &str) -> io::Result<()> {
        if self.quiet { Ok(()) } else { writeln!(self.err, "{}", clean::one_line(text)) }
    }

    /// One JSON object: on one line for JSON Lines, indented otherwise.
    pub(crate) fn object<T: Serialize>(&mut self, value: &T) -> io::Result<()> {
        match self.format {
            Format::Json => write_json_pretty(self.out, value)?,
            Format::Jsonl | Format::Text | Format::Csv => write_json_line(self.out, value)?,
        }
        writeln!(self.out)
    }

    /// One JSON object on one line, whatever the format, out of the door before anything else is done.
    pub(crate) fn answer<T: Serialize>(&mut self, value: &T) -> io::Result<()> {
        write_json_line(self.out, value)?;
        writeln!(self.out)?;
        self.out.flush()
    }

    /// A list: one object per line for JSON Lines, one document with its schema name otherwise.
    pub(crate) fn list<T: Serialize>(&mut self, schema: &str, items: &[T]) -> io::Result<()> {
        if self.format == Format::Jsonl {
            return items.iter().try_for_each(|item| self.object(item));
        }
        self.object(&serde_json::json!({ "schema": schema, "count": items.len(), "items": items }))
    }

    /// Tells a failure: what, why, hint; as JSON when the results are.
    pub(crate) fn failure(&mut self, failure: &Failure) -> io::Result<()> {
        if self.format == Format::Text {
            writeln!(self.err, "error: {}", clean::one_line(&failure.what))?;
            writeln!(self.err, "  cause: {}", clean::one_line(&failure.why))?;
            if let Some(hint) = &failure.hint {
                writeln!(self.err, "  hint:  {}", clean::one_line(hint))?;
            }
            return Ok(());
        }
        write_json_line(self.err, &serde_json::json!({ "error": failure }))?;
        writeln!(self.err)
    }

    /// The stream of results, for writers that make their own format.
    pub(crate) fn stream(&mut self) -> &mut dyn Write {
        self.out
    }
}
