//! `did:key`: a public key that is its own name, so that nobody has to be asked for it. Base58 of
//! Bitcoin's alphabet over two bytes that say *Ed25519* and the key (W3C CCG, did:key 0.7).

/// Before the key: the multicodec of an Ed25519 public key.
const ED25519: [u8; 2] = [0xed, 0x01];
/// Without 0, O, I and l.
const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// The most characters of such a name that are read: those of a key are 48.
const LONGEST: usize = 64;

/// The name of a public key.
pub(super) fn of(public: &[u8; 32]) -> String {
    let bytes = [ED25519.as_slice(), public].concat();
    format!("did:key:z{}", base58(&bytes))
}

/// The same with the fragment that names the one key of it.
pub(super) fn key_of(did: &str) -> String {
    let name = did.strip_prefix("did:key:").unwrap_or_default();
    format!("{did}#{name}")
}

/// The public key of a name, with its fragment or without.
pub(super) fn read(name: &str) -> Option<[u8; 32]> {
    let did = name.split('#').next()?;
    let bytes = read_base58(did.strip_prefix("did:key:z")?)?;
    let key = bytes.strip_prefix(&ED25519)?;
    key.try_into().ok()
}

fn base58(bytes: &[u8]) -> String {
    let mut digits: Vec<u8> = Vec::new();
    for byte in bytes {
        let mut carry = u32::from(*byte);
        for digit in &mut digits {
            carry += u32::from(*digit) << 8;
            *digit = (carry % 58) as u8;
            carry /= 58;
        }
        while carry > 0 {
            digits.push((carry % 58) as u8);
            carry /= 58;
        }
    }
    let zeros = bytes.iter().take_while(|byte| **byte == 0).map(|_| 0);
    let all = zeros.chain(digits.into_iter().rev());
    all.filter_map(|digit| ALPHABET.get(usize::from(digit)))
        .map(|letter| char::from(*letter))
        .collect()
}

fn read_base58(words: &str) -> Option<Vec<u8>> {
    if words.len() > LONGEST {
        return None;
    }
    let mut bytes: Vec<u8> = Vec::new();
    for letter in words.bytes() {
        let digit = ALPHABET.iter().position(|other| *other == letter)?;
        let mut carry = u32::try_from(digit).ok()?;
        for byte in &mut bytes {
            carry += u32::from(*byte) * 58;
            *byte = (carry & 0xff) as u8;
            carry >>= 8;
        }
        while carry > 0 {
            bytes.push((carry & 0xff) as u8);
            carry >>= 8;
        }
    }
    let zeros = words.bytes().take_while(|letter| *letter == b'1').count();
    bytes.extend(std::iter::repeat_n(0, zeros));
    bytes.reverse();
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_key_of_the_specification_is_named_as_there() {
        // The first test vector of did:key for Ed25519.
        let name = "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp";
        let public = read(name).unwrap();
        assert_eq!(
            hex::encode(public),
            "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29"
        );
        assert_eq!(of(&public), name);
        assert_eq!(read(&key_of(name)), Some(public));
        assert_eq!(read("did:key:z"), None);
        assert_eq!(read("did:web:example.org"), None);
    }

    proptest! {
        #[test]
        fn a_name_is_read_back(public in any::<[u8; 32]>()) {
            prop_assert_eq!(read(&of(&public)), Some(public));
        }

        #[test]
        fn base58_is_read_back(bytes in prop::collection::vec(any::<u8>(), 0..34)) {
            prop_assert_eq!(read_base58(&base58(&bytes)), Some(bytes));
        }
    }
}
