//! The text of a call, as lines show it.

use tracer_common::segment::Segments;

use crate::arch;
use crate::call::Call;
use crate::decode::text::Text;
use crate::decode::{Decoder, Shown};

/// Longer commands are cut.
const MAX_COMMAND: usize = 400;

/// Makes text of calls.
#[derive(Debug, Default)]
pub struct TextOf {
    decoder: Decoder,
    buf: Vec<u8>,
}

impl TextOf {
    /// `read(3, "x", 1) = 1`.
    pub fn call(&mut self, call: &Call<'_>) -> String {
        let start = &call.start;
        self.buf.clear();
        self.buf.extend_from_slice(arch::call_name(start.abi, start.nr).as_bytes());
        self.buf.push(b'(');
        if self.decoder.decodes(start) {
            let mut out = Text::new(&mut self.buf, &self.decoder.style, true);
            self.decoder.finish(call, Shown::NOTHING, &mut out);
        } else {
            let arity = arch::syscall(start.abi, start.nr).map_or(6, |it| usize::from(it.args).min(6));
            let args: Vec<String> = match start.args {
                Some(args) => args[..arity]
                    .iter()
                    .map(|arg| if *arg == 0 { "0".to_owned() } else { format!("{arg:#x}") })
                    .collect(),
                None if arity > 0 => vec!["...".to_owned()],
                None => Vec::new(),
            };
            self.buf.extend_from_slice(args.join(", ").as_bytes());
        }
        self.buf.extend_from_slice(b") ");
        self.decoder.result(call, &mut self.buf);
        String::from_utf8_lossy(&self.buf).into_owned()
    }

    /// The words of an execve.
    pub fn command(&mut self, call: &Call<'_>) -> String {
        let words = call.start.args.map(|args| words(call.start.memory, args[1])).unwrap_or_default();
        let mut command = words.join(" ");
        if command.len() > MAX_COMMAND {
            let end = (0..=MAX_COMMAND).rev().find(|at| command.is_char_boundary(*at)).unwrap_or(0);
            command.truncate(end);
            command.push_str("...");
        }
        command
    }
}

/// The strings of an array that ends with NULL, as far as they were copied.
fn words(memory: Segments<'_>, array: u64) -> Vec<String> {
    let mut words = Vec::new();
    for place in 0..64_u64 {
        let bytes = memory.memory(array.wrapping_add(8 * place), 8);
        let Some(address) = bytes.first_chunk().map(|bytes| u64::from_ne_bytes(*bytes)) else { break };
        let text = memory.memory(address, 4096);
        if address == 0 || text.is_empty() {
            break;
        }
        words.push(String::from_utf8_lossy(text.split(|b| *b == 0).next().unwrap_or_default()).into_owned());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::made;

    #[test]
    fn calls_look_as_in_lines() {
        let mut text = TextOf::default();
        let made = made::call("7 write(1, 64, 2) = 2").memory(64, b"hi");
        assert_eq!(made.with(|call| text.call(call)), "write(1, \"hi\", 2) = 2");
        assert_eq!(made::call("7 getppid() = 5").with(|call| text.call(call)), "getppid() = 5");
        let failed = made::call("7 close(9) = -9").with(|call| text.call(call));
        assert_eq!(failed, "close(9) = -1 EBADF (Bad file descriptor)");
    }

    #[test]
    fn a_command_is_its_words() {
        let array = [100_u64, 200, 0].map(u64::to_ne_bytes).concat();
        let made = made::call("7 execve(50, 64, 0) = 0")
            .memory(64, &array)
            .memory(100, b"ls\0")
            .memory(200, b"-l\0");
        assert_eq!(made.with(|call| TextOf::default().command(call)), "ls -l");
    }
}
