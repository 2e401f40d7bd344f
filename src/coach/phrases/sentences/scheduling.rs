//! What is said about schedules, and to admins about how they go.

sentences! { SCHEDULING:
    /// What comes: a tip of any pack, in order.
    schedule_tip_any_in_order()
    /// What comes: a tip of any pack, shuffled.
    schedule_tip_any_shuffled()
    /// What comes: a tip of a pack, in order.
    schedule_tip_pack_in_order(pack: text)
    /// What comes: a tip of a pack, shuffled.
    schedule_tip_pack_shuffled(pack: text)
    /// What comes: one tip.
    schedule_tip_given(tip: text)
    /// What comes: a check-in that is chosen each time.
    schedule_check_in_any()
    /// What comes: a check-in of a skill.
    schedule_check_in_skill(skill: text)
    /// What comes: one check-in.
    schedule_check_in_item(item: text)
    /// How a schedule was understood: what comes, where and when.
    schedule_understood(what: text, channel: text, timing: text)
    /// For how many whole hours a check-in is open.
    schedule_open_hours(hours: number)
    /// For how many minutes a check-in is open.
    schedule_open_minutes(minutes: number)
    /// The next dates of a schedule.
    schedule_next(dates: text)
    /// A date with its time, its zone and how far that is from UTC.
    schedule_date(date: text, zone: text, offset: text)
    /// The same, and when that is for the reader.
    schedule_date_yours(date: text, zone: text, offset: text, yours: text)
    /// No date is left on which it could come.
    schedule_no_dates()
    /// What was assumed, since it was not said.
    schedule_assumed(assumption: text)
    /// How many the channel has not had.
    schedule_left(left: number)
    /// That nothing happens before the tap.
    schedule_not_yet()
    /// Button: schedules what was understood.
    button_schedule_it()
    /// Button: drops it.
    button_cancel()
    /// It is scheduled; when it first comes.
    schedule_made(first: text)
    /// It was scheduled before.
    schedule_made_before()
    /// Its first date has passed before the tap; nothing is left.
    schedule_passed()
    /// Its first date has passed before the tap; the next one.
    schedule_first_passed(first: text)
    /// What was about to be scheduled is dropped.
    schedule_cancelled()
    /// What was about to be scheduled is not known any more.
    schedule_draft_gone()
    /// A schedule was changed: what, and when it comes next.
    schedule_changed(changes: text)
    /// A change: before and after.
    schedule_change(before: text, after: text)
    /// Nothing is different.
    schedule_unchanged()
    /// How to schedule something, by examples.
    schedule_usage(examples: text)
    /// What of a sentence about time could not be read.
    schedule_problem(problem: text)
    /// Above buttons with two readings.
    schedule_which()
    /// One may not schedule in the channel that was named.
    schedule_not_there(channel: text)
    /// People of another organisation will see it.
    schedule_shared_channel(channel: text)
    /// It can't be posted there now.
    schedule_not_in_channel(channel: text)
    /// To the admins: people of another organisation read along.
    notice_channel_shared(channel: text)
    /// Neither a tip nor a check-in was named.
    schedule_needs_what()
    /// Schedules are for channels.
    schedule_needs_channel()
    /// There are too many schedules.
    schedule_too_many()
    /// Text was given, which only a written tip can have.
    schedule_text_needs_tip(text: text)
    /// Button: today, at the next minute.
    button_today_now()
    /// Button: tomorrow at that hour.
    button_tomorrow()
    /// Button: one of several readings.
    button_reading(reading: text)
    /// Above the list of schedules.
    schedules_title()
    /// There are no schedules.
    schedules_none()
    /// One schedule of the list: its number, what, where, when.
    schedules_line(number: number, what: text, channel: text, timing: text)
    /// When it comes within two weeks.
    schedules_dates(dates: text)
    /// It does not come within two weeks; when next.
    schedules_later(date: text)
    /// Who made it and when.
    schedules_made(person: text, at: text)
    /// How many more there are.
    schedules_more(count: number)
    /// It is paused until a date.
    schedule_paused_until(date: text)
    /// It is paused until somebody resumes it.
    schedule_paused()
    /// It waits since its channel is archived.
    schedule_waits_archived()
    /// It waits since the bot is not in the channel.
    schedule_waits_not_invited()
    /// It waits since the channel is not there.
    schedule_waits_not_there()
    /// Nothing comes of it any more.
    schedule_finished()
    /// A time that is left out.
    schedule_skips(date: text)
    /// Days off among its dates.
    schedule_day_off(date: text)
    /// Button: opens a schedule.
    button_open_schedule(number: number)
    /// Button: what comes next as it will look.
    button_preview()
    /// Button: posts what comes next now.
    button_send_now()
    /// Button: leaves out the next time.
    button_skip_next()
    /// Button: leaves out nothing.
    button_unskip()
    /// Button: opens the form for a pause.
    button_pause_until()
    /// Button: ends a pause.
    button_resume()
    /// Button: deletes.
    button_delete()
    /// Button: goes back without doing it.
    button_keep()
    /// Asked once more before a schedule is deleted.
    schedule_delete_title()
    /// What deleting does.
    schedule_delete_text()
    /// The next time is left out; what comes then.
    schedule_skipped(date: text, next: text)
    /// The next time is left out, and there is no other.
    schedule_skipped_last(date: text)
    /// There is nothing to leave out.
    schedule_nothing_to_skip()
    /// Nothing is left out any more; what comes.
    schedule_unskipped(next: text)
    /// It is paused until a date; what comes then.
    schedule_pause_set(date: text, next: text)
    /// It is paused until a date, and nothing comes after that.
    schedule_pause_to_end(date: text)
    /// It is paused until somebody resumes it.
    schedule_pause_open()
    /// It goes on; what comes next.
    schedule_resumed(next: text)
    /// It goes on, and no date is left.
    schedule_resumed_empty()
    /// It is deleted.
    schedule_deleted()
    /// What comes next was posted now.
    schedule_sent(channel: text, next: text)
    /// The same, and no date is left.
    schedule_sent_last(channel: text)
    /// It was posted a moment ago.
    schedule_sent_before()
    /// There is nothing that could be posted.
    schedule_nothing_to_send()
    /// Above a preview: when it comes.
    schedule_preview(next: text)
    /// Above a preview of what has no date.
    schedule_preview_undated()
    /// A button of a preview was pressed.
    preview_inert()
    /// The schedule is not there any more.
    schedule_gone()
    /// Title of the form for a pause.
    pause_title()
    /// In the form for a pause: the day on which it goes on.
    pause_label()
    /// Below that.
    pause_hint()
    /// The day of a pause has passed.
    pause_past()
    /// Button of the form for a pause.
    pause_send()
    /// To who paused it: it goes on tomorrow.
    pause_ends(what: text, channel: text, next: text)
    /// Button: pauses for longer.
    button_pause_longer()
    /// To the admin: it was taken back.
    schedule_taken_back()
    /// There is nothing to take back.
    schedule_nothing_to_take_back()
    /// To the admins: the bot is in the channel again, and what waited can go on.
    resume_offer(channel: text)
    /// Button: a schedule goes on.
    button_resume_this(timing: text)
    /// What `schedule` does.
    help_schedule()
    /// What `schedules` does.
    help_schedules()
    /// What comes of a schedule, where that was not noted.
    deed_schedule_unnamed()
    /// Done: a schedule was made.
    deed_schedule_made(who: text, channel: text, what: text)
    /// Done: a schedule was changed.
    deed_schedule_changed(who: text, channel: text, what: text)
    /// Done: a schedule was paused.
    deed_schedule_paused(who: text, channel: text, what: text)
    /// Done: a schedule was paused until a date.
    deed_schedule_paused_until(who: text, channel: text, what: text, date: text)
    /// Done: a schedule goes on.
    deed_schedule_resumed(who: text, channel: text, what: text)
    /// Done: a time of a schedule is left out.
    deed_schedule_skipped(who: text, channel: text, what: text, date: text)
    /// Done: nothing of a schedule is left out any more.
    deed_schedule_unskipped(who: text, channel: text, what: text)
    /// Done: what comes next was posted at once.
    deed_schedule_sent(who: text, channel: text, what: text)
    /// Done: a schedule was deleted.
    deed_schedule_deleted(who: text, channel: text, what: text)
    /// To the admins: what was scheduled was passed over.
    notice_passed_over(times: number, channel: text)
    /// To the admins: who made a schedule has left.
    notice_author_left(person: text, channel: text)
    /// To the admins: a schedule soon has nothing new.
    notice_runs_dry(left: number, channel: text)
    /// To the admins: there was nothing to post.
    notice_nothing_to_post(channel: text)
    /// To the admins: a channel is archived.
    notice_channel_archived(channel: text)
    /// To the admins: the bot is not in a channel.
    notice_channel_not_invited(channel: text)
    /// To the admins: a channel is not there.
    notice_channel_not_there(channel: text)
    /// To the admins: the bot may not post there.
    notice_not_allowed(channel: text)
    /// To the admins: the platform refuses the message.
    notice_refused(channel: text)
    /// To the admins: it could not be posted in time.
    notice_too_late(channel: text)
    /// To the admins: nobody knows whether it was posted.
    notice_unclear(channel: text)
    /// To the admins: the message is gone.
    notice_message_gone(channel: text)
    /// What `holidays` does.
    help_holidays()
    /// Days off are set for a channel.
    holidays_set(channel: text, from: text, to: text)
    /// Days off are set for everywhere.
    holidays_set_everywhere(from: text, to: text)
    /// What of a date could not be read.
    holidays_problem(problem: text)
    /// The last day is before the first.
    holidays_reversed()
    /// There are too many.
    holidays_too_many()
    /// Above the list of days off.
    holidays_title()
    /// There are none.
    holidays_none()
    /// Days off of a channel in the list.
    holidays_line(number: number, channel: text, from: text, to: text, by: text)
    /// Days off of everywhere in the list.
    holidays_line_everywhere(number: number, from: text, to: text, by: text)
    /// Button: takes one of the list away.
    button_remove(number: number)
    /// Days off were taken away.
    holidays_removed()
    /// Done: days off of a channel.
    deed_days_off(who: text, channel: text, from: text, to: text)
    /// Done: days off of everywhere.
    deed_days_off_everywhere(who: text, from: text, to: text)
    /// Done: days off of a channel taken away.
    deed_days_on(who: text, channel: text, from: text, to: text)
    /// Done: days off of everywhere taken away.
    deed_days_on_everywhere(who: text, from: text, to: text)
    /// Button: changes the schedule so.
    button_change_it()
    /// The schedule was changed; what comes next.
    schedule_changed_now(next: text)
    /// Title of the form for a schedule.
    schedule_form_title()
    /// In the form: where.
    schedule_form_channel()
    /// In the form: what.
    schedule_form_what()
    /// In the form: when.
    schedule_form_when()
    /// Below that: examples.
    schedule_form_when_hint()
    /// What was written says more than when.
    schedule_form_only_when()
    /// In the form: the zone.
    schedule_form_zone()
    /// Below that.
    schedule_form_zone_hint()
    /// In the form: the first day.
    schedule_form_start()
    /// In the form: the last day.
    schedule_form_end()
    /// No zone has that name.
    schedule_form_no_zone()
}
