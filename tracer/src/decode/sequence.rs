//! Strings, data and arrays: what has a length, and how much of it is shown.

use super::desc::Ty;
use super::emit::Shape;
use super::netlink;
use super::walk::Walk;
use crate::arch;

/// How many pointers of an array of strings are looked at: more than a record can hold.
const MOST_WORDS: usize = 1 << 16;

impl Walk<'_> {
    /// Shows elements. The first that cannot be read ends them. There are none if they would go beyond all memory.
    pub fn array(&mut self, element: &'static Ty, address: u64, count: u64) -> bool {
        let size = u64::from(element.size()).max(1);
        let most = std::mem::replace(&mut self.most, u64::MAX);
        if count == 0 {
            self.out.open(Shape::Array);
            self.out.close(Shape::Array);
            return true;
        }
        let limit = if self.abbrev { u64::from(self.style.limit) } else { u64::MAX };
        let end = count.checked_mul(size).and_then(|len| address.checked_add(len));
        if end.is_none() || self.bytes(address, size as usize).is_none() {
            return false;
        }
        self.out.open(Shape::Array);
        for place in 0..count {
            if place >= limit.min(most) {
                self.out.more();
                break;
            }
            let at = address.wrapping_add(place.saturating_mul(size));
            if self.bytes(at, size as usize).is_none() {
                self.out.more();
                self.out.comment(&format!("{at:#x}"));
                break;
            }
            self.out.item();
            self.place(element, at);
        }
        self.out.close(Shape::Array);
        true
    }

    /// Says whether there are elements.
    pub(super) fn summary(&mut self, ty: &'static Ty) {
        self.out.open(Shape::Array);
        if matches!(ty, Ty::Array(_, len) if self.len(len) > 0) {
            self.out.more();
        }
        self.out.close(Shape::Array);
    }

    /// Shows no more than so many elements.
    pub(super) fn up_to(&mut self, most: u32, ty: &'static Ty, address: u64) {
        self.most = u64::from(most);
        self.place(ty, address);
        self.most = u64::MAX;
    }

    /// Shows what stands in place, without the limit.
    pub(super) fn whole(&mut self, ty: &'static Ty, address: u64) {
        let before = std::mem::replace(&mut self.abbrev, false);
        self.place(ty, address);
        self.abbrev = before;
    }

    /// Is what was copied of these bytes zero?
    pub(super) fn is_zero(&self, address: u64, size: u32) -> bool {
        self.memory(address, size as usize).iter().all(|byte| *byte == 0)
    }

    /// Shows data of this length as a string.
    pub fn data(&mut self, address: u64, len: u64) -> bool {
        if let Some(protocol) = self.netlink
            && netlink::messages(self, protocol, address, len)
        {
            return true;
        }
        let limit = u64::from(self.style.limit);
        let shown = len.min(limit) as usize;
        let found = self.memory(address, shown);
        if found.len() < shown && !self.is_cut(address) {
            return false;
        }
        self.out.string(found, len > found.len() as u64);
        true
    }

    /// Was less copied of what is at this address because the record had no room?
    pub fn is_cut(&self, address: u64) -> bool {
        let all = self.call.enter.into_iter().chain(self.call.exit);
        let mut here = all.filter(|(segment, bytes)| {
            let end = segment.address.wrapping_add(bytes.len() as u64);
            (segment.address..=end).contains(&address)
        });
        here.any(|(segment, _)| segment.flags & tracer_common::segment::CUT != 0)
    }

    /// Shows a string that ends with NUL, at most `limit` bytes of it. False if it cannot be read to its end.
    pub fn string(&mut self, address: u64, limit: u32) -> bool {
        let found = self.look(address, limit as usize + 1, |found| found.contains(&0));
        match found.iter().position(|byte| *byte == 0) {
            Some(end) => self.out.string(&found[..end], false),
            None if found.len() > limit as usize => self.out.string(&found[..limit as usize], true),
            None if !found.is_empty() && self.is_cut(address) => self.out.string(found, true),
            None => return false,
        }
        true
    }

    /// Shows a name that has room for `limit` bytes and a NUL. Whether a name of `limit` bytes ends there is not asked.
    pub fn name(&mut self, address: u64, limit: u32) -> bool {
        let found = self.look(address, limit as usize, |found| found.contains(&0));
        match found.iter().position(|byte| *byte == 0) {
            Some(end) => self.out.string(&found[..end], false),
            None if found.len() == limit as usize => self.out.string(found, true),
            None => return false,
        }
        true
    }

    /// A `char` array in place. One that is full has no room for a NUL: as strace, it is shown without its last byte.
    pub(super) fn chars(&mut self, address: u64, size: u32) -> bool {
        let Some(found) = self.bytes(address, size as usize) else { return false };
        match found.iter().position(|byte| *byte == 0) {
            Some(end) => self.out.string(&found[..end], false),
            None => self.out.string(&found[..found.len().saturating_sub(1)], true),
        }
        true
    }

    pub(super) fn raw(&mut self, address: u64, size: u32) -> bool {
        let Some(found) = self.bytes(address, size as usize) else { return false };
        self.out.string(found, false);
        true
    }

    /// Bytes of a pointer in memory.
    pub const fn word(&self) -> u32 {
        self.call.abi.pointer_size()
    }

    /// Has the call times of 64 bits? Of 32-bit programs, those have whose names say so.
    pub fn has_wide_times(&self) -> bool {
        self.word() == 8
            || arch::syscall(self.call.abi, self.call.nr).is_some_and(|call| call.name.ends_with("64"))
    }

    /// Shows `struct iovec`s, and of their data at most `total` bytes, or where they point to.
    pub fn iov(&mut self, address: u64, count: u64, mut total: Option<u64>) -> bool {
        let word = self.word();
        let size = 2 * u64::from(word);
        if count == 0 {
            self.out.open(Shape::Array);
            self.out.close(Shape::Array);
            return true;
        }
        if self.bytes(address, size as usize).is_none() {
            return false;
        }
        let limit = if self.abbrev { u64::from(self.style.limit) } else { u64::MAX };
        self.out.open(Shape::Array);
        for place in 0..count {
            let at = address.wrapping_add(place.saturating_mul(size));
            if place >= limit {
                self.out.more();
                break;
            }
            let (Some(base), Some(len)) =
                (self.number(at, word), self.number(at.wrapping_add(u64::from(word)), word))
            else {
                self.out.more();
                self.out.comment(&format!("{at:#x}"));
                break;
            };
            self.out.item();
            self.out.open(Shape::Struct);
            self.out.key("iov_base");
            let shown = total.map(|total| len.min(total));
            total = total.map(|total| total - shown.unwrap_or(0));
            if base == 0 || !shown.is_some_and(|shown| self.data(base, shown)) {
                self.out.address(base);
            }
            self.out.key("iov_len");
            self.out.unsigned(len);
            self.out.close(Shape::Struct);
        }
        self.out.close(Shape::Array);
        true
    }

    /// Shows an array of strings that ends with NULL.
    pub fn strings(&mut self, address: u64) -> bool {
        let size = self.word() as usize;
        let words = self.memory(address, MOST_WORDS * size);
        if words.len() < size {
            return false;
        }
        self.out.open(Shape::Array);
        let mut count = 0;
        for place in 0..words.len() / size {
            let word = self.number(address.wrapping_add((place * size) as u64), size as u32).unwrap_or(0);
            if word == 0 {
                self.out.close(Shape::Array);
                return true;
            }
            if self.abbrev && count >= self.style.limit {
                self.out.more();
                self.out.close(Shape::Array);
                return true;
            }
            self.out.item();
            if !self.string(word, self.style.limit) {
                self.out.address(word);
            }
            count += 1;
        }
        // The NULL was not there.
        self.out.more();
        self.out.comment(&format!("{:#x}", address.wrapping_add(u64::from(count) * size as u64)));
        self.out.close(Shape::Array);
        true
    }
}

