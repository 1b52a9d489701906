//! Two people on one desk file: who works on a claim is told, read along with, taken over, given back.

use super::outbox::desk;
use crate::support::canned::CannedDesk;
use crate::support::screen::Screen;
#[cfg(target_os = "linux")]
use crate::support::{program::Home, terminal::Terminal};
use proofdesk::desk::Desk;
use proofdesk::domain::ClaimId;
use proofdesk::tui::chord::Chord;
use proofdesk::tui::message::{LeaseRequest, Request};
use std::path::Path;
use std::time::Duration;

/// A claim whose cells need no reason.
const CLAIM: &str = "3129177";
const ALL_MET: &str = "y y y y y y y y y y y";

fn at(home: &Path, name: &str, minutes: i64) -> Screen<Desk> {
    Screen::new(desk(home, (name, minutes)), 140, 40)
}

fn open(screen: &mut Screen<Desk>) {
    screen.press("/ ctrl-u").type_text(&format!("claim:{CLAIM}")).press("enter enter").sees("Checklist");
}

fn id() -> ClaimId {
    CLAIM.parse().unwrap()
}

fn holders(screen: &Screen<Desk>) -> Vec<String> {
    screen.clerk.leases().unwrap().into_iter().map(|lease| lease.holder.by).collect()
}

fn taken_over(screen: &mut Screen<Desk>) -> usize {
    let history = screen.clerk.review(&id()).unwrap().history;
    history.iter().filter(|line| line.text.contains("took it over from")).count()
}

#[test]
fn a_claim_somebody_works_on_is_marked_in_the_queue_and_opens_to_be_read_along() {
    let home = tempfile::tempdir().unwrap();
    let mut ana = at(home.path(), "ana", 0);
    open(&mut ana);
    ana.sees_no("held by").press("y").sees("1 of 11 judged");
    let mut ben = at(home.path(), "ben", 4);
    ben.press("/").type_text("claim:3129177").press("enter").sees("@ana");
    ben.sees("held by ana since 12:00, until 12:10 UTC");
    ben.press("enter")
        .sees("ana since 12:00, until 12:10 UTC works on this claim. Read along; T takes it over.");
    ben.sees("1 of 11 judged").press("y").sees("Read along").sees("1 of 11 judged");
    ben.press("j ] L z z q").sees_no("Checklist ");
    assert_eq!(holders(&ben), ["ana"], "reading along changes nothing");
}

#[test]
fn taking_over_asks_once_with_another_key_and_both_see_it() {
    let home = tempfile::tempdir().unwrap();
    let mut ana = at(home.path(), "ana", 0);
    open(&mut ana);
    ana.press("T").sees("Nobody else works on this claim.");
    let mut ben = at(home.path(), "ben", 4);
    open(&mut ben);
    ben.press("T").sees("Take it over?").press("T enter");
    assert_eq!(taken_over(&mut ben), 0, "the first key again, or Enter, takes nothing over");
    ben.press("T y")
        .sees("Claim 3129177 is yours to work on now.")
        .sees_no("held by")
        .press("y")
        .sees("1 of 11");
    assert_eq!((taken_over(&mut ben), holders(&ben)), (1, vec!["ben".to_owned()]));
    ana.press("y").sees("Claim 3129177 was taken over: ben since 12:04, until 12:14 UTC.");
    ana.sees("held by ben").press("y").sees("Read along; T takes it over.");
    ana.press("g h").sees("took it over from ana");
    assert!(ben.clerk.verify().unwrap().holds());
}

#[test]
fn whoever_decides_second_keeps_every_word_and_sees_who_was_first() {
    let home = tempfile::tempdir().unwrap();
    let mut ana = at(home.path(), "ana", 0);
    open(&mut ana);
    ana.press(ALL_MET).press("d").sees("Ready: o commits");
    let mut ben = at(home.path(), "ben", 4);
    open(&mut ben);
    ben.press("T y d o").sees("Claim 3129177: approve, recorded here");
    ana.press("o").sees("It was decided first by ben on 2025-09-15 12:04 UTC, approve.");
    ana.sees("Ready: o commits").sees("Comment");
    assert_eq!(holders(&ana).len(), 1, "only what ben opened next is held");
}

#[test]
fn a_former_holder_who_decides_first_is_told_that_somebody_works_on_it_too() {
    let home = tempfile::tempdir().unwrap();
    let mut ana = at(home.path(), "ana", 0);
    open(&mut ana);
    ana.press(ALL_MET).press("d");
    let mut ben = at(home.path(), "ben", 4);
    open(&mut ben);
    ben.press("T y");
    ana.press("o").sees("recorded here").sees("ben works on it too.");
    ben.press("c").sees("A decision on it is in force: ana on 2025-09-15 12:00 UTC, approve.");
}

