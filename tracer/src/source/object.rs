//! The BPF object, embedded by build.rs. Reading it is left to the loader.

/// Parsers of ELF want its headers at their natural alignment, which a plain byte array does not promise.
#[repr(C, align(8))]
struct Aligned<T: ?Sized>(T);

const ALIGNED: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/tracer.bpf.o")));

/// The ELF file with every BPF program and map.
pub static OBJECT: &[u8] = &ALIGNED.0;

#[cfg(test)]
mod tests {
    use super::OBJECT;

    #[test]
    fn the_object_is_aligned_elf_for_bpf_with_btf() {
        assert!(OBJECT.as_ptr().addr().is_multiple_of(8));
        assert_eq!(OBJECT[..4], *b"\x7fELF");
        // e_machine: EM_BPF.
        assert_eq!(u16::from_le_bytes([OBJECT[18], OBJECT[19]]), 247);
        assert!(OBJECT.windows(5).any(|it| it == b".BTF\0"), "the object has no BTF");
    }
}
