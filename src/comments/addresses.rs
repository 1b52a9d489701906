//! E-mail addresses in running text.

use crate::text::Span;

/// An address and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Address<'t> {
    /// The whole address.
    pub(super) text: &'t str,
    /// What follows the `@`.
    pub(super) domain: &'t str,
    /// Where.
    pub(super) span: Span,
}

/// All addresses of a text, in its order. Masked ones such as `***@contoso.example` show nobody and are left out
/// (TRAP-29).
pub(super) fn addresses(text: &str) -> Vec<Address<'_>> {
    text.match_indices('@').filter_map(|(at, _)| address_at(text, at)).collect()
}

fn address_at(text: &str, at: usize) -> Option<Address<'_>> {
    let (before, after) = (text.get(..at)?, text.get(at + 1..)?);
    let local = before.chars().rev().take_while(|c| is_local(*c)).map(char::len_utf8).sum::<usize>();
    let domain_len: usize = after.chars().take_while(|c| is_domain(*c)).map(char::len_utf8).sum();
    let domain = after.get(..domain_len)?.trim_end_matches(['.', '-']);
    let span = Span::new(at - local, at + 1 + domain.len());
    (local > 0 && domain.contains('.')).then_some(Address { text: span.of(text)?, domain, span })
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '\'')
}

fn is_domain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_before_the_period_of_the_sentence() {
        let found = addresses("Write to g.prantl@alpenhammer.example. Thanks, ***@contoso.example and a@b");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].text, "g.prantl@alpenhammer.example");
        assert_eq!(found[0].domain, "alpenhammer.example");
    }
}
