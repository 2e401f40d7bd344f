//! The key that signs badges: 32 random bytes in a file of their own beside the store, made when
//! the first badge is to be signed. Whoever has it can give badges in this Cairn's name.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use ring::rand::{SecureRandom, SystemRandom};

use crate::badge::Signer;

/// The file's name, in the folder of the store.
pub const BADGE_KEY: &str = "badge.key";

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
}
