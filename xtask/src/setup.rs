//! `setup`: installs what the build needs and the machine lacks, and says so before it does.
//!
//! A core library for the BPF target (by one of two routes, see ebpf-build), the LLVM libraries that
//! bpf-linker works with, and bpf-linker itself, into the target directory. What is there is not touched.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use ebpf_build::{LINKER, Route, Toolchain};

use crate::cargo;

/// The version of bpf-linker. It must work with the LLVM of rustc, as it reads the bitcode that rustc
/// writes: Rust 1.95 and 1.96 have LLVM 22.
const LINKER_VERSION: &str = "0.13.0";
const LLVM_FEATURE: &str = "llvm-22";
/// Where Debian has that LLVM, and the variables by which bpf-linker and llvm-sys are told; without, they take
/// whichever `llvm-config` PATH has first.
const LLVM_PREFIX: &str = "/usr/lib/llvm-22";
const LLVM_VARIABLES: [&str; 2] = ["LLVM_PREFIX", "LLVM_SYS_221_PREFIX"];
const LLVM_PACKAGES: [&str; 3] = ["llvm-22-dev", "libpolly-22-dev", "libzstd-dev"];

/// Debian's compiler, and its core library for the BPF target.
const ROUTE_2_PACKAGES: [&str; 2] = ["rustc-web", "libstd-rust-web-dev-bpf"];

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The compiler for the BPF programs: 1, the pinned toolchain with rust-src, or 2, Debian's [default: 1,
    /// and 2 where 1 cannot be had]
    #[arg(long, value_name = "1|2")]
    route: Option<Route>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    ensure(args.route)?;
    println!("Everything that the build needs is there.");
    Ok(())
}

/// Makes sure that the BPF object can be built.
pub(crate) fn ensure(route: Option<Route>) -> Result<()> {
    let route = route.map_or_else(ebpf_build::route_from_environment, |it| Ok(Some(it)))?;
    compiler(route)?;
    linker()
}

fn compiler(route: Option<Route>) -> Result<()> {
    match route {
        Some(route) if Toolchain::find(route).is_some() => Ok(()),
        Some(Route::Rustup) => route_1(),
        Some(Route::Debian) => route_2(),
        None if [Route::Rustup, Route::Debian].into_iter().any(|it| Toolchain::find(it).is_some()) => Ok(()),
        None => route_1().or_else(|error| {
            eprintln!("setup: {error:#}; taking Debian's compiler instead");
            route_2()
        }),
    }
}

fn route_1() -> Result<()> {
    components(&["rust-src"], "the core library of the BPF programs is built from it")?;
    if Toolchain::find(Route::Rustup).is_none() {
        bail!("rustup has added rust-src, but the running toolchain does not have it");
    }
    Ok(())
}

fn route_2() -> Result<()> {
    packages(&ROUTE_2_PACKAGES, "a compiler with a core library for the BPF programs")?;
    if Toolchain::find(Route::Debian).is_none() {
        bail!("Debian's packages are installed, but /usr/bin/rustc knows no {}", ebpf_build::TARGET);
    }
    Ok(())
}

/// Adds components to the pinned toolchain.
pub(crate) fn components(names: &[&str], why: &str) -> Result<()> {
    let channel = ebpf_build::pinned_channel().context("rust-toolchain.toml names no channel")?;
    if !cargo::has("rustup") {
        bail!("there is no rustup to add {} with", names.join(" and "));
    }
    eprintln!("setup: adding {} to Rust {channel} with rustup: {why}", names.join(" and "));
    let mut rustup = Command::new("rustup");
    cargo::check(rustup.args(["component", "add", "--toolchain", &channel]).args(names))
}

