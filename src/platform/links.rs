//! What is handed out by a link to our own server, for chats in which a bot can't hand over a file
//! or show a picture by itself. Whoever has a link has what it leads to: a file's link works once
//! and for a quarter of an hour, a picture's for a day. All of it lies in memory alone, bounded, so
//! a restart ends every link. How links are served lies in `web`; whom one is told, in the adapter.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use ring::rand::{SecureRandom, SystemRandom};
use sha2::{Digest, Sha256};
use url::Url;

use crate::chat::{Drawing, Picture};

/// The first part of a file's path.
pub const FILES: &str = "files";
/// The first part of a picture's path.
pub const PICTURES: &str = "pictures";

/// How long a file can be fetched. Somebody asked for it just now and is told at once: a quarter of
/// an hour is enough to press a button, and little for whoever finds the link later.
pub const FILE_LIVES: SignedDuration = SignedDuration::from_mins(15);
/// How long a picture can be fetched, counted from when its link was told last. Whoever was written
/// to reads it within a day; the words beside it stay.
pub const PICTURE_LIVES: SignedDuration = SignedDuration::from_hours(24);

/// A link's secret: 128 bits, which nobody guesses.
const TOKEN_BYTES: usize = 16;
/// What lies there at most. The largest file that is made has 8 MiB, a picture some 200 KB.
const ROOM_FOR_FILES: Room = Room {
    lives: FILE_LIVES,
    most: 500,
    most_bytes: 64 << 20,
};
const ROOM_FOR_PICTURES: Room = Room {
    lives: PICTURE_LIVES,
    most: 1_000,
    most_bytes: 64 << 20,
};
/// How wide and how high a picture is at most, in pixels, and how many bytes it has: Teams shows
/// none that is larger.
#[cfg(feature = "png")]
const LARGEST_PICTURE: (u32, usize) = (1_024, 1_000_000);

/// What can be fetched by a link.
pub struct Links {
    public_url: Url,
    files: Mutex<Shelf<LinkedFile>>,
    pictures: Mutex<Shelf<LinkedPicture>>,
}

/// What stands on the pages of links, in the workspace's language.
#[derive(Clone, Debug)]
pub struct LinkWords {
    /// The language, as a tag such as `en`.
    pub language: String,
    /// Above the button.
    pub title: String,
    /// The button.
    pub download: String,
    /// That it works once, and for how long.
    pub once: String,
    /// Above [`Self::gone`].
    pub gone_title: String,
    /// That a link does not work any more, or never did, and what to do then.
    pub gone: String,
}

/// A file that can be fetched once.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkedFile {
    /// What it is called. Not to be trusted.
    pub name: String,
    /// What it holds.
    pub body: Vec<u8>,
}

/// It may hold all that is kept of a person.
impl fmt::Debug for LinkedFile {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("LinkedFile").finish_non_exhaustive()
    }
}

struct LinkedPicture {
    /// A hash of what it was drawn from.
    drawing: Name,
    address: Url,
    png: Vec<u8>,
}

/// No link and nothing that lies behind one.
impl fmt::Debug for Links {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Links").finish_non_exhaustive()
    }
}

impl Links {
    /// Nothing yet. The address is that at which people reach this server by https.
    pub fn new(public_url: Url) -> Self {
        Self {
            public_url,
            files: Mutex::new(Shelf::new(ROOM_FOR_FILES)),
            pictures: Mutex::new(Shelf::new(ROOM_FOR_PICTURES)),
        }
    }

    /// A link by which this file can be fetched, once and within [`FILE_LIVES`]. It is a secret: to
    /// be told its reader alone, and never logged. `None` where no random bytes can be had, or the
    /// file is larger than all that may lie here.
    pub fn offer_file(&self, name: &str, body: Vec<u8>, now: Timestamp) -> Option<Url> {
        let token = token()?;
        let size = body.len();
        let name = name.to_owned();
        let file = LinkedFile { name, body };
        let is_there = held(&self.files).put(name_of(token.as_bytes()), file, size, now);
        is_there.then(|| self.address(FILES, &token))
    }

