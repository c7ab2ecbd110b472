//! Where a recording is written: one file, or a flight recorder's two, of which the older is dropped when the newer is
//! half of what is allowed.
//!
//! Recordings can hold secrets, so the file is its owner's alone. What the blocks hold is left to the writer.

use std::fs::{File, OpenOptions, Permissions};
use std::io::{self, IsTerminal as _, Write};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use super::meta::{Counts, Ending, Start};
use super::writer::{BLOCK_BYTES, Writer};
use crate::call::ClockPoint;

/// Both parts together are never larger than this says, so it cannot be smaller than some blocks.
pub const MIN_SIZE: u64 = 64 << 10;

/// A file, or standard output.
pub enum Place {
    /// A file.
    File(File),
    /// Standard output.
    Stdout(io::Stdout),
}

impl Write for Place {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.write(bytes),
            Self::Stdout(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(file) => file.flush(),
            Self::Stdout(out) => out.flush(),
        }
    }
}

/// Where the part before this one is.
pub fn older(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".old");
    name.into()
}

/// A recording that is being written.
pub struct Parts {
    path: PathBuf,
    writer: Writer<Place>,
    start: Start,
    max_size: Option<u64>,
    /// Records and bytes of the older part.
    older: (u64, u64),
    /// Records of the parts before this one.
    before: u64,
    /// Writing has failed, which was told: nothing may follow what is missing.
    failed: bool,
}

impl Parts {
    /// Begins a recording in the file that is open, and has this path.
    pub fn begin(path: &Path, place: Place, start: Start, max_size: Option<u64>) -> io::Result<Self> {
        let block = block_bytes(max_size);
        let writer = Writer::new(place, &start, block).map_err(|error| named(path, &error))?;
        if max_size.is_some() {
            // A part of another recording would pass for one of this.
            let _ = std::fs::remove_file(older(path));
        }
        Ok(Self { path: path.to_owned(), writer, start, max_size, older: (0, 0), before: 0, failed: false })
    }

    /// How it began.
    pub const fn start(&self) -> &Start {
        &self.start
    }

    /// The part that is being written.
    pub const fn writer(&mut self) -> &mut Writer<Place> {
        &mut self.writer
    }

    /// Does another block fit into this part?
    #[inline]
    pub fn is_full(&self) -> bool {
        self.max_size.is_some_and(|max| self.writer.written() + block_bytes(Some(max)) as u64 > max / 2)
    }

    /// Begins a new part.
    pub fn rotate(&mut self, clock: ClockPoint) -> io::Result<()> {
        self.writer.cut().map_err(|error| self.failed(&error))?;
        let (records, bytes) = self.older;
        self.start.clock = clock;
        self.start.part += 1;
        self.start.dropped_records += records;
        self.start.dropped_bytes += bytes;
        self.older = (self.writer.records(), self.writer.written());
        self.before += self.older.0;
        let renamed = std::fs::rename(&self.path, older(&self.path));
        let place = renamed.and_then(|()| open(&self.path));
        let block = block_bytes(self.max_size);
        let writer = place.and_then(|place| Writer::new(place, &self.start, block));
        self.writer = writer.map_err(|error| self.failed(&error))?;
        Ok(())
    }

    /// Tells what the kernel has counted so far.
    pub fn counts(&mut self, counts: &Counts) -> io::Result<()> {
        self.writer.counts(counts).map_err(|error| self.failed(&error))
    }

    /// Ends the recording.
    pub fn finish(&mut self, mut ending: Ending) -> io::Result<()> {
        if self.failed {
            return Ok(());
        }
        ending.records = self.before + self.writer.records();
        self.writer.finish(&ending).map_err(|error| self.failed(&error))
    }

    /// The error with the file's name. The part of a block that was written is taken back, where that is possible.
    pub fn failed(&mut self, error: &io::Error) -> io::Error {
        self.failed = true;
        let written = self.writer.written();
        if let Place::File(file) = self.writer.get_mut() {
            // A device has no end to be taken back; readers do without it, too.
            let _ = file.set_len(written);
        }
        named(&self.path, error)
    }
}

/// A block must fit into a part several times.
fn block_bytes(max_size: Option<u64>) -> usize {
    max_size.map_or(BLOCK_BYTES, |max| BLOCK_BYTES.min((max / 16) as usize))
}

/// Opens a file for a recording; `-` is standard output.
pub fn open(path: &Path) -> io::Result<Place> {
    if path.as_os_str() == "-" {
        if io::stdout().is_terminal() {
            return Err(io::Error::other("a recording is not for a terminal: send it to a file or a pipe"));
        }
        return Ok(Place::Stdout(io::stdout()));
    }
    let mut options = OpenOptions::new();
    let file = options.create(true).write(true).truncate(true).mode(0o600).open(path).and_then(|file| {
        if file.metadata()?.is_file() {
            // The file may have been there, open to everybody.
            file.set_permissions(Permissions::from_mode(0o600))?;
        }
        Ok(file)
    });
    file.map(Place::File).map_err(|error| named(path, &error))
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    let text = match error.raw_os_error() {
        Some(errno) => nix::errno::Errno::from_raw(errno).desc().to_owned(),
        None => error.to_string(),
    };
    io::Error::new(error.kind(), format!("cannot write '{}': {text}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn create(path: &Path, max_size: Option<u64>) -> io::Result<Parts> {
        Parts::begin(path, open(path)?, Start::default(), max_size)
    }
    use crate::recording::{Item, Reader};

    /// Records of noise, which does not compress.
    fn fill(parts: &mut Parts, records: u64) {
        let mut noise = 1_u64;
        for time in 0..records {
            let mut record = vec![9; 16];
            record.extend_from_slice(&time.to_le_bytes());
            for _ in 0..20 {
                noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                record.extend_from_slice(&noise.to_le_bytes());
            }
            parts.writer().record(&record).expect("it is written");
            if parts.is_full() {
                parts.rotate(ClockPoint::default()).expect("it is written");
            }
        }
    }

    fn records(path: &Path) -> (u64, Start) {
        let mut reader = Reader::new(File::open(path).expect("it is there")).expect("it is a recording");
        let mut records = 0;
        while let Some(item) = reader.next_item().expect("it is read") {
            if let Item::Records(block) = item {
                records += u64::from(block.len());
            }
        }
        (records, reader.start().clone())
    }

    #[test]
    fn a_flight_recorder_keeps_the_newest() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("flight");
        let mut parts = create(&path, Some(MIN_SIZE)).expect("it is created");
        fill(&mut parts, 2000);
        parts.finish(Ending::default()).expect("it is written");
        let size = |path: &Path| std::fs::metadata(path).expect("it is there").len();
        let both = size(&path) + size(&older(&path));
        assert!(both <= MIN_SIZE && both > MIN_SIZE / 3, "{both}");
        let ((new, start), (old, before)) = (records(&path), records(&older(&path)));
        assert_eq!(start.part, before.part + 1);
        assert_eq!(start.dropped_records + old + new, 2000);
        assert!(start.part > 5 && old > 50, "{} {old}", start.part);
    }

    #[test]
    fn the_file_is_its_owners() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("open");
        std::fs::write(&path, "x").expect("it is written");
        std::fs::set_permissions(&path, Permissions::from_mode(0o644)).expect("it is ours");
        create(&path, None).expect("it is created");
        let mode = std::fs::metadata(&path).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_full_disk_is_told_with_the_files_name() {
        let error = create(Path::new("/dev/full"), None).err().expect("it is full");
        assert_eq!(error.to_string(), "cannot write '/dev/full': No space left on device");
    }
}
