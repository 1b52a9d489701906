//! Lines of a file, however long, in memory that does not grow with them.

use std::io::{self, BufRead};

/// One line of the input, without its break.
pub(super) enum Line<'a> {
    /// The bytes.
    Whole(&'a [u8]),
    /// Longer than allowed; its bytes were passed over.
    TooLong {
        /// How long it was.
        bytes: u64,
    },
}

/// Reads line by line and keeps at most `limit` bytes of each.
pub(super) struct Lines<R> {
    input: R,
    limit: usize,
    buffer: Vec<u8>,
    /// Lines read so far.
    pub(super) number: u64,
    /// Bytes read so far, breaks included.
    pub(super) bytes: u64,
}

impl<R: BufRead> Lines<R> {
    pub(super) const fn new(input: R, limit: usize) -> Self {
        Self { input, limit, buffer: Vec::new(), number: 0, bytes: 0 }
    }

    /// The next line; `None` at the end. A byte order mark before the first line is left out.
    pub(super) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        self.buffer.clear();
        let length = self.fill()?;
        if length == 0 {
            return Ok(None);
        }
        self.number += 1;
        self.bytes += length;
        if length > self.limit as u64 + 2 {
            self.buffer.shrink_to(self.limit.min(1 << 20));
            return Ok(Some(Line::TooLong { bytes: length }));
        }
        let mut line = self.buffer.as_slice();
        line = line.strip_suffix(b"\n").unwrap_or(line);
        line = line.strip_suffix(b"\r").unwrap_or(line);
        if self.number == 1 {
            line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        }
        Ok(Some(Line::Whole(line)))
    }

    /// Reads up to and with the next break; returns its length but keeps no more than the limit.
    fn fill(&mut self) -> io::Result<u64> {
        let mut length = 0;
        loop {
            let chunk = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let used = end.map_or(chunk.len(), |at| at + 1);
            let room = (self.limit + 2).saturating_sub(self.buffer.len());
            self.buffer.extend_from_slice(chunk.get(..used.min(room)).unwrap_or_default());
            let at_end = used == 0 || end.is_some();
            self.input.consume(used);
            length += used as u64;
            if at_end {
                return Ok(length);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8], limit: usize) -> Vec<Result<String, u64>> {
        // A buffer of three bytes makes every line cross a chunk.
        let mut lines = Lines::new(io::BufReader::with_capacity(3, text), limit);
        let mut found = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            found.push(match line {
                Line::Whole(bytes) => Ok(String::from_utf8_lossy(bytes).into_owned()),
                Line::TooLong { bytes } => Err(bytes),
            });
        }
        found
    }

    #[test]
    fn lines_end_at_either_kind_of_break_and_at_the_end_of_the_file() {
        assert_eq!(read(b"one\r\n\ntwo", 10), [Ok("one".into()), Ok(String::new()), Ok("two".into())]);
    }

    #[test]
    fn a_line_over_the_limit_is_passed_over_and_the_next_one_is_read() {
        assert_eq!(read(b"0123456789abcdef\nnext\n", 8), [Err(17), Ok("next".into())]);
    }

    #[test]
    fn a_byte_order_mark_is_not_part_of_the_first_line() {
        assert_eq!(read("\u{feff}one\n".as_bytes(), 10), [Ok("one".into())]);
    }
}