    /// A link by which this picture can be fetched as PNG within [`PICTURE_LIVES`], as often as
    /// anybody likes. The same drawing has the same link for as long as that works, and it then
    /// works for another day: what is edited goes on showing its picture. `None` where it can't be
    /// drawn, as in a program that was built without PNG.
    pub fn offer_picture(&self, picture: &Picture, now: Timestamp) -> Option<Url> {
        let drawing = name_of(&serde_json::to_vec(&picture.drawing).ok()?);
        let known = held(&self.pictures).renew(|kept| kept.drawing == drawing, now);
        if known.is_some() {
            return known;
        }
        let png = drawn(&picture.drawing)?;
        let token = token()?;
        let address = self.address(PICTURES, &token);
        let size = png.len();
        let picture = LinkedPicture {
            drawing,
            address: address.clone(),
            png,
        };
        let is_there = held(&self.pictures).put(name_of(token.as_bytes()), picture, size, now);
        is_there.then_some(address)
    }

    /// What the file of that token is called, if it can still be fetched. It stays.
    pub fn look(&self, token: &str, now: Timestamp) -> Option<String> {
        let mut files = held(&self.files);
        files
            .find(&name_of(token.as_bytes()), now)
            .map(|file| file.name.clone())
    }

    /// The file of that token, if it can still be fetched: after this it can't.
    pub fn take(&self, token: &str, now: Timestamp) -> Option<LinkedFile> {
        held(&self.files).take(&name_of(token.as_bytes()), now)
    }

    /// The picture of that token as PNG, if it can still be fetched. It stays.
    pub fn picture(&self, token: &str, now: Timestamp) -> Option<Vec<u8>> {
        let mut pictures = held(&self.pictures);
        pictures
            .find(&name_of(token.as_bytes()), now)
            .map(|picture| picture.png.clone())
    }

    fn address(&self, what: &str, token: &str) -> Url {
        let mut address = self.public_url.clone();
        // An address that leads to a server always has a path.
        if let Ok(mut path) = address.path_segments_mut() {
            path.pop_if_empty().extend([what, token]);
        }
        address
    }
}

fn held<T>(shelf: &Mutex<Shelf<T>>) -> MutexGuard<'_, Shelf<T>> {
    shelf.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A new secret, as hex.
fn token() -> Option<String> {
    let mut secret = [0; TOKEN_BYTES];
    let filled = SystemRandom::new().fill(&mut secret);
    if filled.is_err() {
        tracing::error!("no random bytes can be had, so nothing is handed out by a link");
        return None;
    }
    Some(hex::encode(secret))
}

/// What something is found by: its SHA-256. Tokens are compared by it, so how long that takes tells
/// nothing of a token.
type Name = [u8; 32];

fn name_of(bytes: &[u8]) -> Name {
    Sha256::digest(bytes).into()
}

#[cfg(feature = "png")]
fn drawn(drawing: &Drawing) -> Option<Vec<u8>> {
    let (side, most_bytes) = LARGEST_PICTURE;
    let drawn = crate::picture::png_within(drawing, side);
    drawn
        .inspect_err(|error| tracing::warn!(%error, "its words stand alone"))
        .ok()
        .filter(|png| png.len() <= most_bytes)
}

/// Built without PNG: the words stand alone.
#[cfg(not(feature = "png"))]
fn drawn(_: &Drawing) -> Option<Vec<u8>> {
    None
}

/// How much lies on a shelf, and for how long.
#[derive(Clone, Copy)]
struct Room {
    lives: SignedDuration,
    most: usize,
    most_bytes: usize,
}

/// What lies there, the oldest first; so few that looking through them costs nothing.
struct Shelf<T> {
    room: Room,
    kept: VecDeque<Kept<T>>,
}

struct Kept<T> {
    name: Name,
    since: Timestamp,
    size: usize,
    thing: T,
}

