//! Clinical terms in what people are asked.

use std::sync::LazyLock;

use crate::check::phrases::Phrases;
use crate::check::{Finding, Subject, items};
use crate::rule::{Rule, RulePage, Severity};
use crate::text::one_of;

pub(super) static RULE: Rule = Rule {
    code: "RF141",
    name: "clinical-word",
    severity: Severity::Warning,
    page: RulePage {
        what: "A statement, prompt or option uses a clinical term, such as depression or ADHD.",
        why: "A work-style questionnaire does not diagnose. Clinical terms make it look as if it did, ask for health data \
              that employers may not collect, and hurt the people they describe.",
        bad: "# questionnaire.yaml\n\
              statements:\n  \
              - { id: tempo-desk, toward: planner, text: I am a bit OCD about the order of my tasks. }",
        good: "# questionnaire.yaml\n\
               statements:\n  \
               - { id: tempo-desk, toward: planner, text: I keep my tasks in a strict order. }",
        fix: "Describe in plain words what someone does at work.",
    },
};

/// Words with another meaning in engineering are listed only in unambiguous phrases: `panic` alone is not listed.
static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(TERMS, &[]));

#[rustfmt::skip]
const TERMS: &[&str] = &[
    // Mood and fear.
    "depression", "depressive", "i am depressed", "feel depressed", "feeling depressed", "antidepressant",
    "antidepressants", "anxiety disorder", "anxiety disorders", "clinical anxiety", "social anxiety", "my anxiety",
    "your anxiety", "panic attack", "panic attacks", "panic disorder", "phobia", "phobias", "manic episode",
    "manic episodes", "bipolar disorder", "i am bipolar", "mood disorder", "mood disorders",
    // Attention and development.
    "adhd", "attention deficit", "autism", "autistic", "asperger", "aspergers", "neurodivergent", "neurodiverse",
    "neurodiversity", "neurotypical", "dyslexia", "dyslexic", "dyspraxia", "tourette",
    // Personality.
    "narcissism", "narcissist", "narcissistic", "narcissists", "neurosis", "neurotic", "neuroticism",
    "borderline personality", "personality disorder", "personality disorders", "split personality", "psychopath",
    "psychopathic", "psychopaths", "sociopath", "sociopathic", "sociopaths",
    // Compulsion, trauma, psychosis and addiction.
    "ocd", "obsessive compulsive", "ptsd", "post traumatic", "posttraumatic", "psychosis", "psychotic", "schizophrenia",
    "schizophrenic", "suicidal", "suicide", "self harm", "eating disorder", "eating disorders", "anorexia", "bulimia",
    "alcoholic", "alcoholism", "drug addiction", "drug addict", "dementia", "alzheimer",
    // Treatment.
    "therapy", "therapies", "therapist", "therapists", "psychotherapy", "psychiatric", "psychiatrist", "psychiatrists",
    "psychiatry", "my medication", "your medication", "mental disorder", "mental disorders", "mental health",
    "mental illness", "mental illnesses", "mentally ill", "nervous breakdown",
];

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for text in items::texts(subject.pack.questionnaire()) {
        let phrases = PHRASES.find(text.text);
        if !phrases.is_empty() {
            let message =
                format!("{} uses {}", text.name(), one_of(phrases.iter().map(String::as_str)).replace(" or ", " and "));
            found.push(
                Finding::new(&RULE, text.spot(), message)
                    .label("a clinical term")
                    .help("describe in plain words what someone does at work"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clinical_terms_are_found_whatever_their_case() {
        for (text, phrase) in [
            ("I have had a depression.", "depression"),
            ("An anxiety disorder keeps me from speaking.", "anxiety disorder"),
            ("My ADHD helps me in incidents.", "adhd"),
            ("People call me autistic.", "autistic"),
            ("The manager is a narcissist.", "narcissist"),
            ("I am a little OCD about tests.", "ocd"),
            ("I am neurotic about naming.", "neurotic"),
            ("Therapy taught me to listen.", "therapy"),
            ("Thoughts of self-harm.", "self harm"),
            ("Asperger's gives me focus.", "asperger"),
        ] {
            let found: Vec<String> = PHRASES.find(text).iter().map(|phrase| phrase.to_lowercase()).collect();
            assert_eq!(found, [phrase], "{text}");
        }
    }

    #[test]
    fn engineering_words_are_let_be() {
        for text in [
            "A kernel panic; the worker panics, and its panic handler logs.",
            "Diagnose the symptoms, write the diagnosis, and treat the cause before the system recovers.",
            "A sanity check, a health check, a mental model, and a bipolar scale.",
            "Attention to detail, a deficit of memory, an obsessive attention to latency, compulsive retries.",
            "The rows were out of order; a disorder of events; borderline latency; split the personality service.",
            "Load depressed throughput; traffic is on a spectrum; the test is paranoid about input.",
            "Trauma of the migration, addicted to dashboards, insomnia as a client, a manic Monday.",
        ] {
            assert_eq!(PHRASES.find(text), [""; 0], "{text}");
        }
    }
}
