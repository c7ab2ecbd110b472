//! Requests on video devices.

use crate::decode::custom::video;
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::variants;
use crate::decode::uapi::*;

variants! {
    /// Video for Linux (include/uapi/linux/videodev2.h).
    VIDEO [fd, request] {
        VIDIOC_QUERYCAP(argp: Out(&Struct(&VIDEO_CAPABILITY))) => Int;
        VIDIOC_ENUM_FMT(argp: Fills(&Struct(&VIDEO_FORMATS))) => Int;
        VIDIOC_G_FMT(argp: Fills(&Struct(&VIDEO_FORMAT_ASKED))) => Int;
        VIDIOC_S_FMT(argp: In(&Struct(&VIDEO_FORMAT)), told @ 2: Told(video::tells_format, &Struct(&VIDEO_FORMAT_TOLD))) => Int;
        VIDIOC_TRY_FMT(argp: In(&Struct(&VIDEO_FORMAT)), told @ 2: Told(video::tells_format, &Struct(&VIDEO_FORMAT_TOLD))) => Int;
        VIDIOC_REQBUFS(argp: Fills(&Struct(&VIDEO_BUFFERS))) => Int;
        VIDIOC_CREATE_BUFS(argp: InOut(&Struct(&VIDEO_CREATE))) => With(video::created);
        VIDIOC_QUERYBUF(argp: Fills(&Struct(&VIDEO_QUEUED))) => Int;
        VIDIOC_QBUF(argp: Fills(&Struct(&VIDEO_QUEUED))) => Int;
        VIDIOC_DQBUF(argp: Fills(&Struct(&VIDEO_DEQUEUED))) => Int;
        VIDIOC_STREAMON(argp: In(&Enum(&VIDEO_BUFFER_TYPE))) => Int;
        VIDIOC_STREAMOFF(argp: In(&Enum(&VIDEO_BUFFER_TYPE))) => Int;
        VIDIOC_G_FBUF(argp: Out(&Struct(&VIDEO_FRAMEBUFFER))) => Int;
        VIDIOC_S_FBUF(argp: In(&Struct(&VIDEO_FRAMEBUFFER))) => Int;
        VIDIOC_G_PARM(argp: Fills(&Struct(&VIDEO_PARM_ASKED))) => Int;
        VIDIOC_S_PARM(argp: In(&Struct(&VIDEO_PARM)), told @ 2: Told(video::tells_stream, &Struct(&VIDEO_PARM_TOLD))) => Int;
        VIDIOC_G_STD(argp: Out(&Hex)) => Int;
        VIDIOC_S_STD(argp: In(&Hex)) => Int;
        VIDIOC_ENUMSTD(argp: Fills(&Struct(&VIDEO_STANDARD))) => Int;
        VIDIOC_ENUMINPUT(argp: Fills(&Struct(&VIDEO_INPUTS))) => Int;
        VIDIOC_G_INPUT(argp: Out(&Uint)) => Int;
        VIDIOC_S_INPUT(argp: In(&Uint)) => Int;
        VIDIOC_G_TUNER(argp: Fills(&Struct(&VIDEO_TUNER_ASKED))) => Int;
        VIDIOC_S_TUNER(argp: Becomes(&Struct(&VIDEO_TUNER_SET), &Struct(&VIDEO_TUNER_TOLD))) => Int;
        VIDIOC_CROPCAP(argp: Fills(&Struct(&VIDEO_CROP_CAP))) => Int;
        VIDIOC_G_CROP(argp: Fills(&Struct(&VIDEO_CROP_ASKED))) => Int;
        VIDIOC_S_CROP(argp: In(&Struct(&VIDEO_CROP))) => Int;
        VIDIOC_ENUM_FRAMESIZES(argp: Fills(&Struct(&VIDEO_FRAME_SIZES))) => Int;
        VIDIOC_ENUM_FRAMEINTERVALS(argp: Fills(&Struct(&VIDEO_FRAME_INTERVALS))) => Int;
        VIDIOC_G_CTRL(argp: Fills(&Struct(&VIDEO_CONTROL_GET))) => Int;
        VIDIOC_S_CTRL(argp: Fills(&Struct(&VIDEO_CONTROL_SET))) => Int;
        VIDIOC_QUERYCTRL(argp: Fills(&Struct(&VIDEO_CONTROL_QUERY))) => Int;
        VIDIOC_QUERY_EXT_CTRL(argp: Fills(&Struct(&VIDEO_CONTROL_QUERY_EXT))) => Int;
        VIDIOC_G_EXT_CTRLS(argp: Around(&Custom(&video::CONTROLS_GOT, &Struct(&VIDEO_EXT_VALUES)))) => Int;
        VIDIOC_S_EXT_CTRLS(argp: Around(&Custom(&video::CONTROLS_SET, &Struct(&VIDEO_EXT_VALUES)))) => Int;
        VIDIOC_TRY_EXT_CTRLS(argp: Around(&Custom(&video::CONTROLS_SET, &Struct(&VIDEO_EXT_VALUES)))) => Int;
    }
}
