//! The colours of pages, for light and dark screens, and the test that they can be told apart.

use std::fmt::Write;

/// What a colour is used for; the value is that of light screens and paper, then that of dark screens.
struct Colour {
    /// Its name in the style sheet.
    name: &'static str,
    light: &'static str,
    dark: &'static str,
}

const fn colour(name: &'static str, light: &'static str, dark: &'static str) -> Colour {
    Colour { name, light, dark }
}

const COLOURS: [Colour; 7] = [
    colour("paper", "#ffffff", "#15181b"),
    // Text, and marks that must not be missed.
    colour("ink", "#1d2226", "#e8ebed"),
    // Text that stands back.
    colour("soft", "#545d66", "#a9b2ba"),
    // Marks that stand back.
    colour("mark", "#78828c", "#7f8a94"),
    // Lines that only divide.
    colour("hair", "#d9dee3", "#343b42"),
    // The one colour: what the answers say.
    colour("accent", "#0d6072", "#71c9d8"),
    // Areas, which have an outline wherever they say something.
    colour("tint", "#e4f0f2", "#1c3238"),
];

/// Declares the colours for a style sheet. Paper is always light.
pub fn declarations() -> String {
    let scheme = |value: fn(&Colour) -> &'static str| {
        COLOURS.iter().fold(String::new(), |mut text, colour| {
            let _ = write!(text, "--{}:{};", colour.name, value(colour));
            text
        })
    };
    let (light, dark) = (scheme(|colour| colour.light), scheme(|colour| colour.dark));
    format!(":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of a colour, by WCAG 2.2.
    fn luminance(colour: &str) -> f64 {
        let channel = |start: usize| {
            let value = f64::from(u8::from_str_radix(&colour[start..start + 2], 16).unwrap()) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn value(name: &str, scheme: fn(&Colour) -> &'static str) -> &'static str {
        scheme(COLOURS.iter().find(|colour| colour.name == name).unwrap())
    }

    #[test]
    fn the_measure_of_contrast_is_that_of_the_guidelines() {
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
        assert!((contrast("#777777", "#ffffff") - 4.48).abs() < 0.01);
    }

    #[test]
    fn texts_and_marks_stand_out_from_what_is_behind_them_in_light_and_dark() {
        const TEXT: f64 = 4.5;
        const MARK: f64 = 3.0;
        let pairs = [
            ("ink", "paper", TEXT),
            ("ink", "tint", TEXT),
            ("soft", "paper", TEXT),
            ("soft", "tint", TEXT),
            ("accent", "paper", TEXT),
            ("accent", "tint", TEXT),
            // Numbers inside of marks.
            ("paper", "accent", TEXT),
            ("mark", "paper", MARK),
            ("mark", "tint", MARK),
        ];
        let schemes: [fn(&Colour) -> &'static str; 2] = [|colour| colour.light, |colour| colour.dark];
        for scheme in schemes {
            for (front, back, least) in pairs {
                let contrast = contrast(value(front, scheme), value(back, scheme));
                assert!(contrast >= least, "{front} on {back}: {contrast:.2}");
            }
        }
    }

    #[test]
    fn every_colour_of_the_style_sheet_is_declared() {
        let sheet = super::super::frame::STYLE;
        let used = sheet.split("var(--").skip(1).map(|rest| rest.split(')').next().unwrap());
        for name in used {
            assert!(COLOURS.iter().any(|colour| colour.name == name), "{name}");
        }
        assert!(!sheet.contains('#') || !sheet.contains("color:#"), "colours come from the palette alone");
    }
}
