//! The embedded editions hold what the rule catalogue says.

use proofdesk::assets;
use proofdesk::policy::Editions;

#[test]
fn the_embedded_editions_pass_every_cross_check() {
    let sources = assets::edition_sources(None).unwrap();
    if let Err(errors) = Editions::from_sources(&sources) {
        panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    }
}
