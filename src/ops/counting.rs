//! How many of something there are, as one says it.

/// `1 row`, `2 rows`: the number, and the word for one or for any other.
pub(super) fn count(number: u64, one: &str, many: &str) -> String {
    let word = if number == 1 { one } else { many };
    format!("{number} {word}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_said_otherwise() {
        let said = [0, 1, 2, 11].map(|number| count(number, "row", "rows"));
        assert_eq!(said, ["0 rows", "1 row", "2 rows", "11 rows"]);
    }
}
