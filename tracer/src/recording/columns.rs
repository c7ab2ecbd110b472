//! The layout of a block of records: not one record after the other, but one kind of figure after the other.
//!
//! Consecutive records differ in little. Of each record it is told which *context* it has (its first two words:
//! kind, ABI, flags, number, tid, tgid), its time as a difference, and of its other fields only those that are not
//! what was expected. What is behind the fields, the copied memory, is kept as it is. Each figure has a column of
//! its own, which zstd then finds easy. Nothing depends on what fields mean: any bytes come back as they were.
//!
//! What a record's fields are expected to be: those of the last record with its context; but the start of a call in
//! its exit record is expected to be the time of the task's last record.

use hashbrown::HashMap;
use hashbrown::hash_map::Entry;

use super::varint;

/// Columns of a block.
pub const COLUMNS: usize = 6;

/// One number a record: 0 for a record that is kept as it is, else 1 + the place of its context.
const CONTEXT: usize = 0;
/// The two words of each new context.
const NEW: usize = 1;
/// Time since the record before.
const TIME: usize = 2;
/// One number a record: bit 0 if the length is not the context's last, bit 1 + i if field i is not as expected.
const CHANGES: usize = 3;
/// The changed fields, and changed lengths before them: differences.
const FIELDS: usize = 4;
/// What follows the fields.
const TAIL: usize = 5;

/// Words of the header that all records share: the context, and the time.
const HEADER_WORDS: usize = 3;
/// Fields at most.
const MAX_FIELDS: usize = 9;

/// Fields behind the header that a record of this kind has, in words.
const fn fields(context: u64) -> usize {
    match context as u8 {
        1 | 7 => 6,
        2 | 4 | 5 | 6 => 3,
        3 => 9,
        8 => 1,
        _ => 0,
    }
}

/// Is this field expected to be the time of the task's last record?
const fn is_start(context: u64, field: usize) -> bool {
    field == 1 && matches!(context as u8, 2 | 3)
}

/// What is known of a context.
#[derive(Clone, Debug)]
struct Known {
    words: [u64; 2],
    /// The place of its task among the times.
    task: usize,
    fields: [u64; MAX_FIELDS],
    tail: u64,
    /// The context of the record that followed the last time.
    next: usize,
}

/// What both sides keep of the records of a block so far.
#[derive(Debug, Default)]
struct Model {
    contexts: Vec<Known>,
    /// The tasks' places, by the second word of their contexts.
    tasks: HashMap<u64, usize>,
    /// The time of each task's last record.
    times: Vec<u64>,
    time: u64,
}

impl Model {
    /// Adds a context; true if its task is new.
    fn add(&mut self, words: [u64; 2]) -> bool {
        let (task, new) = match self.tasks.entry(words[1]) {
            Entry::Occupied(known) => (*known.get(), false),
            Entry::Vacant(free) => {
                self.times.push(0);
                (*free.insert(self.times.len() - 1), true)
            }
        };
        self.contexts.push(Known { words, task, fields: [0; MAX_FIELDS], tail: 0, next: 0 });
        new
    }

    fn clear(&mut self) {
        self.contexts.clear();
        self.tasks.clear();
        self.times.clear();
        self.time = 0;
    }
}

/// Takes records, and gives columns.
#[derive(Debug, Default)]
pub struct Encoder {
    model: Model,
    places: HashMap<[u64; 2], usize>,
    last: usize,
    columns: [Vec<u8>; COLUMNS],
    records: u32,
    bytes: usize,
}

#[inline]
fn word(bytes: &[u8], at: usize) -> u64 {
    bytes
        .get(8 * at..8 * at + 8)
        .and_then(|bytes| bytes.first_chunk())
        .map_or(0, |word| u64::from_le_bytes(*word))
}

impl Encoder {
    /// Records since the last [`Encoder::clear`].
    pub const fn records(&self) -> u32 {
        self.records
    }

    /// Their bytes, as they came.
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// The columns.
    pub const fn columns(&self) -> &[Vec<u8>; COLUMNS] {
        &self.columns
    }

