//! Commands of the device mapper (include/uapi/linux/dm-ioctl.h): what is shown of their struct, and the data behind it.

use crate::decode::desc::{Custom, Layout};
use crate::decode::emit::Shape;
use crate::decode::layout::*;
use crate::decode::uapi::DM_DATA_OUT_FLAG;
use crate::decode::walk::Walk;

/// The data of a command.
#[derive(Clone, Copy)]
enum Data {
    Nothing,
    /// A name, or a geometry.
    Text,
    /// What became of a message, if it is said that there is something.
    Output,
    /// `struct dm_target_spec`s, each of which tells how far it is from it to the next.
    Targets,
    /// `struct dm_target_spec`s, each of which tells how far it is from the first to the next.
    TargetsFromFirst,
    Message,
    Devices,
    Dependencies,
    Versions,
}

/// What is shown of the struct, and its data.
type Shown = (&'static [&'static Layout], Data);

/// What is shown of commands as they begin and end, by their numbers.
const COMMANDS: &[(Shown, Shown)] = {
    use Data::*;
    const START: &Layout = &DM_START;
    const DEVICE: &Layout = &DM_DEVICE;
    const TARGETS: &Layout = &DM_TARGETS;
    const COUNTS: &Layout = &DM_COUNTS;
    const EVENT: &Layout = &DM_EVENT;
    &[
        // DM_VERSION, DM_REMOVE_ALL, DM_LIST_DEVICES
        ((&[DEVICE], Nothing), (&[DEVICE], Nothing)),
        ((&[], Nothing), (&[], Nothing)),
        ((&[START], Nothing), (&[START], Devices)),
        // DM_DEV_CREATE, DM_DEV_REMOVE, DM_DEV_RENAME, DM_DEV_SUSPEND, DM_DEV_STATUS, DM_DEV_WAIT
        ((&[DEVICE], Nothing), (&[DEVICE, COUNTS], Nothing)),
        ((&[DEVICE, EVENT], Nothing), (&[DEVICE], Nothing)),
        ((&[START, DEVICE, EVENT], Text), (&[START, DEVICE, COUNTS], Nothing)),
        ((&[DEVICE, &DM_RESUMED], Nothing), (&[DEVICE, COUNTS], Nothing)),
        ((&[DEVICE], Nothing), (&[DEVICE, COUNTS], Nothing)),
        ((&[START, DEVICE, EVENT], Nothing), (&[START, DEVICE, COUNTS], TargetsFromFirst)),
        // DM_TABLE_LOAD, DM_TABLE_CLEAR, DM_TABLE_DEPS, DM_TABLE_STATUS
        ((&[START, DEVICE, TARGETS], Targets), (&[START, DEVICE, COUNTS], Nothing)),
        ((&[DEVICE], Nothing), (&[DEVICE, COUNTS], Nothing)),
        ((&[START, DEVICE], Nothing), (&[START, DEVICE, COUNTS], Dependencies)),
        ((&[START, DEVICE], Nothing), (&[START, DEVICE, COUNTS], TargetsFromFirst)),
        // DM_LIST_VERSIONS, DM_TARGET_MSG, DM_DEV_SET_GEOMETRY, DM_DEV_ARM_POLL
        ((&[START], Nothing), (&[START], Versions)),
        ((&[START, DEVICE], Message), (&[START, DEVICE, COUNTS], Output)),
        ((&[START, DEVICE], Text), (&[START, DEVICE], Nothing)),
        ((&[DEVICE], Nothing), (&[DEVICE], Nothing)),
    ]
};

/// The version that is known.
const MAJOR: u64 = 4;

/// The version, behind the known one, since which devices are listed with their events.
const WITH_EVENTS: u64 = 37;

/// Where the version and `data_size` end.
const SIZED: u64 = 12;

/// The smallest `struct dm_ioctl`: without what pads it.
const SMALLEST: u64 = 305;

/// What is asked for.
pub static ASKED: Custom = Custom {
    name: "dm_ioctl",
    show: |walk, at, _| {
        if is_whole(walk, at) {
            command(walk, at, |(asked, _)| *asked);
        } else {
            walk.out.address(at);
        }
    },
};

/// Does the call tell something?
pub fn tells(walk: &mut Walk<'_>, address: u64) -> bool {
    is_whole(walk, address)
}

