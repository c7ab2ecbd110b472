//! Structs of requests of ioctl(2) on formats of video (include/uapi/linux/videodev2.h): pictures, frames, what is cut out.

use crate::decode::custom::video;
use crate::decode::desc::FieldRef;
use crate::decode::desc::{Len::*, Ty, Ty::*};
use crate::decode::flags::*;
use crate::decode::macros::layout;
use crate::decode::uapi::*;

/// Where `type` stands in `struct v4l2_format` and `struct v4l2_streamparm`.
const TYPE: FieldRef = FieldRef { offset: 0, width: 4 };

const fn is_pixels(kind: u64) -> bool {
    matches!(kind, V4L2_BUF_TYPE_VIDEO_CAPTURE | V4L2_BUF_TYPE_VIDEO_OUTPUT)
}

const fn is_planes(kind: u64) -> bool {
    matches!(kind, V4L2_BUF_TYPE_VIDEO_CAPTURE_MPLANE | V4L2_BUF_TYPE_VIDEO_OUTPUT_MPLANE)
}

const fn is_window(kind: u64) -> bool {
    matches!(kind, V4L2_BUF_TYPE_VIDEO_OVERLAY | V4L2_BUF_TYPE_VIDEO_OUTPUT_OVERLAY)
}

const fn is_vbi(kind: u64) -> bool {
    matches!(kind, V4L2_BUF_TYPE_VBI_CAPTURE | V4L2_BUF_TYPE_VBI_OUTPUT)
}

const fn is_sliced(kind: u64) -> bool {
    matches!(kind, V4L2_BUF_TYPE_SLICED_VBI_CAPTURE | V4L2_BUF_TYPE_SLICED_VBI_OUTPUT)
}

const fn is_radio(kind: u64) -> bool {
    matches!(kind, V4L2_BUF_TYPE_SDR_CAPTURE | V4L2_BUF_TYPE_SDR_OUTPUT)
}

const fn is_meta(kind: u64) -> bool {
    matches!(kind, V4L2_BUF_TYPE_META_CAPTURE | V4L2_BUF_TYPE_META_OUTPUT)
}

const fn is_capture(kind: u64) -> bool {
    kind == V4L2_BUF_TYPE_VIDEO_CAPTURE
}

const fn is_no_capture(kind: u64) -> bool {
    !is_capture(kind)
}

const fn is_discrete_size(kind: u64) -> bool {
    kind == V4L2_FRMSIZE_TYPE_DISCRETE
}

const fn is_stepwise_size(kind: u64) -> bool {
    kind == V4L2_FRMSIZE_TYPE_STEPWISE
}

const fn is_discrete_interval(kind: u64) -> bool {
    kind == V4L2_FRMIVAL_TYPE_DISCRETE
}

const fn is_stepwise_interval(kind: u64) -> bool {
    matches!(kind, V4L2_FRMIVAL_TYPE_CONTINUOUS | V4L2_FRMIVAL_TYPE_STEPWISE)
}

// The union of struct v4l2_format, by the type of buffer.
const PIXELS: Ty = If(TYPE, is_pixels, &Struct(&VIDEO_PIX));
const PLANES: Ty = If(TYPE, is_planes, &Struct(&VIDEO_PIX_PLANES));
const WINDOW: Ty = If(TYPE, is_window, &Struct(&VIDEO_WINDOW));
const VBI: Ty = If(TYPE, is_vbi, &Struct(&VIDEO_VBI_FORMAT));
const SLICED: Ty = If(TYPE, is_sliced, &Struct(&VIDEO_SLICED_FORMAT));
const RADIO: Ty = If(TYPE, is_radio, &Struct(&VIDEO_SDR_FORMAT));
const META: Ty = If(TYPE, is_meta, &Struct(&VIDEO_META_FORMAT));

// That of struct v4l2_streamparm, if there is one for the type.
const CAPTURE: Ty = If(TYPE, is_capture, &Struct(&VIDEO_CAPTURE_PARM));
const OUTPUT: Ty = If(TYPE, is_no_capture, &Struct(&VIDEO_OUTPUT_PARM));

/// A numerator and a denominator.
const FRACTION: Ty = Custom(&video::FRACTION, &Array(&Uint, Fixed(2)));

