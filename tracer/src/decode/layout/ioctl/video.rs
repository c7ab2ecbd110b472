//! Structs of requests of ioctl(2) on video devices (include/uapi/linux/videodev2.h): devices, buffers, tuners and controls.
//! Formats stand in `video_format.rs`.

use super::{is_set, is_zero};
use crate::decode::custom::{bpf, video};
use crate::decode::desc::FieldRef;
use crate::decode::flags::*;
use crate::decode::layout::{TIMEVAL, VIDEO_FORMAT};
use crate::decode::macros::layout;
use crate::decode::uapi::*;

const fn is_mapped(memory: u64) -> bool {
    memory == V4L2_MEMORY_MMAP
}

const fn is_user_memory(memory: u64) -> bool {
    memory == V4L2_MEMORY_USERPTR
}

/// Where `count` stands in `struct v4l2_ext_controls`.
const CONTROLS: FieldRef = FieldRef { offset: 4, width: 4 };

layout! {
    /// VIDIOC_QUERYCAP
    VIDEO_CAPABILITY = v4l2_capability {
        driver: Chars(16),
        card: Chars(32),
        bus_info: Chars(32),
        version: Custom(&bpf::VERSION, &Uint),
        capabilities: Flags(&VIDEO_CAP),
        device_caps: Nonzero(&Flags(&VIDEO_CAP)),
    } 104;
    /// VIDIOC_REQBUFS
    VIDEO_BUFFERS = v4l2_requestbuffers {
        r#type @ 4: Enum(&VIDEO_BUFFER_TYPE),
        memory @ 8: Enum(&VIDEO_MEMORY),
        count @ 0: Answered(&Uint),
    } 20;
    /// VIDIOC_CREATE_BUFS
    VIDEO_CREATE = v4l2_create_buffers {
        count @ 4: Uint,
        memory @ 8: Enum(&VIDEO_MEMORY),
        format @ 16: Struct(&VIDEO_FORMAT),
    } 256;
    /// VIDIOC_CREATE_BUFS, the answer
    VIDEO_CREATED = v4l2_create_buffers { index: Uint, count: Uint } 256;
    /// VIDIOC_QUERYBUF and VIDIOC_QBUF
    VIDEO_QUEUED = v4l2_buffer {
        r#type @ 4: Enum(&VIDEO_BUFFER_TYPE),
        index @ 0: Uint,
        memory @ 60: Filled(&Enum(&VIDEO_MEMORY)),
        offset as "m.offset" @ 64: Filled(&If(memory, is_mapped, &Hex32)),
        userptr as "m.userptr" @ 64: Filled(&If(memory, is_user_memory, &Addr)),
        length @ 72: Filled(&Uint),
        bytesused @ 8: Filled(&Uint),
        flags @ 12: Filled(&Show32(video::buffer_flags)),
        rest @ 76: Filled(&Omitted(12)),
    };
    /// VIDIOC_DQBUF
    VIDEO_DEQUEUED = v4l2_buffer {
        r#type @ 4: Enum(&VIDEO_BUFFER_TYPE),
        index @ 0: Filled(&Uint),
        memory @ 60: Filled(&Enum(&VIDEO_MEMORY)),
        offset as "m.offset" @ 64: Filled(&If(memory, is_mapped, &Hex32)),
        userptr as "m.userptr" @ 64: Filled(&If(memory, is_user_memory, &Addr)),
        length @ 72: Filled(&Uint),
        bytesused @ 8: Filled(&Uint),
        flags @ 12: Filled(&Show32(video::buffer_flags)),
        timestamp @ 24: Filled(&Struct(&TIMEVAL)),
        rest @ 76: Filled(&Omitted(12)),
    };
    /// VIDIOC_G_FBUF and VIDIOC_S_FBUF
    VIDEO_FRAMEBUFFER = v4l2_framebuffer { capability: Hex32, flags: Hex32, base: Addr } 48;
    /// VIDIOC_ENUMSTD
    VIDEO_STANDARD = v4l2_standard {
        index: Uint,
        name @ 16: Filled(&Chars(24)),
        frameperiod @ 40: Filled(&Custom(&video::FRACTION, &Array(&Uint, Fixed(2)))),
        framelines @ 48: Filled(&Uint),
    } 72;
    /// VIDIOC_ENUMINPUT
    VIDEO_INPUTS = v4l2_input { index: Uint, name: Filled(&Chars(32)), r#type: Filled(&Enum(&VIDEO_INPUT)) } 80;
    /// VIDIOC_G_TUNER
    VIDEO_TUNER_ASKED = v4l2_tuner {
        index: Uint,
        name: Filled(&Chars(32)),
        r#type: Filled(&Enum(&VIDEO_TUNER)),
        capability: Filled(&Flags(&VIDEO_TUNER_CAP)),
        rangelow: Filled(&Uint),
        rangehigh: Filled(&Uint),
        rxsubchans: Filled(&Flags(&VIDEO_TUNER_SUB)),
        audmode: Filled(&Enum(&VIDEO_TUNER_MODE)),
        signal: Filled(&Int),
        afc: Filled(&Int),
    } 84;
    /// VIDIOC_S_TUNER
    VIDEO_TUNER_SET = v4l2_tuner {
        index: Uint,
        name: Chars(32),
        r#type: Enum(&VIDEO_TUNER),
        capability: Flags(&VIDEO_TUNER_CAP),
        rangelow: Uint,
        rangehigh: Uint,
        rxsubchans: Flags(&VIDEO_TUNER_SUB),
        audmode: Enum(&VIDEO_TUNER_MODE),
        signal: Int,
        afc: Int,
    } 84;
    /// VIDIOC_S_TUNER, the answer
    VIDEO_TUNER_TOLD = v4l2_tuner {
        name @ 4: Chars(32),
        r#type: Enum(&VIDEO_TUNER),
        capability: Flags(&VIDEO_TUNER_CAP),
        rangelow: Uint,
        rangehigh: Uint,
        rxsubchans: Flags(&VIDEO_TUNER_SUB),
        audmode: Enum(&VIDEO_TUNER_MODE),
        signal: Int,
        afc: Int,
    } 84;
    /// VIDIOC_G_CTRL
    VIDEO_CONTROL_GET = v4l2_control { id: Show32(video::control), value: Filled(&Int) };
    /// VIDIOC_S_CTRL
    VIDEO_CONTROL_SET = v4l2_control { id: Show32(video::control), value: Answered(&Int) };
    /// VIDIOC_QUERYCTRL
    VIDEO_CONTROL_QUERY = v4l2_queryctrl {
        id: Custom(&video::CONTROL_ASKED, &Uint),
        r#type: Filled(&Enum(&VIDEO_CONTROL_TYPE)),
        name: Filled(&Chars(32)),
        minimum: Filled(&Verbose(&Int)),
        maximum: Filled(&Verbose(&Int)),
        step: Filled(&Verbose(&Int)),
        default_value: Filled(&Verbose(&Int)),
        flags: Filled(&Verbose(&Flags(&VIDEO_CONTROL))),
        reserved: Filled(&Verbose(&Nonzero(&Array(&Hex32, Fixed(2))))),
    };
    /// VIDIOC_QUERY_EXT_CTRL
    VIDEO_CONTROL_QUERY_EXT = v4l2_query_ext_ctrl {
        id: Custom(&video::CONTROL_ASKED, &Uint),
        r#type: Filled(&Enum(&VIDEO_CONTROL_TYPE)),
        name: Filled(&Chars(32)),
        minimum: Filled(&Verbose(&Long)),
        maximum: Filled(&Verbose(&Long)),
        step: Filled(&Verbose(&Ulong)),
        default_value: Filled(&Verbose(&Long)),
        flags: Filled(&Verbose(&Flags(&VIDEO_CONTROL))),
        elem_size: Filled(&Verbose(&Uint)),
        elems: Filled(&Verbose(&Uint)),
        nr_of_dims: Filled(&Verbose(&Uint)),
        dims: Filled(&Verbose(&Array(&Uint, FieldUpTo(nr_of_dims, 4)))),
        reserved @ 104: Filled(&Verbose(&Nonzero(&Array(&Hex32, Fixed(32))))),
    };
    /// One of several controls, packed: a string if it has a size
    VIDEO_EXT_CONTROL = v4l2_ext_control {
        id: Enum(&VIDEO_CONTROL_ID),
        size: Uint,
        string @ 12: If(size, is_set, &Ptr(&Bytes(Field(size)))),
        value @ 12: If(size, is_zero, &Int),
        value64 @ 12: If(size, is_zero, &Long),
    } 20;
    /// Several controls: how many of which kind
    VIDEO_EXT_CONTROLS = v4l2_ext_controls { ctrl_class: Enum(&VIDEO_CONTROL_CLASS), count: Uint } 32;
    /// Several controls: which
    VIDEO_EXT_VALUES = v4l2_ext_controls {
        controls @ 24: Ptr(&Array(&Struct(&VIDEO_EXT_CONTROL), Field(CONTROLS))),
    } 32;
}
