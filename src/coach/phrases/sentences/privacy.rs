//! What is said of what is kept of a person.

sentences! { PRIVACY:
    /// What the command `privacy` does.
    help_privacy()
    /// Above what is kept.
    privacy_title()
    /// What is kept of her alone.
    privacy_kept()
    /// What is kept that she wrote for others.
    privacy_shared()
    /// What nobody else sees.
    privacy_you()
    /// What managers see.
    privacy_managers()
    /// What admins see.
    privacy_admins()
    /// What an operator could read.
    privacy_operators()
    /// For how long.
    privacy_long(days: number)
    /// What the chat platform has.
    privacy_chat()
    /// Who sees this card.
    privacy_private()
    /// Hands over all that is kept of her.
    button_hand_over()
    /// It is on its way.
    privacy_file_comes()
    /// Beside the file.
    privacy_file()
    /// Beside a file that has not room for all.
    privacy_file_part(left_out: number)
    /// Deletes all that is kept of her.
    button_delete_all()
    /// Asks once more.
    privacy_confirm_title()
    /// What will happen.
    privacy_confirm_text()
    /// What is gone at once.
    privacy_gone()
    /// What follows, and by when.
    privacy_gone_disk(date: text)
    /// What stands in the chat.
    privacy_gone_chat()
    /// How it is if she comes back.
    privacy_gone_back()
    /// The settings name her, which nothing in the chat changes.
    privacy_still_admin()
    /// Nobody is an admin any more.
    privacy_no_admin()
    /// What stands on the home page of who was deleted.
    privacy_home()
}
