//! Requests of ioctl(2) in programs of i386. What a request's number says of its argument's size says whether the argument looks
//! the same there.

use super::{Adapt, leak};
use crate::decode::compat::narrow::Narrow;
use crate::decode::custom::request::{number_of_i386, size};
use crate::decode::desc::{Arg, Row, Ty, Variant, Variants};

/// The requests on IDE disks whose arguments strace shows in programs of i386.
const OF_DISKS: [&str; 2] = ["HDIO_GETGEO", "HDIO_DRIVE_CMD"];

/// The row of ioctl(2), with the requests of the native one.
pub(super) fn with(own: &'static Row, native: &'static Row) -> Option<&'static Row> {
    let of = native.variants.as_ref().filter(|_| own.name == "ioctl")?;
    let adapt = Adapt { narrow: Narrow { times: false, ids: false }, variants: &[] };
    let lists = |lists: &'static [&'static [Variant]]| -> &'static [&'static [Variant]] {
        let all = lists.iter().flat_map(|list| list.iter());
        leak(vec![leak(all.filter_map(|variant| request(&adapt, variant)).collect::<Vec<_>>())])
    };
    let variants = Variants {
        selector: of.selector,
        mask: of.mask,
        lists: lists(of.lists),
        wide_mask: of.wide_mask,
        // What these have room for their numbers say.
        wide: of.wide,
    };
    Some(&leak(vec![Row { name: own.name, args: own.args, ret: own.ret, variants: Some(variants) }])[0])
}

/// A request with the number that it has in programs of i386.
fn request(adapt: &Adapt, variant: &'static Variant) -> Option<Variant> {
    if variant.name.starts_with("HDIO_") && !OF_DISKS.contains(&variant.name) {
        return None;
    }
    let number = number_of_i386(variant.name, variant.value)?;
    if number == variant.value && size(number) != 0 {
        // As large, so there is nothing in it whose size differs.
        return Some(Variant { ..*variant });
    }
    let args = adapt.args(variant.args);
    let known = variant.args.iter().zip(args).all(|(old, new)| has_size(old, new, variant.value, number));
    let args = if known { args } else { leak(args.iter().map(address).collect()) };
    let ret = adapt.ret(variant.args, args, variant.ret);
    let last = number + (variant.last - variant.value);
    Some(Variant { name: variant.name, value: number, last, args, ret })
}

fn address(arg: &Arg) -> Arg {
    Arg { name: arg.name, register: arg.register, ty: Ty::Addr }
}

/// Is an argument as large as the number says, if it is so in 64-bit programs?
fn has_size(old: &Arg, new: &Arg, native: u64, number: u64) -> bool {
    if let Ty::In(Ty::Quad(_)) | Ty::Out(Ty::Quad(_)) = new.ty {
        // The number says another size than the argument has.
        return true;
    }
    let [Some(old), Some(new)] = [old, new].map(|arg| pointed_to(&arg.ty)) else { return true };
    size(native) == 0 || u64::from(old) != size(native) || u64::from(new) == size(number)
}

/// Bytes of what a pointer leads to.
fn pointed_to(ty: &Ty) -> Option<u32> {
    match ty {
        Ty::In(to) | Ty::Out(to) | Ty::OutOn(_, to) | Ty::InOut(to) | Ty::Both(to) | Ty::Around(to) => {
            Some(to.size())
        }
        Ty::Fills(to) | Ty::Becomes(to, _) | Ty::Exchange(to, _) | Ty::Change(to, _) => Some(to.size()),
        _ => None,
    }
}