/// What the call tells.
pub static TOLD: Custom =
    Custom { name: "dm_ioctl", show: |walk, at, _| command(walk, at, |(_, told)| *told) };

/// The data, which are shown with the struct before them.
pub static DATA: Custom = Custom { name: "data of dm_ioctl", show: |walk, _, _| walk.out.more() };

/// Can the struct be shown?
fn is_whole(walk: &Walk<'_>, address: u64) -> bool {
    let is_large = walk.number(address.wrapping_add(SIZED), 4).is_some_and(|size| size >= SIZED);
    address != 0 && is_large && walk.bytes(address, SMALLEST as usize).is_some()
}

fn command(walk: &mut Walk<'_>, address: u64, side: impl Fn(&(Shown, Shown)) -> Shown) {
    let size = walk.number(address.wrapping_add(SIZED), 4).unwrap_or(0);
    let number = (walk.arg(1) & 0xff) as usize;
    let (shown, data) = COMMANDS.get(number).map_or((&[][..], Data::Nothing), side);
    let is_known = walk.number(address, 4) == Some(MAJOR);
    walk.out.open(Shape::Array);
    walk.out.item();
    walk.out.open(Shape::Struct);
    walk.fields_before(&DM_COMMAND, address, if is_known { u32::MAX } else { SIZED as u32 });
    if !is_known {
        walk.out.comment("unsupported device mapper ABI version");
    } else if size < SMALLEST {
        walk.out.comment("data_size too small");
    } else {
        for layout in shown.iter().copied().chain([&DM_FLAGS_FIELD]) {
            walk.fields(layout, address);
        }
    }
    walk.out.close(Shape::Struct);
    if is_known && size >= SMALLEST {
        let start = walk.number(address.wrapping_add(16), 4).unwrap_or(0);
        Area { address, start, size }.show(walk, data);
    }
    walk.out.close(Shape::Array);
}

/// Where data are.
struct Area {
    /// Of the struct before them.
    address: u64,
    /// Where they begin, from there.
    start: u64,
    /// Where they end, from there.
    size: u64,
}

impl Area {
    fn show(&self, walk: &mut Walk<'_>, data: Data) {
        let [targets, flags] =
            [20, 28].map(|offset| walk.number(self.address.wrapping_add(offset), 4).unwrap_or(0));
        let is_there = match data {
            Data::Nothing => false,
            Data::Text => true,
            Data::Output => flags & DM_DATA_OUT_FLAG != 0,
            Data::Targets | Data::TargetsFromFirst => targets > 0,
            _ => self.start != self.size,
        };
        if is_there && walk.abbrev {
            walk.out.more();
        } else if is_there {
            match data {
                Data::Nothing => {}
                Data::Text | Data::Output => self.text(walk),
                Data::Targets => self.targets(walk, targets, &DM_TARGET_ASKED, false),
                Data::TargetsFromFirst => self.targets(walk, targets, &DM_TARGET_TOLD, true),
                Data::Message => self.message(walk),
                Data::Devices => self.devices(walk),
                Data::Dependencies => self.dependencies(walk),
                Data::Versions => self.versions(walk),
            }
        }
    }

    /// An item begins. Its address, if it has room there and can be read; else that is said.
    fn item(&self, walk: &mut Walk<'_>, offset: u64, size: u32, name: &str) -> Option<u64> {
        walk.out.item();
        if offset.saturating_add(u64::from(size)) > self.size {
            walk.out.text("???");
            walk.out.comment(&format!("misplaced {name}"));
            return None;
        }
        let at = self.address.wrapping_add(offset);
        if walk.bytes(at, size as usize).is_none() {
            walk.out.address(at);
            return None;
        }
        Some(at)
    }

    /// A string that ends where the data do, if not before.
    fn string(&self, walk: &mut Walk<'_>, key: &str, offset: u64) {
        let room = self.size.saturating_sub(offset);
        let limit = walk.style.limit;
        let at = self.address.wrapping_add(offset);
        walk.out.key(key);
        let shown = match room {
            0 => {
                walk.out.string(&[], false);
                true
            }
            room if room > u64::from(limit) => walk.string(at, limit),
            room => walk.name(at, room as u32),
        };
        if !shown {
            walk.out.address(at);
        }
    }

