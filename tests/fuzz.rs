//! 100,000 seeded cases through the bodies of the fuzz targets: seeds that are changed in the way that files go wrong.

#[path = "../fuzz/bodies.rs"]
mod bodies;

use bodies::BODIES;
use rolefit::random::SplitMix64;

const CASES: usize = 100_000;

/// Pieces that mean something to one parser or another.
const PIECES: [&str; 44] = [
    ": ", "- ", "{", "}", "[", "]", "\"", "'", "&a ", "*a", "!!int ", "#", " #", "\n", "\r\n", "\t", "---\n", "|\n",
    ">", "<<: ", "1e400", "-1", "0", "4", "null", "true", "\u{202e}", "\u{feff}", "é", "=", ",", ";", "\\", "\\u0000",
    "\0", "\u{85}", "\u{200d}", "＝", "  ", "x-a", ".", "[[a]]\n", "\"\"\"", "answers",
];

/// Returns a place in a text where a character begins.
fn place(text: &str, random: &mut SplitMix64) -> usize {
    let at = random.below(text.len() + 1);
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

fn changed(text: &mut String, random: &mut SplitMix64) {
    let (a, b) = (place(text, random), place(text, random));
    let (start, end) = (a.min(b), a.max(b));
    match random.below(6) {
        0 => text.replace_range(start..end, ""),
        1 if end - start < 100 => {
            let copy = text[start..end].to_owned();
            text.insert_str(end, &copy);
        }
        2 => {
            let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
            random.shuffle(&mut lines);
            *text = lines.concat();
        }
        3 => text.truncate(end),
        _ => text.insert_str(a, PIECES[random.below(PIECES.len())]),
    }
}

#[test]
fn no_parser_fails_on_what_may_be_in_a_file() {
    assert_eq!(BODIES.iter().map(|body| body.share).sum::<usize>(), 1000);
    for body in &BODIES {
        let mut random = SplitMix64::named(body.name);
        for case in 0..body.share * CASES / 1000 {
            let mut text = body.seeds[case % body.seeds.len()].to_owned();
            for _ in 0..random.below(4) {
                changed(&mut text, &mut random);
            }
            let run = std::panic::catch_unwind(|| bodies::run(body.name, &text));
            assert!(run.is_ok(), "{} fails on {text:?}", body.name);
        }
    }
}
