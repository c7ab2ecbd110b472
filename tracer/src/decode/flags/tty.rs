//! Flags of terminals.

use crate::decode::macros::flags;
use crate::decode::uapi::*;

flags! {
    /// c_iflag
    TTY_INPUT, "": IGNBRK, BRKINT, IGNPAR, PARMRK, INPCK, ISTRIP, INLCR, IGNCR, ICRNL, IUCLC, IXON, IXANY, IXOFF, IMAXBEL, IUTF8;
    /// c_oflag, without its numbers
    TTY_OUTPUT, "": OPOST, OLCUC, ONLCR, OCRNL, ONOCR, ONLRET, OFILL, OFDEL;
    /// Delays of c_oflag.
    TTY_NL, "NL?": NL0, NL1;
    /// Delays of c_oflag.
    TTY_CR, "CR?": CR0, CR1, CR2, CR3;
    /// Delays of c_oflag.
    TTY_TAB, "TAB?": TAB0, TAB1, TAB2, XTABS;
    /// Delays of c_oflag.
    TTY_BS, "BS?": BS0, BS1;
    /// Delays of c_oflag.
    TTY_VT, "VT?": VT0, VT1;
    /// Delays of c_oflag.
    TTY_FF, "FF?": FF0, FF1;
    /// Speeds, in c_cflag.
    TTY_SPEED, "B???": B0, B50, B75, B110, B134, B150, B200, B300, B600, B1200, B1800, B2400, B4800, B9600, B19200, B38400, BOTHER,
        B57600, B115200, B230400, B460800, B500000, B576000, B921600, B1000000, B1152000, B1500000, B2000000, B2500000,
        B3000000, B3500000, B4000000;
    /// Bits of a character, in c_cflag.
    TTY_SIZE, "CS?": CS5, CS6, CS7, CS8;
    /// c_cflag, without its numbers
    TTY_CONTROL, "": CSTOPB, CREAD, PARENB, PARODD, HUPCL, CLOCAL, CMSPAR, CRTSCTS;
    /// c_lflag
    TTY_LOCAL, "": ISIG, ICANON, XCASE, ECHO, ECHOE, ECHOK, ECHONL, NOFLSH, IEXTEN, ECHOCTL, ECHOPRT, ECHOKE, FLUSHO, PENDIN,
        TOSTOP, EXTPROC;
    /// Line disciplines.
    TTY_LINE, "N_???": N_TTY, N_SLIP, N_MOUSE, N_PPP, N_STRIP, N_AX25, N_X25, N_6PACK, N_MASC, N_R3964, N_PROFIBUS_FDL, N_IRDA,
        N_SMSBLOCK, N_HDLC, N_SYNC_PPP, N_HCI, N_GIGASET_M101, N_SLCAN, N_PPS, N_V253, N_CAIF, N_GSM0710, N_TI_WL,
        N_TRACESINK, N_TRACEROUTER, N_NCI, N_SPEAKUP, N_NULL;
    /// Places of control characters.
    TTY_CHARACTER, "": VINTR, VQUIT, VERASE, VKILL, VEOF, VTIME, VMIN, VSWTC, VSTART, VSTOP, VSUSP, VEOL, VREPRINT, VDISCARD,
        VWERASE, VLNEXT, VEOL2;
    /// Which queue TCFLSH empties.
    TTY_FLUSH, "TC???": TCIFLUSH, TCOFLUSH, TCIOFLUSH;
    /// What TCXONC does.
    TTY_FLOW, "TC???": TCOOFF, TCOON, TCIOFF, TCION;
    /// Lines of a modem.
    TTY_MODEM, "TIOCM_???": TIOCM_LE, TIOCM_DTR, TIOCM_RTS, TIOCM_ST, TIOCM_SR, TIOCM_CTS, TIOCM_CAR, TIOCM_RNG, TIOCM_DSR,
        TIOCM_OUT1, TIOCM_OUT2, TIOCM_LOOP;
}
