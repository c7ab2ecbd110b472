//! Where the compiler, its core library and the linker are, if they are there.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::str::FromStr;

use crate::TARGET;
use crate::clean::clean_environment;

/// The linker's file name.
pub const LINKER: &str = "bpf-linker";

/// Where Debian's rustc is, whatever else PATH has.
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";

/// A way to a compiler with a core library for [`TARGET`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// The toolchain that rust-toolchain.toml pins, with its `rust-src` component; core is built from it.
    Rustup,
    /// Debian's rustc, with a core that Debian has built.
    Debian,
}

impl Route {
    /// The name of its directory.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rustup => "rustup",
            Self::Debian => "debian",
        }
    }

    /// What must be installed for it, for messages.
    pub fn needs(self) -> &'static str {
        match self {
            Self::Rustup => "the rust-src component of the pinned toolchain",
            Self::Debian => "Debian's rustc with libstd-rust-web-dev-bpf",
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Rustup => "route 1: the pinned toolchain and rust-src",
            Self::Debian => "route 2: Debian's rustc",
        })
    }
}

impl FromStr for Route {
    type Err = &'static str;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        match s {
            "1" => Ok(Self::Rustup),
            "2" => Ok(Self::Debian),
            _ => Err("there are routes 1 (rustup) and 2 (Debian)"),
        }
    }
}

/// A compiler that can build core-only programs for [`TARGET`].
#[derive(Debug)]
pub struct Toolchain {
    /// The way it was found.
    pub route: Route,
    /// The cargo to run.
    pub cargo: PathBuf,
    /// The compiler for that cargo.
    pub rustc: PathBuf,
}

impl Toolchain {
    /// The toolchain of a route, if all of it is there.
    pub fn find(route: Route) -> Option<Self> {
        match route {
            Route::Rustup => {
                let sysroot = Self::pinned_sysroot()?;
                let bin = sysroot.join("bin");
                let found = sysroot.join("lib/rustlib/src/rust/library/core/src/lib.rs").is_file();
                found.then(|| Self { route, cargo: bin.join("cargo"), rustc: bin.join("rustc") })
            }
            Route::Debian => {
                let rustc = PathBuf::from(DEBIAN_RUSTC);
                let library = sysroot(Command::new(&rustc))?.join("lib/rustlib").join(TARGET).join("lib");
                // Any cargo will do; the one that is running is at hand.
                let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")).into();
                library.is_dir().then_some(Self { route, cargo, rustc })
            }
        }
    }

    /// The directory of the toolchain that rust-toolchain.toml names, be it the one that is running or not.
    pub fn pinned_sysroot() -> Option<PathBuf> {
        let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        clean_environment(&mut rustc);
        rustc.current_dir(workspace());
        sysroot(rustc)
    }
}

fn sysroot(mut rustc: Command) -> Option<PathBuf> {
    let output = rustc.args(["--print", "sysroot"]).output().ok()?;
    let path = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| PathBuf::from(path.trim_end()))
}

/// The root of the workspace.
pub fn workspace() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// The toolchain that rust-toolchain.toml pins.
pub fn pinned_channel() -> Option<String> {
    let text = std::fs::read_to_string(workspace().join("rust-toolchain.toml")).ok()?;
    channel(&text).map(str::to_owned)
}

fn channel(toml: &str) -> Option<&str> {
    let line = toml.lines().find_map(|it| it.trim().strip_prefix("channel"))?;
    line.trim_start().strip_prefix('=')?.trim().strip_prefix('"')?.split('"').next()
}

/// The target directory that holds a path (of a build script's output, or of a program that cargo runs),
/// however that directory was chosen. Cargo marks it, but one that it has not itself created only later.
pub fn target_dir(inside: &Path) -> PathBuf {
    let named = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let is_target = |it: &&Path| {
        named.as_deref() == Some(*it)
            || it.join("CACHEDIR.TAG").is_file()
            || it.join(".rustc_info.json").is_file()
    };
    inside.ancestors().find(is_target).map_or_else(|| workspace().join("target"), Path::to_owned)
}

/// Where `cargo xtask setup` installs: a root with `bin` below it.
pub fn tools_dir(target_dir: &Path) -> PathBuf {
    target_dir.join("tools")
}

/// The linker: the one that setup installed, else the one in PATH, else the places where ours could be.
pub fn find_linker(target_dir: &Path) -> Result<PathBuf, Vec<PathBuf>> {
    let mut ours =
        vec![tools_dir(target_dir).join("bin"), tools_dir(&workspace().join("target")).join("bin")];
    ours.dedup();
    let path = env::var_os("PATH").unwrap_or_default();
    let found =
        ours.iter().cloned().chain(env::split_paths(&path)).map(|it| it.join(LINKER)).find(|it| it.is_file());
    found.ok_or(ours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_channel_is_read_from_the_toolchain_file() {
        assert_eq!(channel("# x\n[toolchain]\nchannel = \"1.95.0\"\n"), Some("1.95.0"));
        assert_eq!(channel("[toolchain]\nprofile = \"minimal\"\n"), None);
        assert!(pinned_channel().is_some(), "the workspace pins its toolchain");
    }

    #[test]
    fn routes_are_called_by_their_numbers() {
        assert_eq!("1".parse(), Ok(Route::Rustup));
        assert_eq!("2".parse(), Ok(Route::Debian));
        assert!("3".parse::<Route>().is_err());
    }

    #[test]
    fn the_target_directory_is_the_marked_one() {
        let here = env::current_exe().unwrap();
        let target = target_dir(&here);
        assert!(here.starts_with(&target), "{} is below {}", here.display(), target.display());
        assert!(target.join("debug").is_dir() || target.join("release").is_dir(), "{}", target.display());
        assert_eq!(target_dir(Path::new("/proc/self")), workspace().join("target"));
    }
}
