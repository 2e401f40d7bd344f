//! The pen: writes the few shapes that pictures are made of as SVG. Everything that anybody wrote
//! is escaped here and nowhere else.

use std::fmt::Write;

use super::colours::{CARD, INK, LINES};
use super::lettering::{lines, width};

/// A point, in units of the picture.
pub(super) type Point = (f64, f64);

/// What is drawn so far, on a card.
pub(super) struct Sheet {
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    body: String,
}

/// Which side of its place words stand on.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How words look.
#[derive(Clone, Copy)]
pub(super) struct Letters {
    pub size: f64,
    pub colour: &'static str,
    pub anchor: Anchor,
    /// Whether they stand on other things, and need a rim.
    pub rim: bool,
}

/// How a line is told from others besides its colour.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub colour: &'static str,
    pub dash: &'static str,
    pub marker: usize,
    pub faint: bool,
}

/// The dashes, as many as there are colours.
const DASHES: [&str; 8] = [
    "",
    "9 4",
    "2 4",
    "12 4 2 4",
    "5 3",
    "16 5",
    "2 2",
    "8 3 2 3 2 3",
];

impl Look {
    /// The look of the line of that number.
    pub fn of(number: usize) -> Self {
        Self {
            colour: LINES[number % LINES.len()],
            dash: DASHES[number % DASHES.len()],
            marker: number,
            faint: false,
        }
    }
}

/// The space between two lines of words, in sizes of the font.
pub(super) const LEADING: f64 = 1.25;

impl Sheet {
    /// An empty card.
    pub fn new(width: f64) -> Self {
        Self {
            width,
            height: 0.0,
            body: String::new(),
        }
    }