impl<T> Shelf<T> {
    fn new(room: Room) -> Self {
        Self {
            room,
            kept: VecDeque::new(),
        }
    }

    /// Puts something there; what has ended goes, and then the oldest, until there is room.
    /// Whether it lies there now: what is larger than all the room does not.
    fn put(&mut self, name: Name, thing: T, size: usize, now: Timestamp) -> bool {
        if size > self.room.most_bytes {
            return false;
        }
        self.clear(now);
        let bytes = |kept: &VecDeque<Kept<T>>| kept.iter().map(|one| one.size).sum::<usize>();
        while self.kept.len() >= self.room.most || bytes(&self.kept) + size > self.room.most_bytes {
            self.kept.pop_front();
        }
        self.kept.push_back(Kept {
            name,
            since: now,
            size,
            thing,
        });
        true
    }

    fn find(&mut self, name: &Name, now: Timestamp) -> Option<&T> {
        self.clear(now);
        let kept = self.kept.iter().find(|one| one.name == *name);
        kept.map(|one| &one.thing)
    }

    fn take(&mut self, name: &Name, now: Timestamp) -> Option<T> {
        self.clear(now);
        let place = self.kept.iter().position(|one| one.name == *name)?;
        self.kept.remove(place).map(|one| one.thing)
    }

    /// Drops what can't be fetched any more.
    fn clear(&mut self, now: Timestamp) {
        let room = self.room;
        self.kept.retain(|one| room.lives_at(one.since, now));
    }
}

impl Shelf<LinkedPicture> {
    /// The address of what fits, which lives anew from now.
    fn renew(&mut self, fits: impl Fn(&LinkedPicture) -> bool, now: Timestamp) -> Option<Url> {
        self.clear(now);
        let place = self.kept.iter().position(|one| fits(&one.thing))?;
        let mut kept = self.kept.remove(place)?;
        kept.since = now;
        let address = kept.thing.address.clone();
        self.kept.push_back(kept);
        Some(address)
    }
}

