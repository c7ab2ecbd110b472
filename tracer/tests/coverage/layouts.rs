//! Structs, against the kernel's BTF: sizes, and the offsets of fields that bear the kernel's names.

use crate::btf::Kernel;
use crate::describe::layouts;

/// Structs that have another size in the kernel, each with the reason.
const OTHER_SIZE: &[(&str, &str)] = &[
    ("mnt_id_req", "it grows: what a call passes beyond it is shown as bytes"),
    ("sigevent", "nothing is shown of what is behind the last field, which strace does not ask for either"),
];

/// Fields that are elsewhere since a younger kernel than strace 6.1 knows, each with the reason.
const MOVED: &[(&str, &str, &str)] =
    &[("io_uring_buf_reg", "resv", "min_left took its first half (include/uapi/linux/io_uring.h)")];

fn is_younger(layout: &str, field: &str) -> bool {
    MOVED.iter().any(|(name, moved, _)| *name == layout && *moved == field)
}

#[test]
fn sizes_and_offsets_are_the_kernel_s() {
    let Some(kernel) = Kernel::read() else {
        println!("SKIPPED layouts::sizes_and_offsets_are_the_kernel_s: this kernel tells no types");
        return;
    };
    let (mut checked, mut unknown, mut wrong) = (0, Vec::new(), Vec::new());
    for layout in layouts().into_iter() {
        let all = kernel.named(layout.name);
        if all.is_empty() {
            unknown.push(layout.name);
            continue;
        }
        let compare = |it: &&crate::btf::Struct| -> Vec<String> {
            let mut wrong = Vec::new();
            let grows = OTHER_SIZE.iter().any(|(name, _)| *name == layout.name);
            if it.size != layout.size && !grows {
                wrong.push(format!("{} has {} bytes, in the kernel {}", layout.name, layout.size, it.size));
            }
            for field in layout.fields.iter().filter(|it| !is_younger(layout.name, it.name)) {
                match kernel.offset(it, field.name) {
                    Some(offset) if offset != field.offset => wrong.push(format!(
                        "{}.{} is at {}, in the kernel at {offset}",
                        layout.name, field.name, field.offset
                    )),
                    _ => {}
                }
            }
            wrong
        };
        let results: Vec<_> = all.iter().map(compare).collect();
        if results.iter().any(Vec::is_empty) {
            checked += 1;
        } else {
            wrong.extend(results.into_iter().next());
        }
    }
    println!("{checked} structs are as in the kernel, which does not tell of {}", unknown.join(", "));
    assert!(wrong.is_empty(), "{}", wrong.concat().join("\n"));
    assert!(checked > 0 || layouts().is_empty(), "nothing was compared");
}