#[test]
fn leaving_deciding_skipping_and_quitting_give_the_claim_back() {
    let home = tempfile::tempdir().unwrap();
    let leave: [(&str, usize); 4] = [("q", 0), ("g q", 0), ("s l g q", 0), ("ctrl-q", 0)];
    for (keys, held) in leave {
        let mut ana = at(home.path(), "ana", 0);
        open(&mut ana);
        assert_eq!(holders(&ana), ["ana"]);
        ana.press(keys);
        assert_eq!(holders(&ana).len(), held, "after {keys}");
    }
    let mut ana = at(home.path(), "ana", 0);
    ana.press("/").type_text("is:skipped").press("enter enter").press(ALL_MET).press("d o");
    ana.sees("recorded here");
    let next = ana.app.layers().review().unwrap().review().claim.claim_id.clone();
    let held: Vec<ClaimId> = ana.clerk.leases().unwrap().into_iter().map(|lease| lease.claim_id).collect();
    assert_eq!(held, [next], "only the claim that opened next");
}

#[test]
fn a_program_that_broke_off_keeps_its_own_person_from_nothing_and_others_for_ten_minutes() {
    let home = tempfile::tempdir().unwrap();
    let mut broken = at(home.path(), "ana", 0);
    open(&mut broken);
    drop(broken);
    let mut ben = at(home.path(), "ben", 9);
    open(&mut ben);
    ben.press("y").sees("Read along").press("q");
    let mut ana = at(home.path(), "ana", 1);
    open(&mut ana);
    ana.press("y").sees("1 of 11 judged");
    drop(ana);
    let mut late = at(home.path(), "ben", 12);
    open(&mut late);
    late.press("y").sees("2 of 11 judged");
    assert_eq!(taken_over(&mut late), 0, "what ran out is free and needs no act");
}

#[test]
fn a_claim_given_back_while_somebody_reads_along_becomes_theirs_at_a_later_key() {
    let home = tempfile::tempdir().unwrap();
    let mut ana = at(home.path(), "ana", 0);
    open(&mut ana);
    let mut ben = at(home.path(), "ben", 0);
    open(&mut ben);
    ana.press("y q");
    ben.press("j").sees("held by ana");
    ben.key(Chord::parse("j").unwrap().event(), Duration::from_secs(31));
    ben.sees("Claim 3129177 is yours to work on now.").sees("1 of 11 judged").sees_no("held by");
}

/// Renewals that were asked for.
fn renewals(screen: &Screen<CannedDesk>) -> usize {
    let renews = |request: &&Request| matches!(request, Request::Lease(LeaseRequest::Renew(_)));
    screen.clerk.asked.iter().filter(renews).count()
}

#[test]
fn a_lease_is_renewed_by_keys_and_at_most_three_times_in_its_life() {
    let mut screen = Screen::new(CannedDesk::of(30), 100, 30);
    let press = |screen: &mut Screen<CannedDesk>, seconds: u64| {
        screen.key(Chord::parse("j").unwrap().event(), Duration::from_secs(seconds));
    };
    screen.press("enter");
    (0..19).for_each(|_| press(&mut screen, 10));
    assert_eq!(renewals(&screen), 0, "not before a third of its time has passed");
    press(&mut screen, 10);
    assert_eq!(renewals(&screen), 1);
    press(&mut screen, 3600);
    assert_eq!(renewals(&screen), 2, "nothing is made up for after a pause");
    screen.press("q");
    press(&mut screen, 3600);
    assert_eq!(renewals(&screen), 2, "nothing is open");
}

#[cfg(target_os = "linux")]
#[test]
fn two_programs_on_one_desk_file_see_each_other() {
    let home = Home::new();
    let start = |user: &str| {
        let mut terminal = Terminal::of(user, home.path(), (140, 40));
        terminal.sees_queue(53).send("/claim:3129177\r");
        terminal.sees_queue(1);
        terminal
    };
    let mut ana = start("ana");
    ana.send("\r");
    ana.sees("0 of 11 judged").sees("text 1 of 2");
    let mut ben = start("ben");
    ben.sees("@ana");
    ben.send("\r");
    ben.sees("Read along; T takes it over.");
    ben.settle(Duration::from_millis(80));
    ben.send("T");
    ben.sees("Take it over?");
    ben.send("y");
    ben.sees("is yours to work on now");
    ana.send("y");
    ana.sees("was taken over: ben since");
    ana.send("\x11");
    ben.send("\x11");
    assert_eq!((ana.ended(), ben.ended()), (0, 0));
    assert_eq!(home.run(&["lease", "--format", "jsonl"]).fine().out, "", "both gave back what they held");
    assert!(home.run(&["history", CLAIM]).fine().out.contains("took it over from ana"));
    assert!(home.run(&["verify"]).fine().out.starts_with("The record is whole"));
}
