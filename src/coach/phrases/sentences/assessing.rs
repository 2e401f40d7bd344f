//! What is said about assessments.

sentences! { ASSESSING:
    /// What the command `assess` does.
    help_assess()
    /// Above the list of assessments.
    assess_title()
    /// What one measures.
    assess_measures(names: text)
    /// About how many minutes it takes.
    assess_minutes(minutes: number)
    /// When one did it last.
    assess_done(at: text)
    /// From when on it is worth doing again.
    assess_again_from(at: text)
    /// Who sees what comes of them.
    assess_private()
    /// There is none.
    assess_nothing()
    /// What was named is none, but near to one.
    assess_unnamed(name: text, nearest: text)
    /// What was named is none, and near to none.
    assess_unknown(name: text)
    /// In the summary of one's own: of which assessments there are results.
    me_assessments(titles: text)
    /// Button: begin.
    button_begin()
    /// Button: one of several that say the same, with what it is about.
    button_of(label: text, name: text)
    /// Button: go on.
    button_go_on()
    /// Button: look at it.
    button_look()
    /// Button: do it again.
    button_again()
    /// Button: the list of assessments.
    button_assessments()
    /// Button: show the tip.
    button_show_tip()
    /// Button: delete this result.
    button_delete_result()
    /// Sends a page that is not the last.
    form_next()
    /// Sends the last page.
    form_finish()
    /// Turns back to the page before.
    form_back()
    /// Which page of how many.
    assessment_page(page: number, of: number)
    /// It was done too short a time ago to be worth doing again.
    assessment_too_soon(at: text)
    /// The statements have changed since it was begun; it begins anew.
    assessment_moved_on()
    /// The same, and what still fits was kept.
    assessment_moved_on_some()
    /// The library has it no more.
    assessment_gone()
    /// What came back is of an attempt that is finished.
    assessment_in_already()
    /// What came back is of an attempt that is not there any more.
    assessment_over()
    /// A page of a run that is over comes back while another one is open.
    assessment_of_earlier()
    /// Too few answers to say anything.
    assessment_too_few()
    /// There is no result.
    assessment_no_result()
    /// A result was deleted just now.
    assessment_deleted()
    /// It was deleted before.
    assessment_deleted_before()
    /// What stands where a result stood that was deleted.
    assessment_was_deleted()
    /// Asks once more before a result is deleted.
    assessment_delete_title()
    /// What deleting it does.
    assessment_delete_text()
    /// Where a result lies between two bands: that more than one reading follows.
    assessment_between_readings()
    /// A line of the table: what, and how often in words.
    assessment_line(name: text, words: text)
    /// The same with what it was in the earlier run.
    assessment_line_then(name: text, words: text, then: text)
    /// A line of a dimension below its scale.
    assessment_below(line: text)
    /// The lowest band.
    assessment_so_far(band: text)
    /// Between two bands.
    assessment_between(lower: text, upper: text)
    /// Too few answers to say.
    assessment_unknown()
    /// The picture in words.
    assessment_picture(title: text, lines: text)
    /// In the picture: now.
    assessment_line_now()
    /// In the picture: the earlier run.
    assessment_line_earlier()
    /// In the picture: a scale in the earlier run.
    assessment_series_earlier(name: text)
    /// More of one scale than of another.
    assessment_more_of(more: text, less: text)
    /// As much of one scale as of another.
    assessment_alike(one: text, other: text)
    /// The same in one dimension: more of one.
    assessment_more_in(dimension: text, more: text, less: text)
    /// As much of one as of another in every dimension.
    assessment_alike_everywhere()
    /// As much of one as of another in the dimensions that were not named.
    assessment_alike_elsewhere()
    /// Which of several scales is most, and which least so far.
    assessment_most_and_least(most: text, least: text)
    /// All scales about equally often.
    assessment_all_alike()
    /// Above what changed since the earlier run.
    assessment_since(at: text)
    /// A scale in a dimension.
    assessment_cell(name: text, dimension: text)
    /// More often than then.
    assessment_more_now(name: text)
    /// Less often than then.
    assessment_less_now(name: text)
    /// No change that this can show.
    assessment_no_change()
    /// Beside what did change.
    assessment_no_other_change()
    /// The earlier run was of other statements.
    assessment_not_compared(at: text)
    /// The result itself is of other statements than there are now.
    assessment_not_read()
    /// One thing to try: a tip.
    assessment_try_tip(tip: text)
    /// One thing to try: a programme.
    assessment_try_programme(programme: text)
    /// What a self-rating says, and what not.
    assessment_standing()
    /// Who sees a result, and when it was answered.
    assessment_private(at: text)
}
