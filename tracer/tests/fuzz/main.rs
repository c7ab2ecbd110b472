//! A short run of what `tracer/fuzz` fuzzes for long: random bytes for every row, for the parser of records, for
//! the reader of recordings, and for expressions.

#[allow(unreachable_pub, reason = "the fuzz targets use it too")]
mod checks;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tracer::arch;
use tracer_common::abi::Abi;

/// Inputs for each row.
const INPUTS: u32 = 24;

#[test]
fn rows_take_any_bytes() {
    for place in 0..arch::syscalls(Abi::NATIVE).len() {
        let config = Config { cases: INPUTS, failure_persistence: None, ..Config::default() };
        let result = TestRunner::new(config).run(&vec(any::<u8>(), 0..700), |data| {
            checks::decode(place, &data);
            Ok(())
        });
        if let Err(error) = result {
            panic!("{}: {error}", arch::syscalls(Abi::NATIVE)[place].name);
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 2000, failure_persistence: None, ..Config::default() })]

    #[test]
    fn records_take_any_bytes(kind in 0_u8..10, data in vec(any::<u8>(), 0..300)) {
        checks::parse(&data);
        checks::parse(&[&[kind, 1], &data[..]].concat());
    }

    #[test]
    fn recordings_take_any_bytes(at in any::<usize>(), noise in vec(any::<u8>(), 1..9), cut in any::<usize>()) {
        let mut data = include_bytes!("../golden/recordings/abi2-memory.rec").to_vec();
        checks::recording(&data[..cut % data.len()]);
        let at = at % data.len();
        for (to, from) in data[at..].iter_mut().zip(&noise) {
            *to = *from;
        }
        checks::recording(&data);
        checks::recording(&noise);
    }

    #[test]
    fn expressions_take_any_text(
        word in "(trace|signal|status|quiet|read|write|abbrev|decode-fds|t|s|)",
        text in "[=!,?%/@a-z0-9(){}\\[\\]*+.^$|\\\\-]{0,24}",
        data in vec(any::<u8>(), 0..24),
    ) {
        checks::expression(format!("{word}={text}").as_bytes());
        checks::expression(text.as_bytes());
        checks::expression(&data);
    }
}
