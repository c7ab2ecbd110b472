//! Constants of devices that are in none of the headers of user space.

/// include/linux/ata.h
pub const ATA_CMD_NOP: u64 = 0;
pub const ATA_CMD_CFA_REQ_EXT_ERR: u64 = 0x3;
pub const ATA_CMD_DSM: u64 = 0x6;
pub const ATA_CMD_DEV_RESET: u64 = 0x8;
pub const ATA_CMD_REQ_SENSE_DATA: u64 = 0xb;
pub const ATA_CMD_RESTORE: u64 = 0x10;
pub const ATA_CMD_PIO_READ: u64 = 0x20;
pub const ATA_CMD_READ_LONG: u64 = 0x22;
pub const ATA_CMD_READ_LONG_ONCE: u64 = 0x23;
pub const ATA_CMD_PIO_READ_EXT: u64 = 0x24;
pub const ATA_CMD_READ_EXT: u64 = 0x25;
pub const ATA_CMD_READ_QUEUED: u64 = 0x26;
pub const ATA_CMD_READ_NATIVE_MAX_EXT: u64 = 0x27;
pub const ATA_CMD_READ_MULTI_EXT: u64 = 0x29;
pub const ATA_CMD_READ_STREAM_DMA_EXT: u64 = 0x2a;
pub const ATA_CMD_READ_STREAM_EXT: u64 = 0x2b;
pub const ATA_CMD_READ_LOG_EXT: u64 = 0x2f;
pub const ATA_CMD_PIO_WRITE: u64 = 0x30;
pub const ATA_CMD_WRITE_LONG: u64 = 0x32;
pub const ATA_CMD_WRITE_LONG_ONCE: u64 = 0x33;
pub const ATA_CMD_PIO_WRITE_EXT: u64 = 0x34;
pub const ATA_CMD_WRITE_EXT: u64 = 0x35;
pub const ATA_CMD_WRITE_QUEUED: u64 = 0x36;
pub const ATA_CMD_SET_MAX_EXT: u64 = 0x37;
pub const ATA_CMD_CFA_WRITE_NE: u64 = 0x38;
pub const ATA_CMD_WRITE_MULTI_EXT: u64 = 0x39;
pub const ATA_CMD_WRITE_STREAM_DMA_EXT: u64 = 0x3a;
pub const ATA_CMD_WRITE_STREAM_EXT: u64 = 0x3b;
pub const ATA_CMD_WRITE_FUA_EXT: u64 = 0x3d;
pub const ATA_CMD_WRITE_QUEUED_FUA_EXT: u64 = 0x3e;
pub const ATA_CMD_WRITE_LOG_EXT: u64 = 0x3f;
pub const ATA_CMD_VERIFY: u64 = 0x40;
pub const ATA_CMD_VERIFY_EXT: u64 = 0x42;
pub const ATA_CMD_WRITE_UNCORR_EXT: u64 = 0x45;
pub const ATA_CMD_READ_LOG_DMA_EXT: u64 = 0x47;
pub const ATA_CMD_ZAC_MGMT_IN: u64 = 0x4a;
pub const ATA_CMD_CONFIG_STREAM: u64 = 0x51;
pub const ATA_CMD_WRITE_LOG_DMA_EXT: u64 = 0x57;
pub const ATA_CMD_TRUSTED_NONDATA: u64 = 0x5b;
pub const ATA_CMD_TRUSTED_RCV: u64 = 0x5c;
pub const ATA_CMD_TRUSTED_RCV_DMA: u64 = 0x5d;
pub const ATA_CMD_TRUSTED_SND: u64 = 0x5e;
pub const ATA_CMD_TRUSTED_SND_DMA: u64 = 0x5f;
pub const ATA_CMD_FPDMA_READ: u64 = 0x60;
pub const ATA_CMD_FPDMA_WRITE: u64 = 0x61;
pub const ATA_CMD_NCQ_NON_DATA: u64 = 0x63;
pub const ATA_CMD_FPDMA_SEND: u64 = 0x64;
pub const ATA_CMD_FPDMA_RECV: u64 = 0x65;
pub const ATA_CMD_CFA_TRANS_SECT: u64 = 0x87;
pub const ATA_CMD_EDD: u64 = 0x90;
pub const ATA_CMD_INIT_DEV_PARAMS: u64 = 0x91;
pub const ATA_CMD_DOWNLOAD_MICRO: u64 = 0x92;
pub const ATA_CMD_DOWNLOAD_MICRO_DMA: u64 = 0x93;
pub const ATA_CMD_ZAC_MGMT_OUT: u64 = 0x9f;
pub const ATA_CMD_PACKET: u64 = 0xa0;
pub const ATA_CMD_ID_ATAPI: u64 = 0xa1;
pub const ATA_CMD_SERVICE: u64 = 0xa2;
pub const ATA_CMD_SMART: u64 = 0xb0;
pub const ATA_CMD_CONF_OVERLAY: u64 = 0xb1;
pub const ATA_CMD_SANITIZE_DEVICE: u64 = 0xb4;
pub const ATA_CMD_CFA_ERASE: u64 = 0xc0;
pub const ATA_CMD_READ_MULTI: u64 = 0xc4;
pub const ATA_CMD_WRITE_MULTI: u64 = 0xc5;
pub const ATA_CMD_SET_MULTI: u64 = 0xc6;
pub const ATA_CMD_READ: u64 = 0xc8;
pub const ATA_CMD_WRITE: u64 = 0xca;
pub const ATA_CMD_CFA_WRITE_MULT_NE: u64 = 0xcd;
pub const ATA_CMD_WRITE_MULTI_FUA_EXT: u64 = 0xce;
pub const ATA_CMD_CHK_MED_CRD_TYP: u64 = 0xd1;
pub const ATA_CMD_MEDIA_LOCK: u64 = 0xde;
pub const ATA_CMD_MEDIA_UNLOCK: u64 = 0xdf;
pub const ATA_CMD_STANDBYNOW1: u64 = 0xe0;
pub const ATA_CMD_IDLEIMMEDIATE: u64 = 0xe1;
pub const ATA_CMD_STANDBY: u64 = 0xe2;
pub const ATA_CMD_IDLE: u64 = 0xe3;
pub const ATA_CMD_PMP_READ: u64 = 0xe4;
pub const ATA_CMD_CHK_POWER: u64 = 0xe5;
pub const ATA_CMD_SLEEP: u64 = 0xe6;
pub const ATA_CMD_FLUSH: u64 = 0xe7;
pub const ATA_CMD_PMP_WRITE: u64 = 0xe8;
pub const ATA_CMD_PMP_READ_DMA: u64 = 0xe9;
pub const ATA_CMD_FLUSH_EXT: u64 = 0xea;
pub const ATA_CMD_PMP_WRITE_DMA: u64 = 0xeb;
pub const ATA_CMD_ID_ATA: u64 = 0xec;
pub const ATA_CMD_SET_FEATURES: u64 = 0xef;
pub const ATA_CMD_SEC_SET_PASS: u64 = 0xf1;
pub const ATA_CMD_SEC_UNLOCK: u64 = 0xf2;
pub const ATA_CMD_SEC_ERASE_PREP: u64 = 0xf3;
pub const ATA_CMD_SEC_ERASE_UNIT: u64 = 0xf4;
pub const ATA_CMD_SEC_FREEZE_LOCK: u64 = 0xf5;
pub const ATA_CMD_SEC_DISABLE_PASS: u64 = 0xf6;
pub const ATA_CMD_READ_NATIVE_MAX: u64 = 0xf8;
pub const ATA_CMD_SET_MAX: u64 = 0xf9;

