//! Masks what must not be told: bytes of copied memory that match a pattern become asterisks, as many as there were,
//! so that lengths stay what they were.

use std::borrow::Cow;

use regex::bytes::Regex;
use tracer_common::record;

/// Bytes before the content of a segment (`tracer_common::segment::Segment`).
const SEGMENT_HEADER: usize = 16;

/// What stands for what was masked.
const MASK: u8 = b'*';

/// Masks by one pattern.
#[derive(Clone, Debug)]
pub struct Redactor {
    pattern: Regex,
    scratch: Vec<u8>,
}

impl Redactor {
    /// Masks what matches. It looks at each copied piece of memory by itself.
    pub const fn new(pattern: Regex) -> Self {
        Self { pattern, scratch: Vec::new() }
    }

    /// The record with its memory masked.
    pub fn record<'a>(&'a mut self, bytes: &'a [u8]) -> &'a [u8] {
        let Ok((_, memory)) = record::parse(bytes) else { return bytes };
        if memory.is_empty() || !self.pattern.is_match(memory) {
            return bytes;
        }
        let from = bytes.len() - memory.len();
        self.scratch.clear();
        self.scratch.extend_from_slice(bytes);
        let mut rest = self.scratch.get_mut(from..).unwrap_or_default();
        while let Some((header, behind)) = rest.split_at_mut_checked(SEGMENT_HEADER) {
            let length =
                header.get(8..12).and_then(|word| word.first_chunk()).map_or(0, |w| u32::from_ne_bytes(*w));
            let Some((content, behind)) = behind.split_at_mut_checked(length as usize) else { break };
            mask(&self.pattern, content);
            let padding = content.len().next_multiple_of(8) - content.len();
            rest = behind.get_mut(padding..).unwrap_or_default();
        }
        &self.scratch
    }

    /// A text, masked.
    pub fn text(&self, text: &str) -> String {
        let masked = |found: &regex::bytes::Captures<'_>| vec![MASK; found[0].len()];
        let bytes: Cow<'_, [u8]> = self.pattern.replace_all(text.as_bytes(), masked);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

fn mask(pattern: &Regex, content: &mut [u8]) {
    let found: Vec<_> = pattern.find_iter(content).map(|found| found.range()).collect();
    for range in found {
        content[range].fill(MASK);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(bytes: &[u8]) -> Vec<u8> {
        let mut segment = 0x1000_u64.to_ne_bytes().to_vec();
        segment.extend_from_slice(&(bytes.len() as u32).to_ne_bytes());
        segment.extend_from_slice(&[0; 4]);
        segment.extend_from_slice(bytes);
        segment.resize(segment.len().next_multiple_of(8), 0);
        segment
    }

    fn enter(tail: &[Vec<u8>]) -> Vec<u8> {
        let mut record = vec![0; 72];
        record[0] = 1;
        tail.iter().for_each(|segment| record.extend_from_slice(segment));
        record
    }

    #[test]
    fn memory_is_masked_and_nothing_else() {
        let mut redactor = Redactor::new(Regex::new("secret=[a-z]+").expect("a pattern"));
        let record = enter(&[segment(b"x secret=abc, secret=d"), segment(b"plain")]);
        let expected = enter(&[segment(b"x **********, ********"), segment(b"plain")]);
        assert_eq!(redactor.record(&record), expected);
        assert_eq!(redactor.text("--secret=abc x"), "--********** x");
    }

    #[test]
    fn fields_are_never_touched_and_torn_segments_end_it() {
        let mut redactor = Redactor::new(Regex::new("(?s-u).").expect("a pattern"));
        let mut record = enter(&[segment(b"abc")]);
        record.extend_from_slice(&[0xff; 20]);
        let masked = redactor.record(&record);
        assert_eq!(masked[..88], record[..88]);
        assert_eq!(&masked[88..96], b"***\0\0\0\0\0");
        assert_eq!(masked[96..], record[96..]);
        assert_eq!(redactor.record(&[9, 9]), [9, 9]);
    }
}
