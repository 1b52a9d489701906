//! Every cross-check, each broken once: the error names file and line and says what to do.

use proofdesk::assets::edition_sources;
use proofdesk::policy::{EditionSource, Editions};

/// The embedded sources with one file changed.
fn changed(folder: &str, name: &str, change: impl Fn(&str) -> String) -> Vec<EditionSource> {
    let mut sources = edition_sources(None).unwrap();
    let source = sources.iter_mut().find(|source| source.folder == folder).unwrap();
    let file = source.files.iter_mut().find(|file| file.name == name).unwrap();
    let text = change(&file.text);
    assert_ne!(text, file.text, "the change must change something");
    file.text = text;
    sources
}

fn errors(sources: &[EditionSource]) -> Vec<String> {
    match Editions::from_sources(sources) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

/// Line of the first occurrence, counted from 1.
fn line(text: &str, of: &str) -> usize {
    let at = text.find(of).unwrap_or_else(|| panic!("{of:?} not found"));
    text[..at].matches('\n').count() + 1
}

/// A mistake in one file of June 2025: what is replaced by what, where it is told, and how the error begins.
struct Mistake {
    file: &'static str,
    from: &'static str,
    to: &'static str,
    /// Text in the changed file that stands on the line the error names; empty when the place is not of interest.
    at: &'static str,
    told: &'static str,
}

const MISTAKES: &[Mistake] = &[
    Mistake {
        file: "edition.toml",
        from: "hold_minutes = 10",
        to: "hold_minutes = 10\ncalendar = { days_off = [\"2025-12-25\"] }",
        at: "[parameters]",
        told: "calendar.days_off needs calendar.years",
    },
    Mistake {
        file: "edition.toml",
        from: "hold_minutes = 10",
        to: "hold_minutes = 10\ncalendar = { years = [2026, 2025] }",
        at: "[parameters]",
        told: "calendar.years ends before it begins.",
    },
    Mistake {
        file: "edition.toml",
        from: "hold_minutes = 10",
        to: "hold_minutes = 10\ncalendar = { years = [2025, 2026], days_off = [\"2027-01-01\"] }",
        at: "[parameters]",
        told: "calendar.days_off holds 2027-01-01, which lies outside calendar.years.",
    },
    Mistake {
        file: "clocks.toml",
        from: "post_submission = 150",
        to: "post_submission = 151",
        at: "post_submission = 151",
        told: "post_submission must be 30 days after not_submitted (PAC-54).",
    },
    Mistake {
        file: "clocks.toml",
        from: "\"T-PA-14\"",
        to: "\"T-PA-99\"",
        at: "T-PA-99",
        told: "\"T-PA-99\" is not a known transition.",
    },
    Mistake {
        file: "clocks.toml",
        from: "\"CTR-23\"",
        to: "\"CTR-99\"",
        at: "CTR-99",
        told: "\"CTR-99\" is not a known rule.",
    },
    Mistake {
        file: "transitions.toml",
        from: "\"CTR-20\"",
        to: "\"CTR-99\"",
        at: "CTR-99",
        told: "\"CTR-99\" is not a known rule.",
    },
    Mistake {
        file: "transitions.toml",
        from: "clock = \"dispute-window\"",
        to: "clock = \"dispute-winnow\"",
        at: "dispute-winnow",
        told: "\"dispute-winnow\" is not a known clock.",
    },
    Mistake {
        file: "transitions.toml",
        from: "by = \"clock\"\nclock = \"partner-answer\"",
        to: "by = \"clock\"",
        at: "",
        told: "A clock causes the transition. Name it in `clock`.",
    },
    Mistake {
        file: "edition.toml",
        from: "\"RC-E-10\"",
        to: "\"RC-E-99\"",
        at: "[parameters]",
        told: "\"RC-E-99\" is not a known reason code. Define it in reasons.toml",
    },
    Mistake {
        file: "edition.toml",
        from: "conflict = 30\n",
        to: "",
        at: "[parameters]",
        told: "typical_minutes.conflict is missing.",
    },
    Mistake {
        file: "edition.toml",
        from: "new = 12",
        to: "new = -1",
        at: "[parameters]",
        told: "typical_minutes.new must not be negative.",
    },
    Mistake {
        file: "edition.toml",
        from: "new = 12",
        to: "new = 12\nfresh = 3",
        at: "[parameters]",
        told: "\"fresh\" is not a known queue kind of typical_minutes.",
    },
    Mistake {
        file: "edition.toml",
        from: "comment_limit = 4000",
        to: "comment_limit = 40",
        at: "[parameters]",
        told: "comment_limit leaves no room for a comment.",
    },
    Mistake {
        file: "edition.toml",
        from: "disputes = true\n",
        to: "",
        at: "[parameters]",
        told: "The row cannot be read: missing field `disputes`.",
    },
    Mistake {
        file: "requirements.toml",
        from: "label = \"Dates\"",
        to: "label = \"Dates of everything that happened\"",
        at: "label = \"Dates of everything",
        told: "The label has 33 characters. Use 1 to 28.",
    },
    Mistake {
        file: "requirements.toml",
        from: "id = \"dates\"",
        to: "id = \"party-names\"",
        at: "# The checklist rows",
        told: "Requirement dates is missing.",
    },
    Mistake {
        file: "requirements.toml",
        from: "\"POE-R2-01\"",
        to: "\"POE-R2-99\"",
        at: "POE-R2-99",
        told: "\"POE-R2-99\" is not a known rule.",
    },
    Mistake {
        file: "requirements.toml",
        from: "number = 4",
        to: "number = 6",
        at: "# The checklist rows",
        told: "One of the qualifications 1 to 5 of Managed Security Services is missing.",
    },
    Mistake {
        file: "statuses.toml",
        from: "status = \"disputed\"",
        to: "status = \"final-rejected\"",
        at: "",
        told: "\"disputed\" is not a known status.",
    },
    Mistake {
        file: "statuses.toml",
        from: "labels = [\"Submitted\"]",
        to: "labels = [\"Submitted\", \"under  review\"]",
        at: "\"Under Review\", ",
        told: "The status label \"Under Review\" is already defined at",
    },
    Mistake {
        file: "transitions.toml",
        from: "to_status = \"disputed\"",
        to: "to_status = \"awaiting-customer-consent\"",
        at: "to_status = \"awaiting-customer-consent\"",
        told: "\"awaiting-customer-consent\" is not a known status.",
    },
    Mistake {
        file: "transitions.toml",
        from: "id = \"T-C25-02\"",
        to: "id = \"T-C25-01\"",
        at: "",
        told: "The transition \"T-C25-01\" is already defined at jun2025/transitions.toml:",
    },
    Mistake {
        file: "clocks.toml",
        from: "name = \"review\"",
        to: "name = \"reveiw\"",
        at: "name = \"reveiw\"",
        told: "\"reveiw\" is not a known clock. Known: review, ",
    },
    Mistake {
        file: "clocks.toml",
        from: "length = 30",
        to: "length = 0",
        at: "length = 0",
        told: "A length must be above zero.",
    },
    Mistake {
        file: "clocks.toml",
        from: "unit = \"business-days\"",
        to: "unit = \"fortnights\"",
        at: "unit = \"fortnights\"",
        told: "The row cannot be read: unknown variant `fortnights`",
    },
    Mistake {
        file: "reasons.toml",
        from: "{claim_domain}",
        to: "{claimed_domain}",
        at: "{claimed_domain}",
        told: "\"claimed_domain\" is not a known variable. Known: claim_id, ",
    },
    Mistake {
        file: "reasons.toml",
        from: "your company does in {workloads}",
        to: "your company does",
        at: "does not say what your company does.",
        told: "A fragment of R3 or R4 must name {workloads}",
    },
    Mistake {
        file: "reasons.toml",
        from: "group = \"document\"",
        to: "group = \"conflict\"",
        at: "group = \"conflict\"",
        told: "The group does not fit the code RC-D-01.",
    },
    Mistake {
        file: "reasons.toml",
        from: "code = \"RC-R2-02\"",
        to: "code = \"RC-R2-01\"",
        at: "",
        told: "The reason code \"RC-R2-01\" is already defined at jun2025/reasons.toml:",
    },
    Mistake {
        file: "reasons.toml",
        from: "code = \"RC-R2-02\"",
        to: "code = \"R2-02\"",
        at: "code = \"R2-02\"",
        told: "The row cannot be read: \"R2-02\" is not a reason code",
    },
    Mistake {
        file: "reasons.toml",
        from: "[[reason]]\ncode = \"RC-C-01\"",
        to: "[[reasn]]\ncode = \"RC-C-01\"",
        at: "[[reasn]]",
        told: "There is no list of rows \"reasn\". Known: reason.",
    },
    Mistake {
        file: "comments.toml",
        from: "[incentive]",
        to: "[incentives]",
        at: "text = \"\"\"",
        told: "\"incentives\" is not a known flag. Known: incentive, ",
    },
    Mistake {
        file: "comments.toml",
        from: "use = \"residual\"\n",
        to: "",
        at: "# Frames",
        told: "A frame with use = \"residual\" is missing.",
    },
    Mistake {
        file: "comments.toml",
        from: "use = \"reject\"",
        to: "use = \"action-required\"",
        at: "",
        told: "The use of a frame \"ActionRequired\" is already defined at",
    },
    Mistake {
        file: "workloads.toml",
        from: "code = \"MDE\"",
        to: "code = \"MDI\"",
        at: "",
        told: "The workload code \"MDI\" is already defined at",
    },
    Mistake {
        file: "workloads.toml",
        from: "code = \"INTUNE\"",
        to: "code = \"INTUNES\"",
        at: "code = \"INTUNES\"",
        told: "The code \"INTUNES\" must be 1 to 6 capitals or digits.",
    },
    Mistake {
        file: "workloads.toml",
        from: "\"Windows Intune\"",
        to: "\"YAMMER\"",
        at: "\"Yammer\"",
        told: "The name \"Yammer\" stands for \"Viva Engage\" here and for \"Microsoft Intune\" at",
    },
    Mistake {
        file: "document_kinds.toml",
        from: "never_counts = \"RC-D-01\"",
        to: "never_counts = \"RC-D-77\"",
        at: "RC-D-77",
        told: "\"RC-D-77\" is not a known reason code.",
    },
    Mistake {
        file: "document_kinds.toml",
        from: "kind = \"quote\"",
        to: "kind = \"invoice\"",
        at: "# Document kinds",
        told: "Document kind quote is missing.",
    },
    Mistake {
        file: "engagements.toml",
        from: "id = \"partner-activity\"\nrule = \"POE-A10\"\nlabel = \"Partner Activity\"\nactivity = \"partner-activity\"",
        to: "id = \"partner-activity\"\nrule = \"POE-A10\"\nlabel = \"Partner Activity\"\nactivity = \"usage\"",
        at: "# Claim types",
        told: "The fallback for activity partner-activity is missing.",
    },
];

#[test]
fn every_mistake_is_told_with_its_line() {
    for mistake in MISTAKES {
        let Mistake { file, from, to, at, told } = mistake;
        let sources = changed("jun2025", file, |text| text.replacen(from, to, 1));
        let found = errors(&sources);
        let june = sources.iter().find(|source| source.folder == "jun2025").unwrap();
        let text = &june.files.iter().find(|source| source.name == *file).unwrap().text;
        // An error may be told where the mistake shows instead of where it was made.
        let place = if at.is_empty() {
            "jun2025/".to_owned()
        } else {
            format!("jun2025/{file}:{}: ", line(text, at))
        };
        let hit = found.iter().any(|error| error.starts_with(&place) && error.contains(told));
        assert!(hit, "expected {place}{told}\nfound:\n{}", found.join("\n"));
    }
}

#[test]
fn all_mistakes_of_all_files_are_told_at_once_and_shared_rows_once() {
    let mut sources = changed("jun2025", "reasons.toml", |text| {
        text.replacen("{found_name}", "{fund_name}", 1).replacen(
            "default = \"reject\"",
            "default = \"refuse\"",
            1,
        )
    });
    let fy20 = sources.iter_mut().find(|source| source.folder == "fy20").unwrap();
    let clocks = fy20.files.iter_mut().find(|file| file.name == "clocks.toml").unwrap();
    clocks.text = clocks.text.replacen("length = 30", "length = -30", 1);
    let found = errors(&sources);
    let telling = |words: &str| found.iter().filter(|error| error.contains(words)).count();
    assert_eq!(telling("\"fund_name\" is not a known variable"), 1, "{found:#?}");
    assert_eq!(telling("unknown variant `refuse`"), 1, "{found:#?}");
    assert_eq!(telling("fy20/clocks.toml:7: A length must be above zero."), 1, "{found:#?}");
}

#[test]
fn text_that_is_no_toml_is_told_with_every_broken_line() {
    let sources = changed("fy20", "clocks.toml", |text| format!("= nothing\n{text}\nlength = = 3\n"));
    let found = errors(&sources);
    assert!(found.iter().any(|error| error.starts_with("fy20/clocks.toml:1: ")), "{found:#?}");
    let last = sources.iter().find(|source| source.folder == "fy20").unwrap();
    let last = last.files.iter().find(|file| file.name == "clocks.toml").unwrap().text.lines().count();
    assert!(found.iter().any(|error| error.starts_with(&format!("fy20/clocks.toml:{last}: "))), "{found:#?}");
}

#[test]
fn an_edition_says_what_it_takes_over() {
    let missing = changed("fy20", "edition.toml", |text| text.replacen("\"reasons\", ", "", 1));
    let found = errors(&missing);
    assert!(
        found.iter().any(|error| error.contains("is not a known row of the tables this edition takes over"))
    );
    let unknown = changed("fy20", "edition.toml", |text| text.replacen("\"reasons\", ", "\"reason\", ", 1));
    assert!(errors(&unknown).iter().any(|error| error.contains("There is no file \"reason\".")));
    let nowhere =
        changed("fy20", "edition.toml", |text| text.replacen("edition = \"2025-06\"", "edition = \"x\"", 1));
    assert!(errors(&nowhere).iter().any(|error| error.contains("\"x\" is not a known edition to extend.")));
}

#[test]
fn a_table_neither_written_nor_taken_over_is_missing() {
    let mut sources = edition_sources(None).unwrap();
    let fy20 = sources.iter_mut().find(|source| source.folder == "fy20").unwrap();
    fy20.files.retain(|file| file.name != "engagements.toml");
    let found = errors(&sources);
    assert!(
        found.iter().any(|error| error.contains("engagements.toml is missing. Add the file")),
        "{found:#?}"
    );
}

#[test]
fn two_editions_cannot_begin_on_the_same_day_or_share_an_id() {
    let day = changed("fy20", "edition.toml", |text| text.replacen("2019-07-01", "2025-06-01", 1));
    let found = errors(&day);
    assert!(
        found.iter().any(|error| error.contains("The first day of an edition \"2025-06-01\"")),
        "{found:#?}"
    );
    assert!(found.iter().any(|error| error.contains("The edition ends before it begins.")), "{found:#?}");
    let id = changed("fy20", "edition.toml", |text| text.replacen("id = \"fy20\"", "id = \"2025-06\"", 1));
    assert!(errors(&id).iter().any(|error| error.contains("The edition \"2025-06\" is already defined")));
}

#[test]
fn without_any_edition_nothing_can_be_judged() {
    assert_eq!(
        errors(&[]),
        ["editions:1: A policy edition is missing. Add a folder with an edition.toml; see docs/editions.md."]
    );
}

#[test]
fn an_edition_without_signals_or_reference_file_still_reports_only_what_points_there() {
    let mut sources = edition_sources(None).unwrap();
    for source in &mut sources {
        source.files.retain(|file| file.name != "signals.toml");
    }
    assert!(errors(&sources).is_empty());
}

#[test]
fn a_signal_needs_a_subject_and_both_examples() {
    let row = "\n[[signal]]\nid = \"SIG-X\"\nabout = \"R9\"\npattern = \"x\"\nwhy = \"w\"\nhit = \"x\"\nmiss = \" \"\n";
    let sources = changed("jun2025", "signals.toml", |text| format!("{text}{row}"));
    let found = errors(&sources);
    assert!(
        found.iter().any(|error| error.contains("\"R9\" is not a known subject of a signal.")),
        "{found:#?}"
    );
    assert!(found.iter().any(|error| error.contains("The signal has no miss.")), "{found:#?}");
}