layout! {
    /// A rectangle
    VIDEO_RECT = v4l2_rect { left: Int, top: Int, width: Uint, height: Uint };
    /// VIDIOC_ENUM_FMT
    VIDEO_FORMATS = v4l2_fmtdesc {
        index: Uint,
        r#type: Enum(&VIDEO_BUFFER_TYPE),
        flags: Filled(&Flags(&VIDEO_FORMAT_FLAGS)),
        description: Filled(&Chars(32)),
        pixelformat: Filled(&Show32(video::pixels)),
    } 64;
    /// A format of pictures
    VIDEO_PIX = v4l2_pix_format {
        width: Uint,
        height: Uint,
        pixelformat: Show32(video::pixels),
        field: Enum(&VIDEO_FIELD),
        bytesperline: Uint,
        sizeimage: Uint,
        colorspace: Enum(&VIDEO_COLORS),
    } 48;
    /// A plane of a picture
    VIDEO_PLANE = v4l2_plane_pix_format { sizeimage: Uint, bytesperline: Uint } 20;
    /// A format of pictures in planes
    VIDEO_PIX_PLANES = v4l2_pix_format_mplane {
        width: Uint,
        height: Uint,
        pixelformat: Show32(video::pixels),
        field: Enum(&VIDEO_FIELD),
        colorspace: Enum(&VIDEO_COLORS),
        plane_fmt @ 20: Custom(&video::PLANES, &Array(&Struct(&VIDEO_PLANE), Fixed(8))),
        num_planes @ 180: U8,
    } 192;
    /// A rectangle that covers a part of an overlay
    VIDEO_CLIP = v4l2_clip { c: Struct(&VIDEO_RECT) } 24;
    /// An overlay
    VIDEO_WINDOW = v4l2_window {
        w: Struct(&VIDEO_RECT),
        field: Enum(&VIDEO_FIELD),
        chromakey: Hex32,
        clips: Ptr(&Array(&Struct(&VIDEO_CLIP), Field(FieldRef { offset: 32, width: 4 }))),
        clipcount @ 32: Uint,
        bitmap @ 40: Addr,
        global_alpha: Nonzero(&Hex8),
    };
    /// Lines outside of the picture
    VIDEO_VBI_FORMAT = v4l2_vbi_format {
        sampling_rate: Uint,
        offset: Uint,
        samples_per_line: Uint,
        sample_format: Show32(video::pixels),
        start: Whole(&Array(&Int, Fixed(2))),
        count: Whole(&Array(&Uint, Fixed(2))),
        flags: Flags(&VIDEO_VBI),
    } 44;
    /// What lines outside of the picture say
    VIDEO_SLICED_FORMAT = v4l2_sliced_vbi_format {
        service_set: Flags16(&VIDEO_SLICED),
        service_lines: Whole(&Array(&Array(&Hex16, Fixed(24)), Fixed(2))),
        io_size @ 100: Uint,
    } 112;
    /// Samples of radio
    VIDEO_SDR_FORMAT = v4l2_sdr_format { pixelformat: Show32(video::radio), buffersize: Nonzero(&Uint) } 32;
    /// Metadata
    VIDEO_META_FORMAT = v4l2_meta_format { dataformat: Show32(video::meta), buffersize: Uint };
    /// VIDIOC_S_FMT and VIDIOC_TRY_FMT
    VIDEO_FORMAT = v4l2_format {
        r#type: Enum(&VIDEO_BUFFER_TYPE),
        pix as "fmt.pix" @ 8: PIXELS,
        pix_mp as "fmt.pix_mp" @ 8: PLANES,
        win as "fmt.win" @ 8: WINDOW,
        vbi as "fmt.vbi" @ 8: VBI,
        sliced as "fmt.sliced" @ 8: SLICED,
        sdr as "fmt.sdr" @ 8: RADIO,
        meta as "fmt.meta" @ 8: META,
    } 208;
    /// VIDIOC_S_FMT and VIDIOC_TRY_FMT, the answer
    VIDEO_FORMAT_TOLD = v4l2_format {
        pix as "fmt.pix" @ 8: PIXELS,
        pix_mp as "fmt.pix_mp" @ 8: PLANES,
        win as "fmt.win" @ 8: WINDOW,
        vbi as "fmt.vbi" @ 8: VBI,
        sliced as "fmt.sliced" @ 8: SLICED,
        sdr as "fmt.sdr" @ 8: RADIO,
        meta as "fmt.meta" @ 8: META,
    } 208;
    /// VIDIOC_G_FMT
    VIDEO_FORMAT_ASKED = v4l2_format {
        r#type: Enum(&VIDEO_BUFFER_TYPE),
        pix as "fmt.pix" @ 8: Filled(&PIXELS),
        pix_mp as "fmt.pix_mp" @ 8: Filled(&PLANES),
        win as "fmt.win" @ 8: Filled(&WINDOW),
        vbi as "fmt.vbi" @ 8: Filled(&VBI),
        sliced as "fmt.sliced" @ 8: Filled(&SLICED),
        sdr as "fmt.sdr" @ 8: Filled(&RADIO),
        meta as "fmt.meta" @ 8: Filled(&META),
    } 208;
    /// How a stream of pictures comes in
    VIDEO_CAPTURE_PARM = v4l2_captureparm {
        capability: Flags(&VIDEO_PARM_CAP),
        capturemode: Flags(&VIDEO_MODE),
        timeperframe: FRACTION,
        extendedmode: Hex32,
        readbuffers: Uint,
    } 40;
    /// How a stream of pictures goes out
    VIDEO_OUTPUT_PARM = v4l2_outputparm {
        capability: Flags(&VIDEO_PARM_CAP),
        outputmode: Flags(&VIDEO_MODE),
        timeperframe: FRACTION,
        extendedmode: Hex32,
        writebuffers: Uint,
    } 40;
    /// VIDIOC_S_PARM
    VIDEO_PARM = v4l2_streamparm {
        r#type: Enum(&VIDEO_BUFFER_TYPE),
        capture as "parm.capture" @ 4: If(TYPE, is_pixels, &CAPTURE),
        output as "parm.output" @ 4: If(TYPE, is_pixels, &OUTPUT),
    } 204;
    /// VIDIOC_S_PARM, the answer
    VIDEO_PARM_TOLD = v4l2_streamparm {
        capture as "parm.capture" @ 4: CAPTURE,
        output as "parm.output" @ 4: OUTPUT,
    } 204;
    /// VIDIOC_G_PARM
    VIDEO_PARM_ASKED = v4l2_streamparm {
        r#type: Enum(&VIDEO_BUFFER_TYPE),
        capture as "parm.capture" @ 4: If(TYPE, is_pixels, &Filled(&CAPTURE)),
        output as "parm.output" @ 4: If(TYPE, is_pixels, &Filled(&OUTPUT)),
    } 204;
    /// VIDIOC_CROPCAP
    VIDEO_CROP_CAP = v4l2_cropcap {
        r#type: Enum(&VIDEO_BUFFER_TYPE),
        bounds: Filled(&Struct(&VIDEO_RECT)),
        defrect: Filled(&Struct(&VIDEO_RECT)),
        pixelaspect: Filled(&FRACTION),
    };
    /// VIDIOC_G_CROP
    VIDEO_CROP_ASKED = v4l2_crop { r#type: Enum(&VIDEO_BUFFER_TYPE), c: Filled(&Struct(&VIDEO_RECT)) };
    /// VIDIOC_S_CROP
    VIDEO_CROP = v4l2_crop { r#type: Enum(&VIDEO_BUFFER_TYPE), c: Struct(&VIDEO_RECT) };
    /// A size of pictures
    VIDEO_SIZE = v4l2_frmsize_discrete { width: Uint, height: Uint };
    /// Sizes of pictures
    VIDEO_SIZES = v4l2_frmsize_stepwise {
        min_width: Uint,
        max_width: Uint,
        step_width: Uint,
        min_height: Uint,
        max_height: Uint,
        step_height: Uint,
    };
    /// VIDIOC_ENUM_FRAMESIZES
    VIDEO_FRAME_SIZES = v4l2_frmsizeenum {
        index: Uint,
        pixel_format: Show32(video::pixels),
        r#type: Filled(&Enum(&VIDEO_FRAME_SIZE)),
        discrete @ 12: Filled(&If(r#type, is_discrete_size, &Struct(&VIDEO_SIZE))),
        stepwise @ 12: Filled(&If(r#type, is_stepwise_size, &Struct(&VIDEO_SIZES))),
    } 44;
    /// Times between pictures
    VIDEO_INTERVALS = v4l2_frmival_stepwise { min: FRACTION, max: FRACTION, step: FRACTION };
    /// VIDIOC_ENUM_FRAMEINTERVALS
    VIDEO_FRAME_INTERVALS = v4l2_frmivalenum {
        index: Uint,
        pixel_format: Show32(video::pixels),
        width: Uint,
        height: Uint,
        r#type: Filled(&Enum(&VIDEO_FRAME_INTERVAL)),
        discrete @ 20: Filled(&If(r#type, is_discrete_interval, &FRACTION)),
        stepwise @ 20: Filled(&If(r#type, is_stepwise_interval, &Struct(&VIDEO_INTERVALS))),
    } 52;
}
