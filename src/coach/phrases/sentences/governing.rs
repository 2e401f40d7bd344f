//! What is said of roles, of what admins did, and to admins.

sentences! { GOVERNING:
    /// Above who are admins.
    admins_title()
    /// How admins are made.
    admins_usage()
    /// Above who are managers of a channel.
    managers_title(channel: text)
    /// A channel has no managers.
    managers_none(channel: text)
    /// How managers are made.
    managers_usage()
    /// `managers` works for a channel alone.
    managers_needs_channel()
    /// Has a role by the operator's setting.
    role_line_setting(person: text)
    /// Has a role by somebody in chat.
    role_line_chat(person: text, by: text, at: text)
    /// Has a role by the platform's word.
    role_line_platform(person: text)
    /// A word that names nobody.
    role_unclear(word: text)
    /// Somebody who is not there, or no person.
    role_nobody(person: text)
    /// Somebody who is not known yet: the platform is asked.
    role_asking(person: text)
    /// Too many have the role already.
    role_full()
    /// Somebody is an admin now.
    admin_added(person: text)
    /// Somebody was an admin before.
    admin_already(person: text)
    /// Somebody is no admin any more.
    admin_removed(person: text)
    /// Somebody was no admin before.
    admin_is_none(person: text)
    /// Somebody is an admin by the operator's setting.
    admin_by_setting(person: text)
    /// Somebody is an admin by the platform's word.
    admin_by_platform(person: text)
    /// Somebody is the last admin.
    admin_last(person: text)
    /// To a new admin: what that means.
    admin_means(by: text)
    /// Somebody is a manager now.
    manager_added(person: text, channel: text)
    /// Somebody was a manager before.
    manager_already(person: text, channel: text)
    /// Somebody is no manager any more.
    manager_removed(person: text, channel: text)
    /// Somebody was no manager before.
    manager_is_none(person: text, channel: text)
    /// To a new manager: what that means.
    manager_means(by: text, channel: text)
    /// What `admins` does.
    help_admins()
    /// What `managers` does.
    help_managers()
    /// Above what was done lately.
    audit_title()
    /// Nothing was done, or nothing of that.
    audit_nothing()
    /// How `audit` is used.
    audit_usage()
    /// One of the things done: when, and what.
    audit_line(at: text, done: text)
    /// The bot, as the one who did something.
    audit_itself()
    /// Somebody whose name was taken out.
    audit_somebody()
    /// Button: what was done before that.
    button_older()
    /// What `audit` does.
    help_audit()
    /// Done: a check-in was asked.
    deed_asked(who: text, item: text, channel: text)
    /// In the audit: who took back which check-in in which channel.
    deed_run_taken_back(who: text, item: text, channel: text)
    /// Done: guests of a channel may be written to.
    deed_guests_allowed(who: text, channel: text)
    /// Done: guests of a channel may not be written to any more.
    deed_guests_left_out(who: text, channel: text)
    /// Done: somebody was made an admin.
    deed_admin_added(who: text, person: text)
    /// Done: somebody was made no admin any more.
    deed_admin_removed(who: text, person: text)
    /// Done: somebody was made a manager of a channel.
    deed_manager_added(who: text, person: text, channel: text)
    /// Done: somebody was made no manager of a channel any more.
    deed_manager_removed(who: text, person: text, channel: text)
    /// Done: admins were told something.
    deed_noticed(notice: text)

    /// Below the first notices: how many more there are.
    notices_more(count: number)
    /// To the admins: one of them has left, or is no person.
    notice_admin_left(person: text)
}
