//! A call for the tests of decoders, which tell memory and result.

use tracer_common::abi::Abi;
use tracer_common::segment::Segments;

use super::walk::Known;

/// A call of number 0, all of whose arguments are 0.
pub(super) const fn call<'a>(result: Option<i64>, enter: Segments<'a>, exit: Segments<'a>) -> Known<'a> {
    Known { abi: Abi::NATIVE, nr: 0, tgid: 1, previous: None, args: [0; 6], result, enter, exit }
}
