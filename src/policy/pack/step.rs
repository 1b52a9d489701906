//! Steps of guided mode: what is told before a cell is judged.

use crate::domain::{ClaimId, Requirement};
use serde::{Deserialize, Serialize};

/// What guided mode tells before a requirement is judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The claim it is about; every claim when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<ClaimId>,
    /// The requirement that is judged next; absent for what is told when the claim opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirement: Option<Requirement>,
    /// Told after every cell is judged, before the decision; excludes a requirement.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub decision: bool,
    /// A few words.
    pub title: String,
    /// Sentences. `{review.met}` stands for the keys of that command.
    pub text: String,
}

impl Step {
    /// The text with the keys of each command it names; a name that has none stays as it is written.
    pub fn told(&self, keys: impl Fn(&str) -> Option<String>) -> String {
        let mut told = String::new();
        for piece in pieces(&self.text) {
            match piece {
                Piece::Text(text) => told.push_str(text),
                Piece::Command(name) => match keys(name) {
                    Some(keys) => told.push_str(&keys),
                    None => told.extend(["{", name, "}"]),
                },
            }
        }
        told
    }

    /// The commands the text names.
    pub fn commands(&self) -> Vec<&str> {
        let command = |piece| match piece {
            Piece::Command(name) => Some(name),
            Piece::Text(_) => None,
        };
        pieces(&self.text).into_iter().filter_map(command).collect()
    }
}

enum Piece<'t> {
    Text(&'t str),
    Command(&'t str),
}

/// A command is `{place.name}`; anything else in braces is text.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, name, after)) = next_command(rest) {
        pieces.extend([Piece::Text(before), Piece::Command(name)]);
        rest = after;
    }
    pieces.push(Piece::Text(rest));
    pieces
}

fn next_command(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices('{').find_map(|(open, _)| {
        let (name, after) = text.get(open + 1..)?.split_once('}')?;
        is_command(name).then_some((text.get(..open)?, name, after))
    })
}

fn is_command(name: &str) -> bool {
    let known = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-');
    name.contains('.') && name.bytes().all(known)
}
