//! A person's own keys.

use proofdesk::tui::chord::Chord;
use proofdesk::tui::command::{Command, QueueCommand, Scope};
use proofdesk::tui::keymap::{Keymap, Press};

const QUEUE: &[Scope] = &[Scope::Queue, Scope::List, Scope::Everywhere];

fn press(keymap: &mut Keymap, key: &str) -> Press {
    keymap.press(QUEUE, Chord::parse(key).unwrap())
}

#[test]
fn own_keys_replace_those_of_the_table() {
    let mut keymap = Keymap::new(Some("\"queue.open\" = [\"l\", \"right\"]")).unwrap();
    assert_eq!(press(&mut keymap, "l"), Press::Command(Command::Queue(QueueCommand::Open)));
    assert_eq!(press(&mut keymap, "enter"), Press::Unbound);
}

#[test]
fn false_unbinds_a_command() {
    let mut keymap = Keymap::new(Some("\"queue.skip\" = false")).unwrap();
    assert_eq!(press(&mut keymap, "s"), Press::Unbound);
}

#[test]
fn an_unknown_name_is_an_error_that_suggests_the_right_one() {
    let error = Keymap::new(Some("\"queue.opn\" = \"l\"")).unwrap_err().to_string();
    assert_eq!(
        error,
        "keys.toml: there is no command \"queue.opn\"; did you mean \"queue.open\"? `proofdesk keys` lists all names."
    );
}

#[test]
fn a_clash_is_an_error_that_names_both_commands() {
    let error = Keymap::new(Some("\"queue.open\" = \"g\"")).unwrap_err().to_string();
    assert!(error.contains("queue.open (g) and"), "{error}");
    let error = Keymap::new(Some("\"queue.open\" = \"s\"")).unwrap_err().to_string();
    assert!(error.contains("queue.open (s) and queue.skip (s) cannot be told apart"), "{error}");
}

#[test]
fn a_key_that_old_terminals_cannot_send_is_an_error() {
    let error = Keymap::new(Some("\"queue.open\" = \"ctrl-i\"")).unwrap_err().to_string();
    assert!(error.starts_with("keys.toml: queue.open: \"ctrl-i\" is not a key"), "{error}");
}

#[test]
fn a_sequence_waits_for_its_second_key_and_forgets_a_wrong_one() {
    let mut keymap = Keymap::new(None).unwrap();
    assert_eq!(press(&mut keymap, "g"), Press::Pending);
    assert!(
        keymap.continuations(QUEUE).iter().any(|(keys, spec)| keys == "r" && spec.name == "go.reference")
    );
    assert_eq!(press(&mut keymap, "z"), Press::Unbound);
    assert!(keymap.pending().is_empty());
}
