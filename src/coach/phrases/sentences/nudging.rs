//! What is said when the bot writes by itself, and about how often it may.

sentences! { NUDGING:
    /// Asks once whether the bot may write by itself.
    nudges_ask(weekdays: text, time: text)
    /// What follows from the answer.
    nudges_ask_note()
    /// Button: no thanks.
    button_no_thanks()
    /// How often, as a choice, by how many there are in four weeks.
    nudges_often(number: number)
    /// How often at most, by how many there are in four weeks.
    nudges_at_most(number: number)
    /// The name of a weekday, from 1 for Monday.
    weekday_name(number: number)
    /// Above a nudge: how many questions it brings.
    nudge_intro(count: number)
    /// Above the question to who tried a tip.
    nudge_follow_up(tip: text)
    /// When she will be asked about a tip.
    nudge_follow_up_set(at: text)
    /// Button: ask me in some days.
    button_ask_me(days: number)
    /// Where a question stood that was put off: when it comes again.
    nudge_put_off(at: text)
    /// Asks who has not answered for long: fewer, later or none?
    nudge_question()
    /// What happens if that is not answered either.
    nudge_question_note()
    /// Button: another day.
    button_not_now()
    /// Button: fewer.
    button_fewer()
    /// Button: not for some weeks.
    button_later()
    /// Button: pause.
    button_pause()
    /// Button: undo.
    button_undo()
    /// Button: change.
    button_change()
    /// Button: choose days.
    button_choose_days()
    /// Button: stop everything.
    button_stop_all()
    /// Button: switch on again.
    button_switch_on()
    /// It comes half as often from now on.
    nudges_fewer()
    /// She does not want it.
    nudges_no()
    /// She has stopped everything.
    nudges_off()
    /// It may write by itself: when.
    nudges_on(weekdays: text, time: text, zone: text)
    /// It may not, until asked.
    nudges_none()
    /// Nothing before then.
    nudges_paused(at: text)
    /// The next time at the earliest.
    nudges_next(at: text)
    /// That it comes half as often, since much was not answered.
    nudges_halved()
    /// The cap over all features.
    nudges_cap()
    /// A word that was not understood.
    nudges_unclear(word: text)
    /// A date that can be read in two ways.
    nudges_two_ways(date: text)
    /// A time at which nobody is written to.
    nudges_night(time: text)
    /// A pause can't end then.
    nudges_no_end(at: text)
    /// The window in which it is changed.
    nudges_form_title()
    /// Above the days.
    nudges_form_days()
    /// Above the times.
    nudges_form_time()
    /// Above how often.
    nudges_form_often()
    /// In a line: when it may write by itself, and how to change it.
    nudges_line(weekdays: text, time: text)
    /// In a line: paused.
    nudges_line_paused(at: text)
    /// In a line: only when asked.
    nudges_line_none()
    /// In a line: stopped.
    nudges_line_off()
}
