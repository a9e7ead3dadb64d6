//! The bytes of a terminal as keys. What a person pressed is told apart from what was pasted and from what a terminal
//! says about itself, also where a sequence arrives in pieces.

use std::time::Duration;

use crate::assess::Key;

/// Something that a person did at a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyInput {
    Key(Key),
    /// Show the next piece of a long text.
    Forward,
    /// Show the piece before.
    Back,
    /// Ctrl-Z.
    Suspend,
    /// Text was pasted; it is left out.
    Paste,
}

/// After so long without another byte an escape character is the Escape key; a slow connection may part it from a reply.
const ESCAPE_KEY: Duration = Duration::from_millis(500);
/// A reply may still follow for so long, which then is none of the keys that it is made of.
const LATE_SEQUENCE: Duration = Duration::from_secs(1);
/// Nothing that began and does not end is waited for longer than this.
const UNENDED: Duration = Duration::from_secs(2);
/// The same for a paste, which can be long.
const UNENDED_PASTE: Duration = Duration::from_secs(5);

/// Nobody presses more keys than this at once.
const MOST_PRESSED: usize = 8;

const CTRL_C: u8 = 0x03;
const BELL: u8 = 0x07;
const CTRL_L: u8 = 0x0c;
const CANCEL: u8 = 0x18;
const CTRL_Z: u8 = 0x1a;
const ESCAPE: u8 = 0x1b;
const END_OF_PASTE: &[u8] = b"\x1b[201~";

/// Reads keys out of bytes.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    state: DecoderState,
    /// What the state has collected.
    bytes: Vec<u8>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum DecoderState {
    #[default]
    Between,
    /// Within a character of more than one byte.
    Character,
    /// After an escape character; `is_key` once it was taken for the Escape key.
    Escape {
        is_key: bool,
    },
    /// After `ESC [`: parameters up to a letter.
    Control,
    /// After `ESC O`: one more letter.
    Letter,
    /// After `ESC [ [`, which the console of Linux sends: one more letter, always a function key.
    Function,
    /// Within a reply of the terminal (OSC, DCS, APC, PM, SOS).
    Reply,
    /// After an escape character in a reply, which may end it.
    ReplyEscape,
    Paste,
}

impl Decoder {
    /// Takes the bytes of one read. Many different characters at once are a paste, also where the terminal does not mark it.
    pub(super) fn read(&mut self, bytes: &[u8]) -> Vec<KeyInput> {
        let mut inputs: Vec<KeyInput> = bytes.iter().filter_map(|byte| self.byte(*byte)).collect();
        let mut letters = inputs.iter().filter(|input| matches!(input, KeyInput::Key(Key::Char(_))));
        let first = letters.next().copied();
        let is_held = letters.clone().all(|letter| Some(*letter) == first);
        if letters.count() >= MOST_PRESSED && !is_held {
            inputs.retain(|input| is_request(*input));
            inputs.push(KeyInput::Paste);
        }
        inputs
    }

    /// Says that nothing arrived for some time.
    pub(super) fn silence(&mut self, lasted: Duration) -> Option<KeyInput> {
        let patience = self.patience()?;
        if lasted < patience {
            return None;
        }
        if self.state == (DecoderState::Escape { is_key: false }) {
            self.state = DecoderState::Escape { is_key: true };
            return Some(KeyInput::Key(Key::Escape));
        }
        self.begin(DecoderState::Between)
    }

    /// Returns after how long a silence means something.
    pub(super) fn patience(&self) -> Option<Duration> {
        match self.state {
            DecoderState::Between => None,
            DecoderState::Escape { is_key: false } => Some(ESCAPE_KEY),
            DecoderState::Escape { is_key: true } => Some(LATE_SEQUENCE),
            DecoderState::Character
            | DecoderState::Control
            | DecoderState::Letter
            | DecoderState::Function
            | DecoderState::Reply
            | DecoderState::ReplyEscape => Some(UNENDED),
            DecoderState::Paste => Some(UNENDED_PASTE),
        }
    }

    fn byte(&mut self, byte: u8) -> Option<KeyInput> {
        // A person can always leave, even when a reply never ends.
        if byte == CTRL_C && self.state != DecoderState::Paste {
            self.begin(DecoderState::Between);
            return Some(KeyInput::Key(Key::Interrupt));
        }
        match self.state {
            DecoderState::Between => self.plain(byte),
            DecoderState::Character => self.character(byte),
            DecoderState::Escape { is_key } => self.after_escape(byte, is_key),
            DecoderState::Control => self.control(byte),
            DecoderState::Letter => {
                self.begin(DecoderState::Between);
                letter_key(byte)
            }
            DecoderState::Function => self.begin(DecoderState::Between),
            DecoderState::Reply => self.reply(byte),
            DecoderState::ReplyEscape if byte == b'\\' => self.begin(DecoderState::Between),
            DecoderState::ReplyEscape => self.after_escape(byte, false),
            DecoderState::Paste => self.paste(byte),
        }
    }

