//! What is said about if-then plans.

sentences! { PLANNING:
    /// What the command `plans` does.
    help_plans()
    /// Above the plans that are open.
    plans_title()
    /// There is none.
    plans_none()
    /// How many more there are.
    plans_more(count: number)
    /// Who sees them.
    plans_private()
    /// So many are open that no other can be added.
    plans_full(count: number)
    /// Button: add a plan.
    button_add_plan()
    /// The window in which a plan is made.
    plan_form_title()
    /// The window in which a plan is made smaller.
    plan_form_smaller_title()
    /// When it comes back where nothing is said.
    plan_form_days_hint()
    /// A plan.
    plan_line(cue: text, action: text)
    /// One of several.
    plan_numbered(number: number, plan: text)
    /// Button: what is said of a plan, of the one of that number.
    button_of_number(label: text, number: number)
    /// Button: see the plans that come later.
    button_further_plans()
    /// A plan of one of the last days comes back.
    plan_asks_of_weekday(weekday: text, cue: text, action: text)
    /// A plan of longer ago comes back.
    plan_asks_of_day(at: text, cue: text, action: text)
    /// A plan comes back of which the day is not known.
    plan_asks(cue: text, action: text)
    /// Button: did it.
    button_did_it()
    /// Button: not yet.
    button_not_yet()
    /// Button: drop it.
    button_drop_it()
    /// Button: make it smaller.
    button_make_smaller()
    /// It was carried out.
    plan_done()
    /// It was dropped.
    plan_dropped()
    /// When it comes back.
    plan_comes(at: text)
    /// It does not come back by itself.
    plan_only_listed()
    /// It can be made smaller.
    plan_smaller()
    /// It was kept.
    plan_kept()
    /// It has ended before.
    plan_over()
    /// It has ended while the form was open.
    plan_over_meanwhile()
    /// Nothing is known of it any more.
    plan_unknown()
}
