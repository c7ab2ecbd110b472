//! Kernels: Debian's cloud kernels, fetched by apt with a configuration of its own, so that the machine's sources stay
//! as they are. The mirror is the one that the machine uses.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::cargo;

const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// Names of a kernel's package: what comes before the release, and behind `-cloud-` and the architecture. The first are preferred: unsigned packages
/// hold the image itself, while some of the last only name another.
const NAMES: [(&str, &str); 4] = [
    ("linux-image-", "-unsigned"),
    ("linux-binary-unsigned-", ""),
    ("linux-binary-", ""),
    ("linux-image-", ""),
];

/// Why no kernel can be fetched, if none can.
pub(super) fn obstacle() -> Option<String> {
    let missing = ["apt-get", "apt-cache", "dpkg-deb"].into_iter().find(|p| cargo::which(p).is_none());
    missing.map(|program| format!("{program} is needed to fetch kernels"))
}

/// The image of the newest kernel of a release ("6.12"), from the cache below `folder` or by apt.
pub(super) fn fetch(release: &str, folder: &Path) -> Result<PathBuf> {
    let image = folder.join(format!("vmlinuz-{release}"));
    if image.exists() {
        return Ok(image);
    }
    fetch_by(&Apt::new(&folder.join("apt"), "amd64")?, release, folder)
}

/// The same, for the architecture that this apt knows.
pub(super) fn fetch_by(apt: &Apt, release: &str, folder: &Path) -> Result<PathBuf> {
    let image = folder.join(format!("vmlinuz-{release}"));
    if image.exists() {
        return Ok(image);
    }
    let mut candidates = candidates(&apt.package_names()?, release, apt.architecture);
    if candidates.is_empty() {
        apt.update()?;
        candidates = self::candidates(&apt.package_names()?, release, apt.architecture);
    }
    // A name may stand for nothing, or for a package that only depends on the real one.
    for name in candidates.iter().take(6) {
        let unpacked = folder.join("unpacked");
        let found = apt.download(name).and_then(|package| unpack(&package, &unpacked));
        if let Ok(found) = found {
            fs::rename(found, &image)?;
            fs::remove_dir_all(unpacked)?;
            println!("fetched {name}");
            return Ok(image);
        }
    }
    bail!("no kernel {release} can be fetched ({} packages bear the name)", candidates.len())
}

/// Unpacks the package, removes it, and finds the kernel in it: in /boot, or, in newer ones, beside its modules.
fn unpack(package: &Path, to: &Path) -> Result<PathBuf> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    let status = Command::new("dpkg-deb").arg("-x").arg(package).arg(to).status()?;
    fs::remove_file(package)?;
    let entries = |dir: PathBuf| fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path());
    let in_boot = entries(to.join("boot"))
        .find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("vmlinuz-")));
    let beside_modules =
        || entries(to.join("usr/lib/modules")).map(|dir| dir.join("vmlinuz")).find(|path| path.is_file());
    let image = in_boot.or_else(beside_modules);
    image.filter(|_| status.success()).context("the package has no kernel image")
}

/// The packages that may hold a kernel of this release, best first: the newest, and of one release by [`NAMES`].
fn candidates(packages: &str, release: &str, architecture: &str) -> Vec<String> {
    let cloud = format!("-cloud-{architecture}");
    let mut found: Vec<(Vec<u64>, usize, &str)> = packages
        .lines()
        .flat_map(|name| {
            let cloud = &cloud;
            NAMES.iter().enumerate().filter_map(move |(rank, (before, after))| {
                let version = name.strip_prefix(before)?.strip_suffix(after)?.strip_suffix(cloud.as_str())?;
                let rest = version.strip_prefix(release)?;
                let whole = rest.is_empty() || rest.starts_with(|c: char| !c.is_ascii_digit());
                whole.then(|| (numbers(version), rank, name))
            })
        })
        .collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    found.into_iter().map(|(.., name)| name.to_owned()).collect()
}

fn numbers(version: &str) -> Vec<u64> {
    version.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
}

/// apt with its own sources and lists.
pub(super) struct Apt {
    folder: PathBuf,
    architecture: &'static str,
}

