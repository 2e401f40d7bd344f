//! What is said about programmes.

sentences! { PROGRAMMES:
    /// What the command `programme` does.
    help_programme()
    /// Above the programmes there are.
    programmes_title()
    /// There are none.
    programmes_none()
    /// One is in as many as can be at once.
    programmes_full(most: number)
    /// Who sees how far one is.
    programme_private()
    /// None has that name, but one a like one.
    programme_unnamed(subject: text, name: text)
    /// None has that name.
    programme_unknown(subject: text)
    /// It is not in the library any more.
    programme_gone()
    /// One is not in it.
    programme_not_in()
    /// A channel is not in it.
    programme_channel_not_in()
    /// How long it takes.
    programme_length(weeks: number)
    /// How far one is.
    programme_done_of(done: number, all: number)
    /// The same in a pause.
    programme_paused(done: number, all: number)
    /// The same at the end.
    programme_finished(done: number, all: number)
    /// A week and what it is about.
    programme_week(number: number, theme: text)
    /// A week.
    programme_week_bare(number: number)
    /// A step that is done.
    programme_step_done(what: text)
    /// A step that came and is not done.
    programme_step_open(what: text)
    /// A step that is to come.
    programme_step_ahead(what: text)
    /// A step: a tip.
    programme_step_tip(title: text)
    /// A step: a check-in.
    programme_step_check_in(skill: text)
    /// A step: the picture before.
    programme_step_before(title: text)
    /// A step: the picture after.
    programme_step_after(title: text)
    /// A step: a win.
    programme_step_win()
    /// A step: a part of the charter.
    programme_step_charter_purpose()
    /// A step: a part of the charter.
    programme_step_charter_stakeholders()
    /// A step: a part of the charter.
    programme_step_charter_message()
    /// A step: the charter read again.
    programme_step_charter_review()
    /// A step: a look back.
    programme_step_look_back()
    /// When the next step comes.
    programme_next(at: text)
    /// The same of one that can be done now.
    programme_next_or_now(at: text)
    /// The next step waits for room.
    programme_next_waits()
    /// Steps do not come by themselves.
    programme_only_listed()
    /// Above a step that comes.
    programme_comes(title: text, theme: text)
    /// Button: see the programmes.
    button_programmes()
    /// Button: begin it.
    button_enrol()
    /// What is finished can be gone through again.
    programme_again()
    /// Button: do so.
    button_begin_again()
    /// Below what was begun again: what was earned before is not lost.
    programme_badge_stays()
    /// Button: begin it for this channel.
    button_enrol_channel()
    /// Button: see the weeks.
    button_weeks()
    /// Button: see the weeks of the channel.
    button_weeks_channel()
    /// Button: read a tip.
    button_read_it()
    /// Button: be asked now.
    button_ask_me_now()
    /// Button: fill in a part of the charter.
    button_fill_in()
    /// Button: read the charter again.
    button_read_again()
    /// Button: look back.
    button_look_back()
    /// Button: all comes a week later.
    button_postpone_week()
    /// Button: pause until a day.
    button_pause_programme()
    /// Button: leave it.
    button_leave()
    /// Button: do not leave it.
    button_stay()
    /// What is asked before one leaves.
    programme_leave_title()
    /// What leaving does.
    programme_leave_text()
    /// It was left.
    programme_left(title: text)
    /// The window of a pause.
    programme_pause_title()
    /// The day on which it goes on.
    programme_pause_until()
    /// How that day is meant.
    programme_pause_hint()
    /// The day is past, or too far away.
    programme_pause_amiss()
    /// Above what one did.
    programme_look_back()
    /// It is finished.
    programme_end_title(title: text)
    /// How much of it was done.
    programme_end(done: number, all: number)
    /// What is left to do at the end of a channel's.
    programme_channel_end()
    /// A channel's waits: it is archived.
    programme_channel_archived(channel: text)
    /// A channel's waits: the bot is not in it.
    programme_channel_not_invited(channel: text)
    /// A channel's waits: it is not there.
    programme_channel_not_there(channel: text)
    /// The bot is in the channel again.
    programme_channel_again(channel: text)
    /// A channel goes through as many as it can.
    programmes_full_channel(most: number)
    /// In the audit: a channel began a programme.
    deed_programme_begun(who: text, programme: text, channel: text)
    /// In the audit: it was paused.
    deed_programme_paused(who: text, programme: text, channel: text)
    /// In the audit: it goes on.
    deed_programme_went_on(who: text, programme: text, channel: text)
    /// In the audit: a week was postponed.
    deed_programme_postponed(who: text, programme: text, channel: text)
    /// In the audit: it was left.
    deed_programme_left(who: text, programme: text, channel: text)
    /// The badge.
    programme_badge(badge: text)
    /// Who sees the badge.
    programme_badge_private()
    /// What the badge was given for, as it stands in the file.
    programme_badge_criteria(title: text)
    /// Beside the file.
    programme_badge_file()
    /// The file comes.
    programme_badge_comes()
    /// There is no badge yet.
    programme_not_finished()
    /// Button: the badge as a file.
    button_badge_file()
    /// Button: tell a channel.
    button_share()
    /// The window in which a channel is chosen.
    programme_share_title()
    /// Which channel.
    programme_share_channel()
    /// What will stand there.
    programme_share_hint()
    /// It stands there.
    programme_share_done(channel: text)
    /// The line in the channel.
    programme_shared(who: text, title: text)
}