/// include/uapi/linux/kd.h (before Linux 5.11)
pub const KD_FONT_FLAG_OLD: u64 = 0x8000_0000;

/// The protocol of network block devices: what the kernel does not use is in none of its files.
pub const NBD_FLAG_ROTATIONAL: u64 = 0x10;
pub const NBD_FLAG_SEND_WRITE_ZEROES: u64 = 0x40;
pub const NBD_FLAG_SEND_DF: u64 = 0x80;
pub const NBD_FLAG_SEND_RESIZE: u64 = 0x200;
pub const NBD_FLAG_SEND_CACHE: u64 = 0x400;

/// include/scsi/sg.h
pub const SG_GET_ACCESS_COUNT: u64 = 0x2289;
pub const SG_SCSI_RESET_TARGET: u64 = 4;
pub const SG_SCSI_RESET_NO_ESCALATE: u64 = 0x100;

/// include/uapi/linux/tee.h, until Linux 6.1; they are the kernel's own since
pub const TEE_IOCTL_SHM_MAPPED: u64 = 1 << 0;
pub const TEE_IOCTL_SHM_DMA_BUF: u64 = 1 << 1;
pub const TEE_IOCTL_SHM_EXT_DMA_BUF: u64 = 1 << 2;
pub const TEE_IOCTL_SHM_REGISTER: u64 = 1 << 3;
pub const TEE_IOCTL_SHM_USER_MAPPED: u64 = 1 << 4;
pub const TEE_IOCTL_SHM_POOL: u64 = 1 << 5;
pub const TEE_IOCTL_SHM_KERNEL_MAPPED: u64 = 1 << 6;

/// include/uapi/mtd/ubi-user.h, until Linux 3.6
pub const UBI_LONGTERM: u64 = 1;
pub const UBI_SHORTTERM: u64 = 2;
pub const UBI_UNKNOWN: u64 = 3;

