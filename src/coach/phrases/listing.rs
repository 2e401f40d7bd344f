//! People, channels and days one after the other in a sentence, as one says them: with a comma
//! between them, and a word before the last.

use super::Speaker;
use crate::chat::Text;

impl Speaker<'_> {
    /// `Ben`; `Ben and Ana`; `Ben, Ana and Marek`. Nothing of none.
    pub fn listed(&self, parts: impl IntoIterator<Item = Text>) -> Text {
        let mut parts: Vec<Text> = parts.into_iter().collect();
        let Some(last) = parts.pop() else {
            return Text::default();
        };
        let one_more = |list: Text, next| self.listed_next(list, next);
        match parts.into_iter().reduce(one_more) {
            Some(list) => self.listed_last(list, last),
            None => last,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::Span;
    use crate::coach::sample;

    #[test]
    fn a_word_stands_before_the_last_of_several() {
        let coach = sample::coach();
        let say = coach.phrases.speaker(None);
        for (people, said) in [
            (&[][..], ""),
            (&["Ben"], "@Ben"),
            (&["Ben", "Ana"], "@Ben and @Ana"),
            (&["Ben", "Ana", "Marek"], "@Ben, @Ana and @Marek"),
        ] {
            let spans = people.iter().map(|&person| Span::Person(person.into()));
            let listed = say.listed(spans.map(|person| Text(vec![person])));
            assert_eq!(listed.to_words(), said);
        }
    }
}
