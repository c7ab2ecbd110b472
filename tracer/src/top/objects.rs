//! What calls are about, looked up once for each syscall.

use hashbrown::HashMap;

use super::counts::CallId;
use crate::decode::about::About;

/// What is known of the syscalls that were called so far.
#[derive(Clone, Debug, Default)]
pub struct Objects(HashMap<CallId, About>);

impl Objects {
    /// What is known of a syscall.
    #[inline]
    pub fn about(&mut self, id: CallId) -> About {
        *self.0.entry(id).or_insert_with(|| About::of(id.abi, id.nr))
    }
}
