//! Words that are too long for where they stand: as much of them as there is room for.

/// The words, or so many letters of their beginning and a sign that there are more.
pub(super) fn beginning(words: &str, most: usize) -> String {
    let mut letters = words.chars();
    let shown: String = letters.by_ref().take(most).collect();
    if letters.next().is_none() {
        return shown;
    }
    format!("{}…", shown.trim_end())
}

/// The first line of the words, or its beginning, and a sign if there are more of them.
pub(super) fn first_line(words: &str, most: usize) -> String {
    let line = words.lines().next().unwrap_or_default();
    let shown = beginning(line, most);
    if line.len() == words.len() || shown != line {
        return shown;
    }
    format!("{shown}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_leaves_a_sign() {
        for (words, begins, line) in [
            ("", "", ""),
            ("wärme", "wärme", "wärme"),
            ("wärmer", "wärme…", "wärme…"),
            ("warm up", "warm…", "warm…"),
            ("hot\nday", "hot\nd…", "hot…"),
            ("wärme\n", "wärme…", "wärme…"),
            ("wärmer\nday", "wärme…", "wärme…"),
        ] {
            assert_eq!(beginning(words, 5), begins);
            assert_eq!(first_line(words, 5), line);
        }
    }
}