impl Room {
    fn lives_at(self, since: Timestamp, now: Timestamp) -> bool {
        now.duration_since(since) < self.lives
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> Links {
        Links::new("https://cairn.example.com/chat".parse().unwrap())
    }

    fn after(time: SignedDuration) -> Timestamp {
        Timestamp::UNIX_EPOCH + time
    }

    fn start() -> Timestamp {
        after(SignedDuration::ZERO)
    }

    fn token_of(address: &Url) -> String {
        address.path_segments().unwrap().next_back().unwrap().into()
    }

    fn offer(links: &Links, body: Vec<u8>) -> String {
        let address = links.offer_file("all.json", body, start());
        token_of(&address.unwrap())
    }

    #[test]
    fn a_link_is_128_random_bits_below_our_own_address() {
        let links = links();
        let first = links.offer_file("a.txt", b"a".to_vec(), start()).unwrap();
        let second = links.offer_file("a.txt", b"a".to_vec(), start()).unwrap();
        let token = token_of(&first);
        assert_eq!(token.len(), 32);
        assert!(token.chars().all(|digit| digit.is_ascii_hexdigit()));
        let beginning = "https://cairn.example.com/chat/files/";
        assert_eq!(first.as_str(), format!("{beginning}{token}"));
        assert_ne!(first, second);
    }

    #[test]
    fn a_file_can_be_looked_at_often_and_taken_once() {
        let links = links();
        let token = offer(&links, b"hers".to_vec());
        for _ in 0..3 {
            let name = links.look(&token, start());
            assert_eq!(name.as_deref(), Some("all.json"));
        }
        let file = links.take(&token, start()).unwrap();
        assert_eq!(file.name, "all.json");
        assert_eq!(file.body, b"hers");
        assert_eq!(links.take(&token, start()), None);
        assert_eq!(links.look(&token, start()), None);
    }

    #[test]
    fn a_quarter_of_an_hour_is_that_to_the_second() {
        let links = links();
        let token = offer(&links, b"hers".to_vec());
        let last = after(FILE_LIVES - SignedDuration::from_secs(1));
        assert!(links.look(&token, last).is_some());
        assert_eq!(links.look(&token, after(FILE_LIVES)), None);
        assert_eq!(links.take(&token, after(FILE_LIVES)), None);
        assert!(
            held(&links.files).kept.is_empty(),
            "what has ended lies nowhere"
        );
        let token = offer(&links, b"hers".to_vec());
        assert!(links.take(&token, last).is_some());
    }

    #[test]
    fn of_too_many_links_the_oldest_go_first() {
        let links = links();
        let most = ROOM_FOR_FILES.most;
        let tokens: Vec<String> = (0..most + 2).map(|_| offer(&links, vec![1])).collect();
        let is_there = |token: &String| links.look(token, start()).is_some();
        let gone = tokens.iter().take_while(|token| !is_there(token)).count();
        assert_eq!(gone, 2);
        assert!(tokens[2..].iter().all(is_there));
    }

    #[test]
    fn of_too_many_bytes_the_oldest_go_first_and_what_never_fits_drives_nobody_out() {
        let links = links();
        let eighth = ROOM_FOR_FILES.most_bytes / 8;
        let tokens: Vec<String> = (0..8).map(|_| offer(&links, vec![0; eighth])).collect();
        let is_there = |token: &String| links.look(token, start()).is_some();
        assert!(tokens.iter().all(is_there));
        let too_large = vec![0; ROOM_FOR_FILES.most_bytes + 1];
        assert_eq!(links.offer_file("a.json", too_large, start()), None);
        assert!(tokens.iter().all(is_there));
        offer(&links, vec![0]);
        assert!(!is_there(&tokens[0]));
        assert!(tokens[1..].iter().all(is_there));
    }

    #[test]
    fn no_token_but_the_whole_one_leads_anywhere() {
        let links = links();
        let token = offer(&links, b"hers".to_vec());
        let wrong = [
            String::new(),
            token[..31].to_owned(),
            format!("{token}0"),
            token.to_uppercase() + " ",
            "0".repeat(32),
            "../".to_owned() + &token,
        ];
        for wrong in wrong {
            assert_eq!(links.look(&wrong, start()), None, "{wrong}");
            assert_eq!(links.take(&wrong, start()), None, "{wrong}");
            assert_eq!(links.picture(&wrong, start()), None, "{wrong}");
        }
        assert_eq!(links.picture(&token, start()), None, "a file is no picture");
        assert!(links.take(&token, start()).is_some());
    }

    #[test]
    fn a_picture_lives_a_day_from_when_its_link_was_told_last() {
        let mut shelf = Shelf::new(ROOM_FOR_PICTURES);
        let address: Url = "https://cairn.example.com/pictures/1".parse().unwrap();
        let picture = LinkedPicture {
            drawing: [1; 32],
            address: address.clone(),
            png: vec![1],
        };
        assert!(shelf.put([2; 32], picture, 1, start()));
        let minute = SignedDuration::from_mins(1);
        let late = after(PICTURE_LIVES - minute);
        let renew = |shelf: &mut Shelf<LinkedPicture>, drawing: u8, now| {
            shelf.renew(|kept| kept.drawing == [drawing; 32], now)
        };
        assert_eq!(renew(&mut shelf, 9, late), None, "another drawing");
        assert_eq!(renew(&mut shelf, 1, late), Some(address));
        let day_later = late + PICTURE_LIVES;
        assert!(shelf.find(&[2; 32], day_later - minute).is_some());
        assert!(shelf.find(&[2; 32], day_later).is_none());
        assert_eq!(renew(&mut shelf, 1, day_later), None);
    }

    #[test]
    fn nothing_of_a_link_is_printed() {
        let links = links();
        let token = offer(&links, b"hers".to_vec());
        assert_eq!(format!("{links:?}"), "Links { .. }");
        let file = links.take(&token, start()).unwrap();
        assert_eq!(format!("{file:?}"), "LinkedFile { .. }");
    }
}
