//! `rolefit batch` as a coach meets it.
