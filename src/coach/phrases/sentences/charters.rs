//! What is said with the charter of a channel's team.

sentences! { CHARTERS:
    /// What `charter` does.
    help_charter()
    /// `charter` works in a channel alone.
    charter_needs_channel()
    /// Title of the charter of a team that has a name.
    charter_title(team: text)
    /// Title of the charter of a channel's team.
    charter_title_of(channel: text)
    /// There is no charter yet.
    charter_none(channel: text)
    /// Heading: what the team is here for.
    charter_mission()
    /// Heading: how it wants to work.
    charter_values()
    /// Heading: what it is good at.
    charter_strengths()
    /// Heading: for whom it works.
    charter_stakeholders()
    /// Which version stands, since when and by whom.
    charter_version(number: text, at: text, by: text)
    /// The same once its writer is forgotten.
    charter_version_of_nobody(number: text, at: text)
    /// A version is not kept any more.
    charter_version_gone()
    /// Above the list of earlier versions.
    charter_earlier()
    /// There is no earlier version.
    charter_none_earlier()
    /// Asks whether a charter still holds.
    charter_holds()
    /// Somebody read it again, and it holds.
    charter_still_true()
    /// Button: writes the first charter.
    button_charter_write()
    /// Button: changes the charter.
    button_charter_change()
    /// Button: lists earlier versions.
    button_charter_earlier()
    /// Button: shows one earlier version.
    button_charter_look(number: text)
    /// Button: the charter still holds.
    button_charter_holds()
    /// No form can be opened in answer to what was said.
    charter_no_form()
    /// Title of the form.
    charter_form_title()
    /// Button: sends the form.
    charter_send()
    /// Input: the team's name.
    charter_team()
    /// Input: the team's colour.
    charter_colour()
    /// Input: the one-line message.
    charter_message()
    /// Help below the one-line message.
    charter_message_hint()
    /// Help below the values.
    charter_values_hint(most: number)
    /// Help below the stakeholders.
    charter_stakeholders_hint(most: number)
    /// A list has too many lines.
    charter_lines_many(most: number)
    /// A line of a list is too long.
    charter_line_long(most: number)
    /// Button: say what one would write there.
    button_charter_suggest()
    /// Title of the form for that.
    charter_suggest_title()
    /// Who writes the charter of a channel, and what one can do oneself.
    charter_suggest_to(channel: text)
    /// The same where no team is known.
    charter_suggest_no_team()
    /// How what one types there begins.
    charter_suggest_begins()
    /// When the plan that comes of it has its moment.
    charter_suggest_cue(part: text)
    /// The same where it is about all of it.
    charter_suggest_cue_whole()
    /// To whom it is to be said.
    charter_suggest_whom(channel: text)
    /// Nothing was changed in the form.
    charter_unchanged()
    /// Somebody else wrote the charter while the form was open.
    charter_changed_meanwhile()
    /// A colour.
    colour_blue()
    /// A colour.
    colour_teal()
    /// A colour.
    colour_green()
    /// A colour.
    colour_amber()
    /// A colour.
    colour_red()
    /// A colour.
    colour_pink()
    /// A colour.
    colour_violet()
    /// A colour.
    colour_grey()
    /// Above what was typed into a form that could not be taken.
    form_typed()
    /// In the audit: a charter was written.
    deed_charter_written(who: text, number: text, channel: text)
}
