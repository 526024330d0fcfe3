//! Maps and sets in the order of their keys, on one vector each.
//!
//! The standard library's trees weigh five kilobytes in the browser for every pair of types; these weigh less than one.
//! They are for keys that mostly come in ascending order and for maps of hundreds: a key in the middle moves all that
//! follow. Taking out costs the same however many there are: the place stays empty until half of all are.

use std::borrow::Borrow;

/// A map in the order of its keys.
#[derive(Clone, Debug)]
pub struct SortedMap<K, V> {
    /// In ascending order; those taken out are `None`.
    entries: Vec<(K, Option<V>)>,
    /// Everything before this place has been taken out.
    head: usize,
    live: usize,
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> SortedMap<K, V> {
    /// A map without entries.
    pub const fn new() -> Self {
        Self { entries: Vec::new(), head: 0, live: 0 }
    }

    /// How many entries it has.
    pub const fn len(&self) -> usize {
        self.live
    }

    /// Whether it has none.
    pub const fn is_empty(&self) -> bool {
        self.live == 0
    }

    /// Takes everything out.
    pub fn clear(&mut self) {
        *self = Self::new();
    }

    /// The entries in the order of their keys.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        let entries = self.entries.get(self.head..).unwrap_or_default();
        entries.iter().filter_map(|(key, value)| Some((key, value.as_ref()?)))
    }

    /// The keys in their order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }

    /// The values in the order of their keys, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.entries.iter_mut().filter_map(|(_, value)| value.as_mut())
    }

    /// The entries themselves, in the order of their keys.
    pub fn into_entries(self) -> impl Iterator<Item = (K, V)> {
        self.entries.into_iter().filter_map(|(key, value)| Some((key, value?)))
    }

    /// The entry with the lowest key.
    pub fn first(&self) -> Option<(&K, &V)> {
        self.iter().next()
    }

    /// Keeps the entries that the function accepts.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.entries.retain_mut(|(key, value)| value.as_mut().is_some_and(|value| keep(key, value)));
        self.head = 0;
        self.live = self.entries.len();
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    /// Adds an entry; returns the value that the key had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let slot = self.slot(key);
        let before = slot.replace(value);
        self.live += usize::from(before.is_none());
        before
    }

    /// The value of a key; where it has none, that of the function.
    pub fn get_or_insert_with(&mut self, key: K, value: impl FnOnce() -> V) -> &mut V {
        let missing = !self.contains_key(&key);
        self.live += usize::from(missing);
        self.slot(key).get_or_insert_with(value)
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.entries.get(self.place(key).ok()?)?.1.as_ref()
    }

    /// The value of a key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        self.entries.get_mut(place)?.1.as_mut()
    }

    /// Whether a key has a value.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.get(key).is_some()
    }

    /// Takes an entry out.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        let value = self.entries.get_mut(place)?.1.take()?;
        self.live -= 1;
        if self.live * 2 + 16 < self.entries.len() {
            self.entries.retain(|(_, value)| value.is_some());
            self.head = 0;
        } else if place == self.head {
            let gone = self.entries.iter().skip(place).take_while(|(_, value)| value.is_none()).count();
            self.head += gone;
        }
        Some(value)
    }

    /// The entries whose keys are below the given one, and the others.
    pub fn split(
        &self,
        key: &K,
    ) -> (impl DoubleEndedIterator<Item = (&K, &V)>, impl DoubleEndedIterator<Item = (&K, &V)>) {
        let place = self.place(key).unwrap_or_else(|place| place);
        let (before, after) = self.entries.split_at_checked(place).unwrap_or_default();
        (
            before.iter().filter_map(|(key, value)| Some((key, value.as_ref()?))),
            after.iter().filter_map(|(key, value)| Some((key, value.as_ref()?))),
        )
    }

    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.entries.binary_search_by(|(other, _)| other.borrow().cmp(key))
    }

    /// Where the value of a key is kept.
    #[expect(clippy::indexing_slicing, reason = "the place was found or filled just before")]
    fn slot(&mut self, key: K) -> &mut Option<V> {
        let place = match self.place(&key) {
            Ok(place) => place,
            Err(place) => {
                self.entries.insert(place, (key, None));
                place
            }
        };
        self.head = self.head.min(place);
        &mut self.entries[place].1
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for SortedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        for (key, value) in entries {
            map.insert(key, value);
        }
        map
    }
}