    /// Enters a state, which is nothing that a person did.
    fn begin(&mut self, state: DecoderState) -> Option<KeyInput> {
        self.state = state;
        self.bytes.clear();
        None
    }

    fn plain(&mut self, byte: u8) -> Option<KeyInput> {
        let key = match byte {
            ESCAPE => return self.begin(DecoderState::Escape { is_key: false }),
            0x80.. => {
                self.begin(DecoderState::Character);
                return self.character(byte);
            }
            b' ' => return Some(KeyInput::Forward),
            CTRL_Z => return Some(KeyInput::Suspend),
            CTRL_L => Key::Redraw,
            b'\r' | b'\n' => Key::Enter,
            b'\t' => Key::Tab,
            0x08 | 0x7f => Key::Backspace,
            0x21..=0x7e => Key::Char(char::from(byte)),
            _ => return None,
        };
        Some(KeyInput::Key(key))
    }

    fn character(&mut self, byte: u8) -> Option<KeyInput> {
        self.bytes.push(byte);
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => {
                let letter = text.chars().next().filter(|letter| !letter.is_control() && !letter.is_whitespace());
                self.begin(DecoderState::Between);
                letter.map(|letter| KeyInput::Key(Key::Char(letter)))
            }
            Err(error) if error.error_len().is_none() => None,
            Err(_) => self.begin(DecoderState::Between),
        }
    }

    fn after_escape(&mut self, byte: u8, is_key: bool) -> Option<KeyInput> {
        match byte {
            b'[' => self.begin(DecoderState::Control),
            b'O' => self.begin(DecoderState::Letter),
            b']' | b'P' | b'_' | b'^' | b'X' => self.begin(DecoderState::Reply),
            ESCAPE => {
                self.begin(DecoderState::Escape { is_key: false });
                (!is_key).then_some(KeyInput::Key(Key::Escape))
            }
            // Not a sequence: the key that was pressed next, or a key together with Alt, which means nothing here.
            _ => {
                self.begin(DecoderState::Between);
                if is_key { self.plain(byte) } else { None }
            }
        }
    }

    fn control(&mut self, byte: u8) -> Option<KeyInput> {
        match byte {
            ESCAPE => self.begin(DecoderState::Escape { is_key: true }),
            b'[' if self.bytes.is_empty() => self.begin(DecoderState::Function),
            0x40..=0x7e => {
                let key = control_key(&self.bytes, byte);
                let is_paste = (self.bytes.as_slice(), byte) == (b"200", b'~');
                self.begin(if is_paste { DecoderState::Paste } else { DecoderState::Between });
                if is_paste { Some(KeyInput::Paste) } else { key }
            }
            0x20.. => {
                self.bytes.push(byte);
                None
            }
            _ => None,
        }
    }

    fn reply(&mut self, byte: u8) -> Option<KeyInput> {
        match byte {
            ESCAPE => self.begin(DecoderState::ReplyEscape),
            BELL | CANCEL | CTRL_Z => self.begin(DecoderState::Between),
            _ => None,
        }
    }

    fn paste(&mut self, byte: u8) -> Option<KeyInput> {
        self.bytes.push(byte);
        if self.bytes.len() > END_OF_PASTE.len() {
            self.bytes.remove(0);
        }
        if self.bytes == END_OF_PASTE { self.begin(DecoderState::Between) } else { None }
    }
}

/// Says whether something asks for the program to end or to stop, which is done whenever it was asked.
pub(super) fn is_request(input: KeyInput) -> bool {
    matches!(input, KeyInput::Key(Key::Interrupt) | KeyInput::Suspend)
}

fn control_key(parameters: &[u8], letter: u8) -> Option<KeyInput> {
    match (parameters, letter) {
        // Alone or with Shift; together with Control or Alt they mean nothing here.
        (b"" | b"1" | b"1;1" | b"1;2", b'A'..=b'D') => letter_key(letter),
        (b"5", b'~') => Some(KeyInput::Back),
        (b"6", b'~') => Some(KeyInput::Forward),
        _ => None,
    }
}

