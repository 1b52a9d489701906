//! Documents that may share text, found through the shingles few documents have.

use super::fingerprint::Fingerprint;

/// Shingles in more owners' papers than this are common property.
const MOST_OWNERS: usize = 200;
/// In a small set already one owner in so many makes a shingle common.
const SMALL_SET: usize = 20;
/// But never fewer than this.
const FEWEST_OWNERS: usize = 5;
/// Shared kept shingles from which two documents are looked at.
const LEAST_SHARED: u32 = 4;
/// Estimated share of the shorter text from which two documents are looked at.
const LIKELY: f64 = 0.05;
/// Most documents that are looked at beside one.
const MOST_BESIDE: usize = 8;

/// A document to be compared with all others.
#[derive(Debug, Clone)]
pub struct Fingerprinted {
    /// Whose paper it is: documents of one owner are not compared with each other.
    pub owner: u32,
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
}

/// Two documents, by their places in the list, that probably share text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The first.
    pub one: usize,
    /// The second; its place is behind the first's.
    pub other: usize,
    /// Estimated share of the shorter text.
    pub estimate: f64,
}

/// Every pair of documents of different owners that probably share text, in order of their places.
///
/// Needs time in proportion to the kept shingles and their occurrences; a shingle many owners have is passed over.
pub fn candidates(documents: &[Fingerprinted]) -> Vec<Candidate> {
    let postings = Postings::of(documents);
    let mut counts = vec![0_u32; documents.len()];
    let mut found = Vec::new();
    for place in 0..documents.len() {
        found.extend(postings.beside(documents, place, &mut counts));
    }
    found.sort_by_key(|pair: &Candidate| (pair.one, pair.other));
    found.dedup_by_key(|pair| (pair.one, pair.other));
    found
}

/// For each kept shingle the documents that have it.
struct Postings {
    /// Sorted by hash, then by place.
    entries: Vec<(u64, u32)>,
    /// For each document its shingles that are not common, as places in `entries`.
    rare: Vec<Vec<Posting>>,
}

#[derive(Clone, Copy)]
struct Posting {
    hash: u64,
    start: u32,
    len: u32,
}

impl Postings {
    fn of(documents: &[Fingerprinted]) -> Self {
        let entry = |(place, document): (usize, &Fingerprinted)| {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            document.fingerprint.hashes.iter().map(move |hash| (*hash, place)).collect::<Vec<_>>()
        };
        let mut entries: Vec<(u64, u32)> = documents.iter().enumerate().flat_map(entry).collect();
        entries.sort_unstable();
        let most = (documents.len() / SMALL_SET).clamp(FEWEST_OWNERS, MOST_OWNERS);
        let mut rare: Vec<Vec<Posting>> = vec![Vec::new(); documents.len()];
        let mut start = 0_u32;
        for group in entries.chunk_by(|one, other| one.0 == other.0) {
            let len = u32::try_from(group.len()).unwrap_or(u32::MAX);
            let hash = group.first().map_or(0, |entry| entry.0);
            if owners(documents, group, most) <= most {
                for (_, place) in group {
                    if let Some(own) = rare.get_mut(*place as usize) {
                        own.push(Posting { hash, start, len });
                    }
                }
            }
            start += len;
        }
        Self { entries, rare }
    }

    /// The documents beside one that share most with it.
    fn beside(&self, documents: &[Fingerprinted], place: usize, counts: &mut [u32]) -> Vec<Candidate> {
        let mut touched = Vec::new();
        let owner = documents.get(place).map(|document| document.owner);
        for posting in self.rare.get(place).map_or(&[][..], Vec::as_slice) {
            let range = posting.start as usize..(posting.start + posting.len) as usize;
            for (_, other) in self.entries.get(range).unwrap_or_default() {
                let other = *other as usize;
                if documents.get(other).map(|document| document.owner) == owner {
                    continue;
                }
                let Some(count) = counts.get_mut(other) else { continue };
                if *count == 0 {
                    touched.push(other);
                }
                *count += 1;
            }
        }
        let mut found = Vec::new();
        for other in touched {
            let shared = counts.get_mut(other).map(std::mem::take).unwrap_or_default();
            let estimate = self.estimate(documents, (place, other), shared);
            if shared >= LEAST_SHARED && estimate >= LIKELY {
                found.push(Candidate { one: place.min(other), other: place.max(other), estimate });
            }
        }
        found.sort_by(|a, b| b.estimate.total_cmp(&a.estimate).then((a.one, a.other).cmp(&(b.one, b.other))));
        found.truncate(MOST_BESIDE);
        found
    }

