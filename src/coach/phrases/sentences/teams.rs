//! What is said around a team's picture.

sentences! { TEAMS:
    /// What `team` does.
    help_team()
    /// A team's picture belongs to a channel.
    team_needs_channel()
    /// Title of the picture of a team: a channel, or the name of a list.
    team_title(team: text)
    /// No picture is drawn of that team.
    team_not_drawn(team: text)
    /// Button: have it drawn.
    button_team_draw()
    /// Button: have it drawn no more.
    button_team_stop()
    /// Title of the question before that.
    team_stop_title()
    /// What that means.
    team_stop_text()
    /// It is drawn from now on; the first is being made.
    team_begun()
    /// The channel is told so.
    team_announced()
    /// It is drawn no more.
    team_stopped()
    /// Nothing may be told yet.
    team_nothing_yet()
    /// It is being made right now.
    team_counting()
    /// When it was made, and when it is made next.
    team_made(made: text, next: text)
    /// It could not be seen who is in the channel.
    team_not_seen(next: text)
    /// More people than a team may have.
    team_too_many(most: number)
    /// Of a skill: how many tenths are remembered, by at least how many people, and since when that stands.
    team_skill(skill: text, tenths: number, people: number, at: text)
    /// The people of a figure are close together.
    team_close()
    /// They are neither close together nor far apart.
    team_mixed()
    /// They are far apart.
    team_wide()
    /// The misconception that most show.
    team_believed(belief: text)
    /// Above what was reported in an assessment, by at least how many people, and since when that stands.
    team_assessment(assessment: text, people: number, at: text)
    /// One thing that was reported, and its band.
    team_cell(what: text, band: text)
    /// Between two bands.
    team_between(low: text, high: text)
    /// Why it says no more.
    team_rule()
    /// The lines of the last weeks, in words.
    team_trend(lines: text)
    /// How lists are named and changed.
    team_list_how()
    /// There is no list of that name.
    team_list_unknown(list: text)
    /// The list is not there any more.
    team_list_gone()
    /// A channel has as many lists as it may.
    team_lists_full(most: number)
    /// How many are on a list now.
    team_list_now(list: text, people: number)
    /// Who is on a list.
    team_on_it(people: text)
    /// Said of what is kept: for which team one counts.
    privacy_team(team: text)
    /// Button: look at the picture.
    button_team_show()
    /// Somebody had a team's picture drawn.
    deed_team_drawn(who: text, channel: text)
    /// Somebody had it drawn no more.
    deed_team_stopped(who: text, channel: text)
    /// Somebody changed who is on a list.
    deed_team_list_changed(who: text, channel: text)
}
