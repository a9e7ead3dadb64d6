//! What is known of the exports of survey tools: a table of their columns and habits.

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::Deserialize;

/// A survey tool whose exports are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    GoogleForms,
    MsForms,
    Typeform,
    Qualtrics,
    Limesurvey,
    SurveyMonkey,
}

/// How the exports of one tool look.
#[derive(Debug)]
pub struct Habits {
    pub preset: Preset,
    /// How the preset is typed.
    pub name: &'static str,
    /// The tool as its makers call it.
    pub tool: &'static str,
    /// Headers of columns that say who answered and when; of several in one file the first listed counts.
    pub id: &'static [&'static str],
    /// Whether that is a number of the response, another one each time somebody answers.
    pub id_is_of_response: bool,
    pub person_name: &'static [&'static str],
    pub time: &'static [&'static str],
    /// Headers of columns that hold no answers.
    pub others: &'static [&'static str],
    /// The text before and after a question in the header of a column about it.
    pub before_question: &'static [&'static str],
    pub behind_question: &'static [&'static str],
    /// Whether the row of a grid follows its title and a dash.
    pub rows_after_dash: bool,
    /// A column, and the words in it that mark rows which are no people.
    pub not_people: Option<(&'static str, &'static [&'static str])>,
    /// Headers that together give the tool away: one of each.
    pub signature: &'static [&'static [&'static str]],
}

const GOOGLE_TIME: &[&str] = &[
    "Timestamp",
    "Zeitstempel",
    "Horodateur",
    "Marca temporal",
    "Carimbo de data/hora",
    "Informazioni cronologiche",
    "Tijdstempel",
    "Sygnatura czasowa",
];

const MICROSOFT_TIME: &[&str] = &["Completion time", "Fertigstellungszeit", "Heure de fin", "Hora de finalización"];

/// Every known tool, the ones that are surest to be told by their columns first. Names in other languages are those that the tool writes into exports itself.
pub static PRESETS: [Habits; 6] = [
    Habits {
        preset: Preset::MsForms,
        name: "ms-forms",
        tool: "Microsoft Forms",
        id: &["ID"],
        id_is_of_response: true,
        person_name: &["Name", "Nom", "Nombre"],
        time: MICROSOFT_TIME,
        others: &[
            "Start time",
            "Last modified time",
            "Email",
            "Total points",
            "Quiz feedback",
            "Grade posted time",
            "Startzeit",
            "E-Mail",
            "Heure de début",
            "Adresse de messagerie",
            "Hora de inicio",
            "Correo electrónico",
        ],
        before_question: &["Points - ", "Feedback - "],
        behind_question: &[],
        rows_after_dash: false,
        not_people: None,
        signature: &[&["ID"], &["Start time", "Startzeit", "Heure de début", "Hora de inicio"], MICROSOFT_TIME],
    },
    Habits {
        preset: Preset::Typeform,
        name: "typeform",
        tool: "Typeform",
        id: &["#"],
        id_is_of_response: true,
        person_name: &[],
        time: &["Submit Date (UTC)"],
        others: &[
            "Response Type",
            "Start Date (UTC)",
            "Stage Date (UTC)",
            "Network ID",
            "Tags",
            "Ending",
            "Other",
            "score",
        ],
        before_question: &[],
        behind_question: &[],
        rows_after_dash: false,
        not_people: None,
        signature: &[&["#"], &["Submit Date (UTC)"]],
    },
    Habits {
        preset: Preset::Qualtrics,
        name: "qualtrics",
        tool: "Qualtrics",
        id: &["ResponseId"],
        id_is_of_response: true,
        person_name: &[],
        time: &["RecordedDate"],
        others: &[
            "StartDate",
            "EndDate",
            "Status",
            "IPAddress",
            "Progress",
            "Duration (in seconds)",
            "Finished",
            "RecipientLastName",
            "RecipientFirstName",
            "RecipientEmail",
            "ExternalReference",
            "LocationLatitude",
            "LocationLongitude",
            "DistributionChannel",
            "UserLanguage",
            "Q_RecaptchaScore",
            "Q_BallotBoxStuffing",
            "Q_DuplicateRespondent",
        ],
        before_question: &[],
        behind_question: &[],
        rows_after_dash: true,
        // Exports of choices as numbers have the numbers.
        not_people: Some((
            "Status",
            &[
                "Survey Preview",
                "1",
                "Survey Test",
                "2",
                "Spam",
                "8",
                "Survey Preview Spam",
                "9",
                "Imported Spam",
                "Imported (Spam)",
                "12",
                "Offline Survey Preview",
                "17",
                "EX Spam",
                "40",
            ],
        )),
        signature: &[&["StartDate"], &["EndDate"], &["ResponseId"]],
    },
    Habits {
        preset: Preset::Limesurvey,
        name: "limesurvey",
        tool: "LimeSurvey",
        id: &["id. Response ID", "Response ID", "id"],
        id_is_of_response: true,
        person_name: &[],
        time: &["submitdate. Date submitted", "Date submitted", "submitdate"],
        others: &[
            "lastpage. Last page",
            "Last page",
            "lastpage",
            "startlanguage. Start language",
            "Start language",
            "startlanguage",
            "seed. Seed",
            "Seed",
            "seed",
            "startdate. Date started",
            "Date started",
            "startdate",
            "datestamp. Date last action",
            "Date last action",
            "datestamp",
            "ipaddr. IP address",
            "IP address",
            "ipaddr",
            "refurl. Referrer URL",
            "Referrer URL",
            "refurl",
            "token. Access code",
            "Access code",
            "token",
            "interviewtime. Total time",
            "Total time",
            "interviewtime",
        ],
        before_question: &["groupTime", "Group time: ", "Question time: "],
        behind_question: &[],
        rows_after_dash: false,
        not_people: None,
        signature: &[&["lastpage. Last page", "Last page", "lastpage"]],
    },
    Habits {
        preset: Preset::SurveyMonkey,
        name: "survey-monkey",
        tool: "SurveyMonkey",
        id: &["Respondent ID", "RespondentID"],
        id_is_of_response: true,
        person_name: &[],
        time: &["End Date", "Date Modified", "EndDate"],
        others: &[
            "Collector ID",
            "CollectorID",
            "Start Date",
            "StartDate",
            "Date Created",
            "IP Address",
            "Email Address",
            "First Name",
            "Last Name",
            "Custom Data 1",
            "Custom Data",
        ],
        before_question: &[],
        behind_question: &[],
        rows_after_dash: false,
        not_people: None,
        signature: &[&["Respondent ID", "RespondentID"], &["Collector ID", "CollectorID"]],
    },
    Habits {
        preset: Preset::GoogleForms,
        name: "google-forms",
        tool: "Google Forms",
        id: &["Email Address", "Username", "E-Mail-Adresse", "Adresse e-mail", "Dirección de correo electrónico"],
        id_is_of_response: false,
        person_name: &[],
        time: GOOGLE_TIME,
        others: &["Score", "Total score"],
        before_question: &[],
        behind_question: &[" [Score]", " [Feedback]"],
        rows_after_dash: false,
        not_people: None,
        signature: &[GOOGLE_TIME],
    },
];

impl Preset {
    /// Returns what is known of the tool's exports.
    pub fn habits(self) -> &'static Habits {
        PRESETS.iter().find(|habits| habits.preset == self).expect("internal: the table has every preset")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_in_the_table_under_the_name_it_is_typed_by() {
        for preset in Preset::value_variants() {
            let typed = preset.to_possible_value().expect("a name");
            assert_eq!(typed.get_name(), preset.habits().name);
        }
    }
}
