//! A key that is held answers once. A terminal repeats such a key and does not say when it is let go, so only time tells.

use std::time::{Duration, Instant};

use crate::assess::Key;

/// A keyboard begins to repeat a key after less than this.
const FIRST_REPEAT: Duration = Duration::from_millis(700);
/// It repeats it more often than this.
const NEXT_REPEAT: Duration = Duration::from_millis(300);

/// The key that led to what is shown, as long as it may still be held.
#[derive(Debug, Default)]
pub(super) struct Held {
    pressed: Option<Pressed>,
}

#[derive(Debug)]
struct Pressed {
    key: Key,
    last: Instant,
    /// It led to another question, which its repeats do not answer.
    has_turned: bool,
    is_repeating: bool,
}

/// What another report of a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyReport {
    /// The person pressed it.
    Press,
    /// The first one that is left out since the page was turned.
    FirstRepeat,
    Repeat,
}

impl Held {
    /// Says that what is shown has changed, by the last key.
    pub(super) fn turn(&mut self) {
        if let Some(pressed) = &mut self.pressed {
            pressed.has_turned = true;
        }
    }

    /// Takes the report of a key at a time.
    pub(super) fn report(&mut self, key: Key, at: Instant) -> KeyReport {
        if let Some(pressed) = &mut self.pressed
            && pressed.key == key
            && pressed.has_turned
            && at.saturating_duration_since(pressed.last) < pressed.patience()
        {
            pressed.last = at;
            let report = if pressed.is_repeating { KeyReport::Repeat } else { KeyReport::FirstRepeat };
            pressed.is_repeating = true;
            return report;
        }
        // Arrows walk as long as they are held.
        let may_answer = matches!(key, Key::Char(_) | Key::Enter | Key::Tab | Key::Escape);
        self.pressed = may_answer.then_some(Pressed { key, last: at, has_turned: false, is_repeating: false });
        KeyReport::Press
    }
}

impl Pressed {
    fn patience(&self) -> Duration {
        if self.is_repeating { NEXT_REPEAT } else { FIRST_REPEAT }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOUR: Key = Key::Char('4');

    /// Reports a key at times in milliseconds, each press leading to another page, and counts what was pressed.
    fn presses(held: &mut Held, begun: Instant, key: Key, times: impl IntoIterator<Item = u64>) -> usize {
        times
            .into_iter()
            .filter(|time| {
                let is_press = held.report(key, begun + Duration::from_millis(*time)) == KeyReport::Press;
                if is_press {
                    held.turn();
                }
                is_press
            })
            .count()
    }

    /// A key that is held: one press, then after a delay repeats at a rate.
    fn hold(delay: u64, rate: u64) -> impl Iterator<Item = u64> {
        [0].into_iter().chain((delay..3000).step_by(usize::try_from(1000 / rate).unwrap()))
    }

    #[test]
    fn a_key_held_for_three_seconds_is_pressed_once_on_every_usual_keyboard() {
        for (delay, rate) in [(0, 30), (225, 30), (250, 30), (400, 40), (500, 33), (600, 25), (660, 25), (500, 4)] {
            assert_eq!(presses(&mut Held::default(), Instant::now(), FOUR, hold(delay, rate)), 1, "{delay} {rate}");
        }
    }

    #[test]
    fn after_a_pause_or_another_key_the_same_key_is_pressed_again() {
        let (mut held, begun) = (Held::default(), Instant::now());
        assert_eq!(presses(&mut held, begun, FOUR, hold(500, 30)), 1);
        assert_eq!(presses(&mut held, begun, FOUR, [3300]), 1, "0.3 s after it was let go");
        assert_eq!(presses(&mut held, begun, FOUR, [4100, 4900]), 2, "at the pace of a fast reader");
        assert_eq!(presses(&mut held, begun, Key::Char('5'), [4910]), 1);
        assert_eq!(presses(&mut held, begun, FOUR, [4920]), 1);
    }

    #[test]
    fn who_presses_too_fast_is_told_once_and_never_locked_out() {
        let (mut held, begun) = (Held::default(), Instant::now());
        held.report(FOUR, begun);
        held.turn();
        let mut reports = |time| held.report(FOUR, begun + Duration::from_millis(time));
        assert_eq!(
            [400, 450, 500, 900].map(&mut reports),
            [KeyReport::FirstRepeat, KeyReport::Repeat, KeyReport::Repeat, KeyReport::Press]
        );
    }

    #[test]
    fn keys_repeat_where_nothing_is_answered() {
        let mut held = Held::default();
        assert_eq!(presses(&mut held, Instant::now(), Key::Left, hold(500, 10)), 26, "arrows walk");
        let begun = Instant::now();
        let typed = [0, 30, 60].map(|time| held.report(Key::Char('1'), begun + Duration::from_millis(time)));
        assert_eq!(typed, [KeyReport::Press; 3], "the number of a question");
    }
}
