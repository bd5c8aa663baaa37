//! What is wrong with a single value, whoever wrote it: a file, a form or a script.

use super::date::DateError;

/// Most letters of an identifier.
pub const MOST_ID_LETTERS: usize = 128;
/// Most letters of a title or name.
pub const MOST_NAME_LETTERS: usize = 500;
/// Most bytes of one text.
pub const MOST_TEXT_BYTES: usize = 65_536;
/// Points from the middle at which a nation may sit at most.
pub const MOST_COORDINATE: f64 = 1_000_000.0;

/// Why a value cannot be taken, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl Objection {
    /// Returns an objection of two sentences.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }

    /// Objects to what cannot be an identifier.
    ///
    /// # Errors
    /// Returns what is wrong with it.
    pub fn to_id(id: &str) -> Result<(), Self> {
        let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
        let hint = "use letters, digits, `-`, `_` and `.`";
        let n_letters = id.chars().count();
        if id.is_empty() {
            Err(Self::new("the id is empty", hint))
        } else if let Some(letter) = id.chars().find(|letter| !is_part(*letter)) {
            let [id, letter] = [id, &letter.to_string()].map(crate::kit::visible);
            Err(Self::new(format!("the id `{id}` has a `{letter}`"), hint))
        } else if n_letters > MOST_ID_LETTERS {
            Err(Self::new(format!("the id has {n_letters} letters; the most is {MOST_ID_LETTERS}"), hint))
        } else {
            Ok(())
        }
    }

    /// Objects to a text that says nothing, or more than can be kept.
    ///
    /// # Errors
    /// Returns what is wrong with it.
    pub fn to_text(text: &str) -> Result<(), Self> {
        if text.trim().is_empty() {
            return Err(Self::new("this text is empty", "say it in a few words"));
        }
        Self::to_length(text)
    }

    /// Objects to a text of more bytes than can be kept.
    ///
    /// # Errors
    /// Returns what is wrong with it.
    pub fn to_length(text: &str) -> Result<(), Self> {
        if text.len() <= MOST_TEXT_BYTES {
            return Ok(());
        }
        let message = format!("this text has {} KB; the most is {} KB", text.len() >> 10, MOST_TEXT_BYTES >> 10);
        Err(Self::new(message, "shorten it"))
    }

    /// Objects to a title or name that says nothing, or for which there is no room in a picture.
    ///
    /// # Errors
    /// Returns what is wrong with it.
    pub fn to_name(name: &str) -> Result<(), Self> {
        let n_letters = name.chars().count();
        if n_letters > MOST_NAME_LETTERS {
            let message = format!("this name has {n_letters} letters; the most is {MOST_NAME_LETTERS}");
            return Err(Self::new(message, "shorten it; there is room for more in `summary` or `claim`"));
        }
        Self::to_text(name)
    }

    /// Objects to what cannot be a category: it becomes the name of a file and must not reach out of its folder.
    ///
    /// # Errors
    /// Returns what is wrong with it.
    pub fn to_category(category: &str) -> Result<(), Self> {
        let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
        if !category.is_empty() && category.chars().count() <= MOST_ID_LETTERS && category.chars().all(is_part) {
            return Ok(());
        }
        let message = format!("`{}` cannot be a category", crate::kit::visible(category));
        Err(Self::new(message, "use one word of letters, digits, `-` and `_`"))
    }

    /// Objects to what is no web address.
    ///
    /// # Errors
    /// Returns what is wrong with it.
    pub fn to_url(url: &str) -> Result<(), Self> {
        let shown = |letter: char| crate::kit::visible(&letter.to_string()).len();
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let is_sound = rest.is_some_and(|rest| {
            !rest.is_empty()
                && !rest.starts_with('/')
                // Browsers read a backslash as a slash, and so see another host than a reader does.
                && !url.contains('\\')
                && !url.chars().any(|letter| letter.is_whitespace() || shown(letter) > letter.len_utf8())
        });
        if is_sound {
            return Self::to_length(url);
        }
        Err(Self::new(format!("`{}` is not a web address", crate::kit::visible(url)), "write it in full: https://…"))
    }

    /// Objects to what is no number from `min` to `max`.
    ///
    /// # Errors
    /// Returns what is wrong with it.
    pub fn to_number(value: f64, min: f64, max: f64) -> Result<(), Self> {
        if value.is_finite() && (min..=max).contains(&value) {
            return Ok(());
        }
        let message = if value.is_nan() {
            "this is not a number".to_owned()
        } else if value.is_infinite() {
            "this number is infinite or too large to be read".to_owned()
        } else {
            format!("{value} is out of range")
        };
        Err(Self::new(message, format!("write a number from {min} to {max}")))
    }
}

impl From<DateError> for Objection {
    fn from(error: DateError) -> Self {
        Self { message: error.message, hint: error.hint }
    }
}
