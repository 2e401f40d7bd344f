//! The parts of a button's token, with a colon between them. The ids of some platforms hold colons
//! themselves (`19:…@thread.tacv2`), so a colon within a part is written `%3A`, and `%` is `%25`.

/// A part as it stands in a token.
pub(super) fn written(part: &str) -> String {
    part.replace('%', "%25").replace(':', "%3A")
}

/// Parts as a token.
pub(super) fn joined<T: AsRef<str>>(parts: &[T]) -> String {
    let parts: Vec<String> = parts.iter().map(|part| written(part.as_ref())).collect();
    parts.join(":")
}

/// The parts of a token.
pub(super) fn read(token: &str) -> Vec<String> {
    let parts = token.split(':');
    parts
        .map(|part| part.replace("%3A", ":").replace("%25", "%"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::ChannelId;
    use crate::coach::act::{Act, AuditAbout};
    use crate::coach::charter::CharterPress;
    use crate::coach::win::WinPress;

    #[test]
    fn parts_are_read_as_they_were_written() {
        for part in ["C1", "19:a@thread.tacv2", "100%", "%3A", "%253A", ":", ""] {
            let token = joined(&["1", part, "x"]);
            assert_eq!(read(&token), ["1", part, "x"], "{token}");
        }
        assert_eq!(joined(&["a", "b-1"]), "a:b-1");
    }

    #[test]
    fn a_press_in_a_channel_whose_id_holds_a_colon_is_read_back() {
        let channel = || ChannelId::from("19:sales@thread.tacv2");
        for act in [
            Act::Win(WinPress::Tell(Some(channel()))),
            Act::Charter(CharterPress::Show(channel())),
            Act::DaysOn(Some(channel()), jiff::civil::date(2026, 11, 24)),
            Act::WriteTip(channel()),
            Act::AuditOlder(AuditAbout::Channel(channel()), "x".to_owned()),
            Act::AuditOlder(AuditAbout::Person("29:ana".into()), "x".to_owned()),
        ] {
            assert_eq!(Act::read(&act.token()), Some(act));
        }
    }
}
