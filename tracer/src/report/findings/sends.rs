//! One message sent in small pieces: each becomes a packet.

use super::tally::{Sum, Tally};
use super::{Detector, Finding, Rule, Seen, size, time};
use crate::report::subject::Kind;

const CALLS: u64 = 500;
const MEAN: u64 = 512;
/// `MSG_MORE` (include/linux/socket.h).
const MORE: u64 = 0x8000;

pub(super) const RULE: Rule = Rule {
    name: "small-sends",
    threshold: "500 sends on one descriptor of one process that follow another send there, of 512 bytes or fewer on average, without MSG_MORE",
    advice: "Gather the message before it is sent (sendmsg, writev, a buffer), or say that more follows: MSG_MORE, TCP_CORK.",
    kinds: &[Kind::Send, Kind::Receive, Kind::Connect, Kind::Close, Kind::Accept],
    make: || Box::<Sends>::default(),
};

#[derive(Default)]
struct Sends(Tally<(u32, i32), (bool, Sum, Option<String>)>);

impl Detector for Sends {
    fn see(&mut self, seen: &Seen<'_>) {
        let Some(fd) = seen.fd else { return };
        let key = (seen.tgid(), fd);
        if seen.subject.kind != Kind::Send {
            if let Some((sent, ..)) = self.0.get_mut(&key) {
                *sent = false;
            }
            return;
        }
        let flags = if seen.subject.name == "sendmsg" { seen.arg(2) } else { seen.arg(3) };
        if seen.bytes.is_none() || flags & MORE != 0 {
            return;
        }
        if let Some((sent, sum, name)) = self.0.of(key)
            && std::mem::replace(sent, true)
        {
            sum.add(seen);
            name.get_or_insert_with(|| seen.object_name().to_string());
        }
    }

    fn findings(&self) -> Vec<Finding> {
        let many =
            self.0.iter().filter(|(_, (_, sum, _))| sum.calls >= CALLS && sum.bytes <= MEAN * sum.calls);
        many.map(|((tgid, _), (_, sum, name))| {
            let object = name.clone().unwrap_or_default();
            Finding {
                rule: RULE.name,
                title: format!("{} small sends, one behind the other, to {object}", sum.calls),
                tgid: *tgid,
                object: Some(object),
                calls: sum.calls,
                time: sum.time,
                saves: sum.time,
                evidence: vec![format!(
                    "{} on average, {} each",
                    size(sum.bytes / sum.calls),
                    time(sum.mean())
                )],
            }
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::report::findings::tests::found;
    use crate::report::made::call;

    #[test]
    fn pieces_are_told() {
        let found = found(&[(call("7 sendto(3, 64, 10, 0, 0, 0) = 10"), 600)], Some("10.0.0.1:80"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].calls, 599);
    }

    #[test]
    fn questions_and_answers_are_not() {
        let (send, receive) =
            (call("7 sendto(3, 64, 10, 0, 0, 0) = 10"), call("7 recvfrom(3, 64, 10, 0, 0, 0) = 10"));
        assert!(found(&[(send, 2000), (receive, 2000)], None).is_empty());
        assert!(found(&[(call("7 sendto(3, 64, 10, 32768, 0, 0) = 10"), 2000)], None).is_empty(), "MSG_MORE");
        assert!(found(&[(call("7 sendto(3, 64, 9000, 0, 0, 0) = 9000"), 2000)], None).is_empty(), "large");
    }
}
