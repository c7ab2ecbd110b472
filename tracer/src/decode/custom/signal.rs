//! Signals by name, sets of signals, and what is done with them.

use crate::arch;
use crate::decode::desc::Custom;
use crate::decode::style::Constants;
use crate::decode::walk::Walk;

/// Shows a signal's number by its name.
pub fn show(walk: &mut Walk<'_>, signal: u32) {
    match signal {
        1..=64 => {
            let name = arch::signal_name(walk.call.abi, signal);
            walk.out.named(i64::from(signal), &name);
        }
        _ => walk.out.signed(i64::from(signal as i32)),
    }
}

/// A `sigset_t` of the kernel, whose size an argument tells: shown if it is the one that the kernel takes.
pub static SIGSET: Custom = Custom { name: "sigset", show: sized };

fn sized(walk: &mut Walk<'_>, address: u64, len: u64) {
    match walk.number(address, 8).filter(|_| len == 8) {
        Some(set) => mask(walk, set),
        None => walk.out.address(address),
    }
}

/// Shows a set of signals: `[HUP INT]`, or `~[HUP]` if most are in it.
pub fn mask(walk: &mut Walk<'_>, set: u64) {
    listed(walk, set, 64);
}

fn listed(walk: &mut Walk<'_>, set: u64, count: u32) {
    // What strace holds for most: two thirds.
    let inverted = set.count_ones() >= count * 2 / 3;
    let listed = if inverted { !set } else { set };
    let mut text = String::from(if inverted { "~[" } else { "[" });
    let begin = text.len();
    for signal in (1..=count).filter(|signal| listed >> (signal - 1) & 1 != 0) {
        if text.len() > begin {
            text.push(' ');
        }
        let name = arch::signal_name(walk.call.abi, signal);
        let name = name.strip_prefix("SIG").unwrap_or(&name);
        match walk.style.constants {
            Constants::Abbrev => text.push_str(name),
            Constants::Raw => text.push_str(&signal.to_string()),
            Constants::Verbose => text.push_str(&format!("{signal} /* {name} */")),
        }
    }
    text.push(']');
    walk.out.text(&text);
}

/// The same of the first 32 signals, of which the calls of old know.
pub fn mask_32(walk: &mut Walk<'_>, set: u64) {
    listed(walk, set, 32);
}

/// The `old_sigset_t` of the calls of old.
pub static OLD_SIGSET: Custom = Custom {
    name: "old_sigset_t",
    show: |walk, address, _| {
        let set = walk.number(address, 4).unwrap_or(0);
        mask_32(walk, set);
    },
};

/// Shows the handler that there was before.
pub fn former_handler(walk: &mut Walk<'_>, value: i64) {
    match value {
        0 => walk.out.text("SIG_DFL"),
        1 => walk.out.text("SIG_IGN"),
        _ => {}
    }
}

/// Shows the mask that there is.
pub fn present_mask(walk: &mut Walk<'_>, value: i64) {
    walk.out.part("mask");
    mask_32(walk, value as u64);
}

/// Shows the mask that there was before.
pub fn former_mask(walk: &mut Walk<'_>, value: i64) {
    walk.out.part("old mask");
    mask_32(walk, value as u64);
}

/// Shows the address of a handler, or what stands for one.
pub fn handler(walk: &mut Walk<'_>, handler: u64) {
    let name = match handler {
        0 => "SIG_DFL",
        1 => "SIG_IGN",
        u64::MAX => "SIG_ERR",
        _ => return walk.out.hex(handler),
    };
    super::expression(walk, handler, name);
}

/// A set in the frame of a handler of i386: its upper half stands where the state of the processor ends.
pub static HALVES: Custom = Custom {
    name: "halves of a sigset",
    show: |walk, address, _| {
        let half = |at: u64| walk.number(address.wrapping_add(at), 4).unwrap_or(0);
        let set = half(0) | half(632) << 32;
        mask(walk, set);
    },
};

/// Has a `struct sigaction` a function to return through?
pub fn restores(flags: u64) -> bool {
    flags & crate::decode::uapi::SA_RESTORER != 0
}

/// `struct sigevent`: what a timer's end causes.
pub static SIGEVENT: Custom = Custom { name: "sigevent", show: event };

fn event(walk: &mut Walk<'_>, address: u64, len: u64) {
    use crate::decode::emit::Shape::Struct;
    use crate::decode::flags::SIGEV;
    if walk.bytes(address, len as usize).is_none() {
        return walk.out.address(address);
    }
    let read =
        |walk: &Walk<'_>, at: u32, size| walk.number(address.wrapping_add(u64::from(at)), size).unwrap_or(0);
    let word = walk.word();
    let (value, signal) = (read(walk, 0, word), read(walk, word, 4) as u32);
    let (notify, told) = (read(walk, word + 4, 4), word + 8);
    walk.out.open(Struct);
    if value != 0 {
        walk.out.key("sigev_value");
        walk.out.open(Struct);
        walk.out.key("sival_int");
        walk.out.signed(i64::from(value as i32));
        walk.out.key("sival_ptr");
        walk.out.address(value);
        walk.out.close(Struct);
    }
    walk.out.key("sigev_signo");
    match notify as i32 {
        // SIGEV_SIGNAL, SIGEV_THREAD, SIGEV_THREAD_ID
        0 | 2 | 4 => show(walk, signal),
        _ => walk.out.signed(i64::from(signal as i32)),
    }
    walk.out.key("sigev_notify");
    walk.out.constant(notify, 32, &SIGEV);
    match notify {
        2 => {
            walk.out.key("sigev_notify_function");
            let (function, attributes) = (read(walk, told, word), read(walk, told + word, word));
            walk.out.address(function);
            walk.out.key("sigev_notify_attributes");
            walk.out.address(attributes);
        }
        4 => {
            walk.out.key("sigev_notify_thread_id");
            let tid = read(walk, told, 4);
            walk.out.signed(i64::from(tid as i32));
        }
        _ => {}
    }
    walk.out.close(Struct);
}

/// Shows which signal a call was woken by.
pub fn received(walk: &mut Walk<'_>, signal: i64) {
    let name = arch::signal_name(walk.call.abi, signal as u32);
    walk.out.text(&name);
}
