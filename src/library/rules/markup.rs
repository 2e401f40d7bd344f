//! M rules: what the text is made of. The library may notify nobody and hide nothing.

use unicode_normalization::is_nfc;

use super::Checked;
use crate::chat::{Span, Text};
use crate::library::problem::{Gatherer, Problem};

const LINK_REMEDY: &str = "cite a source; a check-in may have one link under # More";
/// What chat platforms read as a mention.
const MENTIONS: [&str; 8] = [
    "<!",
    "<@",
    "<#",
    "<at>",
    "@here",
    "@channel",
    "@everyone",
    "@all",
];
/// The largest file, in bytes.
const LARGEST: usize = 16 * 1024;
/// Hosts that hide where a link leads.
const SHORTENERS: [&str; 6] = [
    "bit.ly",
    "t.co",
    "goo.gl",
    "tinyurl.com",
    "ow.ly",
    "buff.ly",
];

/// M1: a page has one link at most, and it stands under # More. The rest is told while reading.
pub(super) fn one_link(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    checked.each_page(problems, |page, gather| {
        let links = |text: &Text| {
            let is_link = |span: &&Span| matches!(span, Span::Link { .. });
            text.0.iter().filter(is_link).count()
        };
        if links(page.opening) > 0 {
            let span = page.span.clone();
            gather.error("M1", span, "a link stands in the text", LINK_REMEDY);
        }
        for section in page.sections {
            let allowed = usize::from(section.level == 1 && section.title.trim() == "More");
            if links(&section.body) > allowed {
                let span = section.span.clone();
                gather.error("M1", span, "a link too many stands here", LINK_REMEDY);
            }
        }
    });
}

/// M2: in every file, since skills' names and phrases are said as well.
pub(super) fn no_mentions(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    for file in checked.tree.files.keys() {
        checked.in_file(file, problems, |text, gather| mentions(gather, text));
    }
}

/// What could notify somebody, or become a picture.
pub(super) fn mentions(gather: &mut Gatherer<'_>, text: &str) {
    for mention in MENTIONS {
        for (at, _) in text.match_indices(mention) {
            gather.error(
                "M2",
                at..at + mention.len(),
                format!("`{mention}` could notify people"),
                "write it in other words",
            );
        }
    }
    for (at, code) in emoji_codes(text) {
        gather.error(
            "M2",
            at..at + code.len(),
            format!("`{code}` would become a picture on some platforms"),
            "leave it out, or write the word",
        );
    }
}

/// `:word:`, as chat platforms write emoji.
fn emoji_codes(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(':') {
        let rest = &text[at + 1..];
        let Some(end) = rest.find(':') else { continue };
        let name = &rest[..end];
        if !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
            found.push((at, &text[at..at + end + 2]));
        }
    }
    found
}

/// M3.
pub(super) fn clean_characters(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    for file in checked.tree.files.keys() {
        checked.in_file(file, problems, |text, gather| {
            characters(gather, text);
            if !is_nfc(text) {
                gather.error(
                    "M3",
                    0..1,
                    "some letters are written in two parts",
                    "save the file in Unicode's composed form (NFC)",
                );
            }
            if text.contains('\r') {
                gather.error(
                    "M3",
                    0..1,
                    "lines end with carriage returns",
                    "save the file with plain line ends (LF)",
                );
            }
            if file.ends_with(".md") && text.len() > LARGEST {
                gather.error(
                    "M3",
                    0..1,
                    "the file is larger than 16 KiB",
                    "a page is one short question or one tip",
                );
            }
        });
    }
}

/// What nobody can see.
pub(super) fn characters(gather: &mut Gatherer<'_>, text: &str) {
    if let Some((at, c)) = text.char_indices().find(|(_, c)| is_hidden(*c)) {
        gather.error(
            "M3",
            at..at + c.len_utf8(),
            format!("the character U+{:04X} can't be seen", u32::from(c)),
            "take it out",
        );
    }
}

fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{E000}'..='\u{F8FF}')
}

/// M4.
pub(super) fn honest_links(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    checked.each_page(problems, |page, gather| {
        for text in &page.texts {
            for span in &text.0 {
                if let Span::Link { url, .. } = span {
                    check_link(gather, url);
                }
            }
        }
    });
    for read in &checked.loaded.rounds {
        checked.in_file(&read.file, problems, |_, gather| {
            if let Some(reference) = &read.article.listen_or_read {
                check_link(gather, &reference.url);
            }
        });
    }
    checked.in_file("sources.toml", problems, |_, gather| {
        for url in checked
            .loaded
            .sources
            .values()
            .filter_map(|source| source.url.as_ref())
        {
            check_link(gather, url);
        }
    });
}

fn check_link(gather: &mut Gatherer<'_>, link: &str) {
    let amiss = match url::Url::parse(link) {
        Err(_) => Some("is no address"),
        Ok(url) if url.scheme() != "https" => Some("is not https"),
        Ok(url) if !url.username().is_empty() || url.password().is_some() => Some("names a user"),
        Ok(url)
            if url
                .host_str()
                .is_some_and(|host| SHORTENERS.contains(&host)) =>
        {
            Some("hides where it leads")
        }
        Ok(url)
            if url
                .query_pairs()
                .any(|(key, _)| key.starts_with("utm_") || key == "fbclid" || key == "gclid") =>
        {
            Some("tracks its readers")
        }
        Ok(_) => None,
    };
    if let Some(amiss) = amiss {
        gather.error(
            "M4",
            gather.place_of(link),
            format!("{link} {amiss}"),
            "give the plain https address of the page",
        );
    }
}
