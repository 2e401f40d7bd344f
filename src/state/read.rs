//! What a decision reads. It asks for what it has not been given yet, and is asked again with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Document, Key, Kind, Owner};
use crate::chat::CounterName;

/// One thing to be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Read {
    /// One document.
    One(Key),
    /// Some documents of one owner and kind.
    Page(PageOf),
    /// A counter; one never added to is 0.
    Counter(CounterName),
}

/// Documents of one owner and kind, in the order of their ids' bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageOf {
    /// Whose.
    pub owner: Owner,
    /// What sort.
    pub kind: Kind,
    /// Only ids after this one; empty for the first page.
    pub after: Arc<str>,
    /// At most so many.
    pub limit: u16,
}

/// What was read for a decision so far.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Documents by key; `None` is a document that is not there.
    pub documents: BTreeMap<Key, Option<Document>>,
    /// Pages.
    pub pages: BTreeMap<PageOf, Vec<(Key, Document)>>,
    /// Counters.
    pub counters: BTreeMap<CounterName, i64>,
    /// How far the store had got before the first of it was read; `None` if it does not say.
    pub as_of: Option<AsOf>,
}

/// How far a store had got when something was read. Means something to that store alone; less is
/// earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AsOf(pub u64);

/// Why a decision could not be made yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undecided {
    /// These have to be read first.
    Missing(Vec<Read>),
    /// A stored document is not what its kind and schema promise. An operator must look.
    Damaged(Key),
}

impl Undecided {
    /// What several parts of one decision came to that do not wait for each other: what any of them
    /// misses is to be read at once. Else they would take as many rounds of reading as there are
    /// parts, and who decides has but some.
    ///
    /// # Errors
    /// All that is missing, each once; or the first damage.
    pub fn together(parts: impl IntoIterator<Item = Result<(), Self>>) -> Result<(), Self> {
        let mut missing = Vec::new();
        for part in parts {
            match part {
                Ok(()) => {}
                Err(Self::Missing(more)) => missing.extend(more),
                Err(damaged @ Self::Damaged(_)) => return Err(damaged),
            }
        }
        missing.sort();
        missing.dedup();
        if missing.is_empty() {
            Ok(())
        } else {
            Err(Self::Missing(missing))
        }
    }
}

impl Found {
    /// The document at a key, if it is there.
    ///
    /// # Errors
    /// [`Undecided::Missing`] until it has been read.
    pub fn one(&self, key: &Key) -> Result<Option<&Document>, Undecided> {
        let found = self.documents.get(key).map(Option::as_ref);
        found.ok_or_else(|| Undecided::Missing(vec![Read::One(key.clone())]))
    }

    /// The documents of a page.
    ///
    /// # Errors
    /// [`Undecided::Missing`] until it has been read.
    pub fn page(&self, page: &PageOf) -> Result<&[(Key, Document)], Undecided> {
        let found = self.pages.get(page).map(Vec::as_slice);
        found.ok_or_else(|| Undecided::Missing(vec![Read::Page(page.clone())]))
    }

    /// How far something was counted.
    ///
    /// # Errors
    /// [`Undecided::Missing`] until it has been read.
    pub fn counter(&self, name: &CounterName) -> Result<i64, Undecided> {
        let found = self.counters.get(name).copied();
        found.ok_or_else(|| Undecided::Missing(vec![Read::Counter(name.clone())]))
    }

    /// Takes over what else was read.
    pub fn add(&mut self, other: Self) {
        let is_first = self.documents.is_empty() && self.pages.is_empty();
        self.as_of = if is_first {
            other.as_of
        } else {
            // `None` is less than any other.
            self.as_of.min(other.as_of)
        };
        self.documents.extend(other.documents);
        // What a page has shown need not be read once more by its key.
        for (key, document) in other.pages.values().flatten() {
            self.documents
                .entry(key.clone())
                .or_insert_with(|| Some(document.clone()));
        }
        self.pages.extend(other.pages);
        self.counters.extend(other.counters);
    }

