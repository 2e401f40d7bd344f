//! A zip of a few small files, stored as they are: what a Teams app package is, and no more. The
//! same files make the same bytes.
//!
//! The form is that of PKWARE's APPNOTE 6.3, sections 4.3.7 (a file), 4.3.12 (the directory) and
//! 4.3.16 (its end).

/// Version 1.0 of the form is enough to read it.
const NEEDED: u16 = 10;
/// 1 January 1980, 00:00, the first moment that the form knows: none of ours counts.
const MADE: [u16; 2] = [0, 0x0021];

/// The bytes of a zip of these files, each a name of ASCII and what is in it.
///
/// # Errors
/// There is more than the form's numbers can tell: four gigabytes, or 65,535 files.
pub(super) fn zip(files: &[(&str, &[u8])]) -> Result<Vec<u8>, std::num::TryFromIntError> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in files {
        let at = u32::try_from(bytes.len())?;
        let size = u32::try_from(content.len())?.to_le_bytes();
        // What both the file's head and its line in the directory say.
        let mut common = Vec::new();
        for number in [NEEDED, 0, 0, MADE[0], MADE[1]] {
            common.extend(number.to_le_bytes());
        }
        common.extend(crc32fast::hash(content).to_le_bytes());
        common.extend(size);
        common.extend(size);
        common.extend(u16::try_from(name.len())?.to_le_bytes());
        common.extend(0_u16.to_le_bytes());

        bytes.extend(b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(name.as_bytes());
        bytes.extend(*content);

        directory.extend(b"PK\x01\x02");
        directory.extend(NEEDED.to_le_bytes());
        directory.extend(&common);
        // No comment, on the first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let begins = u32::try_from(bytes.len())?.to_le_bytes();
    let count = u16::try_from(files.len())?.to_le_bytes();
    let size = u32::try_from(directory.len())?.to_le_bytes();
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06");
    bytes.extend([0; 4]);
    bytes.extend(count);
    bytes.extend(count);
    bytes.extend(size);
    bytes.extend(begins);
    bytes.extend([0; 2]);
    Ok(bytes)
}
