//! Breaks words into lines that fit. There is no font at hand in a browser, so widths are taken a
//! little larger than those of the usual sans-serif letters.

/// How wide a letter is at most on average, in thousandths of the size of its font.
fn width_of(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 0.32,
        'm' | 'w' | 'M' | 'W' | '…' | '%' => 0.95,
        'A'..='Z' => 0.7,
        // What is not of the Latin, Greek, Cyrillic, Hebrew or Arabic letters may be as wide as high.
        '\u{1100}'.. => 1.0,
        _ => 0.58,
    }
}

/// About how wide words are.
pub(super) fn width(words: &str, size: f64) -> f64 {
    words.chars().map(width_of).sum::<f64>() * size
}

/// The words in at most so many lines, none wider than `room`; what is left over ends with "…".
/// Words that are too long for a line are broken.
pub(super) fn lines(words: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut current = String::new();
    for word in words.split_whitespace() {
        for part in broken(word, size, room) {
            let longer = if current.is_empty() {
                part.clone()
            } else {
                format!("{current} {part}")
            };
            if width(&longer, size) <= room {
                current = longer;
            } else {
                lines.push(std::mem::replace(&mut current, part));
            }
        }
    }
    if !current.is_empty() {
        lines.push(current);
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while width(last, size) + width("…", size) > room && last.pop().is_some() {}
            *last = format!("{}…", last.trim_end());
        }
    }
    lines
}

/// A word in parts that fit a line; almost always one.
fn broken(word: &str, size: f64, room: f64) -> Vec<String> {
    let mut parts = vec![String::new()];
    for letter in word.chars().filter(|letter| !letter.is_control()) {
        let last = parts.last().map_or(0.0, |part| width(part, size));
        if last + width_of(letter) * size > room {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    parts
}
