//! Recordings, whole, cut off anywhere, damaged anywhere, and bytes that are none.

use proptest::prelude::*;

use super::*;
use crate::recording::Writer;
use crate::recording::format::file_header;

fn record(tid: u32, time: u64) -> Vec<u8> {
    let mut bytes = vec![1, 0, 0, 0, 0, 0, 0, 0];
    bytes.extend_from_slice(&tid.to_le_bytes());
    bytes.extend_from_slice(&tid.to_le_bytes());
    bytes.extend_from_slice(&time.to_le_bytes());
    bytes.extend_from_slice(&[7; 48]);
    bytes
}

/// Three blocks of records, with everything else in between.
fn recording() -> Vec<u8> {
    let mut file = Vec::new();
    let start = Start { root: Some(5), byte_order: "little".to_owned(), ..Start::default() };
    let mut writer = Writer::new(&mut file, &start, 1 << 20).expect("a Vec takes everything");
    let add = |from: u64, writer: &mut Writer<_>| {
        for time in from..from + 20 {
            writer.record(&record(5 + time as u32 % 3, time)).expect("it is taken");
        }
    };
    writer.task(TaskInfo { tid: 6, comm: "sleeper".to_owned(), ..TaskInfo::default() });
    add(100, &mut writer);
    writer.clock(ClockPoint { monotonic: 120, realtime: 1 << 60, zone: -7200 });
    add(120, &mut writer);
    writer.counts(&Counts { spilled_calls: 3, ..Counts::default() }).expect("it is taken");
    add(140, &mut writer);
    writer.cut().expect("it is taken");
    add(160, &mut writer);
    writer.finish(&Ending { elapsed: 9, ..Ending::default() }).expect("it is taken");
    drop(writer);
    file
}

/// Times of the records, the other items in short form, and what is missing.
fn read(bytes: &[u8]) -> Result<(Vec<u64>, String, Shortfall), ReaderError> {
    let mut reader = Reader::new(bytes)?;
    let (mut times, mut items) = (Vec::new(), String::new());
    while let Some(item) = reader.next_item()? {
        match item {
            Item::Records(block) => {
                let result: Result<(), Malformed> = block.each(|entry| {
                    match entry {
                        Entry::Clock(point) => items.push_str(&format!("clock {} ", point.zone)),
                        Entry::Record(it) => {
                            times.extend(
                                it.get(16..24).and_then(|b| b.first_chunk()).map(|b| u64::from_le_bytes(*b)),
                            );
                        }
                    }
                    Ok(())
                });
                if result.is_err() {
                    items.push_str("malformed ");
                }
            }
            Item::Tasks(tasks) => items.push_str(&format!("tasks {} ", tasks.len())),
            Item::Counts(counts) => items.push_str(&format!("spilled {} ", counts.spilled_calls)),
            Item::End(end) => items.push_str(&format!("end {} ", end.elapsed)),
        }
    }
    Ok((times, items, reader.shortfall()))
}

#[test]
fn a_whole_recording_comes_back() {
    let (times, items, shortfall) = read(&recording()).expect("it is read");
    assert_eq!(times, (100..180).collect::<Vec<_>>());
    assert_eq!(items, "tasks 1 clock -7200 spilled 3 end 9 ");
    assert!(shortfall.is_none(), "{shortfall:?}");
}

#[test]
fn cut_off_at_any_byte_all_whole_blocks_are_read() {
    let file = recording();
    let whole = (100..180).collect::<Vec<u64>>();
    let mut before = 0;
    for length in 0..file.len() {
        match read(&file[..length]) {
            Ok((times, _, shortfall)) => {
                assert!(shortfall.no_end, "{length}");
                assert!(times.len() >= before && times == whole[..times.len()], "{length}");
                assert!([0, 40, 60, 80].contains(&times.len()), "{length}: {}", times.len());
                before = times.len();
            }
            Err(error) => assert!(matches!(error, ReaderError::Empty) && before == 0, "{length}: {error}"),
        }
    }
    assert_eq!(before, 80);
}

#[test]
fn a_damaged_block_is_left_out_and_told() {
    let file = recording();
    let (mut found, mut complete) = (0, 0);
    for at in 0..file.len() {
        let mut damaged = file.clone();
        damaged[at] ^= 0x20;
        let Ok((times, _, shortfall)) = read(&damaged) else {
            found += 1;
            continue;
        };
        complete += usize::from(shortfall.is_none());
        assert!(times.len() >= 40, "{at}: {}", times.len());
    }
    assert!(found > 0, "the start cannot be done without");
    // Only the minor version and the spare bytes of the file's header are not looked at.
    assert_eq!(complete, 6);
}

#[test]
fn what_lies_between_blocks_is_skipped() {
    let mut file = recording();
    let second = file.windows(4).enumerate().filter(|(_, w)| *w == MARK).nth(1).expect("there are blocks").0;
    file.splice(second..second, [MARK.as_slice(), &[0; 50], &MARK[..2]].concat());
    let (times, _, shortfall) = read(&file).expect("it is read");
    assert_eq!((times.len(), shortfall.damaged_bytes), (80, 56));
}

#[test]
fn blocks_of_later_versions_are_left_out() {
    let mut file = recording();
    let mut header = BlockHeader::of(Kind::End, 7, b"new");
    header.kind = 77;
    file.extend_from_slice(&header.to_bytes());
    file.extend_from_slice(b"new");
    let (times, _, shortfall) = read(&file).expect("it is read");
    assert_eq!((times.len(), shortfall.unknown_blocks, shortfall.no_end), (80, 1, false));
    assert_eq!(shortfall.describe(), ["1 blocks are of a later version's kinds and were left out"]);
}

#[test]
fn what_is_no_recording_is_refused() {
    let text = |bytes: &[u8]| read(bytes).expect_err("it is none").to_string();
    assert_eq!(text(b"#!/bin/sh\nexit 0\n"), "it is not a recording of tracer's");
    assert_eq!(text(b""), "it ends before its first block: nothing was recorded");
    let mut later = file_header();
    later[8] = 2;
    assert_eq!(text(&later), "its format is 2, and this version of tracer reads 1");
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
        let file = recording();
        let _ = read(&[&file[..200], &bytes].concat());
    }

    /// Damage that the checksums confirm: what a hostile writer could make.
    #[test]
    fn malformed_content_never_panics(content in prop::collection::vec(any::<u8>(), 0..200), kind in 0..8_u8) {
        let mut file = recording();
        let mut header = BlockHeader::of(Kind::Records, 9, &content);
        header.kind = kind;
        file.extend_from_slice(&header.to_bytes());
        file.extend_from_slice(&content);
        let (times, ..) = read(&file).expect("the rest is whole");
        prop_assert!(times.len() >= 80);
    }

    #[test]
    fn changed_bytes_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut file = recording();
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        let _ = read(&file);
    }
}
