//! Structs of requests of ioctl(2) on pins and trusted execution environments.

use super::is_set;
use crate::decode::desc::FieldRef;
use crate::decode::flags::*;
use crate::decode::macros::layout;
use crate::decode::uapi::TEE_IMPL_ID_OPTEE;

/// Where `impl_id` stands in `struct tee_ioctl_version_data`.
const IMPLEMENTATION: FieldRef = FieldRef { offset: 0, width: 4 };

const fn is_optee(id: u64) -> bool {
    id == TEE_IMPL_ID_OPTEE
}

const fn is_not_optee(id: u64) -> bool {
    !is_optee(id)
}

layout! {
    /// include/uapi/linux/tee.h
    TEE_VERSION = tee_ioctl_version_data {
        impl_id: Enum(&TEE_IMPLEMENTATION),
        gen_caps @ 8: Flags(&TEE_CAPABILITIES),
        impl_caps @ 4: If(IMPLEMENTATION, is_optee, &Flags(&OPTEE_CAPABILITIES)),
        impl_caps__as_other @ 4: If(IMPLEMENTATION, is_not_optee, &Hex32),
    };
    /// include/uapi/linux/tee.h
    TEE_SESSION = tee_ioctl_close_session_arg { session: Hex32 };
    /// include/uapi/linux/tee.h
    TEE_CANCEL = tee_ioctl_cancel_arg { cancel_id: Uint, session: Hex32 };
    /// include/uapi/linux/tee.h
    TEE_BUFFER = tee_ioctl_buf_data { buf_len @ 8: Ulong, buf_ptr @ 0: Addr };
    /// include/uapi/linux/tee.h
    TEE_ALLOC = tee_ioctl_shm_alloc_data { size: Hex, flags: Flags(&TEE_SHM) } 16;
    /// include/uapi/linux/tee.h, the answer
    TEE_ALLOCATED = tee_ioctl_shm_alloc_data { size: Hex, flags: Flags(&TEE_SHM), id: Int };
    /// include/uapi/linux/tee.h
    TEE_REGISTER = tee_ioctl_shm_register_data { addr: Addr, length: Hex, flags: Flags(&TEE_SHM) } 24;
    /// include/uapi/linux/tee.h, the answer
    TEE_REGISTERED = tee_ioctl_shm_register_data { length @ 8: Hex, flags: Flags(&TEE_SHM), id: Int } 24;
    /// include/uapi/linux/gpio.h
    GPIO_CHIP = gpiochip_info { name: Chars(32), label: Chars(32), lines: Uint };
    /// GPIO_GET_LINEINFO_UNWATCH_IOCTL
    GPIO_OFFSET = gpio_offset { offset: Uint };
    /// include/uapi/linux/gpio.h, what is asked for
    GPIO_LINE_ASKED = gpioline_info { line_offset: Uint } 72;
    /// include/uapi/linux/gpio.h, the answer
    GPIO_LINE_TOLD = gpioline_info { flags @ 4: Flags(&GPIO_LINE), name: Chars(32), consumer: Chars(32) } 72;
    /// include/uapi/linux/gpio.h
    GPIO_HANDLE_REQUEST = gpiohandle_request {
        lines @ 356: Uint,
        lineoffsets @ 0: Array(&Uint, FieldUpTo(lines, 64)),
        flags @ 256: Flags(&GPIO_HANDLE),
        default_values @ 260: Array(&U8, FieldUpTo(lines, 64)),
        consumer_label @ 324: Chars(32),
    } 364;
    /// include/uapi/linux/gpio.h, the answer
    GPIO_HANDLE_TOLD = gpiohandle_request { fd @ 360: Fd };
    /// include/uapi/linux/gpio.h
    GPIO_HANDLE_CONFIG = gpiohandle_config { flags: Flags(&GPIO_HANDLE), default_values: Array(&U8, Fixed(64)) } 84;
    /// include/uapi/linux/gpio.h
    GPIO_HANDLE_DATA = gpiohandle_data { values: Array(&U8, Fixed(64)) };
    /// include/uapi/linux/gpio.h
    GPIO_EVENT_REQUEST = gpioevent_request {
        lineoffset: Uint,
        handleflags: Flags(&GPIO_HANDLE),
        eventflags: Flags(&GPIO_EVENT),
        consumer_label: Chars(32),
    } 48;
    /// include/uapi/linux/gpio.h, the answer
    GPIO_EVENT_TOLD = gpioevent_request { fd @ 44: Fd };
    /// include/uapi/linux/gpio.h
    GPIO_ATTRIBUTE = gpio_v2_line_attribute { id: Uint, padding: Nonzero(&Hex32), data: Hex };
    /// include/uapi/linux/gpio.h
    GPIO_ATTRIBUTE_OF = gpio_v2_line_config_attribute { attr: Struct(&GPIO_ATTRIBUTE), mask: Hex };
    /// include/uapi/linux/gpio.h
    GPIO_CONFIG = gpio_v2_line_config {
        flags: Flags64(&GPIO_LINE_V2),
        num_attrs: Uint,
        padding: Nonzero(&Array(&Hex32, Fixed(5))),
        attrs @ 32: If(num_attrs, is_set, &Array(&Struct(&GPIO_ATTRIBUTE_OF), FieldUpTo(num_attrs, 10))),
    } 272;
    /// include/uapi/linux/gpio.h
    GPIO_LINES_REQUEST = gpio_v2_line_request {
        num_lines @ 560: Uint,
        offsets @ 0: Array(&Uint, FieldUpTo(num_lines, 64)),
        consumer @ 256: Chars(32),
        config @ 288: Struct(&GPIO_CONFIG),
        event_buffer_size @ 564: Nonzero(&Uint),
        padding @ 568: Nonzero(&Array(&Hex32, Fixed(5))),
    } 592;
    /// include/uapi/linux/gpio.h, the answer
    GPIO_LINES_TOLD = gpio_v2_line_request { fd @ 588: Fd };
    /// include/uapi/linux/gpio.h
    GPIO_VALUES = gpio_v2_line_values { bits: Hex, mask: Hex };
    /// include/uapi/linux/gpio.h, what is asked for
    GPIO_VALUES_ASKED = gpio_v2_line_values { mask @ 8: Hex };
    /// include/uapi/linux/gpio.h, the answer
    GPIO_VALUES_TOLD = gpio_v2_line_values { bits: Hex } 16;
    /// include/uapi/linux/gpio.h, what is asked for
    GPIO_INFO_ASKED = gpio_v2_line_info { offset @ 64: Uint } 256;
    /// include/uapi/linux/gpio.h, the answer
    GPIO_INFO_TOLD = gpio_v2_line_info {
        name: Chars(32),
        consumer: Chars(32),
        flags @ 72: Flags64(&GPIO_LINE_V2),
        num_attrs @ 68: Uint,
        attrs @ 80: If(num_attrs, is_set, &Array(&Struct(&GPIO_ATTRIBUTE), FieldUpTo(num_attrs, 10))),
        padding @ 240: Nonzero(&Array(&Hex32, Fixed(4))),
    } 256;
}
