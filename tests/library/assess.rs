//! The interview by scripted keys, without a terminal: what each key does, what is kept when, and what is shown.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test cannot set up or find may panic")]

use std::cell::RefCell;
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

use insta::assert_snapshot;
use rolefit::answers::{Answers, Form, FormKind, Responses};
use rolefit::assess::{End, Given, Hand, Interview, Key, KeyOutcome, Prompt, Question, Screen, Spoken, View, run};
use rolefit::load::{Format, answers, pack::from_texts};
use rolefit::pack::{Pack, Part};
use rolefit::source::Source;

use crate::packs;

const QUESTIONNAIRE: &str = include_str!("../packs/worked-example/questionnaire.yaml");
const ROLE: &str = include_str!("../packs/worked-example/engineer.yaml");
/// What the pack measures, in words that no page but a question's own text may hold.
const MEASURED: [&str; 7] = ["focus", "tempo", "api", "ops", "collaborator", "planner", "adapter"];

/// Ten statements on 1 to 5 without labels, and six scenarios with options a to d.
fn pack() -> Pack {
    changed("", "")
}

/// The same with something in its questionnaire replaced.
fn changed(old: &str, new: &str) -> Pack {
    let questionnaire = if old.is_empty() { QUESTIONNAIRE.to_owned() } else { QUESTIONNAIRE.replace(old, new) };
    from_texts([("questionnaire.yaml", questionnaire.as_str()), ("engineer.yaml", ROLE)]).unwrap()
}

fn shipped() -> Pack {
    let files = packs::shipped();
    from_texts(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))).unwrap()
}

fn blank(pack: &Pack, seed: Option<u64>) -> Answers {
    let form = Form { kind: FormKind::Full, parallel: None, seed, language: None };
    let responses = Responses::on_form(pack, &form);
    Answers { person: String::new(), form, responses, skipped: BTreeSet::new(), notices: Vec::new() }
}

/// An interview in the order of the questionnaire, past its welcome.
fn begun(pack: &Pack) -> Interview {
    let mut interview = Interview::new(pack, &blank(pack, None), "me.toml".to_owned());
    interview.begin();
    interview
}

fn key(name: &str) -> Key {
    match name {
        "Enter" => Key::Enter,
        "Backspace" => Key::Backspace,
        "Tab" => Key::Tab,
        "Esc" => Key::Escape,
        "Up" => Key::Up,
        "Down" => Key::Down,
        "Left" => Key::Left,
        "Right" => Key::Right,
        "Ctrl-C" => Key::Interrupt,
        letter => {
            assert_eq!(letter.chars().count(), 1, "{letter} is no key");
            Key::Char(letter.chars().next().unwrap())
        }
    }
}

/// Presses keys one after the other and returns what was kept, as `1=4` for question 1 and choice 4.
fn press(interview: &mut Interview, keys: &str) -> String {
    let mut kept = Vec::new();
    for name in keys.split_whitespace() {
        match interview.press(key(name)) {
            KeyOutcome::Stay => {}
            KeyOutcome::Keep(position, Given::Choice(choice)) => kept.push(format!("{}={}", position + 1, choice + 1)),
            KeyOutcome::Keep(position, Given::Skip) => kept.push(format!("{}=skip", position + 1)),
            KeyOutcome::End(end) => kept.push(format!("{end:?}")),
        }
    }
    kept.join(" ")
}

fn screen(interview: &Interview, columns: u16, rows: u16) -> String {
    Screen::new(columns, rows).draw(interview).join("\n")
}

#[test]
fn one_key_answers_and_the_next_question_comes() {
    let mut interview = begun(&pack());
    assert_eq!(press(&mut interview, "4 5 3 2 1 4 3 3 4 2"), "1=4 2=5 3=3 4=2 5=1 6=4 7=3 8=3 9=4 10=2");
    assert_eq!(interview.message(), Some("saved 2"));
    assert_eq!(press(&mut interview, "Enter a 2 C d 1 2 f"), "11=1 12=2 13=3 14=4 15=1 16=2 Finished");
}