    /// Shared shingles of the shorter text's, at the scale at which both were sampled.
    fn estimate(&self, documents: &[Fingerprinted], (one, other): (usize, usize), shared: u32) -> f64 {
        let scale = |place: usize| documents.get(place).map_or(0, |document| document.fingerprint.scale);
        let scale = scale(one).max(scale(other));
        let size = |place: usize| {
            let own = self.rare.get(place).map_or(&[][..], Vec::as_slice);
            own.partition_point(|posting| posting.hash <= u64::MAX >> scale)
        };
        let shorter = u32::try_from(size(one).min(size(other)).max(1)).unwrap_or(u32::MAX);
        f64::from(shared) / f64::from(shorter)
    }
}

/// Owners of a group of documents, counted up to one more than `most`.
fn owners(documents: &[Fingerprinted], group: &[(u64, u32)], most: usize) -> usize {
    let mut owners: Vec<u32> = Vec::with_capacity(most + 1);
    for (_, place) in group {
        let Some(document) = documents.get(*place as usize) else { continue };
        if !owners.contains(&document.owner) {
            owners.push(document.owner);
        }
        if owners.len() > most {
            break;
        }
    }
    owners.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of so many words of its own.
    fn text(seed: u32, words: u32) -> String {
        let letters = |mut number: u32| {
            let mut word = String::from("w");
            for _ in 0..6 {
                word.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
                number /= 26;
            }
            word
        };
        (0..words).map(|at| letters(seed * 7_919 + at)).collect::<Vec<_>>().join(" ")
    }

    fn documents(texts: &[String]) -> Vec<Fingerprinted> {
        let owned =
            |(owner, text): (u32, &String)| Fingerprinted { owner, fingerprint: Fingerprint::of(text) };
        (0..).zip(texts).map(owned).collect()
    }

    #[test]
    fn a_copied_half_is_found_among_strangers() {
        let mut texts: Vec<String> = (1..60).map(|seed| text(seed, 300)).collect();
        let copy = format!("{} {}", text(1, 150), text(99, 150));
        texts.push(copy);
        let found = candidates(&documents(&texts));
        assert_eq!(found.iter().map(|pair| (pair.one, pair.other)).collect::<Vec<_>>(), [(0, 59)]);
        assert!((0.35..0.65).contains(&found[0].estimate), "{}", found[0].estimate);
    }

    #[test]
    fn text_that_many_owners_share_points_at_nobody() {
        let texts: Vec<String> =
            (1..20).map(|seed| format!("{} {}", text(500, 200), text(seed, 100))).collect();
        assert_eq!(candidates(&documents(&texts)), []);
    }

    #[test]
    fn papers_of_one_owner_are_not_compared() {
        let mut same = documents(&[text(1, 300), text(1, 300)]);
        assert_eq!(candidates(&same).len(), 1);
        same[1].owner = same[0].owner;
        assert_eq!(candidates(&same), []);
    }

    #[test]
    fn a_short_text_inside_a_long_one_is_found() {
        let texts = [text(1, 120), format!("{} {} {}", text(50, 2_000), text(1, 120), text(60, 2_000))];
        let found = candidates(&documents(&texts));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].estimate > 0.6, "{found:?}");
    }

    #[test]
    fn a_fingerprint_survives_the_cache_and_rubbish_is_refused() {
        let fingerprint = Fingerprint::of(&text(3, 5_000));
        assert_eq!(Fingerprint::from_bytes(&fingerprint.to_bytes()), Some(fingerprint));
        assert_eq!(Fingerprint::from_bytes(&[]), None);
        assert_eq!(Fingerprint::from_bytes(&[9]), None);
        assert_eq!(Fingerprint::from_bytes(&[0, 1, 2]), None);
    }
}