    /// The version of every document seen, one that is not there as 0: what a commit checks. Of
    /// one that was seen twice and had changed between, the older: that commit is a conflict.
    pub fn versions(&self) -> BTreeMap<Key, u64> {
        let version = |document: &Document| document.version;
        let one = self.documents.iter();
        let one = one.map(|(key, document)| (key, document.as_ref().map_or(0, version)));
        let paged = self.pages.values().flatten();
        let paged = paged.map(|(key, document)| (key, version(document)));
        let mut versions: BTreeMap<Key, u64> = BTreeMap::new();
        for (key, seen) in one.chain(paged) {
            match versions.get_mut(key) {
                Some(known) => *known = seen.min(*known),
                None => {
                    versions.insert(key.clone(), seen);
                }
            }
        }
        versions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(version: u64) -> Document {
        Document {
            version,
            schema: 1,
            body: b"{}"[..].into(),
        }
    }

    #[test]
    fn a_commit_checks_all_that_was_seen_what_is_not_there_too() {
        let (here, gone) = (Key::shared(Kind::Run, "R1"), Key::shared(Kind::Run, "R2"));
        let on_a_page = Key::shared(Kind::Channel, "C1");
        let page = PageOf {
            owner: Owner::Shared,
            kind: Kind::Channel,
            after: "".into(),
            limit: 10,
        };
        let mut found = Found::default();
        found.add(Found {
            documents: BTreeMap::from([(here.clone(), Some(document(7))), (gone.clone(), None)]),
            ..Found::default()
        });
        found.add(Found {
            pages: BTreeMap::from([(page, vec![(on_a_page.clone(), document(2))])]),
            ..Found::default()
        });
        let expected = BTreeMap::from([(here, 7), (gone, 0), (on_a_page, 2)]);
        assert_eq!(found.versions(), expected);
    }

    #[test]
    fn what_a_page_has_shown_is_not_asked_for_and_what_changed_between_is_a_conflict() {
        let (steady, changed) = (Key::shared(Kind::Run, "R1"), Key::shared(Kind::Run, "R2"));
        let page = PageOf {
            owner: Owner::Shared,
            kind: Kind::Run,
            after: "".into(),
            limit: 10,
        };
        let mut found = Found::default();
        found.documents.insert(changed.clone(), Some(document(7)));
        let shown = vec![
            (steady.clone(), document(2)),
            (changed.clone(), document(8)),
        ];
        found.add(Found {
            pages: BTreeMap::from([(page, shown)]),
            ..Found::default()
        });
        assert_eq!(found.one(&steady), Ok(Some(&document(2))));
        assert_eq!(found.one(&changed), Ok(Some(&document(7))));
        assert_eq!(
            found.versions(),
            BTreeMap::from([(steady, 2), (changed, 7)])
        );
    }

    #[test]
    fn what_was_read_in_turns_is_as_old_as_the_first_of_it() {
        let as_of = |as_of: Option<u64>, id: &str| Found {
            documents: BTreeMap::from([(Key::shared(Kind::Run, id), None)]),
            as_of: as_of.map(AsOf),
            ..Found::default()
        };
        let mut found = Found::default();
        for (next, oldest) in [(Some(7), Some(7)), (Some(9), Some(7)), (None, None)] {
            found.add(as_of(next, &format!("{next:?}")));
            assert_eq!(found.as_of, oldest.map(AsOf));
        }
        found.add(as_of(Some(9), "late"));
        assert_eq!(found.as_of, None, "of some of it nobody knows");
    }

    #[test]
    fn what_was_not_read_is_asked_for_and_what_is_not_there_is_not() {
        let key = Key::shared(Kind::Run, "R1");
        let mut found = Found::default();
        let missing = Undecided::Missing(vec![Read::One(key.clone())]);
        assert_eq!(found.one(&key), Err(missing));
        found.documents.insert(key.clone(), None);
        assert_eq!(found.one(&key), Ok(None));
    }
}
