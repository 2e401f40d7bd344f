//! The files of the page, compiled in: no build step, no outside request. Each script holds one
//! idea; `app.js` brings them together.

/// One file of the page.
#[derive(Clone, Copy, Debug)]
pub struct PageFile {
    /// Where a browser finds it.
    pub path: &'static str,
    /// Its media type.
    pub kind: &'static str,
    /// What stands in it.
    pub text: &'static str,
}

macro_rules! script {
    ($name:literal) => {
        PageFile {
            path: concat!("/playground/", $name),
            kind: "text/javascript; charset=utf-8",
            text: include_str!(concat!("page/", $name)),
        }
    };
}

macro_rules! style {
    ($name:literal) => {
        PageFile {
            path: concat!("/playground/", $name),
            kind: "text/css; charset=utf-8",
            text: include_str!(concat!("page/", $name)),
        }
    };
}

/// What a browser gets of the page itself.
pub const PAGE: [PageFile; 21] = [
    PageFile {
        path: "/",
        kind: "text/html; charset=utf-8",
        text: include_str!("page/index.html"),
    },
    style!("base.css"),
    style!("frame.css"),
    style!("looks.css"),
    style!("talk.css"),
    script!("adaptive-card.js"),
    script!("app.js"),
    script!("block-kit.js"),
    script!("card.js"),
    script!("clock.js"),
    script!("colleagues.js"),
    script!("composer.js"),
    script!("confirm.js"),
    script!("dom.js"),
    script!("form.js"),
    script!("look-parts.js"),
    script!("looks.js"),
    script!("messages.js"),
    script!("places.js"),
    script!("server.js"),
    script!("time.js"),
];

#[cfg(test)]
mod tests {
    use crate::picture::ACCENTS;

    #[test]
    fn a_team_has_the_same_colour_here_as_elsewhere() {
        let style = include_str!("page/talk.css");
        for (accent, colour) in ACCENTS {
            let name = serde_json::to_value(accent).unwrap();
            let rule = format!(".card[data-accent={name}] {{ --accent: {colour}; }}");
            assert!(style.contains(&rule), "{rule}");
        }
    }
}
