//! Requests that have room for as much as their number says.

use crate::decode::custom::input;
use crate::decode::macros::variants;
use crate::decode::uapi::*;

variants! {
    /// Input devices (include/uapi/linux/input.h).
    INPUT [fd, request] {
        EVIOCGNAME(argp: Out(&Bytes(Ret))) => Int;
        EVIOCGPHYS(argp: Out(&Bytes(Ret))) => Int;
        EVIOCGUNIQ(argp: Out(&Bytes(Ret))) => Int;
        EVIOCGPROP(argp: Out(&Custom(&input::MEMBERS, &Raw(input::BITS)))) => Int;
        EVIOCGMTSLOTS(argp: Either(request, input::has_code, &Out(&Custom(&input::SLOTS, &Bytes(Of(16384, input::room)))), &Addr)) => Int;
        EVIOCGKEY(argp: Out(&Custom(&input::MEMBERS, &Raw(input::BITS)))) => Int;
        EVIOCGLED(argp: Out(&Custom(&input::MEMBERS, &Raw(input::BITS)))) => Int;
        EVIOCGSND(argp: Out(&Custom(&input::MEMBERS, &Raw(input::BITS)))) => Int;
        EVIOCGSW(argp: Out(&Custom(&input::MEMBERS, &Raw(input::BITS)))) => Int;
        EVIOCGBIT ..= EVIOCGBIT_LAST(argp: Out(&Custom(&input::MEMBERS, &Raw(input::BITS)))) => Int;
        EVIOCGABS ..= EVIOCGABS_LAST(argp: Either(request, input::has_axis, &Out(&Custom(&input::AXIS_INFO, &Raw(24))), &Addr)) => Int;
        EVIOCSABS ..= EVIOCSABS_LAST(argp: Either(request, input::has_axis, &In(&Custom(&input::AXIS_INFO, &Raw(24))), &Addr)) => Int;
    }
}
