//! What is said of to whom packs are open.

sentences! { PACKS:
    /// What `pack` does.
    help_pack()
    /// How `pack` is used.
    pack_usage()
    /// What stands after `only` and is no channel and no person.
    pack_unclear(word: text)
    /// No skill has that name, but one is near.
    pack_unknown_nearest(name: text, nearest: text)
    /// No skill has that name.
    pack_unknown(name: text, skills: text)
    /// Too many channels and people were named.
    pack_too_many()
    /// A pack is open to everybody now.
    pack_everybody(pack: text)
    /// A pack is open to some only now.
    pack_only(pack: text, names: text)
    /// How packs stand.
    pack_list(lines: text)
    /// One that is open to everybody.
    pack_line_everybody(pack: text)
    /// One that is open to some only.
    pack_line_only(pack: text, names: text)
    /// A pack is not open to a channel, and what to do.
    pack_closed(pack: text, channel: text)
    /// To the admins: the same, of something scheduled.
    notice_pack_closed(pack: text, channel: text)
    /// Done: a pack was opened to everybody.
    deed_pack_everybody(who: text, pack: text)
    /// Done: a pack was opened to some only.
    deed_pack_only(who: text, pack: text)
}
