//! Tables for spreadsheets: rows of cells as comma-separated values by RFC 4180, in which no cell
//! that somebody typed can become a formula. What the tables are about is not known here.

/// What a spreadsheet takes for the beginning of a formula, the signs that it skips before one
/// included (OWASP, *CSV injection*).
const FORMULA_SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// One row, or the heading: a line ended by CR and LF.
pub(super) fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    cells.join(",") + "\r\n"
}

/// A cell: quoted where it must be, and with an apostrophe before what a spreadsheet would
/// reckon with.
fn cell(words: &str) -> String {
    let is_formula = words.trim_start_matches(' ').starts_with(FORMULA_SIGNS);
    let words = if is_formula {
        format!("'{words}")
    } else {
        words.to_owned()
    };
    if words.contains(['"', ',', '\n', '\r']) || words.trim() != words {
        format!("\"{}\"", words.replace('"', "\"\""))
    } else {
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_stay_words_and_formulas_become_words() {
        let row = line(["=1+1", "a, \"b\"\nc"]);
        assert_eq!(row, "'=1+1,\"a, \"\"b\"\"\nc\"\r\n");
        assert_eq!(line(["  @SUM(A1)"]), "'  @SUM(A1)\r\n");
        assert_eq!(line(["2026-11-25", "", "ünï"]), "2026-11-25,,ünï\r\n");
    }

    /// The cells of one line, read as RFC 4180 has it.
    fn read(line: &str) -> Vec<String> {
        let mut cells = vec![String::new()];
        let mut quoted = false;
        let mut signs = line.strip_suffix("\r\n").unwrap().chars().peekable();
        while let Some(sign) = signs.next() {
            match sign {
                '"' if quoted && signs.peek() == Some(&'"') => {
                    signs.next();
                    cells.last_mut().unwrap().push('"');
                }
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(String::new()),
                other => cells.last_mut().unwrap().push(other),
            }
        }
        cells
    }

    proptest! {
        #[test]
        fn what_was_typed_comes_back_and_never_as_a_formula(cells in prop::collection::vec("(?s).{0,12}", 1..5)) {
            let read = read(&line(cells.iter().map(String::as_str)));
            prop_assert_eq!(read.len(), cells.len());
            for (read, typed) in read.iter().zip(&cells) {
                let guarded = format!("'{typed}");
                prop_assert!([typed, &guarded].contains(&read));
                prop_assert!(!read.trim_start_matches(' ').starts_with(FORMULA_SIGNS));
            }
        }
    }
}
