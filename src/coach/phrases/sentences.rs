//! The sentences, by feature. The function's name is the message's name in `phrases.ftl`; its
//! arguments are the message's variables. `EXPECTED` lists them for `cairn check`.

/// A sentence's name and the names of its variables.
type Expected = (&'static str, &'static [&'static str]);

macro_rules! sentences {
    ($list:ident: $( $(#[$doc:meta])* $name:ident ( $($arg:ident : $kind:ident),* ) )*) => {
        /// The messages of this part, with their variables.
        pub(super) const $list: &[crate::coach::phrases::sentences::Expected] =
            &[$((stringify!($name), &[$(stringify!($arg)),*])),*];

        impl crate::coach::phrases::Speaker<'_> {
            $(
                $(#[$doc])*
                pub fn $name(&self, $($arg: sentences!(@type $kind)),*) -> crate::chat::Text {
                    self.say(stringify!($name), vec![$((stringify!($arg), sentences!(@about $kind $arg))),*])
                }
            )*
        }
    };
    (@type number) => { i64 };
    (@type text) => { impl Into<crate::chat::Text> };
    (@about number $arg:ident) => { crate::coach::phrases::About::Number($arg) };
    (@about text $arg:ident) => { crate::coach::phrases::About::Text($arg.into()) };
}

mod assessing;
mod charters;
mod governing;
mod nudging;
mod packs;
mod planning;
mod preferring;
mod privacy;
mod programmes;
mod rounds;
mod scheduling;
mod teams;
mod tips;
mod wins;
mod writing;

/// Every message that the bot says, with its variables.
pub const EXPECTED: &[Expected] = &joined::<{ count(PARTS) }>(PARTS);

/// The parts, one for each file.
const PARTS: &[&[Expected]] = &[
    MOST,
    tips::TIPS,
    writing::WRITING,
    packs::PACKS,
    rounds::ROUNDS,
    nudging::NUDGING,
    scheduling::SCHEDULING,
    governing::GOVERNING,
    assessing::ASSESSING,
    planning::PLANNING,
    programmes::PROGRAMMES,
    preferring::PREFERRING,
    charters::CHARTERS,
    wins::WINS,
    teams::TEAMS,
    privacy::PRIVACY,
];

/// How many sentences the parts have.
const fn count(parts: &[&[Expected]]) -> usize {
    let (mut part, mut count) = (0, 0);
    while part < parts.len() {
        count += parts[part].len();
        part += 1;
    }
    count
}

/// The parts as one.
const fn joined<const COUNT: usize>(parts: &[&[Expected]]) -> [Expected; COUNT] {
    let mut all: [Expected; COUNT] = [("", &[]); COUNT];
    let (mut part, mut filled) = (0, 0);
    while part < parts.len() {
        let mut at = 0;
        while at < parts[part].len() {
            all[filled] = parts[part][at];
            at += 1;
            filled += 1;
        }
        part += 1;
    }
    all
}

sentences! { MOST:
    /// Under a standing check-in: how many answered, and until when it is open.
    run_footer_open(count: number, closes: text)
    /// Under a closed check-in: how many answered.
    run_footer_closed(count: number)
    /// Above the spread of answers.
    run_spread_title()
    /// Beside a choice in the spread: its share in percent and how many took it.
    run_spread_share(percent: number, count: number)
    /// Why no spread is shown: it would tell what somebody answered.
    run_spread_withheld()
    /// The best answer, when a check-in has closed.
    run_best(best: text)
    /// The one line to take away.
    run_takeaway(takeaway: text)
    /// That a check-in can't be answered any more because nothing is known of it.
    run_unknown()
    /// Told to an admin: a check-in could not be posted.
    run_undelivered(channel: text)
    /// What stands where a check-in stood that was taken back.
    run_taken_back()
    /// That a check-in can't be answered any more, and no answer to it shown, because it was taken back.
    run_gone()
    /// Asks once more before a check-in is taken back.
    run_take_back_title()
    /// What taking a check-in back does.
    run_take_back_text()
    /// A check-in was taken back just now.
    run_took_back()
    /// A check-in does not stand any more already.
    run_took_back_before()
    /// A check-in closed too long ago to be taken back.
    run_took_back_too_late()
    /// What the command `ask` did.
    ask_done(question: text, closes: text)
    /// `ask` works in a channel alone.
    ask_needs_channel()
    /// Nothing in the library may be asked in a channel.
    ask_nothing()
    /// What was named is no item and no skill, but near to one.
    ask_unknown(name: text, nearest: text)
    /// What was named is no item and no skill, and near to none.
    ask_unknown_skills(name: text, skills: text)
    /// The item may not be asked in a channel.
    ask_not_here(name: text)
    /// A length or end of time could not be understood.
    ask_time_unclear(word: text)
    /// The end has passed.
    ask_time_past(end: text)
    /// The end is too near or too far ahead.
    ask_time_out_of_range()
    /// Only an admin may do that; who that is.
    admins_only(admins: text)
    /// Only an admin may do that, and nobody is one yet.
    admins_only_none()
    /// Only a manager of the channel, or an admin, may do that; who that is.
    managers_only(channel: text, people: text)
    /// Only an admin may do that, or a manager who names the channel; who the admins are.
    managers_only_where(admins: text)
    /// After some people of many: how many more there are.
    people_more(count: number)
    /// Several people or channels in a sentence, and one more that is not the last.
    listed_next(list: text, next: text)
    /// Several people or channels in a sentence, and the last.
    listed_last(list: text, last: text)

    /// An answer was best.
    verdict_best()
    /// An answer was part of it.
    verdict_part()
    /// Another answer was best.
    verdict_other()
    /// An answer that is neither right nor not.
    verdict_kept()
    /// What one chose.
    answer_yours(answer: text)
    /// That one had answered before.
    answer_first_counts()
    /// That the check-in had closed: kept, not counted.
    answer_late()
    /// What was best, when one chose another.
    answer_best(best: text)
    /// Where it comes from.
    answer_source(source: text)
    /// When it comes again.
    answer_next_look(days: number)
    /// That only the reader sees this.
    answer_private()
    /// Nothing was answered yet.
    answer_none_yet()
    /// Nothing was answered before the closing.
    answer_none_closed()
    /// To who was sure of another answer: many are.
    answer_sure_of_other()
    /// A choice or part, and why.
    answer_why(part: text, why: text)
    /// A part and where it belongs.
    answer_part_in_bin(part: text, bin: text)
    /// A numbered part.
    answer_part_numbered(number: number, part: text)
    /// A sample answer.
    answer_example(example: text)
    /// An if-then plan, as kept.
    answer_plan(cue: text, action: text, days: number)
    /// A number with its unit.
    answer_number(number: text, unit: text)

    /// Button: give me one more.
    button_more()
    /// Button: I see it differently.
    button_differ()
    /// Button: show my answer.
    button_show_mine()
    /// Button that opens a form for an answer.
    button_answer()
    /// Button that opens a form for one's own words.
    button_write()
    /// Button: practise.
    button_practice()
    /// Button: my progress.
    button_me()
    /// Button: help.
    button_help()
    /// Button: skip.
    button_skip()
    /// Button: stop.
    button_stop()
    /// Button: sure.
    button_sure()
    /// Button: think so.
    button_think_so()
    /// Button: guessing.
    button_guessing()
    /// Button: true.
    button_true()
    /// Button: myth.
    button_myth()
    /// What a screen reader says for a lettered button.
    button_letter_described(letter: text, choice: text)
    /// A lettered choice in the message.
    choice_lettered(letter: text, choice: text)
    /// A range of numbers.
    range_between(low: text, high: text, unit: text)
    /// How a plan begins that is offered.
    plan_begins(cue: text)
    /// Above myth statements.
    myth_question()

    /// The window in which a check-in is answered.
    form_answer_title()
    /// Sends a form.
    form_send()
    /// Above the select of the first, second … place.
    form_place(number: number)
    /// Above checkboxes.
    form_choose_all()
    /// Above a number field, with its range.
    form_number(low: text, high: text, unit: text)
    /// Above free words.
    form_your_words()
    /// That nobody else sees the words.
    form_words_private()
    /// Above the if of a plan.
    form_plan_if()
    /// Above the offers of a plan.
    form_plan_then()
    /// Above one's own words in place of the offers.
    form_plan_own()
    /// Help below one's own words.
    form_plan_own_hint()
    /// Above the days of a plan.
    form_plan_days()
    /// Error: a part stands twice.
    form_error_twice()
    /// Error: nothing was chosen or written.
    form_error_empty()
    /// Error: too long.
    form_error_long(max: number)
    /// Error: not a whole number in the range.
    form_error_number(low: text, high: text)

    /// The window for *I see it differently*.
    differ_title()
    /// What becomes of the note.
    differ_intro()
    /// Above the note.
    differ_label()
    /// After the note.
    differ_thanks()
    /// To the admins: how many see an item differently.
    differ_report(item: text, count: number)
    /// To the admins: a note.
    differ_note(note: text)
    /// To the admins: how the notes reach them.
    differ_footer()

    /// The first words of the bot to a person.
    hello_bot()
    /// How to make it stop.
    hello_stop()
    /// Said where practice was asked for: it goes on in the direct conversation.
    practice_elsewhere()
    /// Above a practice question.
    practice_step(number: number, of: number, skill: text)
    /// Asks how sure one was.
    practice_how_sure()
    /// The end of a session.
    practice_done()
    /// The end of a session that was stopped.
    practice_stopped()
    /// For how many days something would now be recalled.
    practice_recall_days(what: text, days: number)
    /// For how many weeks something would now be recalled.
    practice_recall_weeks(what: text, weeks: number)
    /// For how many months something would now be recalled.
    practice_recall_months(what: text, months: number)
    /// A question was skipped.
    practice_skipped()
    /// This question is not open any more.
    practice_over()
    /// Nothing to practise: the library is empty.
    practice_nothing()
    /// No session goes on.
    practice_none()
    /// Above a question of an earlier session, where another number was asked for.
    practice_earlier()
    /// Where a question stood that was asked anew: it is below.
    practice_below()

    /// `guests` works for a channel alone.
    guests_need_channel()
    /// Guests of this channel may be written to.
    guests_on()
    /// They may not.
    guests_off()

    /// Above one's progress.
    me_title()
    /// Nothing answered yet.
    me_nothing()
    /// How much of a skill is remembered: nothing met yet.
    me_strength_none()
    /// A little.
    me_strength_little()
    /// Part.
    me_strength_part()
    /// Most.
    me_strength_most()
    /// Nearly all.
    me_strength_nearly_all()
    /// The same, and that it is more than four weeks ago.
    me_trend_more(strength: text)
    /// The same, and that it is about as much.
    me_trend_same(strength: text)
    /// The same, and that it is less.
    me_trend_less(strength: text)
    /// Weeks in a row.
    me_weeks(weeks: number)
    /// When the next look is worth it.
    me_next(days: number)
    /// The next look is worth it today.
    me_next_today()
    /// A plan that one made.
    me_plan(cue: text, action: text)
    /// Above the last answers.
    me_recent_title()
    /// One of the last answers.
    me_recent_line(verdict: text, skill: text, at: text)
    /// That only the reader sees this.
    me_private()

    /// Above the list of commands.
    help_title()
    /// What the bot is.
    help_intro()
    /// One command: its usage and what it does.
    help_line(usage: text, summary: text)
    /// That a channel's managers can do more in it.
    help_manager_title()
    /// That admins can do more.
    help_admin_title()
    /// What `ask` does.
    help_ask()
    /// What `tip` does.
    help_tip()
    /// What `tips` does.
    help_tips()
    /// What `practice` does.
    help_practice()
    /// What `me` does.
    help_me()
    /// What `home` does.
    help_home()
    /// What `skip` does.
    help_skip()
    /// What `stop` does.
    help_stop()
    /// What `unstop` does.
    help_unstop()
    /// What `nudges` does.
    help_nudges()
    /// What `guests` does.
    help_guests()
    /// What `replies` does.
    help_replies()
    /// What `help` does.
    help_help()

    /// Words that are no answer to the open question.
    unknown_answer(words: text)
    /// Words that were not understood, and near to no command.
    unknown_words(words: text)
    /// Words that were not understood, and the command that is nearest.
    unknown_nearest(words: text, usage: text)
    /// A button of an older or a newer version.
    unknown_button()

    /// Private replies now come in the direct conversation.
    replies_direct()
    /// Private replies now come in the channel.
    replies_channel()
    /// How `replies` is used.
    replies_usage()
    /// Too much at once; nothing was counted.
    untaken_busy()
    /// Whether it was kept is not known.
    untaken_unknown()
    /// Nothing can be taken until an operator has looked.
    untaken_broken()

    /// In Teams: stands for a person whose name is not known.
    teams_somebody()
    /// In Teams: stands for a channel whose name is not known.
    teams_a_channel()
    /// In Teams: no channel can be chosen yet.
    teams_no_channel()
    /// In Teams: the answer stands in the conversation with the person.
    teams_in_chat()
    /// In Teams: how one gets the app.
    teams_get_app()
    /// In Teams: the button that sends a form whose own words are not known any more.
    teams_send()
    /// In Teams: how often a link to a file works, and for how long.
    teams_link_lives()
    /// In Teams: no file can be handed over, and what has to be done.
    teams_no_files()
    /// The page of a file's link: above the button.
    link_title()
    /// The button that downloads the file.
    link_download()
    /// That the link works once, and for how long.
    link_once()
    /// The page of a link that does not work any more.
    link_gone_title()
    /// What to do then.
    link_gone()
}