/// fs/btrfs/compression.h
pub const BTRFS_COMPRESS_NONE: u64 = 0;
pub const BTRFS_COMPRESS_ZLIB: u64 = 1;
pub const BTRFS_COMPRESS_LZO: u64 = 2;
pub const BTRFS_COMPRESS_ZSTD: u64 = 3;

/// Requests that have room for as much as their number says, without that size. include/uapi/linux/input.h
pub const EVIOCGNAME: u64 = 0x8000_4506;
pub const EVIOCGPHYS: u64 = 0x8000_4507;
pub const EVIOCGUNIQ: u64 = 0x8000_4508;
pub const EVIOCGPROP: u64 = 0x8000_4509;
pub const EVIOCGMTSLOTS: u64 = 0x8000_450a;
pub const EVIOCGKEY: u64 = 0x8000_4518;
pub const EVIOCGLED: u64 = 0x8000_4519;
pub const EVIOCGSND: u64 = 0x8000_451a;
pub const EVIOCGSW: u64 = 0x8000_451b;
pub const EVIOCGBIT: u64 = 0x8000_4520;
pub const EVIOCGBIT_LAST: u64 = 0x8000_453f;
pub const EVIOCGABS: u64 = 0x8000_4540;
pub const EVIOCGABS_LAST: u64 = 0x8000_457f;
pub const EVIOCSABS: u64 = 0x4000_45c0;
pub const EVIOCSABS_LAST: u64 = 0x4000_45ff;

/// The same. include/uapi/linux/hidraw.h, include/uapi/linux/hiddev.h
pub const HIDIOCGRAWNAME: u64 = 0x8000_4804;
pub const HIDIOCGRAWPHYS: u64 = 0x8000_4805;
pub const HIDIOCSFEATURE_OLD: u64 = 0x8000_4806;
pub const HIDIOCSFEATURE: u64 = 0xc000_4806;
pub const HIDIOCGFEATURE: u64 = 0xc000_4807;
pub const HIDIOCGRAWUNIQ: u64 = 0x8000_4808;
pub const HIDIOCGPHYS: u64 = 0x8000_4812;

/// The same. include/uapi/linux/joystick.h, include/uapi/linux/uinput.h, include/uapi/linux/spi/spidev.h, include/uapi/linux/soundcard.h
pub const JSIOCGNAME: u64 = 0x8000_6a13;
pub const UI_GET_SYSNAME: u64 = 0x8000_552c;
pub const SPI_IOC_MESSAGE: u64 = 0x4000_6b00;
pub const MIXER_READ: u64 = 0x8000_4d00;
pub const MIXER_READ_LAST: u64 = 0x8000_4dff;
pub const MIXER_WRITE: u64 = 0x4000_4d00;
pub const MIXER_WRITE_LAST: u64 = 0x4000_4dff;

/// include/uapi/linux/v4l2-controls.h, before they were renamed or removed
pub const V4L2_CID_HCENTER: u64 = 0x98_0916;
pub const V4L2_CID_VCENTER: u64 = 0x98_0917;
pub const V4L2_CID_MPEG_VIDEO_MPEG2_SLICE_PARAMS: u64 = 0x99_09fa;
pub const V4L2_CID_MPEG_VIDEO_MPEG2_QUANTIZATION: u64 = 0x99_09fb;

/// include/uapi/linux/videodev2.h of older kernels
pub const V4L2_BUF_FLAG_INPUT: u64 = 0x200;

/// include/uapi/linux/blktrace_api.h, include/uapi/linux/fs.h: the struct's header is not included there
pub const BLKTRACESETUP: u64 = 0xc048_1273;

/// include/uapi/linux/seccomp.h, until Linux 5.17
pub const SECCOMP_IOCTL_NOTIF_ID_VALID_WRONG_DIR: u64 = 0x8008_2102;

/// include/linux/dm-ioctl.h, of Linux 2.6.0: later headers have left the bit out
pub const DM_EXISTS_FLAG: u64 = 1 << 2;

/// include/scsi/sg.h: the C library's is older
pub const SG_FLAG_UNUSED_LUN_INHIBIT: u64 = 2;
pub const SG_FLAG_MMAP_IO: u64 = 4;
pub const SG_FLAG_Q_AT_TAIL: u64 = 0x10;
pub const SG_FLAG_Q_AT_HEAD: u64 = 0x20;

/// include/uapi/linux/kvm.h, of later kernels
pub const KVM_EXIT_LOONGARCH_IOCSR: u64 = 38;
pub const KVM_EXIT_MEMORY_FAULT: u64 = 39;
pub const KVM_EXIT_TDX: u64 = 40;
