//! What a script calls: it writes a text into memory, calls a function, and reads what the function left there. Nothing here
//! decides anything; `scorer` ties the library's steps together.

mod scorer;

use std::cell::RefCell;

use scorer::Scorer;

thread_local! {
    static TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static SCORER: RefCell<Option<Scorer>> = const { RefCell::new(None) };
}

/// Makes room for a text of so many bytes, and returns where it is.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    TEXT.with_borrow_mut(|text| {
        text.clear();
        text.resize(bytes, 0);
        text.as_mut_ptr()
    })
}

/// Returns where the result of the last call is.
#[unsafe(no_mangle)]
pub extern "C" fn place() -> *const u8 {
    TEXT.with_borrow(Vec::as_ptr)
}

/// Returns how many bytes the result of the last call has.
#[unsafe(no_mangle)]
pub extern "C" fn length() -> usize {
    TEXT.with_borrow(Vec::len)
}

/// Takes a pack and the form that is asked, as JSON. Like the functions below, it returns whether that worked; if not, the
/// result says what is wrong.
#[unsafe(no_mangle)]
pub extern "C" fn open() -> bool {
    answer(|files| {
        let opened = Scorer::of(files)?;
        SCORER.set(Some(opened));
        Ok(String::new())
    })
}

/// Turns a line of answers into the body of the report about them.
#[unsafe(no_mangle)]
pub extern "C" fn report() -> bool {
    answer(|line| scored(line, Scorer::report))
}

/// Turns a line of answers into the page that `rolefit report` writes about them.
#[unsafe(no_mangle)]
pub extern "C" fn page() -> bool {
    answer(|line| scored(line, Scorer::page))
}

/// Turns a line of answers into the object that `rolefit batch --format ndjson` writes of it.
#[unsafe(no_mangle)]
pub extern "C" fn result() -> bool {
    answer(|line| scored(line, Scorer::result))
}

fn scored(line: &str, show: impl Fn(&mut Scorer, &str) -> Result<String, String>) -> Result<String, String> {
    SCORER.with_borrow_mut(|scorer| show(scorer.as_mut().ok_or("no pack is open")?, line))
}

/// Puts what comes of the text in its place.
fn answer(work: impl Fn(&str) -> Result<String, String>) -> bool {
    let given = TEXT.take();
    let done = String::from_utf8(given).map_err(|error| error.to_string()).and_then(|text| work(&text));
    let is_done = done.is_ok();
    let (Ok(text) | Err(text)) = done;
    TEXT.set(text.into_bytes());
    is_done
}