impl Apt {
    /// Keeps them in a folder, for packages of this architecture.
    pub(super) fn new(folder: &Path, architecture: &'static str) -> Result<Self> {
        fs::create_dir_all(folder.join("lists/partial"))?;
        fs::create_dir_all(folder.join("archives/partial"))?;
        // Nothing is installed as far as this apt knows.
        fs::write(folder.join("status"), "")?;
        fs::write(folder.join("kernels.sources"), sources(&configured_mirrors()?, architecture)?)?;
        Ok(Self { folder: folder.into(), architecture })
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let dir = self.folder.display();
        command.current_dir(&self.folder).args(["-q", "-o", "Dir::Etc::SourceParts=/dev/null"]);
        for (option, value) in [
            ("Dir::Etc::SourceList", format!("{dir}/kernels.sources")),
            ("Dir::State", format!("{dir}")),
            ("Dir::State::Lists", format!("{dir}/lists")),
            ("Dir::State::status", format!("{dir}/status")),
            ("Dir::Cache", format!("{dir}")),
            ("APT::Architecture", self.architecture.to_owned()),
            ("APT::Architectures", self.architecture.to_owned()),
            ("Acquire::Languages", "none".to_owned()),
            ("Acquire::IndexTargets::deb::DEP-11::DefaultEnabled", "false".to_owned()),
            // Apt's own user cannot read a home folder.
            ("APT::Sandbox::User", "root".to_owned()),
        ] {
            command.arg("-o").arg(format!("{option}={value}"));
        }
        command
    }

    fn update(&self) -> Result<()> {
        println!("fetching the lists of kernel packages");
        let output = self.command("apt-get").arg("update").output()?;
        if !output.status.success() {
            bail!("apt-get update failed: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(())
    }

    fn package_names(&self) -> Result<String> {
        let output = self.command("apt-cache").args(["pkgnames", "linux-"]).output()?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Fetches a package.
    pub(super) fn download(&self, package: &str) -> Result<PathBuf> {
        let output = self.command("apt-get").args(["download", package]).output()?;
        if !output.status.success() {
            bail!("apt-get download {package}: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        let files = fs::read_dir(&self.folder)?.flatten().map(|file| file.path());
        let mut packages = files.filter(|path| path.extension().is_some_and(|ext| ext == "deb"));
        packages.next().context("apt-get download left no package")
    }
}

/// The mirrors of the machine's own sources: address, label.
fn configured_mirrors() -> Result<Vec<(String, String)>> {
    let output = Command::new("apt-get")
        .args(["indextargets", "--format", "$(SITE)|$(LABEL)", "Created-By: Packages", "Origin: Debian"])
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mirrors: Vec<_> = text.lines().filter_map(|line| line.split_once('|')).collect();
    if mirrors.is_empty() {
        bail!("apt has no Debian mirror in its sources, or its lists are empty (apt-get update fills them)");
    }
    Ok(mirrors.into_iter().map(|(site, label)| (site.to_owned(), label.to_owned())).collect())
}

/// apt's sources for the suites that hold kernels.
fn sources(mirrors: &[(String, String)], architecture: &str) -> Result<String> {
    let site = |label: &str| mirrors.iter().find(|(_, l)| l == label).map(|(site, _)| site.as_str());
    let main = site("Debian").context("apt's sources name no Debian mirror")?;
    let stanza = |site: &str, suites: &str| {
        let keys =
            if Path::new(KEYRING).exists() { format!("Signed-By: {KEYRING}\n") } else { String::new() };
        format!(
            "Types: deb\nURIs: {site}\nSuites: {suites}\nComponents: main\nArchitectures: {architecture}\n{keys}\n"
        )
    };
    let mut text = stanza(main, "bullseye bookworm trixie trixie-backports");
    if let Some(security) = site("Debian-Security") {
        text += &stanza(security, "bullseye-security bookworm-security trixie-security");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_kernel_of_a_release_comes_first_and_unsigned() {
        let packages = "linux-image-6.1.0-9-cloud-amd64-unsigned\nlinux-image-6.1.0-50-cloud-amd64\n\
             linux-image-6.1.0-50-cloud-amd64-unsigned\nlinux-image-6.12.3+deb13-cloud-amd64-unsigned\n\
             linux-base-6.1.0-51-cloud-amd64\nlinux-image-6.1.0-50-amd64\nlinux-image-cloud-amd64";
        let expected = [
            "linux-image-6.1.0-50-cloud-amd64-unsigned",
            "linux-image-6.1.0-50-cloud-amd64",
            "linux-image-6.1.0-9-cloud-amd64-unsigned",
        ];
        assert_eq!(candidates(packages, "6.1", "amd64"), expected);
    }

    #[test]
    fn sources_use_the_given_mirrors_only() {
        let mirrors = [("http://m/debian".to_owned(), "Debian".to_owned())];
        let text = sources(&mirrors, "amd64").unwrap();
        assert!(text.contains("URIs: http://m/debian\n"));
        assert!(!text.contains("-security"));
        assert!(sources(&[], "amd64").is_err());
    }
}
