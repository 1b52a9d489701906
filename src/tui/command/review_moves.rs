//! Commands of the review screen that change only what is seen.

use super::review::{ROW as JUDGE, ReviewCommand, has_claim_before, has_documents, may_judge, row};
use super::{CommandSpec, Group, Hint, Scope, always};
use crate::domain::Requirement;
use crate::tui::screens::{Pane, Side};

const LOOK: CommandSpec = CommandSpec { hint: Hint::HelpOnly, available: always, ..JUDGE };
const FIND: CommandSpec = CommandSpec { group: Group::Find, available: has_documents, ..LOOK };
const SHOW: CommandSpec = CommandSpec { group: Group::Show, ..LOOK };
const MOVE: CommandSpec = CommandSpec { group: Group::Move, ..LOOK };
const JUMP: CommandSpec = CommandSpec { detail: "Again goes to the next workload.", ..MOVE };

pub(super) const ROWS: &[CommandSpec] = &[
    row(
        ReviewCommand::NextClaim,
        CommandSpec {
            name: "review.next-claim",
            title: "Open the next claim without deciding",
            detail: "The most urgent one after this. Verdicts and drafts are kept.",
            keys: &["J"],
            ..MOVE
        },
    ),
    row(
        ReviewCommand::PreviousClaim,
        CommandSpec {
            name: "review.previous-claim",
            title: "Open the claim before",
            detail: "Back to the claim that was open before this one.",
            keys: &["K"],
            available: has_claim_before,
            ..MOVE
        },
    ),
    row(
        ReviewCommand::Act,
        CommandSpec {
            name: "review.act",
            title: "Go to the text or to its cell",
            detail: "From a cell to its text; from text to the cell it belongs to; opens the lists below the cells.",
            keys: &["enter"],
            ..MOVE
        },
    ),
    row(
        ReviewCommand::NextCell,
        CommandSpec {
            name: "review.next-cell",
            title: "Go to the next cell",
            detail: "Works from every pane; the text follows.",
            keys: &[")", "space"],
            hint: Hint::HelpOnly,
            ..MOVE
        },
    ),
    row(
        ReviewCommand::PreviousCell,
        CommandSpec {
            name: "review.previous-cell",
            title: "Go to the cell before",
            detail: "Works from every pane; the text follows.",
            keys: &["(", "backspace"],
            ..MOVE
        },
    ),
    row(
        ReviewCommand::Requirement(Requirement::CustomerAcknowledgement),
        CommandSpec { name: "review.r1", title: "Go to R1, acknowledgement", keys: &["1", "g a"], ..JUMP },
    ),
    row(
        ReviewCommand::Requirement(Requirement::PartyNames),
        CommandSpec { name: "review.r2", title: "Go to R2, party names", keys: &["2", "g p"], ..JUMP },
    ),
    row(
        ReviewCommand::Requirement(Requirement::ActivityDetail),
        CommandSpec { name: "review.r3", title: "Go to R3, activities", keys: &["3", "g w"], ..JUMP },
    ),
    row(
        ReviewCommand::Requirement(Requirement::WorkloadConnection),
        CommandSpec {
            name: "review.r4",
            title: "Go to R4, workload connection",
            keys: &["4", "g l"],
            ..JUMP
        },
    ),
    row(
        ReviewCommand::Requirement(Requirement::Dates),
        CommandSpec { name: "review.r5", title: "Go to R5, dates", keys: &["5", "g d"], ..JUMP },
    ),
    row(
        ReviewCommand::Requirement(Requirement::PublicSectorDisclosure),
        CommandSpec { name: "review.r6", title: "Go to R6, public sector", keys: &["6", "g s"], ..JUMP },
    ),
    row(
        ReviewCommand::NextSpot,
        CommandSpec {
            name: "review.next-text",
            title: "Show the next candidate of the cell",
            detail: "Steps through pins and candidates, best first, in whatever document they are.",
            keys: &["]", "f", "l", "right"],
            hint: Hint::Footer(7, "text"),
            ..FIND
        },
    ),
    row(
        ReviewCommand::PreviousSpot,
        CommandSpec {
            name: "review.previous-text",
            title: "Show the candidate before",
            detail: "Steps back through pins and candidates.",
            keys: &["[", "b", "h", "left"],
            ..FIND
        },
    ),
    row(
        ReviewCommand::Search,
        CommandSpec {
            name: "review.search",
            title: "Search the documents",
            detail: "Any case, any blanks, in all documents of the claim. `p` or `y` takes the match.",
            keys: &["/"],
            hint: Hint::HelpOnly,
            ..FIND
        },
    ),
    row(
        ReviewCommand::NextMatch,
        CommandSpec {
            name: "review.next-match",
            title: "Go to the next match",
            detail: "While nothing is searched, to the next candidate.",
            keys: &["n"],
            ..FIND
        },
    ),
    row(
        ReviewCommand::PreviousMatch,
        CommandSpec {
            name: "review.previous-match",
            title: "Go to the match before",
            detail: "While nothing is searched, to the candidate before.",
            keys: &["N"],
            ..FIND
        },
    ),
    row(
        ReviewCommand::Select,
        CommandSpec {
            name: "review.select",
            title: "Select text",
            detail: "Begins at the cursor; extend it by character, word or line, then p or y takes it.",
            keys: &["v"],
            hint: Hint::HelpOnly,
            ..FIND
        },
    ),
    row(
        ReviewCommand::SelectLine,
        CommandSpec {
            name: "review.select-line",
            title: "Select the line",
            detail: "Begins with the whole line under the cursor.",
            keys: &["V"],
            ..FIND
        },
    ),
    row(
        ReviewCommand::Pin,
        CommandSpec {
            name: "review.pin",
            title: "Pin the text under the cursor",
            detail: "Attaches the match or candidate to the focused cell without judging it.",
            keys: &["p"],
            group: Group::Judge,
            available: may_judge,
            ..FIND
        },
    ),
    row(
        ReviewCommand::Unpin,
        CommandSpec {
            name: "review.unpin",
            title: "Remove the pin under the cursor",
            detail: "Takes the shown pin from the focused cell; the verdict stays.",
            keys: &["delete", "X"],
            group: Group::Judge,
            available: may_judge,
            ..FIND
        },
    ),
    row(
        ReviewCommand::NextDocument,
        CommandSpec {
            name: "review.next-document",
            title: "Open the next document",
            detail: "Each document keeps its place.",
            keys: &["}", "."],
            ..FIND
        },
    ),
    row(
        ReviewCommand::PreviousDocument,
        CommandSpec {
            name: "review.previous-document",
            title: "Open the document before",
            detail: "Each document keeps its place.",
            keys: &["{", ","],
            ..FIND
        },
    ),
    row(
        ReviewCommand::NextPane,
        CommandSpec {
            name: "review.next-pane",
            title: "Go to the next pane",
            detail: "On a narrow screen it turns the page over: text, checklist, facts.",
            keys: &["tab"],
            hint: Hint::Footer(6, "pane"),
            ..SHOW
        },
    ),
    row(
        ReviewCommand::PreviousPane,
        CommandSpec {
            name: "review.previous-pane",
            title: "Go to the pane before",
            detail: "On a narrow screen it turns the page back.",
            keys: &["backtab"],
            ..SHOW
        },
    ),
    row(
        ReviewCommand::Zoom,
        CommandSpec {
            name: "review.zoom",
            title: "Show the pane alone",
            detail: "Again shows all panes.",
            keys: &["z"],
            ..SHOW
        },
    ),
    row(
        ReviewCommand::Focus(Pane::Document),
        CommandSpec {
            name: "review.text",
            title: "Go to the text",
            detail: "Puts the focus on the document.",
            keys: &["t"],
            ..SHOW
        },
    ),
    row(
        ReviewCommand::Focus(Pane::Checklist),
        CommandSpec {
            name: "review.checklist",
            title: "Go to the checklist",
            detail: "Puts the focus on the cells.",
            keys: &["L"],
            ..SHOW
        },
    ),
    row(
        ReviewCommand::Show(Side::Facts),
        CommandSpec {
            name: "review.facts",
            title: "Show facts about the claim",
            detail: "Parties, tenant, engagement, clocks, window and edition.",
            keys: &["i"],
            ..SHOW
        },
    ),
    row(
        ReviewCommand::Show(Side::Documents),
        CommandSpec {
            name: "review.documents",
            title: "Show the documents",
            detail: "Enter opens the chosen one.",
            keys: &["D"],
            ..SHOW
        },
    ),
    row(
        ReviewCommand::Show(Side::Comments),
        CommandSpec {
            name: "review.comments",
            title: "Show the comments",
            detail: "What was written on the claim, newest first.",
            keys: &["C"],
            ..SHOW
        },
    ),
    row(
        ReviewCommand::Show(Side::Requests),
        CommandSpec {
            name: "review.requests",
            title: "Show what was asked before",
            detail: "Each reason of the earlier decision, whether it is cured, and the documents that came since.",
            keys: &["A"],
            ..SHOW
        },
    ),
    row(
        ReviewCommand::NextNew,
        CommandSpec {
            name: "review.next-new",
            title: "Open the next document that came since",
            detail: "Steps through the documents added after the earlier decision or request.",
            keys: &["g e"],
            ..FIND
        },
    ),
    row(
        ReviewCommand::Answers,
        CommandSpec {
            name: "review.answers",
            title: "Set what was asked beside what came since",
            detail: "Each earlier request with the new text found for it, and what is new in every document.",
            keys: &["g b"],
            ..FIND
        },
    ),
    row(
        ReviewCommand::History,
        CommandSpec {
            name: "review.history",
            title: "Show what happened to the claim",
            detail: "Before and at this desk, oldest first.",
            keys: &["H"],
            ..SHOW
        },
    ),
    row(
        ReviewCommand::EndSearch,
        CommandSpec {
            name: "review.end-search",
            title: "End the search",
            detail: "Takes the highlighted matches away; nothing else changes.",
            keys: &["esc"],
            scope: Scope::Searching,
            ..FIND
        },
    ),
];
