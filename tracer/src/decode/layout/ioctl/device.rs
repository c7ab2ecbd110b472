//! Structs of requests of ioctl(2) on clocks, input devices and other devices.

use crate::decode::custom::{clock, seccomp};
use crate::decode::desc::FieldRef;
use crate::decode::flags::*;
use crate::decode::macros::layout;
use crate::decode::uapi::{FF_CONSTANT, FF_PERIODIC, FF_RAMP, FF_RUMBLE};

/// Where the flags of `struct ptp_perout_request` stand.
const PEROUT_FLAGS: FieldRef = FieldRef { offset: 36, width: 4 };

layout! {
    /// include/uapi/linux/rtc.h
    RTC_TIME = rtc_time {
        tm_sec: Int,
        tm_min: Int,
        tm_hour: Int,
        tm_mday: Int,
        tm_mon: Int,
        tm_year: Int,
        tm_wday: Verbose(&Int),
        tm_yday: Verbose(&Int),
        tm_isdst: Verbose(&Int),
    };
    /// include/uapi/linux/rtc.h
    RTC_WKALRM = rtc_wkalrm { enabled: U8, pending: U8, time @ 4: Struct(&RTC_TIME) };
    /// include/uapi/linux/rtc.h
    RTC_PLL = rtc_pll_info {
        pll_ctrl: Int,
        pll_value: Int,
        pll_max: Int,
        pll_min: Int,
        pll_posmult: Int,
        pll_negmult: Int,
        pll_clock: Long,
    };
    /// include/uapi/linux/rtc.h
    RTC_PARAM_SETS = rtc_param {
        param: Enum64(&RTC_PARAM),
        uvalue @ 8: If(param, clock::is_features, &Show(clock::rtc_features)),
        svalue @ 8: If(param, clock::is_correction, &Long),
        uvalue__as_mode @ 8: If(param, clock::is_switch, &Enum64(&RTC_BSM)),
        uvalue__as_other @ 8: If(param, clock::is_unknown, &Hex),
        index @ 16: Uint,
        __pad @ 20: Nonzero(&Hex32),
    };
    /// include/uapi/linux/rtc.h, what is asked for
    RTC_PARAM_ASKED = rtc_param { param: Enum64(&RTC_PARAM), index @ 16: Uint, __pad @ 20: Nonzero(&Hex32) };
    /// include/uapi/linux/rtc.h, the answer
    RTC_PARAM_TOLD = rtc_param {
        param @ 0: Skip(8),
        uvalue @ 8: If(param, clock::is_features, &Show(clock::rtc_features)),
        svalue @ 8: If(param, clock::is_correction, &Long),
        uvalue__as_mode @ 8: If(param, clock::is_switch, &Enum64(&RTC_BSM)),
        uvalue__as_other @ 8: If(param, clock::is_unknown, &Hex),
        __pad @ 20: Nonzero(&Hex32),
    } 24;
    /// include/uapi/linux/ptp_clock.h
    PTP_TIME = ptp_clock_time { sec: Long, nsec: Uint, reserved: Nonzero(&Hex32) };
    /// include/uapi/linux/ptp_clock.h
    PTP_CAPS = ptp_clock_caps {
        max_adj: Int,
        n_alarm: Int,
        n_ext_ts: Int,
        n_per_out: Int,
        pps: Int,
        n_pins: Int,
        cross_timestamping: Int,
        adjust_phase: Int,
        max_phase_adj: Nonzero(&Int),
        rsv: Nonzero(&Array(&Hex32, Fixed(11))),
    };
    /// include/uapi/linux/ptp_clock.h
    PTP_EXTTS_REQUEST_OLD = ptp_extts_request { index: Uint, flags: Flags(&PTP_EXTTS) } 16;
    /// include/uapi/linux/ptp_clock.h
    PTP_EXTTS_REQUEST_NEW = ptp_extts_request { index: Uint, flags: Flags(&PTP_EXTTS), rsv: Nonzero(&Array(&Hex32, Fixed(2))) };
    /// include/uapi/linux/ptp_clock.h
    PTP_PEROUT_REQUEST_OLD = ptp_perout_request {
        phase @ 0: If(PEROUT_FLAGS, clock::has_phase, &Struct(&PTP_TIME)),
        start @ 0: If(PEROUT_FLAGS, clock::has_start, &Custom(&clock::PTP, &Struct(&PTP_TIME))),
        period @ 16: Struct(&PTP_TIME),
        index @ 32: Uint,
        flags @ 36: Flags(&PTP_PEROUT),
        on @ 40: If(PEROUT_FLAGS, clock::has_duty, &Struct(&PTP_TIME)),
    } 56;
    /// include/uapi/linux/ptp_clock.h
    PTP_PEROUT_REQUEST_NEW = ptp_perout_request {
        phase @ 0: If(PEROUT_FLAGS, clock::has_phase, &Struct(&PTP_TIME)),
        start @ 0: If(PEROUT_FLAGS, clock::has_start, &Custom(&clock::PTP, &Struct(&PTP_TIME))),
        period @ 16: Struct(&PTP_TIME),
        index @ 32: Uint,
        flags @ 36: Flags(&PTP_PEROUT),
        on @ 40: If(PEROUT_FLAGS, clock::has_duty, &Struct(&PTP_TIME)),
        rsv @ 40: If(PEROUT_FLAGS, clock::has_no_duty, &Nonzero(&Array(&Hex32, Fixed(4)))),
    } 56;
    /// include/uapi/linux/ptp_clock.h
    PTP_OFFSET = ptp_sys_offset {
        n_samples: Uint,
        rsv: Nonzero(&Array(&Hex32, Fixed(3))),
        ts @ 16: Filled(&Custom(&clock::SAMPLES, &Raw(816))),
    } 832;
    /// include/uapi/linux/ptp_clock.h
    PTP_OFFSET_EXTENDED = ptp_sys_offset_extended {
        n_samples: Uint,
        clockid: Nonzero(&Enum(&CLOCK)),
        rsv: Nonzero(&Array(&Hex32, Fixed(2))),
        ts @ 16: Filled(&Custom(&clock::EXTENDED_SAMPLES, &Raw(1200))),
    } 1216;
    /// include/uapi/linux/ptp_clock.h
    PTP_OFFSET_PRECISE = ptp_sys_offset_precise {
        device: Custom(&clock::PTP, &Struct(&PTP_TIME)),
        sys_realtime: Custom(&clock::PTP, &Struct(&PTP_TIME)),
        sys_monoraw: Struct(&PTP_TIME),
        rsv: Nonzero(&Array(&Hex32, Fixed(4))),
    };
    /// include/uapi/linux/ptp_clock.h, what is asked for
    PTP_PIN_GET_OLD = ptp_pin_desc { index @ 64: Uint, name @ 0: Filled(&Chars(64)), func @ 68: Filled(&Enum(&PTP_PIN)), chan @ 72: Filled(&Uint) } 96;
    /// include/uapi/linux/ptp_clock.h, what is asked for
    PTP_PIN_GET_NEW = ptp_pin_desc {
        index @ 64: Uint,
        rsv @ 76: Nonzero(&Array(&Hex32, Fixed(5))),
        name @ 0: Filled(&Chars(64)),
        func @ 68: Filled(&Enum(&PTP_PIN)),
        chan @ 72: Filled(&Uint),
    } 96;
    /// include/uapi/linux/ptp_clock.h
    PTP_PIN_SET_OLD = ptp_pin_desc { index @ 64: Uint, func @ 68: Enum(&PTP_PIN), chan @ 72: Uint } 96;
    /// include/uapi/linux/ptp_clock.h
    PTP_PIN_SET_NEW = ptp_pin_desc { index @ 64: Uint, func @ 68: Enum(&PTP_PIN), chan @ 72: Uint, rsv @ 76: Nonzero(&Array(&Hex32, Fixed(5))) };
    /// include/uapi/linux/userfaultfd.h
    UFFD_RANGE = uffdio_range { start: Hex, len: Hex };
    /// include/uapi/linux/userfaultfd.h
    /// include/uapi/linux/userfaultfd.h
    UFFD_REGISTER = uffdio_register {
        range: Struct(&UFFD_RANGE),
        mode: Flags64(&UFFD_REGISTER_MODE),
        ioctls: Filled(&Show(clock::register_requests)),
    };
    /// include/uapi/linux/userfaultfd.h
    UFFD_ZEROPAGE = uffdio_zeropage { range: Struct(&UFFD_RANGE), mode: Flags64(&UFFD_ZEROPAGE_MODE), zeropage: Filled(&Hex) };
    /// include/uapi/linux/userfaultfd.h
    UFFD_COPY = uffdio_copy { dst: Hex, src: Hex, len: Hex, mode: Flags64(&UFFD_COPY_MODE), copy: Filled(&Hex) };
    /// include/uapi/linux/userfaultfd.h
    UFFD_API = uffdio_api { api: Hex, features: Custom(&clock::FEATURES, &Ulong), ioctls: Filled(&Show(clock::api_requests)) };
    /// include/uapi/linux/seccomp.h
    SECCOMP_DATA = seccomp_data { nr: Custom(&seccomp::CALL, &Raw(4)), arch: Enum(&SECCOMP_ARCH), instruction_pointer: Addr, args: Array(&Hex, Fixed(6)) };
    /// include/uapi/linux/seccomp.h
    SECCOMP_NOTIFICATION = seccomp_notif { id: Hex, pid: Pid, flags: Hex32, data: Struct(&SECCOMP_DATA) };
    /// include/uapi/linux/seccomp.h
    SECCOMP_RESPONSE = seccomp_notif_resp { id: Hex, val: Long, error: Show32(seccomp::error), flags: Flags(&SECCOMP_NOTIF) };
    /// include/uapi/linux/seccomp.h
    SECCOMP_ADDFD_ARG = seccomp_notif_addfd { id: Hex, flags: Flags(&SECCOMP_ADDFD), srcfd: Fd, newfd: Int, newfd_flags: Flags(&FILE_FLAGS) };
    /// include/uapi/linux/counter.h
    COUNTER_COMPONENT_ARG = counter_component { r#type: Enum8(&COUNTER_COMPONENT), scope: Enum8(&COUNTER_SCOPE), parent: U8, id: U8 };
    /// include/uapi/linux/counter.h
    COUNTER_WATCH = counter_watch { component: Struct(&COUNTER_COMPONENT_ARG), event: Enum8(&COUNTER_EVENT), channel: U8 };
    /// include/uapi/linux/input.h
    INPUT_ID = input_id { bustype: U16, vendor: U16, product: U16, version: U16 };
    /// include/uapi/linux/input.h, until Linux 2.6.31
    AXIS_OLD = input_absinfo { value: Uint, minimum: Uint, maximum: Verbose(&Uint), fuzz: Verbose(&Uint), flat: Verbose(&Uint) };
    /// include/uapi/linux/input.h
    AXIS = input_absinfo {
        value: Uint,
        minimum: Uint,
        maximum: Verbose(&Uint),
        fuzz: Verbose(&Uint),
        flat: Verbose(&Uint),
        resolution: Verbose(&Uint),
    };
    /// include/uapi/linux/input.h
    INPUT_KEYMAP = input_keymap_entry {
        flags @ 0: U8,
        len @ 1: U8,
        index @ 2: Verbose(&U16),
        keycode @ 4: Verbose(&Enum(&INPUT_KEY)),
        scancode @ 8: Verbose(&Array(&Hex8, Fixed(32))),
    };
    /// include/uapi/linux/input.h
    FF_TRIGGER = ff_trigger { button: U16, interval: U16 };
    /// include/uapi/linux/input.h
    FF_REPLAY = ff_replay { length: U16, delay: U16 };
    /// include/uapi/linux/input.h
    FF_ENVELOPE = ff_envelope { attack_length: U16, attack_level: U16, fade_length: U16, fade_level: Hex16 };
    /// include/uapi/linux/input.h
    FF_CONSTANT_EFFECT = ff_constant_effect { level: I16, envelope: Struct(&FF_ENVELOPE) };
    /// include/uapi/linux/input.h
    FF_RAMP_EFFECT = ff_ramp_effect { start_level: I16, end_level: I16, envelope: Struct(&FF_ENVELOPE) };
    /// include/uapi/linux/input.h
    FF_PERIODIC_EFFECT = ff_periodic_effect {
        waveform: U16,
        period: U16,
        magnitude: I16,
        offset: I16,
        phase: U16,
        envelope: Struct(&FF_ENVELOPE),
        custom_len @ 20: Uint,
        custom_data @ 24: Addr,
    };
    /// include/uapi/linux/input.h
    FF_RUMBLE_EFFECT = ff_rumble_effect { strong_magnitude: U16, weak_magnitude: U16 };
    /// include/uapi/linux/input.h
    FF_EFFECT = ff_effect {
        r#type: Enum16(&FORCE_FEEDBACK),
        id: I16,
        direction: U16,
        trigger: Verbose(&Struct(&FF_TRIGGER)),
        replay: Verbose(&Struct(&FF_REPLAY)),
        constant @ 16: Verbose(&Case(r#type, FF_CONSTANT as u32, &Struct(&FF_CONSTANT_EFFECT))),
        ramp @ 16: Verbose(&Case(r#type, FF_RAMP as u32, &Struct(&FF_RAMP_EFFECT))),
        periodic @ 16: Verbose(&Case(r#type, FF_PERIODIC as u32, &Struct(&FF_PERIODIC_EFFECT))),
        rumble @ 16: Verbose(&Case(r#type, FF_RUMBLE as u32, &Struct(&FF_RUMBLE_EFFECT))),
    } 48;
    /// include/uapi/linux/perf_event.h
    PERF_QUERY = perf_event_query_bpf { ids_len: Uint } 4;
    /// include/uapi/linux/perf_event.h, what the call tells
    PERF_QUERY_TOLD = perf_event_query_bpf { prog_cnt @ 4: Uint, ids @ 8: Array(&Uint, Field(prog_cnt)) } 8;
    /// include/uapi/linux/perf_event.h, all of it
    PERF_QUERY_COPIED = perf_event_query_bpf { ids_len: Uint, prog_cnt: Uint, ids: Array(&Uint, Field(prog_cnt)) } 8;
    /// include/uapi/linux/random.h
    RAND_POOL = rand_pool_info { entropy_count: Int, buf_size: Int, buf: Bytes(Field(buf_size)) } 8;
}
