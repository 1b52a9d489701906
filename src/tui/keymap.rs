//! Which keys run which command: the table of commands, changed by a person's own `keys.toml`.

use super::chord::{Chord, KeySequence, UnknownKey};
use super::command::{Command, CommandSpec, Scope, commands};
use std::collections::BTreeMap;

/// What a key led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// A whole sequence was pressed.
    Command(Command),
    /// The beginning of a sequence.
    Pending,
    /// Nothing begins with what was pressed.
    Unbound,
}

/// A person's `keys.toml` cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeymapError {
    /// It is not a table of names and keys.
    #[error("keys.toml: {0}")]
    Unreadable(String),
    /// A name is not in the table.
    #[error("keys.toml: there is no command {name:?}{} `proofdesk keys` lists all names.", suggestion(.nearest.as_deref()))]
    UnknownCommand {
        /// As written.
        name: String,
        /// The known name that resembles it most.
        nearest: Option<&'static str>,
    },
    /// A key is not one.
    #[error("keys.toml: {name}: {error}.")]
    UnknownKey {
        /// Name of the command.
        name: &'static str,
        /// What is wrong.
        error: UnknownKey,
    },
    /// Two commands share a key, or one key begins another's sequence.
    #[error(
        "keys.toml: {first} ({first_keys}) and {second} ({second_keys}) cannot be told apart. Give one of them another key."
    )]
    Clash {
        /// Name of one command.
        first: &'static str,
        /// Its key.
        first_keys: String,
        /// Name of the other command.
        second: &'static str,
        /// Its key.
        second_keys: String,
    },
}

fn suggestion(nearest: Option<&str>) -> String {
    nearest.map_or_else(|| ".".to_owned(), |name| format!("; did you mean {name:?}?"))
}

/// One sequence and what it runs.
#[derive(Debug, Clone)]
struct Binding {
    keys: KeySequence,
    spec: &'static CommandSpec,
}

/// Keys to commands, and the keys pressed so far of an unfinished sequence.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: Vec<Binding>,
    pending: Vec<Chord>,
}

impl Keymap {
    /// The keys of the table, changed by the text of a `keys.toml`.
    pub fn new(own: Option<&str>) -> Result<Self, KeymapError> {
        let own = own.map_or_else(|| Ok(BTreeMap::new()), read_own)?;
        let mut bindings = Vec::new();
        for spec in commands() {
            let texts = own.get(spec.name).cloned();
            let texts = texts.unwrap_or_else(|| spec.keys.iter().map(|&keys| keys.to_owned()).collect());
            for text in texts {
                let keys = KeySequence::parse(&text)
                    .map_err(|error| KeymapError::UnknownKey { name: spec.name, error })?;
                bindings.push(Binding { keys, spec });
            }
        }
        check_clashes(&bindings)?;
        Ok(Self { bindings, pending: Vec::new() })
    }

    /// Takes a key in these scopes, nearest first.
    pub fn press(&mut self, scopes: &[Scope], chord: Chord) -> Press {
        let press = self.meaning(scopes, chord);
        match press {
            Press::Pending => self.pending.push(chord),
            Press::Command(_) | Press::Unbound => self.pending.clear(),
        }
        press
    }

    /// What the next key would lead to in these scopes, nearest first.
    pub fn meaning(&self, scopes: &[Scope], next: Chord) -> Press {
        let pressed: Vec<Chord> = self.pending.iter().copied().chain([next]).collect();
        for scope in scopes {
            let mut begins = false;
            for binding in self.bindings.iter().filter(|binding| binding.spec.scope == *scope) {
                match binding.keys.after(&pressed) {
                    Some([]) => return Press::Command(binding.spec.command),
                    Some(_) => begins = true,
                    None => {}
                }
            }
            if begins {
                return Press::Pending;
            }
        }
        Press::Unbound
    }

    /// The keys pressed so far of an unfinished sequence.
    pub fn pending(&self) -> &[Chord] {
        &self.pending
    }

    /// Forgets an unfinished sequence.
    pub fn forget(&mut self) {
        self.pending.clear();
    }

    /// Rows that can still follow the keys pressed so far, with the keys that are missing.
    pub fn continuations(&self, scopes: &[Scope]) -> Vec<(String, &'static CommandSpec)> {
        let follows = |binding: &Binding| {
            let rest = binding.keys.after(&self.pending).filter(|rest| !rest.is_empty())?;
            let keys = rest.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
            scopes.contains(&binding.spec.scope).then_some((keys, binding.spec))
        };
        self.bindings.iter().filter_map(follows).collect()
    }

    /// The first key of a command, as shown in the footer.
    pub fn first_key(&self, command: Command) -> Option<String> {
        self.bindings.iter().find(|binding| binding.spec.command == command).map(|b| b.keys.to_string())
    }

    /// All keys of a command, as shown in help.
    pub fn keys(&self, command: Command) -> Vec<String> {
        let of_command = |binding: &&Binding| binding.spec.command == command;
        self.bindings.iter().filter(of_command).map(|binding| binding.keys.to_string()).collect()
    }
}

/// Reads `"queue.open" = ["enter", "l"]`; a single key may stand without brackets, `false` unbinds.
fn read_own(text: &str) -> Result<BTreeMap<String, Vec<String>>, KeymapError> {
    #[derive(serde::Deserialize)]
    #[serde(untagged)]
    enum Keys {
        One(String),
        Many(Vec<String>),
        Unbound(bool),
    }
    let table: BTreeMap<String, Keys> =
        toml::from_str(text).map_err(|error| KeymapError::Unreadable(error.to_string().trim().to_owned()))?;
    let mut own = BTreeMap::new();
    for (name, keys) in table {
        if !commands().any(|spec| spec.name == name) {
            return Err(KeymapError::UnknownCommand { nearest: nearest(&name), name });
        }
        let keys = match keys {
            Keys::One(key) => vec![key],
            Keys::Many(keys) => keys,
            Keys::Unbound(false) => Vec::new(),
            Keys::Unbound(true) => {
                return Err(KeymapError::Unreadable(format!("{name} = true means nothing; write its keys.")));
            }
        };
        own.insert(name, keys);
    }
    Ok(own)
}

/// The known name that shares the longest run of words with a misspelt one.
fn nearest(name: &str) -> Option<&'static str> {
    let likeness = |known: &str| {
        let same = known.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
        let tail = known.chars().rev().zip(name.chars().rev()).take_while(|(a, b)| a == b).count();
        same + tail
    };
    commands().map(|spec| spec.name).max_by_key(|known| likeness(known)).filter(|known| likeness(known) >= 4)
}

fn check_clashes(bindings: &[Binding]) -> Result<(), KeymapError> {
    for (at, first) in bindings.iter().enumerate() {
        for second in bindings.iter().skip(at + 1) {
            if clash(first, second) {
                return Err(KeymapError::Clash {
                    first: first.spec.name,
                    first_keys: first.keys.to_string(),
                    second: second.spec.name,
                    second_keys: second.keys.to_string(),
                });
            }
        }
    }
    Ok(())
}

/// Two bindings clash when both can be meant at once and one begins with the other.
fn clash(first: &Binding, second: &Binding) -> bool {
    let (a, b) = (first.spec.scope, second.spec.scope);
    let meet = a == b || a.together_with().contains(&b) || b.together_with().contains(&a);
    let begins =
        first.keys.after(second.keys.chords()).is_some() || second.keys.after(first.keys.chords()).is_some();
    meet && begins && first.spec.command != second.spec.command
}
