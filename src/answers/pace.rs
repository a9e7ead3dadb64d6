//! How long a form takes: the words to read, a moment to choose, and the pace that a person has shown.
//!
//! No clock is read here: durations come in as seconds, and none of this reaches a result.

/// Silent reading of English non-fiction by adults: the mean of 190 studies (M. Brysbaert, "How many words do we read per
/// minute?", Journal of Memory and Language 109, 2019).
const WORDS_PER_MINUTE: f64 = 238.0;
/// Seconds to choose a response once a statement is read. A convention, as the next one is: the pace corrects both.
const TO_RESPOND: f64 = 4.0;
/// Seconds to weigh the options of a scenario once all is read.
const TO_WEIGH: f64 = 20.0;

/// Returns how many seconds a statement usually takes.
pub fn statement_seconds(text: &str) -> f64 {
    reading_seconds(text) + TO_RESPOND
}

/// Returns how many seconds a scenario usually takes.
pub fn scenario_seconds<'a>(prompt: &str, options: impl IntoIterator<Item = &'a str>) -> f64 {
    reading_seconds(prompt) + options.into_iter().map(reading_seconds).sum::<f64>() + TO_WEIGH
}

fn reading_seconds(text: &str) -> f64 {
    text.split_whitespace().count() as f64 * 60.0 / WORDS_PER_MINUTE
}

/// A person's own pace, from the items answered in this sitting.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pace {
    /// Seconds that the answered items usually take.
    usual: f64,
    /// Seconds that they took.
    taken: f64,
}

/// Seconds at the usual pace that count as seen before the first answer, so that one item does not decide.
const BEFORE: f64 = 60.0;
/// A longer time than this many usual ones is a pause.
const PAUSE: f64 = 4.0;

impl Pace {
    /// Takes in an answer: the seconds that its item usually takes, and those it took.
    pub fn observe(&mut self, usual: f64, taken: f64) {
        if taken > 0.0 {
            self.usual += usual;
            self.taken += taken.min(PAUSE * usual);
        }
    }

    /// Returns how many seconds items take this person that usually take `usual`.
    pub fn seconds(&self, usual: f64) -> f64 {
        usual * (self.taken + BEFORE) / (self.usual + BEFORE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_words_take_longer() {
        let words = |count: usize| "word ".repeat(count);
        assert_eq!(statement_seconds(""), 4.0);
        assert_eq!(statement_seconds(&words(238)), 64.0);
        let option = words(119);
        assert_eq!(scenario_seconds(&words(238), [option.as_str(), &option]), 140.0);
    }

    #[test]
    fn time_left_follows_the_pace_of_the_person() {
        let after = |taken: f64, answers: usize| {
            let mut pace = Pace::default();
            (0..answers).for_each(|_| pace.observe(40.0, taken));
            pace.seconds(600.0)
        };
        assert_eq!(after(0.0, 9), 600.0, "without times the usual pace holds");
        assert_eq!(after(40.0, 9), 600.0);
        assert!(after(20.0, 1) > after(20.0, 9) && after(20.0, 9) > 300.0);
        assert!(after(80.0, 1) < after(80.0, 9) && after(80.0, 9) < 1200.0);
        assert_eq!(after(160.0, 9), after(9_999.0, 9), "a pause is no slower pace");
    }
}