    /// The whole as SVG. Fonts are named, and the reader's own is taken where there is none.
    pub fn write(&self, alt: &str) -> String {
        let Self {
            width,
            height,
            body,
        } = self;
        let (fill, edge) = CARD;
        let alt = alt.trim();
        let title = escaped(alt.lines().next().unwrap_or_default());
        let alt = escaped(alt);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" role=\"img\" font-family=\"'Noto Sans', system-ui, sans-serif\">\
             <title>{title}</title><desc>{alt}</desc>\
             <rect x=\"0.5\" y=\"0.5\" width=\"{:.1}\" height=\"{:.1}\" rx=\"14\" fill=\"{fill}\" stroke=\"{edge}\"/>{body}</svg>",
            width - 1.0,
            height - 1.0,
        )
    }

    fn put(&mut self, shape: std::fmt::Arguments<'_>) {
        // Writing to a string can't fail.
        let _ = self.body.write_fmt(shape);
    }

    /// A straight line.
    pub fn rule(&mut self, from: Point, to: Point, colour: &str) {
        self.put(format_args!(
            "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"{colour}\"/>",
            from.0, from.1, to.0, to.1
        ));
    }

    /// A thick stripe with round ends.
    pub fn stripe(&mut self, from: Point, to: Point, look: Look, thick: f64) {
        let Look { colour, faint, .. } = look;
        let around = format!(
            "x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke-linecap=\"round\"",
            from.0, from.1, to.0, to.1
        );
        self.put(format_args!(
            "<line {around} stroke=\"{colour}\" stroke-width=\"{thick:.1}\"/>"
        ));
        if faint {
            self.put(format_args!(
                "<line {around} stroke=\"#ffffff\" stroke-width=\"{:.1}\"/>",
                thick - 3.0
            ));
        }
    }

    /// Closed lines with what lies between them; the second cuts a hole.
    pub fn area(&mut self, rings: &[Vec<Point>], colour: &str, opacity: f64) {
        let path: String = rings.iter().map(|ring| outline(ring, true)).collect();
        self.put(format_args!(
            "<path d=\"{path}\" fill=\"{colour}\" fill-opacity=\"{opacity}\" fill-rule=\"evenodd\"/>"
        ));
    }

    /// A line through points.
    pub fn line(&mut self, points: &[Point], closed: bool, look: Look, thick: f64) {
        let Look {
            colour,
            dash,
            faint,
            ..
        } = look;
        let opacity = if faint { 0.65 } else { 1.0 };
        let dash = if dash.is_empty() {
            String::new()
        } else {
            format!(" stroke-dasharray=\"{dash}\"")
        };
        self.put(format_args!(
            "<path d=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-opacity=\"{opacity}\" stroke-width=\"{thick}\" stroke-linejoin=\"round\"{dash}/>",
            outline(points, closed)
        ));
    }

    /// A small sign: a circle, a square, a triangle or a diamond, full or hollow.
    pub fn marker(&mut self, at: Point, look: Look, size: f64) {
        let (x, y) = at;
        let is_hollow = look.marker % 8 >= 4;
        let (fill, edge) = if is_hollow {
            ("#ffffff", look.colour)
        } else {
            (look.colour, "#ffffff")
        };
        let around = format!("fill=\"{fill}\" stroke=\"{edge}\" stroke-width=\"1.5\"");
        let corners = |corners: &[Point]| {
            let moved: Vec<Point> = corners
                .iter()
                .map(|(across, down)| (x + across * size, y + down * size))
                .collect();
            outline(&moved, true)
        };
        let path = match look.marker % 4 {
            0 => {
                return self.put(format_args!(
                    "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{size:.1}\" {around}/>"
                ));
            }
            1 => corners(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
            2 => corners(&[(0.0, -1.2), (1.1, 0.8), (-1.1, 0.8)]),
            _ => corners(&[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)]),
        };
        self.put(format_args!("<path d=\"{path}\" {around}/>"));
    }

    /// Lines of words, the first of them on this height.
    pub fn words(&mut self, lines: &[String], at: Point, letters: Letters) {
        let Letters {
            size,
            colour,
            anchor,
            rim,
        } = letters;
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let rim = if rim {
            " stroke=\"#ffffff\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\""
        } else {
            ""
        };
        let mut down = at.1;
        for line in lines {
            self.put(format_args!(
                "<text x=\"{:.1}\" y=\"{down:.1}\" font-size=\"{size}\" fill=\"{colour}\" text-anchor=\"{anchor}\"{rim}>{}</text>",
                at.0,
                escaped(line)
            ));
            down += size * LEADING;
        }
    }

    /// What each line is called, in columns below what is drawn so far; returns where it ends.
    pub fn legend(&mut self, entries: &[(Look, &str)], top: f64) -> f64 {
        const SIZE: f64 = 14.0;
        const SAMPLE: f64 = 46.0;
        const MARGIN: f64 = 28.0;
        let whole = self.width - 2.0 * MARGIN;
        let widest = entries.iter().map(|(_, name)| width(name, SIZE));
        let widest = widest.fold(0.0, f64::max) + SAMPLE + 24.0;
        let columns = if widest <= whole / 2.0 { 2 } else { 1 };
        #[expect(clippy::cast_precision_loss, reason = "there are eight at most")]
        let column = whole / columns as f64;
        let mut down = top;
        for row in entries.chunks(columns) {
            let mut tallest = 1;
            let mut left = MARGIN;
            for (look, name) in row {
                let middle = down - SIZE * 0.35;
                let sample = [(left, middle), (left + SAMPLE - 12.0, middle)];
                self.line(&sample, false, *look, 3.0);
                self.marker((left + (SAMPLE - 12.0) / 2.0, middle), *look, 5.0);
                let named = lines(name, SIZE, column - SAMPLE - 16.0, 2);
                let letters = Letters {
                    size: SIZE,
                    colour: INK,
                    anchor: Anchor::Start,
                    rim: false,
                };
                self.words(&named, (left + SAMPLE, down), letters);
                tallest = tallest.max(named.len());
                left += column;
            }
            #[expect(clippy::cast_precision_loss, reason = "there are two lines at most")]
            let height = tallest as f64 * SIZE * LEADING;
            down += height + 6.0;
        }
        down
    }
}

fn outline(points: &[Point], closed: bool) -> String {
    let mut path = String::new();
    for (place, (x, y)) in points.iter().enumerate() {
        let step = if place == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{step}{x:.1} {y:.1}");
    }
    if closed {
        path.push('Z');
    }
    path
}

/// Words as they may stand in XML: escaped, and without what XML can't hold.
fn escaped(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\t' => safe.push(letter),
            // Marks of direction would turn what stands around them.
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ if letter.is_control() => {}
            _ => safe.push(letter),
        }
    }
    safe
}
