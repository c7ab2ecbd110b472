//! Where in a recording the view is to stand, and how fast it moves on. Times are those of the recording, ns; the wall clock is
//! the caller's.

use crate::top::Play;

/// How many times as fast as it happened.
const SPEEDS: [u64; 3] = [1, 10, 100];

/// A step is this part of the recording.
const STEPS: u64 = 20;

/// The pace of a recording that is played.
#[derive(Debug)]
pub struct Pace {
    begin: u64,
    /// The time of its end, or of the last record that was read.
    end: u64,
    /// Where it stands.
    at: u64,
    /// Where it is going as fast as it can.
    seeking: Option<u64>,
    /// When it began to play, on the wall clock, and from where.
    playing: Option<(u64, u64)>,
    speed: usize,
}

impl Pace {
    /// Of a recording that begins at this time: it is read to its end first.
    pub const fn new(begin: u64) -> Self {
        Self { begin, end: begin, at: begin, seeking: Some(u64::MAX), playing: None, speed: 0 }
    }

    /// Up to where is to be read, at this time of the wall clock?
    pub fn until(&self, now: u64) -> u64 {
        match (self.seeking, self.playing) {
            (Some(to), _) => to,
            (None, Some((since, from))) => {
                from.saturating_add(now.saturating_sub(since).saturating_mul(SPEEDS[self.speed]))
            }
            (None, None) => self.at,
        }
    }

    /// Everything up to there was read, and there is more.
    pub fn reached(&mut self, until: u64, now: u64) {
        self.end = self.end.max(until);
        self.arrive(until, now);
    }

    /// There is more to read: so far it came.
    pub fn passed(&mut self, last: u64) {
        self.end = self.end.max(last);
        self.at = last.max(self.begin);
    }

    /// All was read, and it ends at this time: after the last record, nothing may happen for long.
    pub fn exhausted(&mut self, until: u64, end: u64, now: u64) {
        self.end = self.end.max(end);
        self.arrive(until.min(self.end), now);
        if self.at == self.end {
            self.playing = None;
        }
    }

    fn arrive(&mut self, at: u64, now: u64) {
        self.at = at.max(self.begin);
        if self.seeking.take().is_some() && self.playing.is_some() {
            self.playing = Some((now, self.at));
        }
    }

    /// Does what the user wants. True if it has to be read from its beginning.
    pub fn apply(&mut self, play: Play, now: u64) -> bool {
        let step = (self.end - self.begin) / STEPS;
        match play {
            Play::Toggle if self.playing.is_some() => self.playing = None,
            Play::Toggle => {
                let again = self.at >= self.end && self.seeking.is_none();
                if again {
                    self.at = self.begin;
                }
                (self.playing, self.seeking) = (Some((now, self.at)), None);
                return again;
            }
            Play::Back => return self.seek(self.at.saturating_sub(step).max(self.begin)),
            Play::Forward => return self.seek(self.at.saturating_add(step)),
            Play::Begin => return self.seek(self.begin),
            Play::End => return self.seek(u64::MAX),
            Play::Speed => {
                if self.playing.is_some() {
                    self.playing = Some((now, self.at));
                }
                self.speed = (self.speed + 1) % SPEEDS.len();
            }
        }
        false
    }

    fn seek(&mut self, to: u64) -> bool {
        self.seeking = Some(to);
        let back = to < self.at;
        if back {
            self.at = self.begin;
        }
        back
    }

    /// Does it move by itself?
    pub const fn is_playing(&self) -> bool {
        self.playing.is_some()
    }

    /// Is there something to read at once?
    pub const fn is_seeking(&self) -> bool {
        self.seeking.is_some()
    }

    /// Where it stands.
    pub const fn at(&self) -> u64 {
        self.at
    }

    /// In words. `read` is the part of the file that was read, from 0 to 1: it stands for the time while that is not known.
    pub fn words(&self, read: f64) -> String {
        let length = (self.end - self.begin).max(1);
        let speed = SPEEDS[self.speed];
        if self.seeking == Some(u64::MAX) {
            return format!("reading, {:.0}%", 100.0 * read.min(1.0));
        }
        let share = 100.0 * (self.at - self.begin) as f64 / length as f64;
        let state = match (self.playing, self.at >= self.end) {
            (Some(_), _) => format!("playing x{speed}"),
            (None, true) => "at the end".to_owned(),
            (None, false) => "stopped".to_owned(),
        };
        format!("{state}, {share:.0}%")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: u64 = 1_000_000_000;

    /// Ten seconds long, read to its end.
    fn ended() -> Pace {
        let mut pace = Pace::new(SECOND);
        assert_eq!((pace.until(0), pace.words(0.5).as_str()), (u64::MAX, "reading, 50%"));
        pace.passed(3 * SECOND);
        pace.exhausted(pace.until(0), 11 * SECOND, 0);
        assert_eq!((pace.at(), pace.words(1.0).as_str()), (11 * SECOND, "at the end, 100%"));
        pace
    }

    #[test]
    fn steps_go_back_and_forward() {
        let mut pace = ended();
        assert!(pace.apply(Play::Back, 0), "what was read is read again");
        let to = pace.until(0);
        assert_eq!(to, 10 * SECOND + SECOND / 2);
        pace.reached(to, 0);
        assert_eq!((pace.at(), pace.words(1.0).as_str()), (to, "stopped, 95%"));
        assert!(!pace.apply(Play::Forward, 0));
        assert_eq!(pace.until(0), 11 * SECOND);
        assert!(pace.apply(Play::Begin, 0));
        pace.reached(pace.until(0), 0);
        assert_eq!(pace.words(1.0), "stopped, 0%");
        assert!(!pace.apply(Play::Back, 0), "nothing is before the beginning");
        assert!(!pace.apply(Play::End, 0));
        assert_eq!(pace.until(0), u64::MAX);
    }

    #[test]
    fn the_time_after_the_last_record_belongs_to_it() {
        let mut pace = ended();
        assert!(pace.apply(Play::Back, 0));
        let to = pace.until(0);
        pace.exhausted(to, 11 * SECOND, 0);
        assert_eq!((pace.at(), pace.is_playing()), (to, false));
        pace.apply(Play::Toggle, 0);
        pace.exhausted(pace.until(SECOND / 10), 11 * SECOND, SECOND / 10);
        assert!(pace.is_playing() && pace.at() == to + SECOND / 10);
        pace.exhausted(pace.until(60 * SECOND), 11 * SECOND, 60 * SECOND);
        assert_eq!((pace.at(), pace.is_playing()), (11 * SECOND, false));
    }

    #[test]
    fn it_plays_at_the_speed_that_is_wanted() {
        let mut pace = ended();
        assert!(pace.apply(Play::Toggle, 100 * SECOND), "from the end, it begins anew");
        assert_eq!(pace.until(101 * SECOND), 2 * SECOND);
        pace.reached(2 * SECOND, 101 * SECOND);
        pace.apply(Play::Speed, 101 * SECOND);
        assert_eq!(
            (pace.until(101 * SECOND + SECOND / 10), pace.words(1.0).as_str()),
            (3 * SECOND, "playing x10, 10%")
        );
        pace.apply(Play::Forward, 101 * SECOND);
        let to = pace.until(101 * SECOND);
        assert_eq!(to, 2 * SECOND + SECOND / 2);
        pace.reached(to, 102 * SECOND);
        assert_eq!(pace.until(102 * SECOND), to, "it goes on from there");
        assert!(!pace.apply(Play::Toggle, 102 * SECOND) && !pace.is_playing());
        assert_eq!(pace.until(200 * SECOND), to);
    }
}
