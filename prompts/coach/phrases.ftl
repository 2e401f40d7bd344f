# Every sentence that the bot says, in its default language.
# A message's name is the name of a function in the code; its variables are that function's
# arguments. Whole sentences only: nothing is glued from parts. No exclamation marks; of signs
# only ✓ ◐ ○ ★ ⏸ ✉, always with words.

## A check-in in a channel

run_footer_open = { $count ->
        [one] Answered by { $count } so far · closes { $closes }
       *[other] Answered by { $count } so far · closes { $closes }
    }
run_footer_closed = { $count ->
        [0] Closed · nobody answered this one
        [one] Closed · answered by { $count }
       *[other] Closed · answered by { $count }
    }
run_spread_title = How the answers spread, without names:
run_spread_share = { $count ->
        [one] { $percent }% · { $count } answer
       *[other] { $percent }% · { $count } answers
    }
run_spread_withheld = The spread is shown from five answers up, where they differ. So nobody's answer can be told from it.
run_best = Best here: { $best }
run_takeaway = To take away: { $takeaway }
run_unknown = This check-in is too old for me to know it any more. Nothing of yours is lost.
run_undelivered = I could not post the check-in in { $channel }, or its message was deleted, so it has ended. Invite me to the channel and ask again.

run_taken_back = A check-in stood here. It was taken back, and its answers count nowhere.
run_gone = This check-in was taken back. Its answers count nowhere, and what you remember is as it was before.
run_take_back_title = Take this check-in back?
run_take_back_text = One line will stand in its place, and its answers will count nowhere. This can't be undone.
run_took_back = Taken back. One line stands in its place, and its answers count nowhere.
run_took_back_before = This check-in does not stand any more. Nothing has changed.
run_took_back_too_late = It closed more than 30 days ago, so it stays. People have gone on learning from it.

ask_done = Asked: “{ $question }” It closes { $closes }.
ask_needs_channel = A check-in stands in a channel. Please say this in the channel that it is for.
ask_nothing = The library holds nothing that can be asked in a channel.
ask_unknown = I know no check-in or skill named { $name }. Did you mean { $nearest }?
ask_unknown_skills = I know no check-in or skill named { $name }. Name one of these skills, or none and I choose: { $skills }
ask_not_here = { $name } is made for direct conversations. Please choose another for a channel.
ask_time_unclear = I did not understand { $word }. Say for instance “for 2 days” or “until Friday 10:00”.
ask_time_past = { $end } has passed. Please give a time that is still to come.
ask_time_out_of_range = A check-in can stay open from five minutes to 30 days. Please give an end within these.
admins_only = An admin can do that: { $admins }
admins_only_none = An admin can do that, and nobody is one yet. Who runs me can name one in the setting CAIRN_ADMINS.