/// A set in the order of its keys.
#[derive(Clone, Debug)]
pub struct SortedSet<K>(SortedMap<K, ()>);

impl<K> Default for SortedSet<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K> SortedSet<K> {
    /// A set without keys.
    pub const fn new() -> Self {
        Self(SortedMap::new())
    }

    /// How many keys it has.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it has none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes everything out.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The keys in their order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.0.keys()
    }

    /// The lowest key.
    pub fn first(&self) -> Option<&K> {
        self.iter().next()
    }

    /// Keeps the keys that the function accepts.
    pub fn retain(&mut self, mut keep: impl FnMut(&K) -> bool) {
        self.0.retain(|key, ()| keep(key));
    }
}

impl<K: Ord> SortedSet<K> {
    /// Adds a key. False if it was there already.
    pub fn insert(&mut self, key: K) -> bool {
        self.0.insert(key, ()).is_none()
    }

    /// Whether the key is there.
    pub fn contains<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.0.contains_key(key)
    }

    /// Takes a key out. False if it was not there.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.0.remove(key).is_some()
    }
}

impl<K: Ord> FromIterator<K> for SortedSet<K> {
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> Self {
        let mut set = Self::new();
        set.extend(keys);
        set
    }
}

impl<K: Ord> Extend<K> for SortedSet<K> {
    fn extend<I: IntoIterator<Item = K>>(&mut self, keys: I) {
        for key in keys {
            self.insert(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn it_does_what_a_tree_does() {
        let (mut sorted, mut tree) = (SortedMap::new(), BTreeMap::new());
        let mut seed = 1_u32;
        for step in 0..20_000_u32 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let key = (seed >> 16) % 200;
            match seed % 5 {
                0 | 1 => assert_eq!(sorted.insert(key, step), tree.insert(key, step)),
                2 | 3 => assert_eq!(sorted.remove(&key), tree.remove(&key)),
                _ => assert_eq!(sorted.get_or_insert_with(key, || step), tree.entry(key).or_insert(step)),
            }
            assert_eq!(sorted.len(), tree.len());
            assert_eq!(sorted.first(), tree.first_key_value());
            assert_eq!(sorted.get(&key), tree.get(&key));
            if step % 97 == 0 {
                assert!(sorted.iter().eq(tree.iter()));
                let (before, after) = sorted.split(&key);
                assert!(before.eq(tree.range(..key)));
                assert!(after.eq(tree.range(key..)));
            }
            if step % 1000 == 999 {
                sorted.retain(|key, _| key % 3 != 0);
                tree.retain(|key, _| key % 3 != 0);
            }
        }
    }

    #[test]
    fn a_queue_of_many_stays_quick() {
        let mut queue: SortedMap<u32, u32> = SortedMap::new();
        let mut looked_at = 0;
        for key in 0..100_000 {
            queue.insert(key, key);
        }
        while let Some(key) = queue.first().map(|(key, _)| *key) {
            queue.remove(&key);
            looked_at += 1;
        }
        assert_eq!(looked_at, 100_000);
        assert!(queue.entries.len() <= 16);
    }

    #[test]
    fn a_set_keeps_each_key_once() {
        let mut set: SortedSet<&str> = ["b", "a", "b"].into_iter().collect();
        assert!(set.iter().eq(&["a", "b"]));
        assert!(set.remove("a") && !set.remove("a") && !set.contains("a") && set.len() == 1);
        set.retain(|key| *key != "b");
        assert!(set.is_empty() && set.first().is_none());
    }
}