fn linker() -> Result<()> {
    let target_dir = cargo::target_dir();
    if ebpf_build::find_linker(&target_dir).is_ok_and(|it| works(&it)) {
        return Ok(());
    }
    packages(&LLVM_PACKAGES, "bpf-linker is built with them")?;
    let tools = ebpf_build::tools_dir(&target_dir);
    let installed = tools.join("bin").join(LINKER);
    // It may have lacked no more than its libraries.
    if works(&installed) {
        return Ok(());
    }
    eprintln!(
        "setup: building {LINKER} {LINKER_VERSION} into {} (about a minute): it links the BPF programs",
        tools.display()
    );
    let mut cargo = cargo::cargo();
    ebpf_build::clean_environment(&mut cargo);
    if Path::new(LLVM_PREFIX).is_dir() {
        cargo.envs(LLVM_VARIABLES.map(|it| (it, LLVM_PREFIX)));
    }
    let build = tools.join("build");
    cargo
        .args(["install", LINKER, "--version", LINKER_VERSION, "--locked", "--force"])
        .args(["--no-default-features", "--features", LLVM_FEATURE, "--root"])
        .arg(&tools)
        .arg("--target-dir")
        .arg(&build);
    cargo::check(&mut cargo)?;
    if !works(&installed) {
        bail!("{} was built, but does not run", installed.display());
    }
    // Kept until here, so that an interrupted build goes on where it was.
    fs::remove_dir_all(&build).with_context(|| format!("cannot remove {}", build.display()))
}

/// Whether this is the linker we want, and the libraries that it needs are there.
fn works(linker: &Path) -> bool {
    let version = cargo::output(Command::new(linker).arg("--version"));
    version.is_some_and(|it| is_wanted_version(&String::from_utf8_lossy(&it)))
}

fn is_wanted_version(output: &str) -> bool {
    output.split_whitespace().nth(1) == Some(LINKER_VERSION)
}

/// Puts modules of Python into a folder of their own.
pub(crate) fn python_modules(folder: &Path, names: &[&str], why: &str) -> Result<()> {
    if !cargo::has("python3") {
        bail!("there is no python3 to import {} with", names.join(" and "));
    }
    eprintln!("setup: putting {} into {} with pip: {why}", names.join(" and "), folder.display());
    // A run that is interrupted leaves no half of a folder.
    let begun = folder.with_extension("new");
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--root-user-action=ignore"]);
    cargo::check(pip.arg("--target").arg(&begun).args(names))?;
    fs::rename(&begun, folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// Installs those programs (and their Debian packages) that are not there.
pub(crate) fn programs(needs: &[(&str, &str)], why: &str) -> Result<()> {
    let missing: Vec<_> = needs.iter().filter(|it| !cargo::has(it.0)).map(|it| it.1).collect();
    packages(&missing, why)
}

/// Whether this machine can be given packages.
pub(crate) fn can_install() -> bool {
    cargo::has("apt-get") && is_root()
}

/// Fetches apt's lists anew: those of a fresh machine may be empty.
pub(crate) fn refresh_lists() -> Result<()> {
    eprintln!("setup: fetching apt's lists of packages");
    apt_get(&["update"], &[])
}

/// Installs those of Debian's packages that are not installed.
fn packages(names: &[&str], why: &str) -> Result<()> {
    let missing: Vec<_> = names.iter().copied().filter(|it| !is_installed(it)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if !cargo::has("apt-get") {
        bail!(
            "{why}, but this machine has no apt-get to install {list} with; install what corresponds to them, \
             or put {LINKER} {LINKER_VERSION}, built with its feature {LLVM_FEATURE}, into PATH"
        );
    }
    if !is_root() {
        bail!("installing {list} needs root ({why}); run `sudo apt-get install {list}`, then try again");
    }
    eprintln!("setup: installing {list} with apt-get: {why}");
    if apt_get(&["install"], &missing).is_ok() {
        return Ok(());
    }
    refresh_lists()?;
    apt_get(&["install"], &missing)
}

fn apt_get(verb: &[&str], packages: &[&str]) -> Result<()> {
    let mut apt_get = Command::new("apt-get");
    apt_get.env("DEBIAN_FRONTEND", "noninteractive").args(["--quiet", "--yes"]).args(verb);
    cargo::check(apt_get.args((!packages.is_empty()).then_some("--no-install-recommends")).args(packages))
}

fn is_installed(package: &str) -> bool {
    let status =
        cargo::output(Command::new("dpkg-query").args(["--show", "--showformat=${Status}", package]));
    status.is_some_and(|it| it == b"install ok installed")
}

fn is_root() -> bool {
    // The files of a process belong to the user that it acts as.
    fs::metadata("/proc/self").is_ok_and(|it| it.uid() == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_version_of_the_linker_is_replaced() {
        assert!(is_wanted_version(&format!("bpf-linker {LINKER_VERSION}\n")));
        assert!(!is_wanted_version("bpf-linker 0.9.13\n"));
        assert!(!is_wanted_version(""));
        assert!(!works(Path::new("/nonexistent/bpf-linker")));
    }
}
