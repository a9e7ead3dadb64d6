//! The words of a form beside its questions: headings, instructions, buttons, and what a page says while it is filled in.

/// Words of a form, with the name that translations have for them and what they are in English. Names in braces stand for
/// what the form puts there, and are the same in every language; `backticks` are keys to press.
macro_rules! form_words {
    ($($word:ident $code:literal $english:literal,)+) => {
        /// A piece of text that a form has in the language of its questions.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum FormWord {
            $(#[doc = $english] $word,)+
        }

        impl FormWord {
            /// All of them, in the order of a page.
            pub const ALL: &[Self] = &[$(Self::$word,)+];

            /// Returns the name in the files of translations.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$word => $code,)+
                }
            }

            /// Returns the words in English.
            pub fn english(self) -> &'static str {
                match self {
                    $(Self::$word => $english,)+
                }
            }
        }
    };
}

form_words! {
    Draft "draft" "This translation is a draft that no second person has reviewed. Where a sentence is unclear, ask for the \
        original.",
    Length "length" "Statements: {statements}. Scenarios: {scenarios}. Skip what you would rather not answer: it never \
        counts as wrong.",
    WorkStyle "work_style" "Work style",
    TechnicalJudgment "technical_judgment" "Technical judgment",
    Statements "statements" "How far do you agree with each statement? No answer is better than another. Answers: {answers}.",
    Comma "comma" ", ",
    Ends "ends" "{min} to {max}; {min} is full disagreement, {max} is full agreement",
    ShouldDo "should_do" "Each question describes a situation. Choose the answer that comes nearest to what should be done, \
        whoever does it.",
    WouldDo "would_do" "Each question describes a situation. Choose the answer that comes nearest to what you would most \
        likely do yourself.",
    Skip "skip" "skip",
    FromTo "from_to" "From {min} to {max}",
    Name "name" "Name or code",
    Unscripted "unscripted" "This page can only be read and printed here: scripts are off, or this program cannot run them. \
        To answer on the screen, open the file in a browser. To answer on paper, print it.",
    Offline "offline" "This page works without a network and sends nothing. At its end you save your answers as a file, or \
        copy them as one line of text, and send them yourself.",
    OfflineResult "offline_result" "This page works without a network and sends nothing. At its end you see your result. You \
        can also save your answers as a file, or copy them as one line of text.",
    HasKey "has_key" "For self-assessment only: this page contains the key.",
    HasKeyWhy "has_key_why" "It computes your result itself, on this device. Whoever has this file can look up what each \
        answer earns, so a result from it proves nothing to anybody else.",
    Continue "continue" "Continue with answers that you saved",
    FromFile "from_file" "From a file",
    FromLine "from_line" "Or from a line of text",
    TakeLine "take_line" "Continue with this line",
    Keyboard "keyboard" "Keyboard",
    Keys "keys" "In a question, its digits or letters answer it and go on to the next. `S` skips, `Enter` goes on, `Tab` and \
        the arrows work as everywhere.",
    YourAnswers "your_answers" "Your answers",
    Send "send" "Send them to whoever gave you this form: as a file, or as one line of text where a file is hard to send.",
    ResultHere "result_here" "Your result is computed on this page, and nothing is sent. Questions that you skip never count \
        as wrong.",
    ShowResult "show_result" "Show my result",
    BackToQuestions "back_to_questions" "Back to the questions",
    SaveResult "save_result" "Save this result",
    Save "save" "Save answers as a file",
    Copy "copy" "Copy answers as one line of text",
    Print "print" "Print",
    Line "line" "Your answers as one line of text",
    Shared "shared" "On a shared computer, delete your answers here once you have sent them.",
    Delete "delete" "Delete my answers",
    Questionnaire "questionnaire" "Questionnaire {name}.",
    QuestionnaireForm "questionnaire_form" "Questionnaire {name}, form {form}.",
    TextFile "text_file" "To answer in a text file, with the same numbers:",
    Progress "progress" "Progress",
    Answered "answered" "{answered} of {total} answered",
    AnsweredSkipped "answered_skipped" "{answered} of {total} answered, {skipped} skipped",
    NextUnanswered "next_unanswered" "Next unanswered",
    Kept "kept" "Kept in this browser after every answer.",
    NotKept "not_kept" "Not kept: this browser stores nothing for this page. Save your answers as a file before you close it.",
    Back "back" "Answers of an earlier visit are here again, kept in this browser. Not yours? Delete them at the end of the \
        page.",
    Taken "taken" "{taken} of {total} answers taken.",
    NotTaken "not_taken" "{others} could not be taken: this form does not ask them, or not with this answer.",
    NoAnswers "no_answers" "There are no answers in this file.",
    OtherQuestionnaire "other_questionnaire" "These answers belong to another questionnaire.",
    OtherForm "other_form" "These answers belong to another form.",
    LineCut "line_cut" "The line is cut off: it must end with a semicolon. Copy all of it.",
    LineDamaged "line_damaged" "The line is damaged. Copy all of it again, from “rolefit1:” to the semicolon.",
    Unreadable "unreadable" "This file cannot be read here.",
    Saved "saved" "Saved as {file}, among your downloads.",
    SendFile "send_file" "Send this file to whoever gave you the form.",
    Copied "copied" "Copied. Paste it into a message.",
    CopyYourself "copy_yourself" "Copy the selected text and paste it into a message.",
    DeleteAll "delete_all" "Delete all answers on this page and in this browser?",
    Deleted "deleted" "Deleted. Files that you saved are where you saved them.",
    DeletedHere "deleted_here" "Deleted from this page.",
    ResultFailed "result_failed" "This browser cannot compute the result. Save your answers as a file, and open this page in \
        a newer browser. ({reason})",
    FillIn "fill_in" "Answer a statement with a number in place of the two quotes, a scenario with a letter between them. \
        Write \"skip\" where you would rather not answer. Then: {command}",
    NameHere "name_here" "a name or a code; the name of this file otherwise",
    LeaveThis "leave_this" "leave this as it is",
    LowToHigh "low_to_high" "{low} to {high}",
}

impl FormWord {
    /// Returns the names in braces of a text, sorted, each once.
    pub fn places(text: &str) -> Vec<&str> {
        let after = text.split('{').skip(1);
        let mut places: Vec<&str> = after.filter_map(|rest| Some(rest.split_once('}')?.0)).collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

/// Puts something in each place of a text that has a name for it.
pub fn filled(text: &str, fill: &[(&str, &str)]) -> String {
    let mut pieces = text.split('{');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let known = piece.split_once('}').and_then(|(name, rest)| {
            let (_, value) = fill.iter().find(|(known, _)| *known == name)?;
            Some((*value, rest))
        });
        match known {
            Some((value, rest)) => filled.extend([value, rest]),
            None => filled.extend(["{", piece]),
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once_and_nothing_in_what_fills_them_is_read() {
        assert_eq!(filled("{a} of {b}", &[("a", "{b}"), ("b", "2")]), "{b} of 2");
        assert_eq!(filled("{c and { d}", &[("a", "1")]), "{c and { d}");
        assert_eq!(FormWord::places("{b}, {a} and {b}"), ["a", "b"]);
    }

    #[test]
    fn names_of_words_differ() {
        let mut codes: Vec<&str> = FormWord::ALL.iter().map(|word| word.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), FormWord::ALL.len());
    }
}
