//! What is said about preferences, and on the home page.

sentences! { PREFERRING:
    /// What the command `preferences` does.
    help_preferences()
    /// Above the preferences, and the window of the form.
    preferences_title()
    /// Who sees them.
    preferences_private()
    /// The zone that the platform tells.
    preferences_zone(zone: text)
    /// The zone that she chose.
    preferences_own_zone(zone: text)
    /// Outside which hours nothing comes by itself.
    preferences_hours(from: text, until: text)
    /// Where replies go.
    preferences_replies_channel()
    /// Where replies go.
    preferences_replies_direct()
    /// Weeks in a row are not told.
    preferences_no_streaks()
    /// The field of the zone.
    preferences_form_zone()
    /// What an empty one means.
    preferences_form_zone_hint()
    /// Another zone may have been meant.
    preferences_zone_near(name: text)
    /// The field of replies.
    preferences_replies()
    /// The field of weeks in a row.
    preferences_streaks()
    /// They are told.
    preferences_streaks_told()
    /// They are not.
    preferences_streaks_none()
    /// The field of the first hour.
    preferences_not_before()
    /// The field of the last hour.
    preferences_not_after()
    /// The field of a pause.
    preferences_pause()
    /// What an empty one means.
    preferences_pause_hint()
    /// The time lies in the quiet hours.
    preferences_time_is_quiet()
    /// Above this week on the home page.
    home_week()
    /// A check-in that is open in her channel, and that she has not answered.
    home_check_in(skill: text, channel: text, closes: text)
    /// A question that is open in the direct conversation.
    home_question(skill: text)
    /// The tip of this week.
    home_tip(title: text)
    /// On which day a plan is looked back on.
    home_plan_day(at: text)
    /// The last result of an assessment, and what it reads as.
    home_assessed(title: text, read: text, at: text)
    /// The same where it reads as no one thing.
    home_assessed_bare(title: text, at: text)
    /// What a team wants to be known for.
    home_charter(team: text, message: text)
    /// Above the wins in which one is named.
    home_wins()
    /// One of these wins.
    home_win(what: text, channel: text)
    /// Who sees the page.
    home_private()
    /// Button: one question.
    button_one_question()
    /// Button: the question that is open in the direct conversation.
    button_waiting_question()
    /// Button: see one's plans.
    button_plans()
}
