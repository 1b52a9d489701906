//! Every signal proves itself.

use super::sample::editions;
use proofdesk::evidence::Signals;

#[test]
fn every_signal_finds_its_example_and_passes_over_its_counter_example() {
    let mut wrong = Vec::new();
    for edition in editions().all() {
        assert!(!edition.signals.is_empty(), "{}", edition.id);
        for spec in &edition.signals {
            let signal = Signals::new(std::slice::from_ref(spec)).expect("a pattern");
            if signal.fired(&spec.hit) != [spec.id.as_str()] {
                wrong.push(format!("{} must find {:?}", spec.id, spec.hit));
            }
            if !signal.fired(&spec.miss).is_empty() {
                wrong.push(format!("{} must pass over {:?}", spec.id, spec.miss));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn an_edition_has_no_more_signals_than_fit_one_reading() {
    for edition in editions().all() {
        assert!(edition.signals.len() <= 128, "{}: {}", edition.id, edition.signals.len());
    }
}