managers_only = A manager of { $channel } or an admin can do that there: { $people }
managers_only_where = A channel's managers can do that there, or with “in #channel”. Anywhere an admin can: { $admins }
people_more = { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
listed_next = { $list }, { $next }
listed_last = { $list } and { $last }

## What is told to who answered

verdict_best = ✓ Best choice
verdict_part = ◐ Part of it
verdict_other = ○ Another choice is best here
verdict_kept = ✓ Kept
answer_yours = You answered: { $answer }
answer_first_counts = You answered this before. The first answer stays.
answer_late = This check-in has closed. Your answer is kept for you and not counted in the channel.
answer_best = Best here: { $best }
answer_source = Source: { $source }
answer_next_look = { $days ->
        [0] Next look: from today on
        [one] Next look in { $days } day
       *[other] Next look in { $days } days
    }
answer_private = ✉ Only you see this.
answer_none_yet = There is no answer of yours here yet. The question is still open.
answer_none_closed = There is no answer of yours here, and this check-in has closed. Say “practice” for a question of your own.
answer_sure_of_other = You are in good company: many people are sure of this, and those who were remember the reason best.
answer_why = { $part }: { $why }
answer_part_in_bin = { $part } → { $bin }
answer_part_numbered = { $number }. { $part }
answer_example = For example: { $example }
answer_plan = { $days ->
        [one] If { $cue }, then { $action }. Look back on it in { $days } day.
       *[other] If { $cue }, then { $action }. Look back on it in { $days } days.
    }
answer_number = { $number }{ $unit }

## Buttons

button_more = Give me one more
button_differ = I see it differently
button_show_mine = Show my answer
button_answer = Answer
button_write = Write mine
button_practice = Practise
button_me = Show my progress
button_help = Help
button_skip = Skip
button_stop = Stop
button_sure = Sure
button_think_so = Think so
button_guessing = Guessing
button_true = True
button_myth = Myth
button_letter_described = { $letter }: { $choice }
choice_lettered = { $letter }  { $choice }
range_between = { $low } to { $high }{ $unit }
plan_begins = If { $cue }, then …
myth_question = True, or a myth?

## Tips

tip_do_this_week = One thing this week: { $deed }
tip_totals = { $useful } found it useful · { $tried } tried it
button_tip_useful = Useful
button_tip_tried = I tried it
button_tip_not_for_me = Not for me
button_take_back = Take back
button_keep_it = Keep it
tip_take_back_title = Take this tip back?
tip_take_back_text = One line will stand in its place, and its reactions will count nowhere. This can't be undone.
tip_taken_back = A tip stood here. An admin has taken it back.
tip_noted_useful = Noted without your name: useful. Another tap takes it off again.
tip_noted_tried = Noted without your name: you tried it. Another tap takes it off again.
tip_noted_not_for_me = Noted without your name: not for you. Another tap takes it off again.
tip_noted_off = Taken off. Nothing of yours is counted here.
tip_preview = This is a preview. Taps are counted when the tip is posted.
tip_unknown = This tip is too old for me to know it any more. Nothing of yours is lost.
tip_gone = This tip does not stand any more, so nothing is counted here.
tip_undelivered = I could not post the tip in { $channel }. Invite me to the channel and say “tip” again.
tip_posted = Posted: { $title }
tip_needs_channel = A tip stands in a channel. Please say this in the channel that it is for.
tip_nothing = There is no tip to post.
tip_unnamed = I know no tip or skill named { $name }. Did you mean { $nearest }?
tip_unnamed_skills = I know no tip or skill named { $name }. Name one of these skills, or none and I choose: { $skills }
tip_took_back = Taken back. One line stands in its place, and its reactions count nowhere.
tip_took_back_before = This tip does not stand any more. Nothing has changed.

deed_tip_posted = { $who } posted the tip { $tip } in { $channel }.
deed_tip_taken_back = { $who } took back the tip { $tip } in { $channel }.

tips_title = How tips are received
tips_line = { $title } · useful: { $useful } · tried: { $tried } · not for me: { $other } · posted: { $posted }
tips_line_few = { $title } · fewer than five reactions · posted: { $posted }
tips_how = Reactions are counted without names and shown from five up. What is found useful or tried most comes first.
tips_none = No tip stands in a channel yet. Say “tip” in one to post the first.
tips_more = { $count ->
        [one] { $count } more tip was posted.
       *[other] { $count } more tips were posted.
    }
tips_waiting = { $count ->
        [one] { $count } tip of the library was not posted yet.
       *[other] { $count } tips of the library were not posted yet.
    }
tips_unposted = { $count ->
        [one] { $count } time a tip could not be posted.
       *[other] { $count } times a tip could not be posted.
    }

## Forms

form_answer_title = Your answer
form_send = Send
form_place = Place { $number }
form_choose_all = Choose all that fit
form_number = Your estimate, from { $low } to { $high }{ $unit }
form_your_words = Your words
form_words_private = Only you can read this. It is kept with your answers.
form_plan_if = If this happens …
form_plan_then = … then I do this
form_plan_own = … or this, in my own words
form_plan_own_hint = What stands here counts, whatever is chosen above.
form_plan_days = Look back on it in so many days
form_error_twice = This part stands in another place already. Each part has one place.
form_error_empty = Please fill this in.
form_error_long = Please keep this to { $max } characters.
form_error_number = Please give a number from { $low } to { $high }.

## I see it differently

differ_title = I see it differently
differ_intro = Tell the admins how you see it. They get your words, without your name, your answer or the time.
differ_label = How do you see it?
differ_thanks = Thank you. Your note goes to the admins within a day, without your name.
differ_report = { $count ->
        [one] { $count } person sees { $item } differently.
       *[other] { $count } people see { $item } differently so far.
    }
differ_note = “{ $note }”
differ_footer = Notes come once a day, in no order, and without names.

## Practice

hello_bot = I'm Cairn, a bot that asks short questions about working together and remembers what you learn. No person reads your answers.
hello_stop = Say “stop” to end a session and “help” for all that I can do. I write here when you ask me to.
practice_elsewhere = Your question is in our direct conversation.
practice_step = Question { $number } of { $of } · { $skill }
practice_how_sure = How sure are you?
practice_done = That was all for now.
practice_stopped = Stopped. What you answered is kept.
practice_recall_days = { $days ->
        [one] { $what }: you'd now recall this for about { $days } day.
       *[other] { $what }: you'd now recall this for about { $days } days.
    }
practice_recall_weeks = { $weeks ->
        [one] { $what }: you'd now recall this for about { $weeks } week.
       *[other] { $what }: you'd now recall this for about { $weeks } weeks.
    }
practice_recall_months = { $months ->
        [one] { $what }: you'd now recall this for about { $months } month.
       *[other] { $what }: you'd now recall this for about { $months } months.
    }
practice_skipped = Skipped.
practice_over = This question is not open any more. Say “practice” for a new one.
practice_nothing = There is nothing to practise for now.
practice_none = No session is open. Say “practice” to begin one.
practice_earlier = An earlier session is still open, so it goes on first. Say “stop” to end it.
practice_below = This question is asked again below.

## Nudges

nudges_ask = May I write to you here by myself? Two questions, about a minute, on { $weekdays } at { $time } your time.
nudges_ask_note = I ask this once. Without an answer I write only when you ask me to.
button_no_thanks = No thanks
nudges_often = { $number ->
        [12] Three times a week
        [8] Twice a week
        [4] Once a week
        [2] Once in two weeks
       *[other] Once in four weeks
    }
nudges_at_most = { $number ->
        [12] At most three times a week.
        [8] At most twice a week.
        [4] At most once a week.
        [2] At most once in two weeks.
       *[other] At most once in four weeks.
    }
weekday_name = { $number ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[other] Sunday
    }
nudge_intro = { $count ->
        [one] One question, about 30 seconds.
        [2] Two questions, about a minute.
       *[other] { $count } questions, about two minutes.
    }
nudge_follow_up = You tried the tip “{ $tip }”. Here is one question about it.
nudge_follow_up_set = I ask you about it on { $at }.
button_ask_me = { $days ->
        [one] Ask me tomorrow
       *[other] Ask in { $days } days
    }
nudge_put_off = Put off until { $at }.
nudge_question = Is this still useful to you? I can write less often, later, or no more.
nudge_question_note = Without an answer I stay silent until you write to me.
button_not_now = Not now
button_fewer = Fewer
button_later = In four weeks
button_pause = Pause four weeks
button_undo = Undo
button_change = Change
button_choose_days = Choose days
button_stop_all = Stop everything
button_switch_on = Switch on
nudges_fewer = From now on I write half as often.
nudges_no = Good. I write only when you ask me to. Say “nudges” to change that.
nudges_off = You are off: nothing comes from me by itself. You can still practise and answer.
nudges_on = I write to you here by myself on { $weekdays } at { $time } your time ({ $zone }).
nudges_none = I write only when you ask me to. I can also write by myself: two questions, about a minute.
nudges_paused = ⏸ Paused until { $at }.
nudges_next = Next at the earliest on { $at }.
nudges_halved = For now it is half as often, until you answer again.
nudges_cap = Never more than three messages a week that you did not ask for, and none outside your working hours.
nudges_unclear = I did not understand “{ $word }” there. Say it like “nudges Tue Thu at 9:30”, “nudges once a week”, “nudges pause until 3 Jan” or “nudges off”.
nudges_two_ways = “{ $date }” can be read in two ways. Write the month as a word: “3 April”.
nudges_night = At { $time } I write to nobody. Choose a time from 7:00 to 19:00.
nudges_no_end = A pause ends between tomorrow and a year from now, so it can't end on { $at }.
nudges_form_title = When I write to you
nudges_form_days = On these days
nudges_form_time = At this time of yours
nudges_form_often = At most so often
nudges_line = I write to you by myself on { $weekdays } at { $time }. Say “nudges” to change it.
nudges_line_paused = ⏸ I write nothing by myself until { $at }. Say “nudges” to change it.
nudges_line_none = I write only when you ask me to. Say “nudges” to change that.
nudges_line_off = You are off: nothing comes from me by itself. Say “nudges” to change that.
guests_need_channel = Say this in a channel, or name one: “guests on in #channel”.
guests_on = Guests who answer here may be written to, once they allow it themselves.
guests_off = Guests who answer here are not written to. They can still answer and practise.

## Progress

me_title = What you remember now
me_nothing = Nothing here yet. One question is enough to begin.
me_strength_none = not met yet
me_strength_little = a first part is there
me_strength_part = about half is there
me_strength_most = most of it is there
me_strength_nearly_all = nearly all of it is there
me_trend_more = { $strength }, ↑ more than four weeks ago
me_trend_same = { $strength }, → as much as four weeks ago
me_trend_less = { $strength }, ↓ less than four weeks ago
me_weeks = { $weeks ->
        [one] { $weeks } week with an answer so far.
       *[other] { $weeks } weeks in a row with an answer.
    }
me_next = { $days ->
        [one] The next look is worth it tomorrow.
       *[other] The next look is worth it in { $days } days.
    }
me_next_today = A look is worth it today.
me_plan = Your plan: if { $cue }, then { $action }.
me_recent_title = Your last answers:
me_recent_line = { $verdict } · { $skill } · { $at }
me_private = ✉ Only you see this.

## Plans

help_plans = See your open if-then plans, say how they went, and add one of your own.
plans_title = Your plans
plans_none = No plan is open. One small if-then for this week is enough.
plans_more = { $count ->
        [one] { $count } more plan is open, further ahead.
       *[other] { $count } more plans are open, further ahead.
    }
plans_private = ✉ Only you see this.
plans_full = { $count ->
        [one] { $count } plan is open, which is as much as a week can hold. Close one first; here is what you typed:
       *[other] { $count } plans are open, which is as much as a week can hold. Close one first; here is what you typed:
    }
button_add_plan = Add a plan
plan_form_title = A plan of mine
plan_form_smaller_title = Make it smaller
plan_form_days_hint = Left empty: after a week.
plan_line = If { $cue }, then { $action }.
plan_numbered = { $number } · { $plan }
button_of_number = { $label } { $number }
button_further_plans = Further ahead
plan_asks_of_weekday = On { $weekday } you planned:
    If { $cue }, then { $action }.
    How did it go?
plan_asks_of_day = On { $at } you planned:
    If { $cue }, then { $action }.
    How did it go?
plan_asks = You planned:
    If { $cue }, then { $action }.
    How did it go?
button_did_it = Did it
button_not_yet = Not yet
button_drop_it = Drop it
button_make_smaller = Make it smaller
plan_done = Noted: your plan has met its moment. That makes it easier the next time.
plan_dropped = Dropped. That makes room for a plan that fits better.
plan_comes = I ask you about it on { $at }.
plan_only_listed = I do not ask you about it by myself. Say “plans” to see it.
plan_smaller = A smaller step finds its moment more easily: a nearer cue, or less to do.
plan_kept = Kept:
plan_over = This plan is closed already. Nothing has changed.
plan_over_meanwhile = This plan was closed while the form was open. Here is what you typed, if you want to add it as a new one:
plan_unknown = I know nothing of this plan any more. Nothing else of yours is lost.

## Assessments

help_assess = See the self-assessments, go through one, and look at what you reported.
assess_title = Self-assessments
assess_measures = Measures: { $names }
assess_minutes = { $minutes ->
        [one] About { $minutes } minute
       *[other] About { $minutes } minutes
    }
assess_done = Done last on { $at }
assess_again_from = Worth doing again from { $at }
assess_private = ✉ Only you see this, and only you see what comes of it.
assess_nothing = There is no self-assessment in my library yet.
assess_unnamed = I know no self-assessment named { $name }. Did you mean { $nearest }?
assess_unknown = I know no self-assessment named { $name }.
me_assessments = You have results of: { $titles }. Say “assess” to look at them.
button_begin = Begin
button_of = { $label }: { $name }
button_go_on = Go on
button_look = Look at it
button_again = Do it again
button_assessments = Self-assessments
button_show_tip = Show the tip
button_delete_result = Delete this result
form_next = Next
form_finish = Finish
form_back = Back
assessment_page = Page { $page } of { $of }. You can leave out a statement. Each page is kept when you go on or back.
assessment_too_soon = Your last result is still fresh. Some weeks apart, a change can show: from { $at } on it is worth doing again.
assessment_moved_on = The statements have changed since you began. So this begins anew, with the statements of today.
assessment_moved_on_some = Some statements have changed since you began. What you answered to the others is still here.
assessment_gone = My library does not hold this self-assessment any more. Results that you have stay yours.
assessment_in_already = Your answers to this are in already, and nothing is lost.
assessment_over = This form belongs to a run that is over. You can begin a new one.
assessment_of_earlier = This form belongs to an earlier run, so nothing has changed. The one that is open waits for you.
assessment_too_few = There are too few answers to say anything. What you answered is kept: go on whenever you like.
assessment_no_result = There is no result of yours here.
assessment_deleted = Deleted: I keep nothing of this result. Where you looked at it again in this chat, it can still be read there.
assessment_deleted_before = This result is not there any more. Nothing has changed.
assessment_was_deleted = A result stood here. You have deleted it.
assessment_delete_title = Delete this result?
assessment_delete_text = Your answers and what they came to will be gone. This can't be undone.
assessment_between_readings = What you reported lies between these:
assessment_line = { $name }: { $words }
assessment_line_then = { $name }: { $words } (earlier: { $then })
assessment_below = • { $line }
assessment_so_far = { $band } so far
assessment_between = between { $lower } and { $upper }
assessment_unknown = too few answers to say
assessment_picture = “{ $title }” as a wheel. In words, from its beginning round:
    { $lines }
assessment_line_now = Now
assessment_line_earlier = Earlier
assessment_series_earlier = { $name }, earlier
assessment_more_of = You reported { $more } more often than { $less }.
assessment_alike = You reported { $one } and { $other } about equally often.
assessment_more_in = { $dimension }: { $more } more often than { $less }.
assessment_alike_everywhere = In each of these areas about equally often.
assessment_alike_elsewhere = In the other areas about equally often.
assessment_most_and_least = Most often you reported { $most }; least often so far { $least }.
assessment_all_alike = You reported all of these about equally often.
assessment_since = Compared with { $at }:
assessment_cell = { $name }, { $dimension }
assessment_more_now = { $name }: more often than then.
assessment_less_now = { $name }: less often than then.
assessment_no_change = No change that this can show. Where a word differs, it may be chance.
assessment_no_other_change = Any other difference may be chance.
assessment_not_compared = The statements have changed since { $at }, so the two are not compared.
assessment_not_read = The statements have changed since you answered them, so this result is not read by those of today.
assessment_try_tip = One thing to try: { $tip }
assessment_try_programme = One thing to try: the programme { $programme }
assessment_standing = This is how you see it yourself. It says little about how well it goes; ask two people who work with you.
assessment_private = ✉ Only you see this. You answered on { $at }.

## Help

help_title = What I can do
help_intro = I'm Cairn, a bot. I ask short questions, in channels and when you like in our direct conversation. There you can leave out “/cairn”.
help_line = { $usage } · { $summary }
help_manager_title = As a manager of this channel you can also do this here:
help_admin_title = As an admin you can also do this:
help_ask = Put a check-in into this channel: the one you name, or what it has gone longest without.
help_tip = Post a tip in this channel: the one you name, or what it has gone longest without.
help_tips = See which tips work, without names.
help_practice = Get one to three questions that I choose for you.
help_me = See what you remember now.
help_home = See your page: this week, what you remember, your programmes, the wins you are named in.
help_skip = Leave out the open question.
help_stop = End the session that is open. With none open, stop everything that comes from me by itself.
help_unstop = Let me write by myself again.
help_nudges = See how I may write to you by myself, and change it: days, time, how often, a pause.
help_guests = Let guests of this channel be written to, or not.
help_replies = Choose where I reply when you answer in a channel.
help_help = Show this list.
unknown_answer = I could not take “{ $words }” as an answer. Choose above, or say “skip” or “stop”.
unknown_words = I did not understand “{ $words }”. This is what I can do:
unknown_nearest = I did not understand “{ $words }”. Did you mean { $usage }?
unknown_button = I don't know this button in this version. Nothing is lost. Say “help” for what I can do.

replies_direct = From now on I reply in our direct conversation.
replies_channel = From now on I reply in the channel, where only you see it.
replies_usage = Where shall I reply when you answer in a channel? Say “replies dm” or “replies channel”.

## Who may do what

admins_title = Admins may do everything here that not everybody may:
admins_usage = Say “admins add @name” or “admins remove @name”, with up to ten names.
managers_title = Managers of { $channel } may ask and schedule there:
managers_none = { $channel } has no managers. Admins may ask and schedule there.
managers_usage = Say “managers add @name” or “managers remove @name”, with up to ten names. For another channel add “in #channel”.
managers_needs_channel = Managers belong to a channel. Please say this there, or add “in #channel”.
role_line_setting = { $person } · named in the setting CAIRN_ADMINS
role_line_chat = { $person } · by { $by }, { $at }
role_line_platform = { $person } · an owner or admin of the whole workspace
role_unclear = I did not understand { $word }. Write @ and choose the person from the list.
role_nobody = { $person } is not here, or is no person. Nothing was changed.
role_asking = I don't know { $person } yet and have asked who that is. I tell you in our direct conversation.
role_full = There are 64 already, which is all that I can keep. Please remove one first.
admin_added = { $person } is an admin now.
admin_already = { $person } is an admin already.
admin_removed = { $person } is no admin any more.
admin_is_none = { $person } is no admin.
admin_by_setting = { $person } is named in the setting CAIRN_ADMINS. Who runs me can change that; in chat it can't be changed.
admin_by_platform = { $person } is an owner or admin of the whole workspace. Who runs me can stop trusting these by the setting CAIRN_SLACK_TRUST_ADMINS.
admin_last = { $person } is the last admin. Please add another first.
admin_means = { $by } made you an admin. You may now ask and schedule in every channel and say who else may. Nobody's answers are shown to you. “help” lists all that you can do.
manager_added = { $person } is a manager of { $channel } now.
manager_already = { $person } is a manager of { $channel } already.
manager_removed = { $person } is no manager of { $channel } any more.
manager_is_none = { $person } is no manager of { $channel }.
manager_means = { $by } made you a manager of { $channel }. You may now ask and schedule there. Nobody's answers are shown to you. “help” there lists all that you can do.
help_admins = See who are admins and by whom, add one, or remove one.
help_managers = See who may ask and schedule in this channel, add somebody, or remove somebody.

## A tip written right in a chat

help_write = Write a tip of your own, see it as it will look, post or schedule it; “list” shows those that were written.
write_usage = Say “write” for the form of a new tip, or “write list” for those that were written.
write_needs_form = A tip is written in a form. Please type it as a slash command in the channel, so that I can open one: “/cairn write”.
write_form_title = Write a tip
write_send = Show it to me
write_title = Title
write_title_hint = The idea in a few words, at most 60 characters.
write_title_example = Ask what they heard
write_text = Text
write_text_hint = One idea in 30 to 90 words. It is shown exactly as you write it.
write_text_example = People hear what they expect. After you explain something, ask what they heard …
write_do = One thing to do this week
write_do_hint = One sentence that begins with what to do, such as Ask, Write or Try.
write_do_example = Ask one person what they heard.
write_when = When it comes
write_when_hint = In words. Left empty, nothing is scheduled.
write_when_example = on 3 December at 9:30
written_problem = Not yet: { $what }. What helps: { $remedy }.
written_hint = A hint: { $what }. What helps: { $remedy }.
written_title_taken = A tip or a skill is called that already. Please choose another title.
written_too_many = There are as many written tips as I can keep. Please delete one first, with “write list”.
written_preview = It is kept, and will look like this. Only you see this preview.
written_made = written by { $by } on { $at }
written_made_changed = written by { $by } on { $at }, changed by { $changed_by } on { $changed_at }
button_post_now = Post it now
written_posted_before = It was posted a moment ago, so it is not posted again.
written_delete_title = Delete this tip?
written_delete_text = It can't be posted or scheduled any more. Where it was posted, it stays.
written_deleted = Deleted: { $title }. Where it was posted, it stays.
written_still_comes = { $title } is still scheduled, so it is not deleted. Delete or change these first: { $schedules }
written_comes = { $number } · { $channel }: { $timing }
written_gone = This tip is not there any more. “write list” shows those that are.
written_title = Tips that were written here
written_none = No tip was written here yet. Say “/cairn write” in a channel to begin.
written_line = { $number } · { $title }
written_more = { $count ->
        [one] And { $count } older one. Say “tip” and its title to post it.
       *[other] And { $count } older ones. Say “tip” and a title to post one.
    }
deed_tip_written = { $who } wrote the tip { $tip } for { $channel }.
deed_tip_changed = { $who } changed the tip { $tip } of { $channel }.
deed_tip_deleted = { $who } deleted the tip { $tip } of { $channel }.

## To whom packs are open

help_pack = See to whom the packs are open, or open one to some channels and people only.
pack_usage = Say a skill and to whom its pack is open: “pack feedback only #team @name” or “pack feedback everybody”.
pack_unclear = { $word } is no channel and no person. Name them as “#channel” and “@name”. Nothing was changed.
pack_unknown_nearest = I know no skill named { $name }. Did you mean { $nearest }?
pack_unknown = I know no skill named { $name }. These are the skills: { $skills }
pack_too_many = A pack can be open to 40 channels and people at most. Nothing was changed.
pack_everybody = { $pack } is open to everybody now.
pack_only = { $pack } is open only to { $names } now, and to who answered last in one of these channels. Nothing that anybody learnt is lost.
pack_list = To whom the packs are open: { $lines }
pack_line_everybody = { $pack } · everybody
pack_line_only = { $pack } · only { $names }
pack_closed = The pack { $pack } is not open to { $channel }. An admin can open it with “pack”.
notice_pack_closed = The pack { $pack } is not open to { $channel }, so what is scheduled there was passed over. “pack” opens it, “schedules” changes what comes.
deed_pack_everybody = { $who } opened the pack { $pack } to everybody.
deed_pack_only = { $who } opened the pack { $pack } to some channels or people only.

## The weekly round

round_title = The week in brief
round_question = A question for the week: { $question }
round_listen_or_read = To listen to or to read: { $link }
round_tip = This week's tip stands above: { $title }
round_check_in = This week's check-in stands above, about { $skill }.
round_wins = { $count ->
        [one] { $count } win was told here this week. “/cairn wins” shows it.
       *[other] { $count } wins were told here this week. “/cairn wins” shows them.
    }
round_news = Collected this week:
round_link = { $link } · { $host }
round_ask = Two questions, one minute. Admins read the answers without your name, unless you want otherwise.
button_tell_us = Tell us
round_taken_back = A weekly round stood here. It was taken back.
round_took_back = Taken back. What people told of it stays. Its links wait for the next round, as far as there is room; “/cairn news” shows them.
round_take_back_title = Take this round back?
round_take_back_text = One line will stand in its place. What people told of it stays, and its links wait for the next round. This can't be undone.
round_unknown = This round is too old for me to know it any more. Nothing of yours is lost.
round_gone = This round does not stand any more, so nothing is noted here.
round_over = This round takes no more answers. The next one will ask again.
round_needs_channel = A round stands in a channel. Please say this in the channel that it is for.
round_preview = This is how the next round in { $channel } would look now. An article shown here is the one that comes; what is collected until then is added. Only you see this preview.
round_empty = There is nothing for a round now: no lead article that is new and open to this channel, and no news. Collect a link with “/cairn news”.
help_round = See how the channel's next weekly round would look now.
help_news = Collect a link for the channel's next weekly round, or see those that wait.
help_feedback = Read what people found of the weekly rounds, or get it as a file.
news_needs_channel = News stand in a channel's weekly round. Please say this in that channel, or with “in #channel”.
news_no_link = That is no link that I can read. Please copy the whole address, from “https://” on. Nothing was changed.
news_not_https = Only links that begin with “https://” can stand in a round. Please look whether the page has one. Nothing was changed.
news_holds_name = This link holds a name or a password before the address of the page. Please copy it without. Nothing was changed.
news_link_long = { $most ->
        [one] A link may have { $most } character at most. Please look for a shorter one. Nothing was changed.
       *[other] A link may have { $most } characters at most. Please look for a shorter one. Nothing was changed.
    }
news_line_long = { $most ->
        [one] The line may have { $most } character at most. Please shorten it. Nothing was changed.
       *[other] The line may have { $most } characters at most. Please shorten it. Nothing was changed.
    }
news_waits_already = This link waits for the next round already.
news_stood_already = This link was collected less than a week ago, and has stood in a round. It can come again later.
news_too_many = { $most ->
        [one] { $most } link waits already, as many as a round holds. Take it out first, with “/cairn news”.
       *[other] { $most } links wait already, as many as a round holds. Take one out first, with “/cairn news”.
    }
news_no_room = The links that wait are so long that one more does not fit. Take one out, or look for a shorter address.
news_waits = { $count ->
        [one] It waits for the next round in { $channel }, as the first link. It does not say there who collected it.
       *[other] It waits for the next round in { $channel }, as one of { $count } links. It does not say there who collected it.
    }
news_took_out = Taken out. It will not stand in the next round.
news_gone = This link does not wait any more: it was taken out, or stands in a round. Nothing was changed.
news_none = No news wait for the next round in { $channel }. Say “/cairn news”, a link and a line about it.
news_list = These wait for the next round in { $channel }. Only you see this.
news_line = { $number } · { $link }
button_take_out = Take out
button_take_out_this = Take out { $number }
news_form_title = Add to the round
news_form_intro = It will stand in the next weekly round in { $channel }. I don't open the page, and it does not say there who collected it.
news_form_link = Link
news_form_link_hint = It must begin with “https://”. What only serves to follow people is taken out.
news_form_line = A line about it
news_form_line_hint = What it is, and why it is worth reading. Without one, the address itself stands there.
news_form_send = Collect
feedback_form_title = About this round
feedback_useful = Was this round useful?
feedback_yes = Yes
feedback_partly = Partly
feedback_no = No
feedback_next = What should come next?
feedback_talk = May we ask you?
feedback_may_ask = You may ask me for a talk: show my name with my words
feedback_private = { $people ->
        [one] Without that tick nobody sees your name. What you chose and wrote is shown to admins only once { $people } person has answered, in no order.
       *[other] Without that tick nobody sees your name. What you chose and wrote is shown to admins only once { $people } people have answered, in no order.
    }
feedback_thanks = Thank you, it is kept. You can change it: press the button again.
feedback_changed = Changed. What you say last is what counts.
feedback_typed = You wrote: { $words }
feedback_usage = Say “feedback” for the last weeks, or name a month: “feedback 2026-11”. “feedback export” gives you a file.
feedback_none_lately = No round was posted in the last five weeks. “/cairn schedule round every Friday at 10:00” begins with it.
feedback_none = No round was posted in { $month }. “/cairn feedback” shows those of the last five weeks.
feedback_list = What people found of the rounds
feedback_line = { $count ->
        [0] { $number } · { $round } · no answers
        [one] { $number } · { $round } · { $count } answer
       *[other] { $number } · { $round } · { $count } answers
    }
feedback_round = { $channel }, { $at }: { $title }
feedback_round_bare = { $channel }, { $at }
feedback_answered = { $count ->
        [0] Nobody has answered yet.
        [one] { $count } person has answered.
       *[other] { $count } people have answered.
    }
feedback_count = { $count ->
        [one] { $choice }: { $count }
       *[other] { $choice }: { $count }
    }
feedback_words = “{ $words }”
feedback_words_of = { $person }: “{ $words }”
feedback_asks = { $person } may be asked for a talk.
feedback_more = { $count ->
        [one] And { $count } more. “feedback export” has all of them.
       *[other] And { $count } more. “feedback export” has all of them.
    }
feedback_how = { $people ->
        [one] Choices and words are shown from { $people } answer up, the day after, in no order. They change when as many more have come.
       *[other] Choices and words are shown from { $people } answers up, the day after, in no order. They change when as many more have come.
    }
feedback_file = { $count ->
        [one] What people found of the rounds, part { $number } of { $count }.
       *[other] What people found of the rounds, part { $number } of { $count }.
    }
feedback_exported = { $count ->
        [one] The file comes to you in our direct conversation.
       *[other] { $count } files come to you in our direct conversation.
    }
schedule_round = The weekly round
schedule_round_left = { $left ->
        [0] No lead article is new and open to this channel now. A round comes only with links that were collected.
        [one] { $left } lead article is new to this channel. None comes twice.
       *[other] { $left } lead articles are new to this channel. None comes twice.
    }
notice_round_runs_dry = { $left ->
        [0] The weekly round in { $channel } has no new lead article left. It comes only with links that “/cairn news” collected.
        [one] The weekly round in { $channel } has { $left } new lead article left. After it, it comes only with collected links.
       *[other] The weekly round in { $channel } has { $left } new lead articles left. After them, it comes only with collected links.
    }
notice_round_empty = The weekly round in { $channel } did not come: there was no new lead article and no collected link. “/cairn news” collects one.
deed_round_taken_back = { $who } took back the weekly round in { $channel }.
deed_news_collected = { $who } collected a link for the next round in { $channel }.
deed_news_taken_out = { $who } took a link out of the next round in { $channel }.

## Team wins

help_win = Tell what went well and who did it, so that others see it.
help_wins = See the wins of this channel, or post all wins here.
win_title = ★ A win
win_title_of = ★ A win of { $team }
win_people = Thanks to { $people }
win_why = Why it matters
win_value = Shows: { $value }
win_told_by = told by { $person }
win_told_by_one_of_them = told by one of them
win_cheers = { $count ->
        [one] ★ { $count } cheer
       *[other] ★ { $count } cheers
    }
win_and = { $left } · { $right }
win_no_cheers = told without a name
button_cheer = Cheer
button_win_options = More
button_tell_win = Tell a win
button_win_edit = Edit
button_win_take_back = Take back
button_win_remove = Remove
button_name_out = Take my name out
win_taken_back = A win stood here. It was taken back.
win_confirm_title = Take this win away?
win_confirm_text = One line stays in the channel that says so. Lists and recaps leave it out.
win_form_title = A team win
win_send = Post
win_what = What happened?
win_who = Who did it?
win_value_asked = Which of our values does it show?
win_where = In which channel?
win_people_many = { $most ->
        [one] Please name at most { $most } person.
       *[other] Please name at most { $most } people, or say “the team” in the text.
    }
win_form_waits = Four short fields make a win. The button opens them.
win_posted = Your win stands in { $channel }. “More” below it edits it or takes it back.
win_many = That is five wins within an hour. Please tell this one later.
win_edit_waits = In { $channel } managers see wins before they are posted. Take this one back and suggest it anew.
win_edited = The win stands as you changed it.
win_changed_meanwhile = The win changed while your form was open, so I kept it as it is. Open it again and put in what is still missing.
win_gone = This win does not stand any more.
win_not_yours = Only who told this win can change it.
win_took_back = The win is taken back.
win_removed = The win is removed. Please tell its author why.
win_name_out = Your name is taken out. The recap leaves it out too.
win_not_named = You are not named in this win.
win_cheered = Your cheer counts. The number in the channel follows in a moment.
win_cheered_before = You cheered this win already. A person counts once.
win_own_cheer = This win is yours: others cheer it. If you would rather not be named, take your name out.
win_undelivered = I could not post your win in { $channel }, or its message was deleted. Here is what you wrote, so that nothing is lost:
wins_title = Wins in { $channel }
wins_none = No win stands in { $channel }. “/cairn win” tells the first.
wins_none_since = No win was told in { $channel } since { $day }. “/cairn wins” shows earlier ones.
wins_line = { $what } ({ $people })
wins_here = Wins of everybody are posted in { $channel } from now on.
wins_needs_channel = Say this in the channel that you mean.
wins_since_unknown = I don't know which day “{ $words }” is. Say it like “wins since 1 Nov”.
wins_usage = Say “wins”, “wins since 1 Nov”, “wins suggest on” or “off”, “wins report october”, or “wins here” to post all wins in this channel.
report_usage = Say “wins report” for the last whole month, “wins report october” or “wins report 2026-10”.
report_none = No win was told in { $channel } in { $month }.
report_comes = The report of { $channel } for { $month } comes to you in our direct conversation, to read and as a table.
report_file = Wins of { $month }, part { $number } of { $parts }.
report_most = { $count ->
        [one] It holds the last win of that month.
       *[other] It holds the last { $count } wins of that month.
    }
report_title = Wins of { $month }
report_title_of = Wins of { $team }, { $month }
report_count = { $count ->
        [one] { $count } win
       *[other] { $count } wins
    }
report_other = More wins
report_why = Why it matters: { $why }
recap_title = ★ The week's wins
recap_title_of = ★ The week's wins of { $team }
recap_count = { $count ->
        [one] { $count } win was told in the last seven days.
       *[other] { $count } wins were told in the last seven days.
    }
recap_more = { $count ->
        [one] And { $count } more: “/cairn wins” lists all.
       *[other] And { $count } more: “/cairn wins” lists all.
    }
recap_empty = There was no win in the last seven days, so the recap would stay silent.
schedule_recap = The recap of the week's wins
win_posted_by = posted by { $person }
win_suggest = Suggest
suggest_on = Wins for { $channel } wait until one of its managers posts them. What managers tell themselves is posted at once.
suggest_off = Wins for { $channel } are posted at once, whoever tells them.
suggestions_waiting = { $count ->
        [one] { $count } suggested win waits:
       *[other] { $count } suggested wins wait:
    }
suggestion_line = { $number } · { $what }
button_suggestion_look = Look at { $number }
suggestion_title = A win suggested for { $channel }
button_suggestion_post = Post it
button_suggestion_decline = Not this one
suggestion_waits = Your win waits until a manager of { $channel } posts it. You hear from me either way.
suggestion_to_admins = { $channel } has no manager just now, so your win waits until an admin posts it. You hear from me either way.
suggestion_to_nobody = Wins for { $channel } wait for a manager, and there is neither a manager nor an admin. Here is what you wrote, so that nothing is lost:
suggestion_posted = Posted in { $channel }, in the name of who wrote it.
suggestion_declined = It is not posted. Who wrote it has the words back.
suggestion_gone = There is no such suggestion any more.
suggestion_was_posted = { $person } posted this win in { $channel }.
suggestion_was_declined = { $person } chose not to post this win in { $channel }.
suggestion_was_taken_back = A win suggested for { $channel } was taken back by who wrote it.
suggestion_yours_posted = Your win stands in { $channel }. “More” below it takes it back.
suggestion_yours_declined = The managers of { $channel } did not post this win. That can have many reasons. Here is what you wrote, so that nothing is lost:
deed_wins_suggested = { $who } had wins in { $channel } wait for a manager.
deed_wins_open = { $who } had wins in { $channel } posted at once.
deed_win_posted = { $who } posted a suggested win in { $channel }.
deed_win_declined = { $who } did not post a win suggested for { $channel }.
deed_win_removed = { $who } removed a win in { $channel }.
deed_wins_channel = { $who } had all wins posted in { $channel }.

## The charter of a team

help_charter = See what this channel's team is here for, or write it.
charter_needs_channel = A charter belongs to a channel's team. Say it in that channel.
charter_title = { $team }: our charter
charter_title_of = Charter of the team in { $channel }
charter_none = The team in { $channel } has no charter yet: one page on what it is here for, how it works and what it is good at. Managers of the channel write it.
charter_mission = What we are here for
charter_values = How we work
charter_strengths = What we are good at
charter_stakeholders = For whom we work
charter_version = Version { $number } · { $at } · by { $by }
charter_version_of_nobody = Version { $number } · { $at }
charter_version_gone = That version is not kept any more. The charter as it stands is there with “/cairn charter”.
charter_earlier = Earlier versions, the latest first:
charter_none_earlier = There is no earlier version of this charter.
charter_holds = Does it still hold?
charter_still_true = Thank you. The charter stands as it is.
button_charter_write = Write it
button_charter_change = Change
button_charter_earlier = Earlier versions
button_charter_look = See version { $number }
button_charter_holds = Still true
charter_no_form = I can't open a form from here. Say “/cairn charter” in the channel and press the button.
charter_form_title = Team charter
charter_send = Save
charter_team = Name of the team
charter_colour = Colour of the team
charter_message = What we want to be known for
charter_message_hint = One sentence: whom you serve, what gets better for them, what you are unusually good at.
charter_values_hint = { $most ->
        [one] Up to five, one a line, each up to { $most } character.
       *[other] Up to five, one a line, each up to { $most } characters.
    }
charter_stakeholders_hint = { $most ->
        [one] Up to five, one a line, each up to { $most } character.
       *[other] Up to five, one a line, each up to { $most } characters.
    }
charter_lines_many = { $most ->
        [one] Please keep it to { $most } line.
       *[other] Please keep it to { $most } lines.
    }
charter_line_long = { $most ->
        [one] Please keep each line within { $most } character.
       *[other] Please keep each line within { $most } characters.
    }
button_charter_suggest = Suggest something
charter_suggest_title = What I would write
charter_suggest_to = Managers of { $channel } write its charter. What you would write there becomes a plan of yours, to be said to them.
charter_suggest_no_team = I know your team's channel once you have answered there. What you would write becomes a plan of yours, to be said to its managers.
charter_suggest_begins = I suggest:{" "}
charter_suggest_cue = we next talk about our charter ({ $part })
charter_suggest_cue_whole = we next talk about our charter
charter_suggest_whom = ✉ Only you see this. To be said to the managers of { $channel }.
charter_unchanged = The charter already says that. Nothing was changed.
charter_changed_meanwhile = Somebody else changed the charter while your form was open, so I kept theirs. Open it again and put in what is still missing.
colour_blue = Blue
colour_teal = Teal
colour_green = Green
colour_amber = Amber
colour_red = Red
colour_pink = Pink
colour_violet = Violet
colour_grey = Grey
form_typed = This is what you wrote, so that nothing is lost:
deed_charter_written = { $who } wrote version { $number } of the charter of { $channel }.

## What was done, and what admins are told

audit_title = What was done lately:
audit_nothing = Nothing was done that I know of.
audit_usage = Say “audit” for the latest, or name a number, a person or a channel: “audit 40”, “audit @name”, “audit #channel”.
audit_line = { $at } · { $done }
audit_itself = Cairn
audit_somebody = Somebody
button_older = Older
help_audit = See who asked, scheduled, changed or granted what.
deed_asked = { $who } asked { $item } in { $channel }.
deed_run_taken_back = { $who } took back the check-in { $item } in { $channel }.
deed_guests_allowed = { $who } allowed that I write to guests of { $channel }.
deed_guests_left_out = { $who } ended that I write to guests of { $channel }.
deed_admin_added = { $who } made { $person } an admin.
deed_admin_removed = { $who } removed { $person } as an admin.
deed_manager_added = { $who } made { $person } a manager of { $channel }.
deed_manager_removed = { $who } removed { $person } as a manager of { $channel }.
deed_noticed = Admins were told: { $notice }
notices_more = { $count ->
        [one] And { $count } more. “audit” shows all of them.
       *[other] And { $count } more. “audit” shows all of them.
    }
notice_admin_left = { $person } was an admin and has left, or is no person. Should they come back, they are one again unless removed. “admins” tells who is one now.

## Schedules

schedule_tip_any_in_order = Tips of all packs, in order
schedule_tip_any_shuffled = Tips of all packs, shuffled without repeats
schedule_tip_pack_in_order = Tips from { $pack }, in order
schedule_tip_pack_shuffled = Tips from { $pack }, shuffled without repeats
schedule_tip_given = The tip { $tip }
schedule_check_in_any = A check-in that I choose
schedule_check_in_skill = A check-in from { $skill }
schedule_check_in_item = The check-in { $item }
schedule_understood = { $what } in { $channel }: { $timing }
schedule_open_hours = { $hours ->
        [one] It is open for { $hours } hour each time.
       *[other] It is open for { $hours } hours each time.
    }
schedule_open_minutes = { $minutes ->
        [one] It is open for { $minutes } minute each time.
       *[other] It is open for { $minutes } minutes each time.
    }
schedule_next = The next dates: { $dates }
schedule_date = { $date } in { $zone } (UTC{ $offset })
schedule_date_yours = { $date } in { $zone } (UTC{ $offset }), for you { $yours }
schedule_no_dates = No date is left on which it could come.
schedule_assumed = Assumed: { $assumption }.
schedule_left = { $left ->
        [0] This channel has had all of these. They come again, the oldest first.
        [one] { $left } of these is new to this channel.
       *[other] { $left } of these are new to this channel.
    }
schedule_not_yet = Nothing is scheduled until you tap.
button_schedule_it = Schedule it
button_cancel = Cancel
schedule_made = Scheduled. The first comes { $first }. “schedules” shows all that is coming.
schedule_made_before = This is scheduled already. “schedules” shows all that is coming.
schedule_passed = Its only date has passed meanwhile, so nothing is scheduled. Please say it anew.
schedule_first_passed = Scheduled. Its first date has passed meanwhile. The next one is { $first }.
schedule_cancelled = Cancelled. Nothing was scheduled.
schedule_draft_gone = I don't know this one any more, and nothing was scheduled. Please say it anew.
schedule_changed = Changed: { $changes }
schedule_change = { $before } → { $after }
schedule_unchanged = Nothing is different, so nothing was changed.
schedule_usage = Say what comes and when: { $examples }
schedule_problem = I could not schedule that: { $problem }.
schedule_which = Which one do you mean?
schedule_not_there = Only an admin or a manager of { $channel } can schedule there.
schedule_shared_channel = { $channel } is shared with another organisation: its people will see what is posted there.
schedule_not_in_channel = I can't post in { $channel } now: it is archived, or I am not in it. Please invite me there before the first date.
notice_channel_shared = { $channel } is shared with another organisation now: its people see what is scheduled there.
schedule_needs_what = Say first what is to come: “tip”, “check-in” or “round”.
schedule_needs_channel = Name the channel that it is for, such as “in #team”, or say this in that channel.
schedule_too_many = There are as many schedules as I can keep. Please delete one first, with “schedules”.
schedule_text_needs_tip = I understood the text “{ $text }” and the time. Only tips and check-ins can be scheduled. Write it as a tip first, with “/cairn write”.
button_today_now = Today, now
button_tomorrow = Tomorrow
button_reading = { $reading }
schedules_title = Coming in the next two weeks
schedules_none = Nothing is scheduled. “schedule” helps to begin.
schedules_line = { $number } · { $what } in { $channel }, { $timing }
schedules_dates = Comes { $dates }
schedules_later = Next on { $date }
schedules_made = made by { $person } on { $at }
schedules_more = { $count ->
        [one] And { $count } more. Say “schedules in #channel” to see those of one channel.
       *[other] And { $count } more. Say “schedules in #channel” to see those of one channel.
    }
schedule_paused_until = ⏸ Paused until { $date }
schedule_paused = ⏸ Paused until somebody resumes it
schedule_waits_archived = ⏸ Waits, since the channel is archived
schedule_waits_not_invited = ⏸ Waits, since I am not in the channel
schedule_waits_not_there = ⏸ Waits, since the channel is not there
schedule_finished = It has come for the last time
schedule_skips = Left out: { $date }
schedule_day_off = A day off, passed over: { $date }
button_open_schedule = Open { $number }
button_preview = Preview
button_send_now = Send now
button_skip_next = Skip next
button_unskip = Undo skip
button_pause_until = Pause until…
button_resume = Resume
button_delete = Delete
button_keep = Keep it
schedule_delete_title = Delete this schedule?
schedule_delete_text = Nothing comes of it any more. What it has posted stays.
schedule_skipped = Left out: { $date }. The next one is { $next }.
schedule_skipped_last = Left out: { $date }. There is no other date.
schedule_nothing_to_skip = There is no date that could be left out.
schedule_unskipped = Nothing is left out any more. The next one is { $next }.
schedule_pause_set = Paused until { $date }. The next one is { $next }, and I say so one day before.
schedule_pause_to_end = Paused until { $date }. No date is left after that.
schedule_pause_open = Paused until somebody resumes it.
schedule_resumed = It goes on. The next one is { $next }.
schedule_resumed_empty = It goes on, and no date is left.
schedule_deleted = Deleted. What it has posted stays.
schedule_sent = Posted in { $channel }. The schedule goes on as before: { $next }.
schedule_sent_last = Posted in { $channel }. No date is left after that.
schedule_sent_before = It was posted a moment ago, so it is not posted again.
schedule_nothing_to_send = There is nothing that could be posted: what it names is not in the library any more.
schedule_preview = As it will look on { $next }. Only you see this, and its buttons do nothing.
schedule_preview_undated = As it would look. Only you see this, and its buttons do nothing.
preview_inert = This is a preview, so nothing is counted.
schedule_gone = This schedule is not there any more. “schedules” shows those that are.
pause_title = Pause
pause_label = Goes on again on
pause_hint = Nothing comes before that day. Left empty, it is paused until somebody resumes it.
pause_past = That day has passed or is today. Please choose one that is to come.
pause_send = Pause
pause_ends = The pause ends tomorrow. { $what } in { $channel } comes again: { $next }.
button_pause_longer = Pause longer
schedule_taken_back = Taken back. Its answers count nowhere.
schedule_nothing_to_take_back = There is nothing to take back.
resume_offer = I am in { $channel } again. What was scheduled there waits for you:
button_resume_this = Resume { $timing }
help_schedule = Schedule tips and check-ins in plain words; I say how I understood it first.
help_schedules = See what is coming, preview it, send, skip, pause, change or delete it.
deed_schedule_unnamed = A schedule
deed_schedule_made = { $who } scheduled in { $channel }: { $what }
deed_schedule_changed = { $who } changed in { $channel }: { $what }
deed_schedule_paused = { $who } paused in { $channel }: { $what }
deed_schedule_paused_until = { $who } paused in { $channel } until { $date }: { $what }
deed_schedule_resumed = { $who } resumed in { $channel }: { $what }
deed_schedule_skipped = { $who } left out { $date } in { $channel }: { $what }
deed_schedule_unskipped = { $who } undid what was left out in { $channel }: { $what }
deed_schedule_sent = { $who } had the next one posted at once in { $channel }: { $what }
deed_schedule_deleted = { $who } deleted a schedule of { $channel }: { $what }
notice_passed_over = { $times ->
        [one] I was not running when something scheduled in { $channel } was to come. { $times } date was passed over.
       *[other] I was not running when something scheduled in { $channel } was to come. { $times } dates were passed over.
    }
notice_author_left = { $person }, who made a schedule of { $channel }, has left. It goes on; “schedules” changes or deletes it.
notice_runs_dry = { $left ->
        [0] What is scheduled in { $channel } has nothing new left. It begins again with the oldest.
        [one] What is scheduled in { $channel } has { $left } left that is new. After that it begins again with the oldest.
       *[other] What is scheduled in { $channel } has { $left } left that are new. After that it begins again with the oldest.
    }
notice_nothing_to_post = What is scheduled in { $channel } names something that the library does not have any more, so nothing was posted. “schedules” changes it.
notice_channel_archived = { $channel } is archived, so what is scheduled there waits. Unarchive it, or choose another channel with “schedules”.
notice_channel_not_invited = I am not in { $channel } any more, so what is scheduled there waits. Invite me again, or choose another channel with “schedules”.
notice_channel_not_there = I can't find { $channel }, so what is scheduled there waits. Invite me if it is private, or choose another channel with “schedules”.
notice_not_allowed = I may not post in { $channel }. Please look at who may post there; the schedule goes on and tries again.
notice_refused = The chat refused what I wanted to post in { $channel }. The schedule goes on; “cairn outbox” shows the message.
notice_too_late = What was to come in { $channel } could not be posted in time. The schedule goes on; “cairn outbox” shows the message.
notice_unclear = I can't tell whether what was to come in { $channel } was posted. Please look there; “cairn outbox” can post it again.
notice_message_gone = What I posted in { $channel } was deleted there, so it has ended. The schedule goes on.

help_holidays = Set days on which nothing comes by itself, in a channel or everywhere, or see and remove them.
holidays_set = Days off in { $channel } from { $from } to { $to }. Nothing comes there by itself, and nothing is caught up on.
holidays_set_everywhere = Days off everywhere from { $from } to { $to }. Nothing comes by itself, and nothing is caught up on.
holidays_problem = I could not read that date: { $problem }.
holidays_reversed = The last day is before the first. Please say the earlier date first.
holidays_too_many = There are as many days off as I can keep. Please remove some first.
holidays_title = Days off
holidays_none = There are no days off. Say for instance “holidays 24 Dec to 3 Jan”.
holidays_line = { $number } · { $channel }: { $from } to { $to }, set by { $by }
holidays_line_everywhere = { $number } · Everywhere: { $from } to { $to }, set by { $by }
button_remove = Remove { $number }
holidays_removed = Removed. These are no days off any more.
deed_days_off = { $who } set days off in { $channel } from { $from } to { $to }.
deed_days_off_everywhere = { $who } set days off everywhere from { $from } to { $to }.
deed_days_on = { $who } removed the days off in { $channel } from { $from } to { $to }.
deed_days_on_everywhere = { $who } removed the days off everywhere from { $from } to { $to }.

button_change_it = Change it
schedule_changed_now = Changed. The next one is { $next }.
schedule_form_title = Schedule
schedule_form_channel = Channel
schedule_form_what = What comes
schedule_form_when = When, in words
schedule_form_when_hint = For instance “every Tuesday at 9:30”, “on 3 December 9:00” or “every weekday at 10 except 24 Dec”.
schedule_form_only_when = Write here only when it comes. What comes, and in which channel, stand above.
schedule_form_zone = Time zone
schedule_form_zone_hint = Left empty, it is the channel's, or your own where nothing was scheduled yet.
schedule_form_start = First day
schedule_form_end = Last day
schedule_form_no_zone = I know no such time zone. Write a name such as Europe/Berlin.

## What could not be taken

untaken_busy = I could not take that just now, nothing was counted: please tap again.
untaken_unknown = I can't tell whether I could keep that. Please tap again: it counts once.
untaken_broken = I can't do that until somebody has looked after me. Nothing was counted; please tell your admin.

## What Microsoft Teams needs said

teams_somebody = a colleague
teams_a_channel = a channel
teams_no_channel = I am in no channel yet. Add me to one, then it can be chosen here.
teams_in_chat = I have answered in our chat.
teams_get_app = For practice and tips of your own, add me: choose Apps, look for Cairn, then Add.
teams_send = Send
teams_link_lives = The link works once, within 15 minutes.
teams_no_files = I can't hand you the file here yet: whoever runs me has to set CAIRN_PUBLIC_URL.

## The page of a link

link_title = Your file is ready
link_download = Download
link_once = This link works once, and for a quarter of an hour. If you need the file later, ask me again in our chat.
link_gone_title = This link has ended
link_gone = A file can be downloaded once, within a quarter of an hour, and a picture is shown for a day. Ask me again in our chat, and I send you a new link.

## Programmes

help_programme = See the programmes, begin one, and see its weeks.
programmes_title = Programmes
programmes_none = There is no programme here yet.
programmes_full = { $most ->
        [one] You are in { $most } programme already. Leave it or finish it first.
       *[other] You are in { $most } programmes already. Leave one or finish one first.
    }
programme_private = ✉ Only you see this.
programme_unnamed = I know no programme { $subject }. Did you mean { $name }?
programme_unknown = I know no programme { $subject }. Nothing has changed; the list shows what there is.
programme_gone = This programme is not in the library any more. Nothing of yours is lost.
programme_not_in = You are not in this programme now. Say “programme” to see what there is.
programme_channel_not_in = This channel is not in the programme now. Say “programme” there to begin it.
programme_length = { $weeks ->
        [one] { $weeks } week, about five minutes.
       *[other] { $weeks } weeks, about five minutes each.
    }
programme_done_of = { $all ->
        [one] Done: { $done } of { $all } step.
       *[other] Done: { $done } of { $all } steps.
    }
programme_paused = { $all ->
        [one] ⏸ Paused. Done: { $done } of { $all } step.
       *[other] ⏸ Paused. Done: { $done } of { $all } steps.
    }
programme_finished = { $all ->
        [one] ✓ Finished. Done: { $done } of { $all } step.
       *[other] ✓ Finished. Done: { $done } of { $all } steps.
    }
programme_week = { $number ->
       *[other] Week { $number }: { $theme }
    }
programme_week_bare = { $number ->
       *[other] Week { $number }
    }
programme_step_done = ✓ Done: { $what }
programme_step_open = ○ Open: { $what }
programme_step_ahead = ○ To come: { $what }
programme_step_tip = Read the tip “{ $title }”
programme_step_check_in = Answer a question about { $skill }
programme_step_before = Take stock before: { $title }
programme_step_after = Take stock after: { $title }
programme_step_win = Post a win of your team
programme_step_charter_purpose = Fill in the charter: mission, values, strengths
programme_step_charter_stakeholders = Fill in the charter: stakeholders
programme_step_charter_message = Fill in the charter: the one-line message
programme_step_charter_review = Read the charter again
programme_step_look_back = Look back over what you did
programme_next = The next step comes on { $at }.
programme_next_or_now = The next step comes on { $at }. You need not wait: do it now if it suits.
programme_next_waits = The next step comes on the next day that has room.
programme_only_listed = I do not write to you by myself, so the steps stand here. Do the next one when it suits.
programme_comes = { $title } · { $theme }
button_programmes = See programmes
button_enrol = Enrol
programme_again = You can go through it again, from the first step. The badge that you have earned stays yours.
button_begin_again = Begin again
programme_badge_stays = The badge that you have earned stays yours, also if you leave.
button_enrol_channel = Enrol this channel
button_weeks = See the weeks
button_weeks_channel = See channel's weeks
button_read_it = Read it
button_ask_me_now = Ask me now
button_fill_in = Fill it in
button_read_again = Read it again
button_look_back = Look back
button_postpone_week = A week later
button_pause_programme = Pause
button_leave = Leave
button_stay = Stay
programme_leave_title = Leave this programme?
programme_leave_text = No more steps come. What was answered and learnt on the way stays.
programme_left = You have left { $title }. What was answered and learnt on the way stays.
programme_pause_title = Pause
programme_pause_until = It goes on from
programme_pause_hint = The next step comes on its weekday, on this day or after it.
programme_pause_amiss = Choose a day from tomorrow on, at most a year ahead.
programme_look_back = What you did on the way:
programme_end_title = Finished: { $title }
programme_end = { $all ->
        [one] You did { $done } of { $all } step.
       *[other] You did { $done } of { $all } steps.
    }
programme_channel_end = That was all of it. What of it do you keep doing? Agree on one thing, and on who looks after it.
programme_channel_archived = { $channel } is archived, so its programme waits there. No step is lost. Once it is back, let it go on:
programme_channel_not_invited = I am not in { $channel } any more, so its programme waits. No step is lost. Once I am invited again, let it go on:
programme_channel_not_there = I can't find { $channel }, so its programme waits. No step is lost. Once I am in it, let it go on:
programme_channel_again = I am in { $channel } again. Its programme waits for you:
programmes_full_channel = { $most ->
        [one] This channel is in { $most } programme already. Leave it or finish it first.
       *[other] This channel is in { $most } programmes already. Leave one or finish one first.
    }
deed_programme_begun = { $who } began the programme { $programme } in { $channel }.
deed_programme_paused = { $who } paused the programme { $programme } in { $channel }.
deed_programme_went_on = { $who } let the programme { $programme } go on in { $channel }.
deed_programme_postponed = { $who } postponed a week of the programme { $programme } in { $channel }.
deed_programme_left = { $who } ended the programme { $programme } in { $channel }.
programme_badge = ★ Your badge: { $badge }
programme_badge_private = ✉ Only you see this, unless you share it.
programme_badge_criteria = Did at least seven in ten steps of the programme “{ $title }”.
programme_badge_file = Your badge as a signed file. It says what it was given for and when, and not who you are.
programme_badge_comes = The file comes into our direct conversation.
programme_not_finished = This programme is not finished yet. The badge comes with its end.
button_badge_file = Have the file
button_share = Share in channel
programme_share_title = Share the badge
programme_share_channel = Channel
programme_share_hint = One line with your name and the programme stands there then.
programme_share_done = Shared in { $channel }.
programme_shared = ★ { $who } has finished the programme { $title }.

## Preferences and the home page

help_preferences = See and change your zone, days, hours, how often I write, and where replies go.
preferences_title = Preferences
preferences_private = ✉ Only you see this.
preferences_zone = Time zone: { $zone }, as the chat tells.
preferences_own_zone = Time zone: { $zone }, as you chose.
preferences_hours = Nothing by itself before { $from } or after { $until }.
preferences_replies_channel = Replies come in the channel, for you alone.
preferences_replies_direct = Replies come in our direct conversation.
preferences_no_streaks = Weeks in a row are shown nowhere.
preferences_form_zone = Time zone
preferences_form_zone_hint = Left empty, it is the one that the chat tells.
preferences_zone_near = I know no such time zone. Did you mean { $name }?
preferences_replies = Replies to check-ins
preferences_streaks = Weeks in a row
preferences_streaks_told = Show them to me
preferences_streaks_none = Show them nowhere
preferences_not_before = Nothing before
preferences_not_after = Nothing after
preferences_pause = Pause until
preferences_pause_hint = Left empty, there is no pause.
preferences_time_is_quiet = This time lies in your quiet hours. Choose one between the two.
home_week = This week
home_check_in = A check-in on { $skill } waits for you in { $channel }. It closes { $closes }.
home_question = A question on { $skill } waits for you in our direct conversation.
home_tip = The tip in your channel: “{ $title }”
home_plan_day = Its day: { $at }
home_assessed = Taken stock last: { $title }. It reads as { $read }. { $at }
home_assessed_bare = Taken stock last: { $title }. { $at }
home_charter = { $team } wants to be known for: “{ $message }”
home_wins = Wins you are named in:
home_win = ★ { $what } · { $channel }
home_private = ✉ Only you see this page.
button_one_question = One question
button_waiting_question = Show the question
button_plans = See my plans
help_privacy = See what I keep of you and who sees it, have it as a file, and delete all of it.
privacy_title = What I keep of you
privacy_kept = I keep your answers, what you practised and when it comes back, your plans, results, programmes and preferences.
privacy_shared = I keep what you wrote for others, and where they named you, such as in wins, charters and tips.
privacy_you = What you answered yourself is shown to you alone.
privacy_managers = Managers see how many answered what in their channel, and what five people or more of a team remember or report together: never a name.
privacy_admins = Admins see who changed how I work here. Of weekly rounds they see your name where you ticked it.
privacy_operators = Whoever runs me could read the disk that all of it lies on.
privacy_long = { $days ->
    [one] I keep it until you delete it, or until you have left the workspace for { $days } day.
   *[other] I keep it until you delete it, or until you have left the workspace for { $days } days.
  }
privacy_chat = Messages in the chat are kept by the chat itself, by its own rules.
privacy_private = ✉ Only you see this.
button_hand_over = Hand it over
privacy_file_comes = The file comes into our direct conversation.
privacy_file = All that I keep of you, as it was when I sent this. It is JSON: any text editor opens it.
privacy_file_part = { $left_out ->
    [one] This is not all of it: { $left_out } entry did not fit. Whoever runs me can give you the whole file.
   *[other] This is not all of it: { $left_out } entries did not fit. Whoever runs me can give you the whole file.
  }
button_delete_all = Delete everything
privacy_confirm_title = Delete everything?
privacy_confirm_text = All that I keep of you goes at once. I can't bring it back.
privacy_gone = All that I kept of you is gone, and your name is out of what others share.
privacy_gone_disk = Traces may lie on my disk until whoever runs me writes it anew, and in backups until { $date }.
privacy_gone_chat = What I wrote to you here I take away where I can. Your own messages, files, and what stands in channels, stay.
privacy_gone_back = If you use me again, we begin anew.
privacy_still_admin = You are still an admin: my settings name you. Whoever runs me can take that out.
privacy_no_admin = I have no admin now. Whoever runs me can name one in my settings.
privacy_home = I keep nothing of you. If you use me again, we begin anew.

## A team's picture

help_team = See what this channel's team remembers as a whole: from five people up, never a person.
team_needs_channel = A team's picture belongs to a channel. Say “/cairn team” in that channel, or “/cairn team in #channel”.
team_title = The team's picture: { $team }
team_not_drawn = No picture of { $team } is drawn. It would show, skill by skill, about how much is remembered, and which belief is most often in the way. Its figures are about five people or more, never about one. When it begins, the channel is told.
button_team_draw = Draw it
button_team_stop = Stop drawing it
team_stop_title = Stop drawing this picture?
team_stop_text = Nobody sees it any more. Nothing that anybody learnt is lost, and you can have it drawn again.
team_begun = It is being drawn. Say “/cairn team” again in a minute. From now on it is made anew each Monday.
team_announced = From now on the managers of this channel can see what this team remembers as a whole. Its figures are about five people or more, never about one of you. “/cairn privacy” says what else is seen by whom.
team_stopped = The picture is drawn no more.
team_nothing_yet = There is nothing to tell yet. A figure needs five people at least who have answered in the last eight weeks, and it leaves out either nobody or five. Each person counts for one team only: the one that has listed them longest.
team_counting = It is being made right now. Say “/cairn team” again in a minute.
team_made = Made on { $made }. The next one is made on { $next }.
team_not_seen = I could not see who is in the channel: I have to be a member of it. I try again on { $next }.
team_too_many = A picture is drawn of at most { $most } people. For a larger group name smaller lists: “/cairn team Night shift add @Ana @Ben”.
team_skill = { $skill }: about { $tenths } tenths are remembered, by { $people ->
        [5] five people or more
        [10] ten people or more
        [20] twenty people or more
       *[other] fifty people or more
    }. This stands since { $at }.
team_close = They are close together.
team_mixed = Some remember more, some less.
team_wide = They are far apart.
team_believed = Most often in the way: “{ $belief }”
team_assessment = { $assessment }, reported by { $people ->
        [5] five people or more
        [10] ten people or more
        [20] twenty people or more
       *[other] fifty people or more
    }. This stands since { $at }.
team_cell = { $what }: { $band }
team_between = between { $low } and { $high }
team_rule = A figure changes only when the answers of at least five people have changed since; until then the earlier one stands, with its date. Each person counts for one team only: the one that has listed them longest. So nobody can be worked out from two pictures.
team_trend = How much was remembered in the last eight weeks: { $lines }
team_list_how = Name a list of at most 40 characters and the people on it: “/cairn team Night shift add @Ana @Ben”. “remove” takes people off, and the name alone shows its picture.
team_list_unknown = There is no list called { $list } here. “/cairn team Night shift add @Ana @Ben” makes one.
team_list_gone = That list is not there any more. “/cairn team” shows which there are.
team_lists_full = A channel has at most { $most } lists, and all are taken. You can change who is on one of them.
team_list_now = { $people ->
        [one] { $list }: { $people } person is on it now.
       *[other] { $list }: { $people } people are on it now.
    }
team_on_it = On this list: { $people }
privacy_team = You count in the picture of one team: { $team }.
button_team_show = Show its picture
deed_team_drawn = { $who } had a team's picture drawn for { $channel }.
deed_team_stopped = { $who } had a team's picture drawn no more for { $channel }.
deed_team_list_changed = { $who } changed who is on a list of { $channel }.
