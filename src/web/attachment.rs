//! A file as an answer: to be kept and never shown, so that whatever it holds, nothing of it runs
//! in anybody's browser.

use axum::http::header;
use axum::response::{IntoResponse, Response};

/// The longest name of a file, in letters: every file system takes it.
const LONGEST_NAME: usize = 100;

/// A file of that name, which need not be trusted.
pub(super) fn attachment(name: &str, body: Vec<u8>) -> Response {
    let kept_as = plain_name(name);
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{kept_as}\""),
        ),
    ];
    (headers, body).into_response()
}

/// A name that ends nothing and leads nowhere: ASCII letters, digits, `-` and `.`.
pub(super) fn plain_name(name: &str) -> String {
    let is_plain = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.');
    let plain: String = name.chars().filter(is_plain).collect();
    let plain = plain.trim_start_matches('.');
    if plain.is_empty() {
        return "file".to_owned();
    }
    plain.chars().take(LONGEST_NAME).collect()
}