fn letter_key(letter: u8) -> Option<KeyInput> {
    let key = match letter {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'M' => Key::Enter,
        _ => return None,
    };
    Some(KeyInput::Key(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What terminals send by themselves, and pastes: none of it is a key.
    const NO_KEYS: [&str; 14] = [
        "\x1b]11;rgb:1e1e/1e1e/2e2e\x07",
        "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
        "\x1b[>0;276;0c",
        "\x1b[?62;22c",
        "\x1b[12;34R",
        "\x1b[?2026;2$y",
        "\x1bP>|WezTerm 20240203-110809\x1b\\",
        "\x1b_Gi=31;OK\x1b\\",
        "\x1b^4 is private\x1b\\",
        "\x1b[I\x1b[O",
        "\x1b[[A\x1bOP\x1b[15~",
        "\x1b[1;5D\x1b[1;3C",
        "\x1b[<0;33;12M",
        "\x1bf\x1b3",
    ];

    fn keys(keys: &[Key]) -> Vec<KeyInput> {
        keys.iter().map(|key| KeyInput::Key(*key)).collect()
    }

    /// Reads texts one after the other, and nothing between them for a while.
    fn read(decoder: &mut Decoder, pieces: &[&[u8]], pause: Duration) -> Vec<KeyInput> {
        let mut inputs = Vec::new();
        for piece in pieces {
            inputs.extend(decoder.read(piece));
            inputs.extend(decoder.silence(pause));
        }
        inputs
    }

    #[test]
    fn what_a_terminal_says_by_itself_is_no_key_in_one_piece_or_in_two() {
        let pause = Duration::from_millis(300);
        for text in NO_KEYS.map(str::as_bytes) {
            for at in 0..text.len() {
                let mut decoder = Decoder::default();
                let (first, second) = text.split_at(at);
                assert_eq!(read(&mut decoder, &[first, second], pause), [], "{text:?} at {at}");
                assert_eq!(decoder.read(b"4"), keys(&[Key::Char('4')]), "{text:?} at {at}");
            }
        }
    }

    #[test]
    fn the_rest_of_a_reply_is_no_key_when_it_comes_after_the_escape_key_was_taken() {
        let mut decoder = Decoder::default();
        let escape = read(&mut decoder, &[b"\x1b"], ESCAPE_KEY);
        assert_eq!(escape, keys(&[Key::Escape]));
        assert_eq!(decoder.read(b"]11;rgb:3333/3333/3333\x07"), []);
        assert_eq!(read(&mut decoder, &[b"\x1b"], ESCAPE_KEY), keys(&[Key::Escape]));
        assert_eq!(decoder.read(b"q"), keys(&[Key::Char('q')]), "a key after the Escape key is a key");
    }

    #[test]
    fn a_paste_is_left_out_whatever_it_holds_and_however_it_is_cut() {
        let text = b"\x1b[200~3\r\n4 q \x03 \x1b[201 \x1b]11; agree\n\x1b[201~".as_slice();
        for at in 0..text.len() {
            let mut decoder = Decoder::default();
            let (first, second) = text.split_at(at);
            let pause = Duration::from_millis(300);
            assert_eq!(read(&mut decoder, &[first, second], pause), [KeyInput::Paste], "at {at}");
            assert_eq!(decoder.read(b"4"), keys(&[Key::Char('4')]), "at {at}");
        }
    }

    #[test]
    fn much_at_once_is_a_paste_though_no_terminal_marks_it_and_a_held_key_is_not() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.read(b"I agree with 3 of the 5\n"), [KeyInput::Paste]);
        assert_eq!(decoder.read(b"45\r"), keys(&[Key::Char('4'), Key::Char('5'), Key::Enter]));
        assert_eq!(decoder.read(b"3333333333"), keys(&[Key::Char('3'); 10]));
        assert_eq!(decoder.read(b"I agree\x03 with 3"), [KeyInput::Key(Key::Interrupt), KeyInput::Paste]);
    }

    #[test]
    fn a_person_can_leave_when_a_reply_or_a_paste_never_ends() {
        for begun in ["\x1b]11;rgb:", "\x1b[>0;", "\x1bP", "\x1b", "\x1bO"] {
            let mut decoder = Decoder::default();
            assert_eq!(decoder.read(begun.as_bytes()), []);
            assert_eq!(decoder.read(b"\x03"), keys(&[Key::Interrupt]), "{begun:?}");
        }
        for (begun, patience) in [("\x1b]11;", UNENDED), ("\x1b[", UNENDED), ("\x1b[200~ 3", UNENDED_PASTE)] {
            let mut decoder = Decoder::default();
            decoder.read(begun.as_bytes());
            assert_eq!(decoder.patience(), Some(patience));
            decoder.silence(patience);
            assert_eq!(decoder.read(b"4"), keys(&[Key::Char('4')]), "{begun:?}");
        }
    }

    #[test]
    fn keys_are_read_in_all_the_ways_that_terminals_send_them() {
        let mut decoder = Decoder::default();
        let sent = b"\x1b[A\x1bOB\x1b[1;2C\x1b[D\x7f\x08\t\r\x1b[5~ \x1b[6~\x1a";
        let mut expected =
            keys(&[Key::Up, Key::Down, Key::Right, Key::Left, Key::Backspace, Key::Backspace, Key::Tab, Key::Enter]);
        expected.extend([KeyInput::Back, KeyInput::Forward, KeyInput::Forward, KeyInput::Suspend]);
        assert_eq!(decoder.read(sent), expected);
        assert_eq!(decoder.read("é".as_bytes()), keys(&[Key::Char('é')]));
        let (first, second) = "ü".as_bytes().split_at(1);
        assert_eq!(decoder.read(first), []);
        assert_eq!(decoder.read(second), keys(&[Key::Char('ü')]));
        assert_eq!(decoder.read(b"\xff4\x00"), keys(&[Key::Char('4')]));
    }
}