#[cfg(test)]
mod tests {
    use tracer_common::segment::Segments;

    use super::*;
    use crate::decode::Style;
    use crate::decode::desc::Len;
    use crate::decode::text::Text;
    use crate::decode::trial;

    #[test]
    fn of_some_elements_only_so_many_are_shown() {
        static NUMBERS: Ty = Ty::Array(&Ty::U8, Len::Fixed(4));
        static UP_TO: Ty = Ty::UpTo(3, 2, &NUMBERS);
        const AT: u64 = 0x1000;
        let memory = [AT, 8, 0x0403_0201].map(u64::to_ne_bytes).concat();
        let call = trial::call(None, Segments(&memory), Segments::EMPTY);
        let shown = |ty: &'static Ty, abbrev| {
            let (style, mut text) = (Style::default(), Vec::new());
            let mut out = Text::new(&mut text, &style, true);
            let mut walk = Walk::new(&mut out, &style, call);
            walk.abbrev = abbrev;
            walk.place(ty, AT);
            String::from_utf8(text).expect("ASCII")
        };
        assert_eq!(shown(&UP_TO, true), "[1, 2, ...]");
        assert_eq!(shown(&UP_TO, false), "[1, 2, 3, ...]");
        assert_eq!(shown(&NUMBERS, true), "[1, 2, 3, 4]");
    }
}
