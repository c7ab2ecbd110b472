//! Reads syscall numbers from the kernel's UAPI headers, through the C preprocessor.

use super::Failure;
use std::collections::BTreeMap;
use std::process::Command;

/// The headers that these tables were made from; newer ones have calls that would make them look stale.
const VERSION: (u32, u32) = (6, 1);

/// What arch/arm64/include/uapi/asm/unistd.h (Linux 6.1) asks of the generic table.
const WANTED: [&str; 6] =
    ["RENAMEAT", "NEW_STAT", "SET_GET_RLIMIT", "TIME32_SYSCALLS", "SYS_CLONE3", "MEMFD_SECRET"];

/// Names that are marks, not calls.
const MARKS: [&str; 2] = ["syscalls", "arch_specific_syscall"];

/// Number and name of each call of aarch64.
pub(super) fn aarch64() -> Result<BTreeMap<u32, String>, Failure> {
    let version = macros("linux/version.h", &[])?;
    let version = (version.get("LINUX_VERSION_MAJOR"), version.get("LINUX_VERSION_PATCHLEVEL"));
    let wanted = (VERSION.0.to_string(), VERSION.1.to_string());
    if version != (Some(&wanted.0), Some(&wanted.1)) {
        return Err(format!("the kernel headers are not those of Linux {}.{}", VERSION.0, VERSION.1).into());
    }
    let flags = WANTED.map(|name| format!("-D__ARCH_WANT_{name}"));
    numbers("asm-generic/unistd.h", &flags)
}

/// Number and name of each call that a header declares. Numbers of x32 come without the bit that marks them.
pub(super) fn numbers(header: &str, flags: &[String]) -> Result<BTreeMap<u32, String>, Failure> {
    let macros = macros(header, flags)?;
    let mut calls = BTreeMap::new();
    for (name, value) in &macros {
        let Some(name) = name.strip_prefix("__NR_").filter(|name| !MARKS.contains(name)) else { continue };
        // __NR_mmap stands for __NR3264_mmap, which has the number.
        let value = macros.get(value).unwrap_or(value);
        let value = value.trim_start_matches("(__X32_SYSCALL_BIT + ").trim_end_matches(')');
        calls.insert(value.parse().map_err(|_| format!("{name}: {value} is no number"))?, name.to_owned());
    }
    Ok(calls)
}

/// The macros that are defined after a header.
fn macros(header: &str, flags: &[String]) -> Result<BTreeMap<String, String>, Failure> {
    let output = Command::new("cc")
        .args(["-E", "-dM", "-x", "c", "-include", header])
        .args(flags)
        .arg("/dev/null")
        .output()?;
    if !output.status.success() {
        return Err(format!("cc cannot find {header}").into());
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let define = |line: &str| {
        let (name, value) = line.strip_prefix("#define ")?.split_once(' ')?;
        Some((name.to_owned(), value.to_owned()))
    };
    Ok(text.lines().filter_map(define).collect())
}