#[test]
fn the_time_left_follows_the_pace_of_this_sitting() {
    let after = |seconds: f64| {
        let mut interview = begun(&shipped());
        for _ in 0..10 {
            interview.spend(seconds);
            press(&mut interview, "3");
        }
        // What is skipped says nothing about the pace.
        interview.spend(10.0 * seconds);
        press(&mut interview, "Tab");
        interview.minutes_left()
    };
    let (fast, usual, slow) = (after(2.0), after(0.0), after(20.0));
    assert!(fast + 10 < usual && usual + 10 < slow, "{fast} {usual} {slow}");
}

#[test]
fn back_shows_the_earlier_answer_and_a_new_one_takes_its_place() {
    let mut interview = begun(&pack());
    press(&mut interview, "4 5 Backspace");
    assert_eq!((interview.position(), interview.marked()), (1, Some(4)));
    assert!(screen(&interview, 60, 20).contains("> 5  (your answer)"));
    assert_eq!(press(&mut interview, "Left 2"), "1=2");
    assert_eq!(interview.position(), 2, "on to what is open");
    assert_eq!(press(&mut interview, "Left Enter"), "2=5");
    press(&mut interview, "Left Left Left");
    assert_eq!(interview.message(), Some("this is the first question"));
}

#[test]
fn a_letter_that_names_an_option_answers_and_another_key_goes_back() {
    let mut interview = begun(&pack());
    press(&mut interview, "1 2 1 2 1 2 1 2 1 2 Enter");
    assert_eq!(press(&mut interview, "b"), "11=2");
    let shown = screen(&interview, 80, 24);
    assert!(
        shown.ends_with("a-d or 1-4 answer   arrows and Enter   Left back   s skip   l list   ? why\nq quit"),
        "{shown}"
    );
    press(&mut interview, "Backspace");
    assert_eq!((interview.position(), interview.marked()), (10, Some(1)));
}

#[test]
fn options_of_any_name_answer_and_the_other_keys_stay() {
    let options = "          a: { credit: 1.0, text: A }
          b: { credit: 0.6, text: B }
          c: { credit: 0.2, text: C }
          d: { credit: 0.0, text: D }";
    let others = "          stop: { credit: 1.0, text: A }
          stop-all: { credit: 0.6, text: B }
          q: { credit: 0.2, text: C }
          l: { credit: 0.0, text: D }";
    let mut interview = begun(&changed(options, others));
    press(&mut interview, "1 2 1 2 1 2 1 2 1 2 Enter");
    let shown = screen(&interview, 100, 24);
    assert!(shown.contains("stop, stop-all, q, l or 1-4 answer   arrows and Enter"), "{shown}");
    assert!(shown.ends_with("   Left back   Tab skip   Esc list   ? why\nCtrl-C quit"), "{shown}");
    assert_eq!(press(&mut interview, "s t o p"), "");
    assert_eq!(interview.message(), Some("stop: Enter takes it, Backspace deletes"));
    assert_eq!(press(&mut interview, "Enter s t o p - a l l q Tab Esc 1 Enter"), "11=1 12=2 13=3 14=skip");
    assert_eq!(interview.position(), 0);
}

#[test]
fn a_digit_waits_where_a_longer_number_could_follow() {
    let mut interview = begun(&changed("{ min: 1, max: 5 }", "{ min: 0, max: 10 }"));
    assert_eq!(press(&mut interview, "5 1"), "1=6");
    assert_eq!(interview.typed(), "1");
    assert_eq!(press(&mut interview, "Enter 1 0 1 Backspace 0 1 3 7"), "2=2 3=11 4=1 5=8");
    let mut interview = begun(&changed("{ min: 1, max: 5 }", "{ min: -3, max: 3 }"));
    assert!(screen(&interview, 60, 20).contains("-3 to 3 answer"));
    assert_eq!(press(&mut interview, "- 3 0 3 - 7"), "1=1 2=4 3=7");
    assert_eq!(interview.message(), Some("`-7` is not an answer here"));
}