    fn text(&self, walk: &mut Walk<'_>) {
        if self.item(walk, self.start, 0, "string").is_some() {
            walk.out.open(Shape::Struct);
            self.string(walk, "string", self.start);
            walk.out.close(Shape::Struct);
        }
    }

    fn message(&self, walk: &mut Walk<'_>) {
        if let Some(at) = self.item(walk, self.start, DM_MESSAGE.size, "struct dm_target_msg") {
            walk.out.open(Shape::Struct);
            walk.fields(&DM_MESSAGE, at);
            self.string(walk, "message", self.start + u64::from(DM_MESSAGE.size));
            walk.out.close(Shape::Struct);
        }
    }

    fn dependencies(&self, walk: &mut Walk<'_>) {
        let count = walk.number(self.address.wrapping_add(self.start), 4).unwrap_or(0);
        let fits =
            self.start.saturating_add(u64::from(DM_DEPENDENCIES.size)).saturating_add(8 * count) <= self.size;
        let start = if fits { self.start } else { u64::MAX };
        if let Some(at) = self.item(walk, start, DM_DEPENDENCIES.size, "struct dm_target_deps") {
            walk.structure(&DM_DEPENDENCIES, at);
        }
    }

    /// Shows items one after the other, no more of them than bytes of a string. `show` shows the one at an address and offset, and
    /// tells where the next begins; 0 if there is none.
    fn list(
        &self,
        walk: &mut Walk<'_>,
        size: u32,
        name: &str,
        mut show: impl FnMut(&mut Walk<'_>, u64, u64) -> u64,
    ) {
        let mut offset = self.start;
        for _ in 0..walk.style.limit {
            let Some(at) = self.item(walk, offset, size, name) else { return };
            walk.out.open(Shape::Struct);
            let next = show(walk, at, offset);
            walk.out.close(Shape::Struct);
            if next == 0 {
                return;
            }
            // The next may not begin before this one's fixed part has ended.
            offset = if next <= offset + u64::from(size) { u64::MAX } else { next };
        }
        walk.out.more();
    }

    fn targets(&self, walk: &mut Walk<'_>, count: u64, layout: &'static Layout, from_first: bool) {
        let mut left = count;
        self.list(walk, layout.size, "struct dm_target_spec", |walk, at, offset| {
            walk.fields(layout, at);
            self.string(walk, "string", offset + u64::from(layout.size));
            left -= 1;
            let from = if from_first { self.start } else { offset };
            let next = from + walk.number(at.wrapping_add(20), 4).unwrap_or(0);
            if left == 0 { 0 } else { next.max(1) }
        });
    }

    fn devices(&self, walk: &mut Walk<'_>) {
        let minor = walk.number(self.address.wrapping_add(4), 4).unwrap_or(0);
        self.list(walk, DM_LISTED.size, "struct dm_name_list", |walk, at, offset| {
            walk.fields(&DM_LISTED, at);
            self.string(walk, "name", offset + u64::from(DM_LISTED.size));
            let next = walk.number(at.wrapping_add(8), 4).unwrap_or(0);
            if minor >= WITH_EVENTS
                && let Some(event) = self.event(walk, offset, next)
            {
                walk.out.key("event_nr");
                walk.out.unsigned(event);
            }
            if next == 0 { 0 } else { offset + next }
        });
    }

    /// The number of a device's event, which follows its name if that is shown whole and it stands before the next device.
    fn event(&self, walk: &Walk<'_>, offset: u64, next: u64) -> Option<u64> {
        let name = offset + u64::from(DM_LISTED.size);
        let shown = self.size.saturating_sub(name).min(u64::from(walk.style.limit) + 1);
        let found = walk.memory(self.address.wrapping_add(name), shown as usize);
        let end = name + found.iter().position(|byte| *byte == 0)? as u64 + 1;
        let place = end.next_multiple_of(8);
        if place + 4 > offset + next { None } else { walk.number(self.address.wrapping_add(place), 4) }
    }

    fn versions(&self, walk: &mut Walk<'_>) {
        self.list(walk, DM_VERSIONED.size, "struct dm_target_versions", |walk, at, offset| {
            self.string(walk, "name", offset + u64::from(DM_VERSIONED.size));
            walk.fields(&DM_VERSIONED, at);
            walk.number(at, 4).filter(|next| *next != 0).map_or(0, |next| offset + next)
        });
    }
}
