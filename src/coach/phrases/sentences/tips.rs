//! What is said with tips: their card, what people found of them, and which of them work.

sentences! { TIPS:
    /// Above the one thing to do of a tip.
    tip_do_this_week(deed: text)
    /// Under a tip, from five reactions up: how many found it useful, how many tried it.
    tip_totals(useful: number, tried: number)
    /// Button: the tip is useful.
    button_tip_useful()
    /// Button: I tried the tip.
    button_tip_tried()
    /// Button: the tip is not for me.
    button_tip_not_for_me()
    /// Button: take back what was posted.
    button_take_back()
    /// Goes back from what can't be undone.
    button_keep_it()
    /// Asks once more before a tip is taken back.
    tip_take_back_title()
    /// What taking a tip back does.
    tip_take_back_text()
    /// What stands where a tip stood that was taken back.
    tip_taken_back()
    /// What was noted: useful.
    tip_noted_useful()
    /// What was noted: tried.
    tip_noted_tried()
    /// What was noted: not for me.
    tip_noted_not_for_me()
    /// What was noted is taken off.
    tip_noted_off()
    /// That nothing is counted of a preview.
    tip_preview()
    /// That a tip can't be reacted to any more because nothing is known of it.
    tip_unknown()
    /// That a tip can't be reacted to any more because it was taken back, or never posted.
    tip_gone()
    /// Told to who asked: a tip could not be posted.
    tip_undelivered(channel: text)
    /// What the command `tip` did.
    tip_posted(title: text)
    /// `tip` works in a channel alone.
    tip_needs_channel()
    /// The library, or the pack, has no tip to post.
    tip_nothing()
    /// What was named is no tip and no skill, but near to one.
    tip_unnamed(name: text, nearest: text)
    /// What was named is no tip and no skill, and near to none.
    tip_unnamed_skills(name: text, skills: text)
    /// A tip was taken back just now.
    tip_took_back()
    /// A tip does not stand any more already.
    tip_took_back_before()
    /// In the audit: who put which tip into which channel.
    deed_tip_posted(who: text, tip: text, channel: text)
    /// In the audit: who took back which tip in which channel.
    deed_tip_taken_back(who: text, tip: text, channel: text)
    /// Above how tips were received.
    tips_title()
    /// How a tip was received.
    tips_line(title: text, useful: number, tried: number, other: number, posted: number)
    /// A tip with fewer than five reactions.
    tips_line_few(title: text, posted: number)
    /// How the counting is done.
    tips_how()
    /// No tip was posted yet.
    tips_none()
    /// How many more tips were posted than are told.
    tips_more(count: number)
    /// How many tips were never posted.
    tips_waiting(count: number)
    /// How often a tip could not be posted.
    tips_unposted(count: number)
}
