//! Protected attributes in what people are asked.

use std::sync::LazyLock;

use crate::check::phrases::Phrases;
use crate::check::{Finding, Subject, items};
use crate::rule::{Rule, RulePage, Severity};
use crate::text::one_of;

pub(super) static RULE: Rule = Rule {
    code: "RF140",
    name: "protected-attribute",
    severity: Severity::Warning,
    page: RulePage {
        what: "A statement, prompt or option mentions a legally protected attribute, such as age or religion.",
        why: "An answer must not depend on who someone is. Asking about age, sex, origin, faith, disability or family \
              invites unlawful decisions, and people rightly refuse to answer.",
        bad: "# questionnaire.yaml\n\
              statements:\n  \
              - { id: focus-mentors, toward: collaborator, text: I learn most from older colleagues. }",
        good: "# questionnaire.yaml\n\
               statements:\n  \
               - { id: focus-mentors, toward: collaborator, text: I learn most from colleagues who know the system \
               longer. }",
        fix: "Name what matters for the work instead: experience with a system, overlapping hours, how something is \
              communicated.",
    },
};

/// Words with another meaning in engineering are listed only in unambiguous phrases: `race` alone is not listed.
static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(ATTRIBUTES, ENGINEERING));

#[rustfmt::skip]
const ATTRIBUTES: &[&str] = &[
    // Age.
    "my age", "your age", "people of all ages", "age group", "age groups", "age discrimination", "years of age",
    "retirement age", "ageism", "ageist", "elderly", "middle aged", "pensioner", "pensioners", "teenager", "teenagers",
    "millennial", "millennials", "older people", "older person", "older colleague", "older colleagues",
    "older employee", "older employees", "older engineer", "older engineers", "older worker", "older workers",
    "young people", "younger people", "younger person", "younger colleague", "younger colleagues", "younger employee",
    "younger employees", "younger engineer", "younger engineers", "younger worker", "younger workers",
    // Sex, gender and orientation.
    "gender", "genders", "sex", "sexes", "sexism", "sexist", "woman", "women", "men", "girls", "boys", "ladies",
    "female", "females", "male", "males", "feminine", "masculine", "transgender", "nonbinary", "my pronouns",
    "your pronouns", "sexual orientation", "sexuality", "gay", "lesbian", "lesbians", "bisexual", "homosexual",
    "heterosexual", "queer", "lgbt", "lgbtq",
    // Family.
    "marital status", "family status", "married", "unmarried", "divorced", "widowed", "husband", "wife", "spouse",
    "civil partnership", "pregnant", "pregnancy", "maternity", "paternity", "breastfeeding", "parental leave",
    "childcare", "childless", "my children", "your children", "my kids", "your kids", "single parent", "single parents",
    "single mother", "single mothers", "working mother", "working mothers", "working parents", "young mothers",
    // Origin.
    "my race", "your race", "race or colour", "race or color", "people of color", "people of colour", "person of color",
    "person of colour", "racial", "racially", "racism", "racist", "skin color", "skin colour", "black people",
    "white people", "ethnic", "ethnicity", "ethnicities", "my ancestry", "your ancestry", "caste",
    "nationality", "nationalities",
    "national origin", "country of birth", "citizenship", "immigrant", "immigrants", "immigration", "refugee",
    "refugees", "foreigner", "foreigners", "mother tongue", "native speaker", "native speakers",
    // Belief and opinion.
    "religion", "religions", "religious", "my faith", "your faith", "christianity", "christians", "muslim", "muslims",
    "islam", "jewish", "jews", "judaism", "hindu", "hindus", "buddhist", "buddhists", "sikh", "sikhs", "atheist",
    "atheists", "mosque", "synagogue", "political opinion", "political opinions", "political party", "political views",
    "trade union", "trade unions",
    // Disability and health.
    "disability", "disabilities", "disabled people", "disabled person", "disabled colleague", "disabled colleagues",
    "disabled engineer", "disabled engineers", "i am disabled", "are you disabled", "handicap", "handicapped",
    "wheelchair", "deaf", "hard of hearing", "hearing impaired", "visually impaired", "blind people", "blind person",
    "blind colleague", "chronic illness", "chronically ill", "my medical", "your medical", "hiv",
];

#[rustfmt::skip]
const ENGINEERING: &[&str] = &[
    "race condition", "race conditions", "race detector", "age header", "male connector", "female connector",
    "male header", "female header", "religious war", "religious wars", "religious debate", "religious debates",
    "first class citizenship",
];

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for text in items::texts(subject.pack.questionnaire()) {
        let phrases = PHRASES.find(text.text);
        if !phrases.is_empty() {
            let message = format!(
                "{} mentions {}",
                text.name(),
                one_of(phrases.iter().map(String::as_str)).replace(" or ", " and ")
            );
            found.push(
                Finding::new(&RULE, text.spot(), message)
                    .label("a protected attribute")
                    .help("name what matters for the work instead, or remove the words"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_whatever_their_case() {
        for (text, phrase) in [
            ("At my age I know what works.", "my age"),
            ("I get on with colleagues of any Gender.", "gender"),
            ("Religion has no place at work.", "religion"),
            ("Someone of your race, or of another.", "your race"),
            ("Colleagues share my nationality.", "nationality"),
            ("A disability should be no reason.", "disability"),
            ("An engineer tells you of her pregnancy.", "pregnancy"),
            ("The form asks for marital status.", "marital status"),
            ("I speak openly of my sexual orientation.", "sexual orientation"),
            ("I prefer to work with younger engineers.", "younger engineers"),
        ] {
            let found: Vec<String> = PHRASES.find(text).iter().map(|phrase| phrase.to_lowercase()).collect();
            assert_eq!(found, [phrase], "{text}");
        }
    }

    #[test]
    fn engineering_words_are_let_be() {
        for text in [
            "Two fixes for a supposed race have shipped.",
            "A race condition; data races and race conditions are found by the race detector.",
            "Fix my race condition before your race detector finds it.",
            "Evict by cache age: the age of an entry is in the Age header, so check your age header.",
            "Messages older than an hour, the oldest age of any row, an aged dump, the next page and stage.",
            "A disabled flag; disabled users cannot log in, and retries are disabled.",
            "Parent and child processes: nodes have children, orphans have none.",
            "Native code, a foreign key, an origin server, cross-origin requests, a sexagesimal number.",
            "A blind pick, a blind spot, a man in the middle, union types, and a happy marriage of two designs.",
            "Master and replica, primary and secondary, black box, white list, colour scheme, color theme.",
            "Faith in the deploy, good faith, belief, party, state, status, condition, orientation, transition.",
        ] {
            assert_eq!(PHRASES.find(text), [""; 0], "{text}");
        }
    }
}
