//! `docs/editions.md` equals the template language and the parameters.

use proofdesk::policy::variables::{FLAGS, Origin, VARIABLES};

const PAGE: &str = include_str!("../../docs/editions.md");

#[test]
fn every_variable_and_flag_is_on_the_page() {
    for variable in VARIABLES {
        let from = if variable.origin == Origin::Common { "claim, edition, decision" } else { "reviewer" };
        let row = format!("| `{}` | {} | {from} |", variable.name, variable.hint);
        assert!(PAGE.contains(&row), "add to docs/editions.md: {row}");
    }
    for (flag, holds) in FLAGS {
        let row = format!("| `{flag}` | {holds} |");
        assert!(PAGE.contains(&row), "add to docs/editions.md: {row}");
    }
}

#[test]
fn every_file_of_an_edition_is_on_the_page() {
    for source in proofdesk::assets::edition_sources(None).unwrap() {
        for file in source.files {
            assert!(PAGE.contains(&format!("| `{}` | ", file.name)), "{} is not on the page", file.name);
        }
    }
}
