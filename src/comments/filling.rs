//! A text that grows while templates are filled, and remembers which variables found no value.

use super::composed::{Composed, Unresolved};
use super::values::{deadline_local, deadline_utc};
use crate::domain::ReasonCode;
use crate::policy::template::{Piece, pieces};
use crate::policy::variables::variable;
use chrono::{DateTime, Utc};

/// The growing text.
pub(super) struct Filling {
    composed: Composed,
}

impl Filling {
    /// Starts a text with the frame it is made from.
    pub(super) fn new(frame: &str) -> Self {
        Self { composed: Composed { templates: vec![frame.to_owned()], ..Composed::default() } }
    }

    /// Begins a new paragraph.
    pub(super) fn paragraph(&mut self) {
        if !self.composed.text.is_empty() {
            self.composed.text.push_str("\n\n");
        }
    }

    /// Adds text as it is.
    pub(super) fn text(&mut self, text: &str) {
        self.composed.text.push_str(text);
    }

    /// Adds a template; `fill` adds what stands for each variable.
    pub(super) fn template(
        &mut self,
        template: &str,
        used: Option<&str>,
        mut fill: impl FnMut(&str, &mut Self),
    ) {
        if let Some(used) = used.filter(|used| !self.composed.templates.iter().any(|known| known == used)) {
            self.composed.templates.push(used.to_owned());
        }
        for piece in pieces(template) {
            match piece {
                Piece::Text(text) => self.text(text),
                Piece::Variable(name) => fill(name, self),
            }
        }
    }

    /// Adds the value of a variable, or the variable itself when it has none.
    pub(super) fn variable(&mut self, name: &str, value: Option<String>, code: Option<&ReasonCode>) {
        if let Some(value) = value {
            self.text(&value);
        } else {
            self.text(&format!("{{{name}}}"));
            self.unresolved(name, code);
        }
    }

    fn unresolved(&mut self, name: &str, code: Option<&ReasonCode>) {
        let hint = variable(name).map_or_else(String::new, |variable| variable.hint.to_owned());
        let unresolved = Unresolved { name: name.to_owned(), code: code.cloned(), hint };
        if !self.composed.unresolved.contains(&unresolved) {
            self.composed.unresolved.push(unresolved);
        }
    }

    /// The finished text.
    pub(super) fn finish(self) -> Composed {
        self.composed
    }
}

/// The reviewer's own version of a composed comment, with its deadline filled in and its open variables found again.
/// The templates it was made from stay on record (TPL-09).
pub fn rewritten(text: &str, composed: &Composed, deadline: Option<DateTime<Utc>>) -> Composed {
    let mut filling =
        Filling { composed: Composed { templates: composed.templates.clone(), ..Composed::default() } };
    filling.template(text, None, |name, filling| {
        let value = match name {
            "deadline_local" => deadline.map(deadline_local),
            "deadline_utc" => deadline.map(deadline_utc),
            // Braces around any other word are the reviewer's own, or words of the proof.
            _ if variable(name).is_none() => Some(format!("{{{name}}}")),
            _ => None,
        };
        let code = composed.unresolved.iter().find(|known| known.name == name);
        filling.variable(name, value, code.and_then(|known| known.code.as_ref()));
    });
    filling.finish()
}