#[test]
fn arrows_mark_and_enter_takes_what_is_marked() {
    let mut interview = begun(&pack());
    press(&mut interview, "Enter");
    assert_eq!(interview.message(), Some("choose with the arrows first"));
    assert_eq!(press(&mut interview, "Down Down Down Up Enter Up Enter"), "1=2 2=5");
}

#[test]
fn what_was_skipped_is_listed_before_the_end_and_can_still_be_answered() {
    let mut interview = begun(&pack());
    press(&mut interview, "1 s 3 4 5 4 3 2 1 s Enter a b c d a b");
    assert_snapshot!(screen(&interview, 60, 15), @"
    Before the end

    14 of 16 questions answered, 2 skipped.

    These have no answer. You can go to any of them, or finish
    and see the ranking.

       2  skipped: Two.
      10  skipped: Five.
    saved b
    f finish   a answer these   number or arrows, Enter go to
    l list all   Left back   q quit
    ");
    assert_eq!(press(&mut interview, "Down Down Enter 3"), "10=3");
    press(&mut interview, "1 0 Enter s");
    assert_eq!(press(&mut interview, "a 5 2 f"), "2=5 10=2 Finished", "all of them one after the other");
}

#[test]
fn the_list_shows_every_question_and_jumps_to_any() {
    let mut interview = begun(&pack());
    press(&mut interview, "4 s l");
    assert_snapshot!(screen(&interview, 60, 12), @"
    All questions

    1 of 16 questions answered, 1 skipped.

       1  4: One.
       2  skipped: Two.
    >  3  open: Three.
       4  open: Four.
       5  open: Five.
    -- Space: more --

    number or arrows, Enter go to   Left back   q quit
    ");
    press(&mut interview, "1 2 Enter");
    assert_eq!(interview.position(), 11);
    assert_eq!(press(&mut interview, "a"), "12=1");
    press(&mut interview, "l 9 9 Enter");
    assert_eq!(interview.message(), Some("expected a question from 1 to 16"));
    press(&mut interview, "Esc");
    assert_eq!((interview.view(), interview.position()), (&View::Question, 12));
}

#[test]
fn equal_answers_to_all_statements_are_warned_of() {
    let mut interview = begun(&pack());
    press(&mut interview, "3 3 3 3 3 3 3 3 3 s Enter a b c d a b");
    let shown = screen(&interview, 80, 24);
    assert!(shown.contains("Warning: all statements have the same answer"), "{shown}");
    press(&mut interview, "1 Enter 4");
    assert!(!screen(&interview, 80, 24).contains("Warning"));
}

#[test]
fn an_interview_goes_on_where_it_ended() {
    let pack = pack();
    let text = "[answers]\nfocus-1 = 4\nfocus-2 = 'skip'\ntempo-5 = 1\napi-1 = 'c'\n";
    let answers = answers::text(&Source::new("me.toml", text), Format::Toml, "me", &pack).unwrap();
    let mut interview = Interview::new(&pack, &answers, "me.toml".to_owned());
    assert_snapshot!(screen(&interview, 80, 24), @"
    Worked example

    3 of 16 questions answered, 1 skipped; 12 left, about 3 minutes.

    Every answer is saved at once, to me.toml, so you can stop at any time and go
    on later. Nothing leaves this computer.

    Work style: say how much you agree, as you usually are at work. Neither end is
    better.

    Technical judgment: choose what should be done, whoever does it.

    Keys: a digit or a letter answers, or the arrows and Enter; Left back, s skip,
    l list, ? why, q quit.

    y or Enter go on   n leave unchanged
    ");
    assert_eq!(press(&mut interview.clone(), "n"), "Quit");
    assert_eq!(
        press(&mut interview, "y 1 1 1 1 1 1 1 Enter a b c d a"),
        "3=1 4=1 5=1 6=1 7=1 8=1 9=1 12=1 13=2 14=3 15=4 16=1"
    );
    assert_eq!(press(&mut interview, "f"), "Finished");
}

#[test]
fn lines_answer_too_and_nothing_is_guessed() {
    let mut interview = begun(&pack());
    for line in ["4", " skip ", "back", "2", "1", "1", "1", "1", "1", "1", "1", "1"] {
        interview.take_line(line).unwrap();
    }
    press(&mut interview, "Enter");
    interview.take_line("B").unwrap();
    assert_eq!((interview.answered(), interview.position()), (11, 11));
    assert_eq!(interview.take_line(""), Err("the line is empty".to_owned()));
    assert_eq!(interview.take_line("a, I think"), Err("`a, i think` is not an answer here".to_owned()));
    assert_eq!(interview.take_line("quit"), Ok(KeyOutcome::End(End::Quit)));
}

#[test]
fn lines_take_labels_letters_and_digits_in_any_case() {
    let labels = "{ min: 1, max: 3, labels: [Strongly disagree, skip, Agree] }";
    let mut interview = begun(&changed("{ min: 1, max: 5 }", labels));
    for (line, choice) in [("agree", 2), (" AGREE ", 2), ("strongly  Disagree", 0), ("3", 2)] {
        let position = interview.position();
        assert_eq!(interview.take_line(line), Ok(KeyOutcome::Keep(position, Given::Choice(choice))), "{line}");
    }
    assert_eq!(interview.take_line("skip"), Ok(KeyOutcome::Keep(4, Given::Skip)), "the word comes before a label");
    assert_eq!(interview.take_line("disagree"), Err("`disagree` is not an answer here".to_owned()));
    press(&mut interview, "1 2 1 2 1 Enter");
    for (line, choice) in [("C", 2), ("2", 1), ("d", 3)] {
        let position = interview.position();
        assert_eq!(interview.take_line(line), Ok(KeyOutcome::Keep(position, Given::Choice(choice))), "{line}");
    }
}

#[test]
fn after_the_statements_the_work_style_is_told_and_is_no_fit_yet() {
    let mut interview = begun(&pack());
    press(&mut interview, "4 5 3 2 1 4 3 3 4 2");
    assert_snapshot!(screen(&interview, 80, 24), @"
    How you work

    Your work style, from 10 statements: each number runs from the first pole, 0,
    to the other, 100. In brackets: where it lies with 90%.

      focus  strong concentrator, 79 (64-95); collaborator to concentrator
      tempo  moderate planner, 65 (49-82); adapter to planner

    This is no fit yet: a fit compares both how you work and how you decide with
    what a role asks for. 6 scenarios are left, about 3 minutes.
    saved 2
    Enter go on   Left back   l list   q quit
    ");
    assert_eq!(press(&mut interview, "a 4 1"), "", "no key answers here");
    press(&mut interview, "Left");
    assert_eq!((interview.view(), interview.position()), (&View::Question, 9));
    assert_eq!(press(&mut interview, "3 a"), "10=3 11=1", "once is enough");
}

#[test]
fn statements_that_say_nothing_are_said_to_say_nothing() {
    let mut interview = begun(&pack());
    press(&mut interview, "s s s s s s s s s 4");
    let shown = screen(&interview, 80, 24);
    assert_eq!(shown.matches("too few different answers to say").count(), 2, "{shown}");
}

#[test]
fn a_later_run_tells_the_work_style_until_a_scenario_is_answered() {
    let pack = pack();
    let mut text = "[answers]\n".to_owned();
    for item in 1..=5 {
        text += &format!("focus-{item} = {item}\ntempo-{item} = 'skip'\n");
    }
    let view = |text: &str| {
        let answers = answers::text(&Source::new("me.toml", text), Format::Toml, "me", &pack).unwrap();
        let mut interview = Interview::new(&pack, &answers, "me.toml".to_owned());
        press(&mut interview, "y");
        interview.view().clone()
    };
    assert!(matches!(view(&text), View::Style(_)));
    assert_eq!(view(&(text + "api-1 = 'c'\n")), View::Question);
}

#[test]
fn what_was_skipped_stays_skipped_until_it_is_answered() {
    let mut interview = begun(&pack());
    press(&mut interview, "1 s 3 4 5 4 3 2 1 s Enter a b c d a b");
    assert_eq!(press(&mut interview.clone(), "a q"), "Quit");
    press(&mut interview, "a");
    assert_eq!((interview.position(), interview.given()[1]), (1, Some(Given::Skip)));
    assert!(screen(&interview, 60, 20).contains("(you skipped this)"));
    assert_eq!(press(&mut interview, "5 s f"), "2=5 10=skip Finished", "and both were asked");
    assert_eq!(rolefit::assess::progress(&interview), "15 of 16 questions answered, 1 skipped");
}

#[test]
fn a_key_means_one_thing_from_the_first_question_to_the_last() {
    let options = "          a: { credit: 1.0, text: A }";
    let mut interview = begun(&changed(options, "          s: { credit: 1.0, text: A }"));
    assert_eq!(press(&mut interview, "s"), "", "the name of an option later on");
    assert_eq!(interview.message(), Some("`s` is not an answer here"));
    assert!(screen(&interview, 80, 20).ends_with("Left back   Tab skip   l list   ? why   q quit"));
    assert_eq!(press(&mut interview, "b Tab"), "1=skip");
}

#[test]
fn scenarios_come_role_by_role_when_roles_are_named() {
    let pack = shipped();
    let roles = ["principal", "backend"];
    let kind = FormKind::Roles(roles.iter().map(|role| role.parse().unwrap()).collect());
    let form = Form { kind, parallel: None, seed: Some(1), language: None };
    let responses = Responses::on_form(&pack, &form);
    let answers = Answers { person: String::new(), form, responses, skipped: BTreeSet::new(), notices: Vec::new() };
    let mut interview = Interview::new(&pack, &answers, "me.toml".to_owned());
    interview.begin();
    let mut headers = Vec::new();
    for _ in 0..interview.questions().len() {
        let header = screen(&interview, 100, 24).lines().next().unwrap().to_owned();
        headers.push(header.split(", about").next().unwrap().split("] ").nth(1).unwrap().to_owned());
        press(&mut interview, "Right");
    }
    headers.dedup();
    assert_eq!(
        headers,
        [
            "work style",
            "technical judgment for Principal Backend Engineer",
            "technical judgment for Backend / Platform Engineer"
        ]
    );
}

/// Presses keys from a script, and remembers in which order things happened.
struct Script {
    keys: VecDeque<Key>,
    log: Rc<RefCell<Vec<String>>>,
}

impl Prompt for Script {
    type Error = &'static str;

    fn show(&mut self, interview: &Interview) -> Result<(), Self::Error> {
        self.log.borrow_mut().push(format!("show {}", interview.position() + 1));
        Ok(())
    }

    fn key(&mut self) -> Result<Key, Self::Error> {
        self.keys.pop_front().ok_or("no more keys")
    }
}

#[test]
fn every_answer_is_kept_before_anything_else_is_shown() {
    let log = Rc::default();
    let mut prompt = Script { keys: "4 s Ctrl-C".split(' ').map(key).collect(), log: Rc::clone(&log) };
    let keep = |question: &Question, _: Given| {
        log.borrow_mut().push(format!("keep {}", question.id));
        Ok(())
    };
    assert_eq!(run(&mut begun(&pack()), &mut prompt, keep), Ok(End::Interrupted));
    assert_eq!(*log.borrow(), ["show 1", "keep focus-1", "show 2", "keep focus-2", "show 3"]);
    prompt.keys.push_back(Key::Char('4'));
    assert_eq!(run(&mut begun(&pack()), &mut prompt, |_, _| Err("disk full")), Err("disk full"));
}

#[test]
fn nothing_but_the_part_is_told_about_what_a_question_measures() {
    let mut interview = begun(&pack());
    let mut reasons = Vec::new();
    while interview.view() == &View::Question {
        let question = interview.question().clone();
        let shown = screen(&interview, 80, 24);
        let header = shown.lines().next().unwrap().to_owned();
        press(&mut interview, "?");
        let why = screen(&interview, 80, 40);
        assert!(header.contains(&question.part.to_string()), "{header}");
        assert!(!MEASURED.iter().any(|name| header.contains(name) || why.contains(name)), "{header}\n{why}");
        reasons.push((question.part, why.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()));
        press(&mut interview, "Enter Right");
    }
    assert_eq!(reasons.len(), 16);
    reasons.dedup();
    assert_eq!(reasons.iter().map(|(part, _)| *part).collect::<Vec<_>>(), [Part::WorkStyle, Part::TechnicalJudgment]);
}

#[test]
fn a_statement_on_a_screen() {
    let pack = shipped();
    let mut interview = Interview::new(&pack, &blank(&pack, Some(1)), "answers.toml".to_owned());
    press(&mut interview, "Enter 4 2 Left Down");
    assert_snapshot!(screen(&interview, 80, 14), @"
    [2/102] work style, about 49 minutes left

    To understand a decision, I ask what mattered to those who made it.

      1  strongly disagree
      2  disagree (your answer)
    > 3  neither
      4  agree
      5  strongly agree

    1-5 answer   arrows and Enter   Left back   s skip   l list   ? why   q quit
    ");
    press(&mut interview, "?");
    assert_snapshot!(screen(&interview, 80, 20), @"
    [2/102] work style, about 49 minutes left

    Why statements like this? Roles differ in the way of working that they leave
    room for. Your answers are compared with what each role asks for.

    Agreeing is not better than disagreeing: roles want different things, and some
    want the middle. Say what you usually do, not what you would like to do.

    No single question decides anything. What you skip is left out, and never
    counted as zero or as wrong.

    any key back to the question   q quit
    ");
}

/// A long scenario of the shipped pack, on the screen of a small window.
fn long_scenario() -> Interview {
    let pack = shipped();
    let mut interview = Interview::new(&pack, &blank(&pack, None), "me.toml".to_owned());
    let position = interview.questions().iter().position(|question| question.id.as_str() == "comm-two-dates").unwrap();
    press(&mut interview, "Enter l");
    for digit in (position + 1).to_string().chars() {
        interview.press(Key::Char(digit));
    }
    press(&mut interview, "Enter");
    interview
}

#[test]
fn a_long_scenario_in_a_small_window_is_read_piece_by_piece() {
    let mut interview = long_scenario();
    let mut screen = Screen::new(50, 15);
    assert_snapshot!(screen.draw(&interview).join("\n"), @"
    [97/102] technical judgment, about 49 minutes
    left

    A design meeting with mobile and billing left no
    notes. Today you learn that mobile expects a
    field from you in two weeks; your team planned it
    for six. Mobile submits its app to the store in
    nine days. A slot for all three teams is free in
    four days. What should be done first?

      a  Call the mobile lead today and settle dates.
    -- Space: more --

    a-d or 1-4 answer   arrows and Enter   Left back
    s skip   l list   ? why   q quit
    ");
    let whole = Screen::new(50, 60).draw(&interview);
    let mut seen: Vec<String> = Vec::new();
    for _ in 0..6 {
        seen.extend(screen.draw(&interview));
        screen.turn_forward();
    }
    assert!(whole.iter().all(|line| seen.contains(line)), "{seen:?}");
    press(&mut interview, "Down Down Down");
    assert_snapshot!(screen.draw(&interview).join("\n"), @"
    [97/102] technical judgment, about 49 minutes
    left

    nine days. A slot for all three teams is free in
    four days. What should be done first?

      a  Call the mobile lead today and settle dates.
      b  Post what you believe was agreed and ask for
         corrections.
    > c  Wait for the common slot and agree on dates
         there.
    -- Space: more --

    a-d or 1-4 answer   arrows and Enter   Left back
    s skip   l list   ? why   q quit
    ");
    screen.resize(90, 30);
    assert_snapshot!(screen.draw(&interview).join("\n"), @"
    [97/102] technical judgment, about 49 minutes left

    A design meeting with mobile and billing left no notes. Today you learn that mobile
    expects a field from you in two weeks; your team planned it for six. Mobile submits its
    app to the store in nine days. A slot for all three teams is free in four days. What
    should be done first?

      a  Call the mobile lead today and settle dates.
      b  Post what you believe was agreed and ask for corrections.
    > c  Wait for the common slot and agree on dates there.
      d  Find out with your team what it can do.

    a-d or 1-4 answer   arrows and Enter   Left back   s skip   l list   ? why   q quit
    ");
}

#[test]
fn no_size_of_a_window_is_too_small() {
    let mut interview = long_scenario();
    let keys = ["Down", "Down", "?", "x", "l", "Up", "Esc", "Tab"];
    for key in keys {
        press(&mut interview, key);
        let sizes = [0, 1, 21, 33, 50].into_iter().flat_map(|columns| (0..18).map(move |rows| (columns, rows)));
        for (columns, rows) in sizes {
            let mut screen = Screen::new(columns, rows);
            for _ in 0..3 {
                let drawn = screen.draw(&interview);
                assert!(drawn.len() <= usize::from(rows.max(1)), "{columns} x {rows}");
                let widest = drawn.iter().map(|line| line.chars().count()).max().unwrap_or_default();
                assert!(widest <= usize::from(columns.saturating_sub(1)).max(20), "{columns} x {rows}: {widest}");
                screen.turn_forward();
            }
        }
    }
}

#[test]
fn what_is_read_aloud_is_said_once() {
    let pack = pack();
    let mut interview = Interview::new(&pack, &blank(&pack, None), "me.toml".to_owned());
    let mut spoken = Spoken::new(Hand::Keys);
    let mut said = Vec::new();
    for keys in ["", "Enter", "Down", "Down", "x", "Enter", "s", "Left"] {
        press(&mut interview, keys);
        said.push(format!("-- {keys} --"));
        said.extend(spoken.say(&interview));
    }
    assert_snapshot!(said.join("\n"), @"
    --  --

    Worked example
    10 statements and 6 scenarios, about 3 minutes.
    Every answer is saved at once, to me.toml, so you can stop at any time and go on later. Nothing leaves this computer.
    Work style: say how much you agree, as you usually are at work. Neither end is better.
    Technical judgment: choose what should be done, whoever does it.
    Keys: a digit or a letter answers, or the arrows and Enter; Left back, s skip, l list, ? why, q quit.
    Keys: Enter begin; q quit
    -- Enter --

    [1/16] work style, about 3 minutes left
    One.
    1
    2
    3
    4
    5
    Keys: 1-5 answer; arrows and Enter; Left back; s skip; l list; ? why; q quit
    -- Down --
    > 1
    -- Down --
    > 2
    -- x --
    `x` is not an answer here.
    -- Enter --
    Saved 2.

    [2/16] work style, about 3 minutes left
    Two.
    1
    2
    3
    4
    5
    Keys: 1-5 answer; arrows and Enter; Left back; s skip; l list; ? why; q quit
    -- s --
    Skipped.

    [3/16] work style, about 3 minutes left
    Three.
    1
    2
    3
    4
    5
    Keys: 1-5 answer; arrows and Enter; Left back; s skip; l list; ? why; q quit
    -- Left --

    [2/16] work style, about 3 minutes left
    Two.
    (you skipped this)
    1
    2
    3
    4
    5
    Keys: 1-5 answer; arrows and Enter; Left back; s skip; l list; ? why; q quit
    ");
}

#[test]
fn text_of_a_pack_cannot_drive_the_terminal() {
    let pack = changed("text: One.", "text: \"One\\e[2J.\"");
    assert!(screen(&begun(&pack), 80, 24).contains("One\u{fffd}[2J."));
}