    /// Forgets everything, for the next block.
    pub fn clear(&mut self) {
        self.model.clear();
        self.places.clear();
        self.columns.iter_mut().for_each(Vec::clear);
        (self.last, self.records, self.bytes) = (0, 0, 0);
    }

    /// Takes a record. True if it is the first of its task in this block.
    #[inline]
    pub fn add(&mut self, record: &[u8]) -> bool {
        self.records += 1;
        self.bytes += record.len();
        let words = [word(record, 0), word(record, 1)];
        let fields = fields(words[0]);
        let Some(tail) = record.get(8 * (HEADER_WORDS + fields)..) else {
            varint::put(&mut self.columns[CONTEXT], 0);
            varint::put(&mut self.columns[FIELDS], record.len() as u64);
            self.columns[TAIL].extend_from_slice(record);
            return false;
        };
        let (place, new_task) = self.place(words);
        varint::put(&mut self.columns[CONTEXT], place as u64 + 1);
        let time = word(record, 2);
        varint::put_difference(&mut self.columns[TIME], self.model.time, time);
        self.model.time = time;
        let known = &mut self.model.contexts[place];
        let started = std::mem::replace(&mut self.model.times[known.task], time);
        let mut changes = 0_u64;
        if known.tail != tail.len() as u64 {
            changes = 1;
            varint::put_difference(&mut self.columns[FIELDS], known.tail, tail.len() as u64);
            known.tail = tail.len() as u64;
        }
        for (i, last) in known.fields[..fields].iter_mut().enumerate() {
            let value = word(record, HEADER_WORDS + i);
            let expected = if is_start(words[0], i) { started } else { *last };
            if value != expected {
                changes |= 2 << i;
                varint::put_difference(&mut self.columns[FIELDS], expected, value);
            }
            *last = value;
        }
        varint::put(&mut self.columns[CHANGES], changes);
        self.columns[TAIL].extend_from_slice(tail);
        new_task
    }

    /// The place of a context, and whether its task is new.
    #[inline]
    fn place(&mut self, words: [u64; 2]) -> (usize, bool) {
        let follower = self.model.contexts.get(self.last).map_or(0, |last| last.next);
        if self.model.contexts.get(follower).is_some_and(|it| it.words == words) {
            self.last = follower;
            return (follower, false);
        }
        let mut new_task = false;
        let place = match self.places.get(&words) {
            Some(place) => *place,
            None => {
                let place = self.model.contexts.len();
                self.places.insert(words, place);
                new_task = self.model.add(words);
                self.columns[NEW].extend_from_slice(&words[0].to_le_bytes());
                self.columns[NEW].extend_from_slice(&words[1].to_le_bytes());
                place
            }
        };
        if let Some(last) = self.model.contexts.get_mut(self.last) {
            last.next = place;
        }
        self.last = place;
        (place, new_task)
    }
}

/// The columns do not fit together: whoever wrote them was wrong, as checksums are right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a block of records is malformed")]
pub struct Malformed;

/// Gives back the records of a block.
#[derive(Debug)]
pub struct Decoder<'a> {
    model: Model,
    columns: [&'a [u8]; COLUMNS],
    left: u32,
    record: Vec<u8>,
}

