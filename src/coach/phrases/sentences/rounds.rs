//! What is said with the weekly round: its card, the links that are collected for it, and what
//! people found of it.

sentences! { ROUNDS:
    /// Title of a weekly round.
    round_title()
    /// The question of the lead article.
    round_question(question: text)
    /// Something to listen to or to read.
    round_listen_or_read(link: text)
    /// That the week's tip stands above.
    round_tip(title: text)
    /// That the week's check-in stands above.
    round_check_in(skill: text)
    /// How many wins were told in the week.
    round_wins(count: number)
    /// Above the collected links.
    round_news()
    /// A link, and where it leads.
    round_link(link: text, host: text)
    /// Above the button that opens the two questions.
    round_ask()
    /// Button: opens the two questions.
    button_tell_us()
    /// What stands where a round stood that was taken back.
    round_taken_back()
    /// A round was taken back just now.
    round_took_back()
    /// Asks once more before a round is taken back.
    round_take_back_title()
    /// What taking a round back does.
    round_take_back_text()
    /// A round is not known any more.
    round_unknown()
    /// A round does not stand any more.
    round_gone()
    /// A round takes no more answers.
    round_over()
    /// `round` works for a channel alone.
    round_needs_channel()
    /// Above a preview of a round.
    round_preview(channel: text)
    /// There is nothing for a round.
    round_empty()
    /// What `round` does.
    help_round()
    /// What `news` does.
    help_news()
    /// What `feedback` does.
    help_feedback()
    /// `news` works for a channel alone.
    news_needs_channel()
    /// What was given is no link.
    news_no_link()
    /// The link is not https.
    news_not_https()
    /// The link holds a name or a password.
    news_holds_name()
    /// The link is too long.
    news_link_long(most: number)
    /// The line is too long.
    news_line_long(most: number)
    /// The link waits already.
    news_waits_already()
    /// The link stood in a round lately.
    news_stood_already()
    /// As many links wait as a round holds.
    news_too_many(most: number)
    /// The links would take too much room.
    news_no_room()
    /// A link was collected.
    news_waits(channel: text, count: number)
    /// A link was taken out.
    news_took_out()
    /// A link does not wait any more.
    news_gone()
    /// No link waits.
    news_none(channel: text)
    /// Above the links that wait.
    news_list(channel: text)
    /// A link that waits.
    news_line(number: number, link: text)
    /// Button: takes a link out.
    button_take_out()
    /// Button: takes one of several links out.
    button_take_out_this(number: number)
    /// Title of the form for a link.
    news_form_title()
    /// Above the form for a link.
    news_form_intro(channel: text)
    /// Asks for the link.
    news_form_link()
    /// What is done with a link.
    news_form_link_hint()
    /// Asks for a line about the link.
    news_form_line()
    /// What the line is for.
    news_form_line_hint()
    /// Sends the form for a link.
    news_form_send()
    /// Title of the two questions.
    feedback_form_title()
    /// Asks whether a round was useful.
    feedback_useful()
    /// It was useful.
    feedback_yes()
    /// It was useful in parts.
    feedback_partly()
    /// It was not useful.
    feedback_no()
    /// Asks what should come next.
    feedback_next()
    /// Asks whether one may be asked.
    feedback_talk()
    /// The tick by which one is named.
    feedback_may_ask()
    /// Who reads the answers, and how.
    feedback_private(people: number)
    /// What was told is kept.
    feedback_thanks()
    /// What was told is changed.
    feedback_changed()
    /// Gives back what was typed.
    feedback_typed(words: text)
    /// How `feedback` is used.
    feedback_usage()
    /// No round was posted in the last weeks.
    feedback_none_lately()
    /// No round was posted in a month.
    feedback_none(month: text)
    /// Above the rounds.
    feedback_list()
    /// A round, and how many answered.
    feedback_line(number: number, round: text, count: number)
    /// A round by its channel, time and article.
    feedback_round(channel: text, at: text, title: text)
    /// A round without an article.
    feedback_round_bare(channel: text, at: text)
    /// How many answered.
    feedback_answered(count: number)
    /// How many chose what.
    feedback_count(choice: text, count: number)
    /// Somebody's words, without a name.
    feedback_words(words: text)
    /// Somebody's words, who may be asked.
    feedback_words_of(person: text, words: text)
    /// Somebody who may be asked, and wrote nothing.
    feedback_asks(person: text)
    /// How many more texts there are.
    feedback_more(count: number)
    /// How it is counted and shown.
    feedback_how(people: number)
    /// Beside a file of what was told.
    feedback_file(number: number, count: number)
    /// That files are on their way.
    feedback_exported(count: number)
    /// What is scheduled: a weekly round.
    schedule_round()
    /// How many lead articles the channel has not had.
    schedule_round_left(left: number)
    /// Told to admins: the weekly round soon has no new lead article.
    notice_round_runs_dry(left: number, channel: text)
    /// Told to admins: there was nothing for a weekly round.
    notice_round_empty(channel: text)
    /// In the audit: a round was taken back.
    deed_round_taken_back(who: text, channel: text)
    /// In the audit: a link was collected.
    deed_news_collected(who: text, channel: text)
    /// In the audit: a link was taken out.
    deed_news_taken_out(who: text, channel: text)
}
