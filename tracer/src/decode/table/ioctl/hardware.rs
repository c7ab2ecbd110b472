//! Requests on pins, infrared receivers and trusted execution environments.

use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::variants;
use crate::decode::uapi::*;

variants! {
    /// Infrared receivers (include/uapi/linux/lirc.h).
    LIRC [fd, request] {
        LIRC_GET_FEATURES(argp: Out(&Flags(&LIRC_FEATURES))) => Int;
        LIRC_GET_SEND_MODE(argp: Out(&Enum(&LIRC_MODE))) => Int;
        LIRC_GET_REC_MODE(argp: Out(&Enum(&LIRC_MODE))) => Int;
        LIRC_GET_REC_RESOLUTION(argp: Out(&Uint)) => Int;
        LIRC_GET_MIN_TIMEOUT(argp: Out(&Uint)) => Int;
        LIRC_GET_MAX_TIMEOUT(argp: Out(&Uint)) => Int;
        LIRC_GET_REC_TIMEOUT(argp: Out(&Uint)) => Int;
        LIRC_GET_LENGTH(argp: Out(&Uint)) => Int;
        LIRC_SET_SEND_MODE(argp: In(&Enum(&LIRC_MODE))) => Int;
        LIRC_SET_REC_MODE(argp: In(&Enum(&LIRC_MODE))) => Int;
        LIRC_SET_SEND_CARRIER(argp: In(&Uint)) => Int;
        LIRC_SET_REC_CARRIER(argp: In(&Uint)) => Int;
        LIRC_SET_REC_CARRIER_RANGE(argp: In(&Uint)) => Int;
        LIRC_SET_SEND_DUTY_CYCLE(argp: In(&Uint)) => Int;
        LIRC_SET_TRANSMITTER_MASK(argp: In(&Hex32)) => Int;
        LIRC_SET_REC_TIMEOUT(argp: In(&Uint)) => Int;
        LIRC_SET_REC_TIMEOUT_REPORTS(argp: In(&Uint)) => Int;
        LIRC_SET_MEASURE_CARRIER_MODE(argp: In(&Uint)) => Int;
        LIRC_SET_WIDEBAND_RECEIVER(argp: In(&Uint)) => Int;
    }

    /// Trusted execution environments (include/uapi/linux/tee.h).
    TEE [fd, request] {
        TEE_IOC_VERSION(argp: Out(&Struct(&TEE_VERSION))) => Int;
        TEE_IOC_OPEN_SESSION(argp: In(&Struct(&TEE_BUFFER))) => Int;
        TEE_IOC_INVOKE(argp: In(&Struct(&TEE_BUFFER))) => Int;
        TEE_IOC_SUPPL_RECV(argp: In(&Struct(&TEE_BUFFER))) => Int;
        TEE_IOC_SUPPL_SEND(argp: In(&Struct(&TEE_BUFFER))) => Int;
        TEE_IOC_CANCEL(argp: In(&Struct(&TEE_CANCEL))) => Int;
        TEE_IOC_CLOSE_SESSION(argp: In(&Struct(&TEE_SESSION))) => Int;
        TEE_IOC_SHM_ALLOC(argp: Becomes(&Struct(&TEE_ALLOC), &Struct(&TEE_ALLOCATED))) => Int;
        TEE_IOC_SHM_REGISTER(argp: Becomes(&Struct(&TEE_REGISTER), &Struct(&TEE_REGISTERED))) => Int;
    }

    /// Pins (include/uapi/linux/gpio.h).
    GPIO [fd, request] {
        GPIO_GET_CHIPINFO_IOCTL(argp: Out(&Struct(&GPIO_CHIP))) => Int;
        GPIO_GET_LINEINFO_UNWATCH_IOCTL(argp: In(&Struct(&GPIO_OFFSET))) => Int;
        GPIO_GET_LINEINFO_IOCTL(argp: Becomes(&Struct(&GPIO_LINE_ASKED), &Struct(&GPIO_LINE_TOLD))) => Int;
        GPIO_GET_LINEINFO_WATCH_IOCTL(argp: Becomes(&Struct(&GPIO_LINE_ASKED), &Struct(&GPIO_LINE_TOLD))) => Int;
        GPIO_GET_LINEHANDLE_IOCTL(argp: Becomes(&Struct(&GPIO_HANDLE_REQUEST), &Struct(&GPIO_HANDLE_TOLD))) => Int;
        GPIO_GET_LINEEVENT_IOCTL(argp: Becomes(&Struct(&GPIO_EVENT_REQUEST), &Struct(&GPIO_EVENT_TOLD))) => Int;
        GPIOHANDLE_GET_LINE_VALUES_IOCTL(argp: Out(&Struct(&GPIO_HANDLE_DATA))) => Int;
        GPIOHANDLE_SET_LINE_VALUES_IOCTL(argp: In(&Struct(&GPIO_HANDLE_DATA))) => Int;
        GPIOHANDLE_SET_CONFIG_IOCTL(argp: In(&Struct(&GPIO_HANDLE_CONFIG))) => Int;
        GPIO_V2_GET_LINEINFO_IOCTL(argp: Becomes(&Struct(&GPIO_INFO_ASKED), &Struct(&GPIO_INFO_TOLD))) => Int;
        GPIO_V2_GET_LINEINFO_WATCH_IOCTL(argp: Becomes(&Struct(&GPIO_INFO_ASKED), &Struct(&GPIO_INFO_TOLD))) => Int;
        GPIO_V2_GET_LINE_IOCTL(argp: Becomes(&Struct(&GPIO_LINES_REQUEST), &Struct(&GPIO_LINES_TOLD))) => Int;
        GPIO_V2_LINE_SET_CONFIG_IOCTL(argp: In(&Struct(&GPIO_CONFIG))) => Int;
        GPIO_V2_LINE_GET_VALUES_IOCTL(argp: Becomes(&Struct(&GPIO_VALUES_ASKED), &Struct(&GPIO_VALUES_TOLD))) => Int;
        GPIO_V2_LINE_SET_VALUES_IOCTL(argp: In(&Struct(&GPIO_VALUES))) => Int;
    }
}
