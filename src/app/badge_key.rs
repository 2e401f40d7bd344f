//! The key that signs badges: 32 random bytes in a file of their own beside the store, made when
//! the first badge is to be signed. Whoever has it can give badges in this Cairn's name.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use ring::rand::{SecureRandom, SystemRandom};

use crate::badge::Signer;
use crate::chat::{File as Handed, FileContent, WorkspaceId};
use crate::engine::Maker;

/// The file's name, in the folder of the store.
pub const BADGE_KEY: &str = "badge.key";

/// Signs badges when they are sent.
pub struct Badges(Signer);

impl Badges {
    /// By the key of a data folder.
    ///
    /// # Errors
    /// As of [`signer`].
    pub fn of(data: &Path) -> io::Result<Self> {
        signer(data).map(Self)
    }

    /// By a key that nobody keeps: for what is kept in memory only, whose badges are for show.
    ///
    /// # Errors
    /// No random bytes can be had.
    pub fn for_show() -> io::Result<Self> {
        let none = || io::Error::other("no random bytes can be had");
        let mut secret = [0; 32];
        SystemRandom::new().fill(&mut secret).map_err(|_| none())?;
        Signer::of(&secret).map(Self).ok_or_else(none)
    }
}

impl Maker for Badges {
    fn make(&self, workspace: &WorkspaceId, file: &Handed) -> Option<FileContent> {
        match &file.content {
            FileContent::Badge(badge) => Some(FileContent::Text {
                media_type: "application/vc+jwt".to_owned(),
                body: self.0.sign(badge, workspace, &file.person),
            }),
            FileContent::Text { .. } | FileContent::OwnData => None,
        }
    }
}

/// Who signs the badges of a data folder. Made at first need, readable by its owner alone.
///
/// # Errors
/// The file can't be read or made, or holds no key.
pub fn signer(data: &Path) -> io::Result<Signer> {
    let path = data.join(BADGE_KEY);
    let secret = match fs::read(&path) {
        Ok(secret) => secret,
        Err(error) if error.kind() == io::ErrorKind::NotFound => make(data, &path)?,
        Err(error) => return Err(error),
    };
    let secret: Option<[u8; 32]> = secret.try_into().ok();
    secret
        .and_then(|secret| Signer::of(&secret))
        .ok_or_else(|| {
            let what = format!("{} holds no key: 32 bytes are expected", path.display());
            io::Error::new(io::ErrorKind::InvalidData, what)
        })
}

/// Draws a key and keeps it, whole or not at all; who was faster keeps theirs.
fn make(data: &Path, path: &Path) -> io::Result<Vec<u8>> {
    let mut secret = [0; 32];
    SystemRandom::new()
        .fill(&mut secret)
        .map_err(|_| io::Error::other("no random bytes can be had"))?;
    let whole = data.join(format!("{BADGE_KEY}.{}", std::process::id()));
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&whole)?;
    file.write_all(&secret)?;
    file.sync_all()?;
    // Unlike a rename, a link never takes another's place.
    let linked = fs::hard_link(&whole, path);
    fs::remove_file(&whole)?;
    match linked {
        Ok(()) => File::open(data)?.sync_all()?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    fs::read(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::Badge;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_key_is_made_once_and_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let first = signer(folder.path()).unwrap();
        let again = signer(folder.path()).unwrap();
        assert_eq!(first.did(), again.did());
        let file = fs::metadata(folder.path().join(BADGE_KEY)).unwrap();
        assert_eq!(file.permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let other = tempfile::tempdir().unwrap();
        assert_ne!(signer(other.path()).unwrap().did(), first.did());
    }

    #[test]
    fn a_file_that_holds_no_key_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(BADGE_KEY), "short").unwrap();
        assert!(signer(folder.path()).is_err());
        assert_eq!(fs::read(folder.path().join(BADGE_KEY)).unwrap(), b"short");
    }

    #[test]
    fn a_badge_that_is_sent_is_signed_by_the_key_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let content = FileContent::Badge(Badge {
            programme: "team-brand".to_owned(),
            title: "Known for something".to_owned(),
            criteria: "Went through six weeks.".to_owned(),
            earned: "2026-11-25T09:00:00Z".parse().unwrap(),
        });
        let file = Handed {
            id: "badge/1".into(),
            person: "U0ANA".into(),
            name: "badge.jwt".to_owned(),
            content,
            words: crate::chat::Card::words("Here it is."),
            until: "2026-12-25T09:00:00Z".parse().unwrap(),
        };
        let badges = Badges::of(folder.path()).unwrap();
        let made = badges.make(&"slack:T1".into(), &file);
        let Some(FileContent::Text { body, .. }) = made else {
            panic!("nothing was made: {made:?}");
        };
        let said = crate::badge::verify(&body).unwrap();
        assert_eq!(said.issuer, signer(folder.path()).unwrap().did());
        let own_data = Handed {
            content: FileContent::OwnData,
            ..file
        };
        assert_eq!(badges.make(&"slack:T1".into(), &own_data), None);
    }
}
