//! What is said where a tip is written right in a chat.

sentences! { WRITING:
    /// What `write` does.
    help_write()
    /// How `write` is used.
    write_usage()
    /// That a form is needed, and how it is opened.
    write_needs_form()
    /// Title of the form.
    write_form_title()
    /// Sends the form.
    write_send()
    /// Label: the title.
    write_title()
    /// What a title is.
    write_title_hint()
    /// An example of a title.
    write_title_example()
    /// Label: the text.
    write_text()
    /// What a text is.
    write_text_hint()
    /// An example of a text.
    write_text_example()
    /// Label: the one thing to do.
    write_do()
    /// What a thing to do is.
    write_do_hint()
    /// An example of a thing to do.
    write_do_example()
    /// Label: when it comes.
    write_when()
    /// That it can be left empty.
    write_when_hint()
    /// An example of when.
    write_when_example()
    /// Beside an input: what is amiss with it and what to do.
    written_problem(what: text, remedy: text)
    /// Below a preview: what could be better.
    written_hint(what: text, remedy: text)
    /// Beside the title: something has that name already.
    written_title_taken()
    /// That no more can be kept.
    written_too_many()
    /// Above a written tip as it will look.
    written_preview()
    /// Who wrote it and when.
    written_made(by: text, at: text)
    /// The same, and who changed it last.
    written_made_changed(by: text, at: text, changed_by: text, changed_at: text)
    /// Button: post it now.
    button_post_now()
    /// That it was posted a moment ago.
    written_posted_before()
    /// Asks once more before a tip is deleted.
    written_delete_title()
    /// What deleting does.
    written_delete_text()
    /// That it was deleted.
    written_deleted(title: text)
    /// That it is not deleted, since it still comes.
    written_still_comes(title: text, schedules: text)
    /// A schedule of which it still comes.
    written_comes(number: number, channel: text, timing: text)
    /// That a tip is not there any more.
    written_gone()
    /// Above the list.
    written_title()
    /// That there are none.
    written_none()
    /// One of the list.
    written_line(number: number, title: text)
    /// How many more there are.
    written_more(count: number)
    /// Done: a tip was written.
    deed_tip_written(who: text, tip: text, channel: text)
    /// Done: a tip was changed.
    deed_tip_changed(who: text, tip: text, channel: text)
    /// Done: a tip was deleted.
    deed_tip_deleted(who: text, tip: text, channel: text)
}
