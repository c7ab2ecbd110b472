//! Records of earlier versions, as this version would have sent them: fields that there were not are 0.
//!
//! The version is `tracer_common::record::ABI_VERSION`. Each step from one to the next is here, and a recording of each
//! version in `tests/golden/recordings`.

use tracer_common::record::Kind;

/// Version 2 has the instruction pointer behind the fields of a signal, which has no memory.
const SIGNAL_OF_VERSION_1: usize = 72;

/// Brings records of one version up to date.
#[derive(Debug)]
pub struct Upgrade {
    version: u32,
    record: Vec<u8>,
}

impl Upgrade {
    /// From this version.
    pub const fn new(version: u32) -> Self {
        Self { version, record: Vec::new() }
    }

    /// The record, up to date.
    #[inline]
    pub fn record<'a>(&'a mut self, bytes: &'a [u8]) -> &'a [u8] {
        if self.version < 2
            && bytes.first() == Some(&(Kind::Signal as u8))
            && bytes.len() == SIGNAL_OF_VERSION_1
        {
            self.record.clear();
            self.record.extend_from_slice(bytes);
            self.record.extend_from_slice(&[0; 8]);
            return &self.record;
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracer_common::record::{Record, parse};

    #[test]
    fn a_signal_of_version_1_has_no_instruction_pointer() {
        let mut bytes = [0x11; SIGNAL_OF_VERSION_1];
        (bytes[0], bytes[1]) = (Kind::Signal as u8, 1);
        assert!(parse(Upgrade::new(2).record(&bytes)).is_err());
        let mut upgrade = Upgrade::new(1);
        let Ok((Record::Signal(signal), rest)) = parse(upgrade.record(&bytes)) else { panic!("a signal") };
        assert_eq!((signal.instruction, signal.info[0], rest.len()), (0, 0x11, 0));
        assert_eq!(Upgrade::new(1).record(&[1, 2]), [1, 2]);
    }
}