impl<'a> Decoder<'a> {
    /// Reads so many records from these columns.
    pub fn new(columns: [&'a [u8]; COLUMNS], records: u32) -> Self {
        Self { model: Model::default(), columns, left: records, record: Vec::new() }
    }

    /// The next record; `None` after the last.
    #[inline]
    pub fn next_record(&mut self) -> Option<Result<&[u8], Malformed>> {
        self.left = self.left.checked_sub(1)?;
        if self.read().is_none() {
            self.left = 0;
            return Some(Err(Malformed));
        }
        Some(Ok(&self.record))
    }

    #[inline]
    fn read(&mut self) -> Option<()> {
        self.record.clear();
        let context = usize::try_from(varint::take(&mut self.columns[CONTEXT])?).ok()?;
        let Some(place) = context.checked_sub(1) else {
            let length = varint::take(&mut self.columns[FIELDS])?;
            return self.tail(length);
        };
        if place == self.model.contexts.len() {
            let (new, rest) = self.columns[NEW].split_at_checked(16)?;
            self.columns[NEW] = rest;
            self.model.add([word(new, 0), word(new, 1)]);
        }
        let known = self.model.contexts.get_mut(place)?;
        let time = varint::take_difference(&mut self.columns[TIME], self.model.time)?;
        self.model.time = time;
        let started = std::mem::replace(&mut self.model.times[known.task], time);
        for word in [known.words[0], known.words[1], time] {
            self.record.extend_from_slice(&word.to_le_bytes());
        }
        let changes = varint::take(&mut self.columns[CHANGES])?;
        if changes & 1 != 0 {
            known.tail = varint::take_difference(&mut self.columns[FIELDS], known.tail)?;
        }
        for (i, last) in known.fields[..fields(known.words[0])].iter_mut().enumerate() {
            let expected = if is_start(known.words[0], i) { started } else { *last };
            *last = match changes & (2 << i) {
                0 => expected,
                _ => varint::take_difference(&mut self.columns[FIELDS], expected)?,
            };
            self.record.extend_from_slice(&last.to_le_bytes());
        }
        let tail = known.tail;
        self.tail(tail)
    }

    #[inline]
    fn tail(&mut self, length: u64) -> Option<()> {
        let (tail, rest) = self.columns[TAIL].split_at_checked(usize::try_from(length).ok()?)?;
        self.columns[TAIL] = rest;
        self.record.extend_from_slice(tail);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decoded(encoder: &Encoder) -> Vec<Vec<u8>> {
        let columns = std::array::from_fn(|i| encoder.columns()[i].as_slice());
        let mut decoder = Decoder::new(columns, encoder.records());
        let mut records = Vec::new();
        while let Some(record) = decoder.next_record() {
            records.push(record.expect("it was encoded").to_vec());
        }
        records
    }

    fn record(kind: u8, tid: u32, time: u64, fields: &[u64], tail: &[u8]) -> Vec<u8> {
        let mut bytes = vec![kind, 0, 0, 0, 1, 0, 0, 0];
        bytes.extend_from_slice(&tid.to_le_bytes());
        bytes.extend_from_slice(&7_u32.to_le_bytes());
        bytes.extend_from_slice(&time.to_le_bytes());
        fields.iter().for_each(|field| bytes.extend_from_slice(&field.to_le_bytes()));
        bytes.extend_from_slice(tail);
        bytes
    }

    fn any_record() -> impl Strategy<Value = Vec<u8>> {
        let likely = (1..10_u8, 1..4_u32, 0..1000_u64, prop::collection::vec(0..3_u64, 0..10), 0..20_usize)
            .prop_map(|(kind, tid, time, fields, tail)| {
                record(kind, tid, time, &fields, &vec![tid as u8; tail])
            });
        prop_oneof![4 => likely, 1 => prop::collection::vec(any::<u8>(), 0..120)]
    }

    proptest! {
        #[test]
        fn any_bytes_come_back(records in prop::collection::vec(any_record(), 0..60)) {
            let mut encoder = Encoder::default();
            for _ in 0..2 {
                encoder.clear();
                records.iter().for_each(|record| { encoder.add(record); });
                prop_assert_eq!(decoded(&encoder), records.clone());
            }
        }

        #[test]
        fn random_columns_never_panic(columns in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), COLUMNS)) {
            let mut decoder = Decoder::new(std::array::from_fn(|i| columns[i].as_slice()), 1000);
            while decoder.next_record().is_some() {}
        }
    }

    #[test]
    fn a_steady_loop_takes_few_bytes() {
        let mut encoder = Encoder::default();
        for i in 0..1000 {
            let time = 1_000_000 + 700 * i;
            assert_eq!(encoder.add(&record(1, 5, time, &[3, 0x7000, 1, 0, 0, 0], &[])), i == 0);
            encoder.add(&record(2, 5, time + 200, &[1, time, 0], &[b'x'; 24]));
        }
        let sizes: Vec<usize> = encoder.columns().iter().map(Vec::len).collect();
        assert_eq!(sizes[CONTEXT] + sizes[CHANGES], 4000);
        assert!(sizes[NEW] + sizes[FIELDS] < 80 && sizes[TIME] < 4010, "{sizes:?}");
    }
}
