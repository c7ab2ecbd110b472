//! Builds the BPF object and lays it into OUT_DIR, from where `source::object` embeds it.

use std::path::PathBuf;
use std::{env, fs};

use ebpf_build::{Object, ROUTE_VARIABLE, Request};

/// What the object is made of, from the root of the workspace. The way it is made, ebpf-build, is a
/// dependency of this script, which runs anew with it.
const INGREDIENTS: [&str; 7] = [
    "tracer-ebpf/src",
    "tracer-ebpf/Cargo.toml",
    "tracer-common/src",
    "tracer-common/Cargo.toml",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={ROUTE_VARIABLE}");
    for path in INGREDIENTS {
        println!("cargo::rerun-if-changed={}", ebpf_build::workspace().join(path).display());
    }
    // Cargo shows `cargo::error` lines as errors of this package, and ends the build.
    if let Err(error) = embed() {
        println!("cargo::error={}", error.to_string().replace('\n', " "));
    }
}

fn embed() -> Result<(), Box<dyn std::error::Error>> {
    let out_dir = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo has set no OUT_DIR")?);
    let Object { path, linker, .. } = ebpf_build::build(&Request {
        target_dir: ebpf_build::target_dir(&out_dir),
        arch: env::var("CARGO_CFG_TARGET_ARCH")?,
        route: ebpf_build::route_from_environment()?,
        quiet: true,
    })?;
    println!("cargo::rerun-if-changed={}", linker.display());
    let mut object = fs::read(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    ebpf_build::hide_debug_sections(&mut object)
        .ok_or_else(|| format!("{} is no ELF file for BPF", path.display()))?;
    let embedded = out_dir.join("tracer.bpf.o");
    fs::write(&embedded, object).map_err(|error| format!("cannot write {}: {error}", embedded.display()))?;
    Ok(())
}
