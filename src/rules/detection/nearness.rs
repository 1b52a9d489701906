//! Keys that look alike: a tenant or subscription with a digit or two mistyped, one domain under two tenants.
//!
//! Two numbers of 32 digits that differ in at most two of them agree in at least three of five parts, so looking
//! through the ten choices of three parts finds every such pair without comparing each with each.

use super::groups::Line;
use crate::domain::Nearness;
use std::collections::BTreeSet;
use std::ops::Range;

/// So many digits may differ.
const FEW: u32 = 2;
/// The five parts, as digits from the left.
const PARTS: [Range<u32>; 5] = [0..7, 7..13, 13..20, 20..26, 26..32];
/// Numbers that agree in three parts with more than so many others were not drawn at random; nothing can be said.
const CROWD: usize = 64;
/// A domain of more tenants is a mail provider's or a reseller's.
const TENANTS_OF_A_DOMAIN: usize = 8;

/// Every pair of lines of different families about the same subject whose keys look alike. The lines are sorted.
pub(super) fn pairs<'l>(
    lines: &'l [Line],
    subscriptions: &[u128],
    domains: Vec<(u64, u128)>,
) -> Vec<(Nearness, &'l Line, &'l Line)> {
    let tenants: Vec<(u128, &[Line])> = lines
        .chunk_by(|one, other| one.tenant == other.tenant)
        .filter_map(|run| run.first().map(|line| (line.tenant, run)))
        .collect();
    let numbers: Vec<u128> = tenants.iter().map(|(tenant, _)| *tenant).collect();
    let mut close: BTreeSet<(usize, usize)> = mistyped(&numbers).into_iter().collect();
    let mut found = Vec::new();
    for &(one, other) in &close {
        same_subject(Nearness::TenantDigits, (&tenants, one, other), &mut found);
    }
    for pair in same_domain(&numbers, domains) {
        if close.insert(pair) {
            same_subject(Nearness::SameDomain, (&tenants, pair.0, pair.1), &mut found);
        }
    }
    for (_, run) in &tenants {
        near_subscriptions(run, subscriptions, &mut found);
    }
    found
}

/// Lines of two tenants about the same subject and subscription. Both runs are sorted by them.
fn same_subject<'l>(
    nearness: Nearness,
    (tenants, one, other): (&[(u128, &'l [Line])], usize, usize),
    found: &mut Vec<(Nearness, &'l Line, &'l Line)>,
) {
    let Some(((_, one), (_, other))) = tenants.get(one).zip(tenants.get(other)) else { return };
    for line in *one {
        let about = (line.subject, line.subscription);
        let from = other.partition_point(|other| (other.subject, other.subscription) < about);
        let same = other.iter().skip(from).take_while(|other| (other.subject, other.subscription) == about);
        found.extend(same.filter(|other| other.family != line.family).map(|other| (nearness, line, other)));
    }
}

/// Lines of one tenant and subject whose subscriptions look alike.
fn near_subscriptions<'l>(
    run: &'l [Line],
    subscriptions: &[u128],
    found: &mut Vec<(Nearness, &'l Line, &'l Line)>,
) {
    let number = |line: &Line| subscriptions.get((line.subscription as usize).checked_sub(1)?).copied();
    for product in run.chunk_by(|one, other| one.subject == other.subject) {
        if product.len() > CROWD {
            continue;
        }
        for (at, one) in product.iter().enumerate() {
            let later = product.iter().skip(at + 1).filter(|other| other.family != one.family);
            let close = later.filter(|other| {
                number(one).zip(number(other)).is_some_and(|(one, other)| is_mistyped(one, other))
            });
            found.extend(close.map(|other| (Nearness::SubscriptionDigits, one, other)));
        }
    }
}

/// The places of all pairs of different numbers with at most [`FEW`] different digits, the lower place first.
fn mistyped(numbers: &[u128]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut kept: Vec<(u128, usize)> = Vec::with_capacity(numbers.len());
    for mask in masks() {
        kept.clear();
        kept.extend(numbers.iter().enumerate().map(|(at, number)| (number & mask, at)));
        kept.sort_unstable();
        let crowds =
            kept.chunk_by(|one, other| one.0 == other.0).filter(|run| (2..=CROWD).contains(&run.len()));
        for run in crowds {
            for (at, &(_, one)) in run.iter().enumerate() {
                let later = run.iter().skip(at + 1).map(|&(_, other)| other);
                found.extend(later.map(|other| (one, other)).filter(|&(one, other)| {
                    let pair = numbers.get(one).zip(numbers.get(other));
                    pair.is_some_and(|(one, other)| is_mistyped(*one, *other))
                }));
            }
        }
    }
    found
}

/// Masks that keep three parts and blank the other two.
fn masks() -> impl Iterator<Item = u128> {
    (0..PARTS.len()).flat_map(|one| (one + 1..PARTS.len()).map(move |other| !(part(one) | part(other))))
}

fn part(at: usize) -> u128 {
    PARTS.get(at).cloned().unwrap_or_default().fold(0, |bits, digit| bits | (0xf << (4 * (31 - digit))))
}

fn is_mistyped(one: u128, other: u128) -> bool {
    let differing = one ^ other;
    let digits = (0..32).filter(|digit| (differing >> (4 * digit)) & 0xf != 0).count();
    (1..=FEW as usize).contains(&digits)
}

/// The places of tenants that have the same domain.
fn same_domain(numbers: &[u128], mut domains: Vec<(u64, u128)>) -> Vec<(usize, usize)> {
    domains.sort_unstable();
    domains.dedup();
    let mut found = Vec::new();
    for run in domains.chunk_by(|one, other| one.0 == other.0) {
        if !(2..=TENANTS_OF_A_DOMAIN).contains(&run.len()) {
            continue;
        }
        let places: Vec<usize> =
            run.iter().filter_map(|(_, tenant)| numbers.binary_search(tenant).ok()).collect();
        for (at, one) in places.iter().enumerate() {
            found.extend(places.iter().skip(at + 1).map(|other| (*one, *other)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_digit_belongs_to_one_part() {
        assert_eq!((0..PARTS.len()).fold(0, |bits, at| bits ^ part(at)), u128::MAX);
        assert_eq!(masks().count(), 10);
    }

    fn change(number: u128, digit: u32, by: u128) -> u128 {
        number ^ (by << (4 * digit))
    }

    proptest! {
        #[test]
        fn a_digit_or_two_is_near_wherever_it_stands(
            number: u128,
            (one, by) in (0..32_u32, 1..16_u128),
            (other, also) in (0..32_u32, 0..16_u128),
        ) {
            prop_assume!(one != other);
            let typed = change(change(number, one, by), other, also);
            prop_assert_eq!(mistyped(&[number, typed]), mistyped(&[typed, number]));
            prop_assert!(mistyped(&[number, typed]).contains(&(0, 1)));
        }

        #[test]
        fn three_digits_or_none_are_not_near(number: u128, by in prop::array::uniform3(1..16_u128), at in 0..30_u32) {
            let typed = (0..).zip(by).fold(number, |typed, (step, by)| change(typed, at + step, by));
            prop_assert!(mistyped(&[number, typed, number]).is_empty());
        }
    }
}
