//! What can be pressed and sent about one's own plans.

use jiff::civil::{Date, date};

/// A button or form of this room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    /// See the plans that are open.
    List,
    /// See those that come after the plan of that day and name.
    Further(Date, String),
    /// A plan of one's own: the opening button and the form itself.
    Add,
    /// The plan of that name was carried out.
    Did(String),
    /// It was not, yet; with how often that was said before, so that a tap counts once.
    NotYet(String, u8),
    /// It is dropped.
    Drop(String),
    /// It is made smaller: the opening button and the form itself.
    Smaller(String),
}

impl Press {
    /// One of each, for tables and tests.
    pub fn one_of_each() -> Vec<Self> {
        vec![
            Self::List,
            Self::Further(date(2026, 12, 1), "P1".to_owned()),
            Self::Add,
            Self::Did("P1".to_owned()),
            Self::NotYet("P1".to_owned(), 1),
            Self::Drop("P1".to_owned()),
            Self::Smaller("P1".to_owned()),
        ]
    }

    /// As the end of a token.
    pub(in crate::coach) fn words(&self) -> String {
        match self {
            Self::List => "list".to_owned(),
            Self::Further(due, plan) => format!("further:{due}:{plan}"),
            Self::Add => "add".to_owned(),
            Self::Did(plan) => format!("did:{plan}"),
            Self::NotYet(plan, times) => format!("not-yet:{plan}:{times}"),
            Self::Drop(plan) => format!("drop:{plan}"),
            Self::Smaller(plan) => format!("smaller:{plan}"),
        }
    }

    /// The same read; `None` for what this version did not write.
    pub(in crate::coach) fn read(parts: &[&str]) -> Option<Self> {
        Some(match *parts {
            ["list"] => Self::List,
            ["further", due, plan] => Self::Further(due.parse().ok()?, plan.to_owned()),
            ["add"] => Self::Add,
            ["did", plan] => Self::Did(plan.to_owned()),
            ["not-yet", plan, times] => Self::NotYet(plan.to_owned(), times.parse().ok()?),
            ["drop", plan] => Self::Drop(plan.to_owned()),
            ["smaller", plan] => Self::Smaller(plan.to_owned()),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for press in Press::one_of_each() {
            let words = press.words();
            let parts: Vec<&str> = words.split(':').collect();
            assert_eq!(Press::read(&parts), Some(press));
        }
        assert_eq!(Press::read(&["not-yet", "P1", "often"]), None);
        assert_eq!(Press::read(&["further", "soon", "P1"]), None);
    }
}
