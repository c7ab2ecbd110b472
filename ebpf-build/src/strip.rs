//! Hides the debug sections of the object: BTF was made from them, nobody reads them again, and a loader would
//! spend a millisecond of each start on their relocations. Only section headers change.

/// Offsets in a 64-bit ELF header and section header (elf(5)).
const SECTIONS_AT: usize = 0x28;
const SECTION_SIZE_AT: usize = 0x3a;
const SECTION_COUNT_AT: usize = 0x3c;
const NAMES_INDEX_AT: usize = 0x3e;
const OFFSET_IN_SECTION: usize = 0x18;

fn field<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

fn half(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u16::from_le_bytes(field(bytes, at)?).into())
}

fn word(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u64::from_le_bytes(field(bytes, at)?)).ok()
}

/// Makes every debug section an empty one of no type. `None` if this is no little-endian 64-bit ELF file.
pub fn hide_debug_sections(object: &mut [u8]) -> Option<()> {
    if field(object, 0)? != *b"\x7fELF\x02\x01" {
        return None;
    }
    let (start, size) = (word(object, SECTIONS_AT)?, half(object, SECTION_SIZE_AT)?);
    let header = |index: usize| start.checked_add(index.checked_mul(size)?);
    let names = word(object, header(half(object, NAMES_INDEX_AT)?)? + OFFSET_IN_SECTION)?;
    for index in 1..half(object, SECTION_COUNT_AT)? {
        let at = header(index)?;
        let name_at = u32::from_le_bytes(field(object, at)?) as usize;
        let name = object.get(names.checked_add(name_at)?..)?;
        if name.starts_with(b".debug") || name.starts_with(b".rel.debug") {
            // All but the name: type, flags, address, offset, size, links.
            object.get_mut(at + 4..at + size)?.fill(0);
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An ELF file of nothing but a header, the names, and three sections.
    fn object() -> Vec<u8> {
        let names = b"\0.text\0.debug_info\0";
        let mut object = vec![0; 0x40];
        object[..6].copy_from_slice(b"\x7fELF\x02\x01");
        object.extend(names);
        let start = object.len();
        object[SECTIONS_AT..SECTIONS_AT + 8].copy_from_slice(&(start as u64).to_le_bytes());
        object[SECTION_SIZE_AT] = 0x40;
        object[SECTION_COUNT_AT] = 3;
        object[NAMES_INDEX_AT] = 0;
        for name in [0_u32, 1, 7] {
            let mut header = [7; 0x40];
            header[..4].copy_from_slice(&name.to_le_bytes());
            header[OFFSET_IN_SECTION..OFFSET_IN_SECTION + 8].copy_from_slice(&0x40_u64.to_le_bytes());
            object.extend(header);
        }
        object
    }

    #[test]
    fn only_debug_sections_are_hidden() {
        let mut hidden = object();
        hide_debug_sections(&mut hidden).expect("ELF");
        let last = hidden.len() - 0x40;
        assert_eq!(hidden[..last], object()[..last]);
        assert_eq!(hidden[last + 4..], [0; 0x3c]);
    }

    #[test]
    fn what_is_no_elf_file_is_refused() {
        for mut bytes in [vec![], vec![0; 100], object()[..0x50].to_vec()] {
            assert_eq!(hide_debug_sections(&mut bytes), None);
        }
    }
}
