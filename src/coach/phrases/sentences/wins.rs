//! What is said with team wins, their list and their recap.

sentences! { WINS:
    /// What `win` does.
    help_win()
    /// What `wins` does.
    help_wins()
    /// Title of a win.
    win_title()
    /// Title of a win of a team that has a name.
    win_title_of(team: text)
    /// Who did it.
    win_people(people: text)
    /// Heading, and input: why it matters.
    win_why()
    /// Which value it shows.
    win_value(value: text)
    /// Who told it.
    win_told_by(person: text)
    /// Who told it is among those who did it.
    win_told_by_one_of_them()
    /// How many cheered.
    win_cheers(count: number)
    /// Two things said of a win in one line.
    win_and(left: text, right: text)
    /// Nothing else is to be said of a win.
    win_no_cheers()
    /// Button: cheers.
    button_cheer()
    /// Button: what else one can do.
    button_win_options()
    /// Button: tells a win.
    button_tell_win()
    /// Button: edits a win.
    button_win_edit()
    /// Button: takes back a win.
    button_win_take_back()
    /// Button: removes a win.
    button_win_remove()
    /// Button: takes one's own name out.
    button_name_out()
    /// What stands where a win was taken back.
    win_taken_back()
    /// Asks once more before a win goes.
    win_confirm_title()
    /// What taking a win away does.
    win_confirm_text()
    /// Title of the form.
    win_form_title()
    /// Button: posts a win.
    win_send()
    /// Input: what happened.
    win_what()
    /// Input: who did it.
    win_who()
    /// Input: which value it shows.
    win_value_asked()
    /// Input: where it is posted.
    win_where()
    /// Too many people are named.
    win_people_many(most: number)
    /// No form can be opened in answer to what was said.
    win_form_waits()
    /// A win is posted.
    win_posted(channel: text)
    /// Too many wins were told within an hour.
    win_many()
    /// A win is not edited, since managers would have to see it first.
    win_edit_waits(channel: text)
    /// A win was edited.
    win_edited()
    /// A win changed while its form was open.
    win_changed_meanwhile()
    /// A win does not stand any more.
    win_gone()
    /// Only who told a win may do that.
    win_not_yours()
    /// A win was taken back just now.
    win_took_back()
    /// A win was removed just now.
    win_removed()
    /// One's own name is taken out.
    win_name_out()
    /// One is not named in it.
    win_not_named()
    /// A cheer counts.
    win_cheered()
    /// One cheered it before.
    win_cheered_before()
    /// One is named in it.
    win_own_cheer()
    /// A win could not be posted.
    win_undelivered(channel: text)
    /// Title of the list of wins.
    wins_title(channel: text)
    /// None was told since a day.
    wins_none_since(channel: text, day: text)
    /// There are no wins.
    wins_none(channel: text)
    /// A win in a line.
    wins_line(what: text, people: text)
    /// Where wins are posted.
    wins_here(channel: text)
    /// `wins` works in a channel.
    wins_needs_channel()
    /// A date was not understood.
    wins_since_unknown(words: text)
    /// How `wins` is said.
    wins_usage()
    /// How `wins report` is said.
    report_usage()
    /// No win for a report.
    report_none(channel: text, month: text)
    /// The report comes as files.
    report_comes(channel: text, month: text)
    /// Beside a file of it.
    report_file(month: text, number: number, parts: number)
    /// Beside it: there were more than it holds.
    report_most(count: number)
    /// Title of a report.
    report_title(month: text)
    /// Title of a report of a team that has a name.
    report_title_of(team: text, month: text)
    /// How many wins there were.
    report_count(count: number)
    /// Heading of wins that show no value.
    report_other()
    /// Why a win matters.
    report_why(why: text)
    /// Title of a recap.
    recap_title()
    /// Title of a recap of a team that has a name.
    recap_title_of(team: text)
    /// How many wins there were.
    recap_count(count: number)
    /// So many are not told.
    recap_more(count: number)
    /// There is nothing for a recap.
    recap_empty()
    /// What a schedule posts: the recap.
    schedule_recap()
    /// Who posted a win that somebody else wrote.
    win_posted_by(person: text)
    /// Button: suggests a win.
    win_suggest()
    /// Wins of a channel wait for its managers.
    suggest_on(channel: text)
    /// They do not.
    suggest_off(channel: text)
    /// How many wait.
    suggestions_waiting(count: number)
    /// One of them.
    suggestion_line(number: number, what: text)
    /// Button: looks at one that waits.
    button_suggestion_look(number: number)
    /// Title of a suggestion, for managers.
    suggestion_title(channel: text)
    /// Button: posts a suggestion.
    button_suggestion_post()
    /// Button: does not post it.
    button_suggestion_decline()
    /// To who suggested a win: it waits for a manager.
    suggestion_waits(channel: text)
    /// The same: there is no manager, so it waits for an admin.
    suggestion_to_admins(channel: text)
    /// The same: there is nobody who could post it.
    suggestion_to_nobody(channel: text)
    /// To who decided: it is posted.
    suggestion_posted(channel: text)
    /// To who decided: it is not posted.
    suggestion_declined()
    /// Nothing is left of a suggestion.
    suggestion_gone()
    /// What became of it: posted.
    suggestion_was_posted(person: text, channel: text)
    /// What became of it: not posted.
    suggestion_was_declined(person: text, channel: text)
    /// What became of it: taken back.
    suggestion_was_taken_back(channel: text)
    /// To who wrote it: it is posted.
    suggestion_yours_posted(channel: text)
    /// To who wrote it: it is not posted.
    suggestion_yours_declined(channel: text)
    /// In the audit: wins wait for managers.
    deed_wins_suggested(who: text, channel: text)
    /// In the audit: wins do not wait any more.
    deed_wins_open(who: text, channel: text)
    /// In the audit: a suggestion was posted.
    deed_win_posted(who: text, channel: text)
    /// In the audit: a suggestion was not posted.
    deed_win_declined(who: text, channel: text)
    /// In the audit: a win was removed.
    deed_win_removed(who: text, channel: text)
    /// In the audit: the wins channel was said.
    deed_wins_channel(who: text, channel: text)
}
