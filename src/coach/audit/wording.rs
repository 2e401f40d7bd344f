//! How what the audit keeps is said: who, by the name if it still stands there, and the sentence of
//! each deed.

use super::{By, Deed, Name};
use crate::chat::{ChannelId, Span, Text};
use crate::coach::phrases::Speaker;

impl Deed {
    /// In a sentence.
    pub fn words(&self, say: &Speaker<'_>, by: &By) -> Text {
        let who = by.words(say);
        let channel_text = |channel: &ChannelId| Text(vec![Span::Channel(channel.clone())]);
        match self {
            Self::Asked { item, channel, .. } => {
                say.deed_asked(who, Text::strong(item.as_str()), channel_text(channel))
            }
            Self::RunTakenBack { item, channel, .. } => {
                say.deed_run_taken_back(who, Text::strong(item.as_str()), channel_text(channel))
            }
            Self::TipPosted { tip, channel, .. } => {
                say.deed_tip_posted(who, Text::strong(tip.as_str()), channel_text(channel))
            }
            Self::TipTakenBack { tip, channel, .. } => {
                say.deed_tip_taken_back(who, Text::strong(tip.as_str()), channel_text(channel))
            }
            Self::TipWritten { tip, channel } => {
                say.deed_tip_written(who, Text::strong(tip.as_str()), channel_text(channel))
            }
            Self::TipChanged { tip, channel } => {
                say.deed_tip_changed(who, Text::strong(tip.as_str()), channel_text(channel))
            }
            Self::TipDeleted { tip, channel } => {
                say.deed_tip_deleted(who, Text::strong(tip.as_str()), channel_text(channel))
            }
            Self::RoundTakenBack { channel, .. } => {
                say.deed_round_taken_back(who, channel_text(channel))
            }
            Self::WinRemoved { channel, .. } => say.deed_win_removed(who, channel_text(channel)),
            Self::WinsChannelSet { channel } => say.deed_wins_channel(who, channel_text(channel)),
            Self::WinsSuggested { channel, on: true } => {
                say.deed_wins_suggested(who, channel_text(channel))
            }
            Self::WinsSuggested { channel, on: false } => {
                say.deed_wins_open(who, channel_text(channel))
            }
            Self::WinDecided {
                channel,
                posted: true,
                ..
            } => say.deed_win_posted(who, channel_text(channel)),
            Self::WinDecided {
                channel,
                posted: false,
                ..
            } => say.deed_win_declined(who, channel_text(channel)),
            Self::Programme {
                programme,
                channel,
                deed,
            } => deed.words(
                say,
                who,
                Text::strong(programme.as_str()),
                channel_text(channel),
            ),
            Self::TeamDrawn { channel } => say.deed_team_drawn(who, channel_text(channel)),
            Self::TeamStopped { channel } => say.deed_team_stopped(who, channel_text(channel)),
            Self::TeamListChanged { channel } => {
                say.deed_team_list_changed(who, channel_text(channel))
            }
            Self::CharterWritten { channel, number } => {
                say.deed_charter_written(who, number.to_string(), channel_text(channel))
            }
            Self::NewsCollected { channel, .. } => {
                say.deed_news_collected(who, channel_text(channel))
            }
            Self::NewsTakenOut { channel, .. } => {
                say.deed_news_taken_out(who, channel_text(channel))
            }
            Self::PackOpened { skill, everybody } => {
                let skill = Text::strong(skill.as_str());
                if *everybody {
                    say.deed_pack_everybody(who, skill)
                } else {
                    say.deed_pack_only(who, skill)
                }
            }
            Self::AdminAdded { person } => say.deed_admin_added(who, person.words(say)),
            Self::AdminRemoved { person } => say.deed_admin_removed(who, person.words(say)),
            Self::ManagerAdded { person, channel } => {
                say.deed_manager_added(who, person.words(say), channel_text(channel))
            }
            Self::ManagerRemoved { person, channel } => {
                say.deed_manager_removed(who, person.words(say), channel_text(channel))
            }
            Self::GuestsAllowed { channel } => say.deed_guests_allowed(who, channel_text(channel)),
            Self::GuestsLeftOut { channel } => say.deed_guests_left_out(who, channel_text(channel)),
            Self::Scheduled {
                channel,
                comes,
                deed,
                ..
            } => deed.words(say, who, channel_text(channel), comes.as_ref()),
            Self::DaysOff {
                channel,
                from,
                to,
                off,
            } => {
                let (from, to) = (from.to_string(), to.to_string());
                match (channel, off) {
                    (Some(channel), true) => {
                        say.deed_days_off(who, channel_text(channel), from, to)
                    }
                    (Some(channel), false) => {
                        say.deed_days_on(who, channel_text(channel), from, to)
                    }
                    (None, true) => say.deed_days_off_everywhere(who, from, to),
                    (None, false) => say.deed_days_on_everywhere(who, from, to),
                }
            }
            Self::Noticed { notice } => say.deed_noticed(notice.words(say)),
        }
    }
}

impl Name {
    /// As it is said.
    pub fn words(&self, say: &Speaker<'_>) -> Text {
        match self.person() {
            Some(person) => Text(vec![Span::Person(person.clone())]),
            None => say.audit_somebody(),
        }
    }
}

impl By {
    /// As it is said.
    pub fn words(&self, say: &Speaker<'_>) -> Text {
        match self {
            Self::Person(name) => name.words(say),
            Self::Itself => say.audit_itself(),
        }
    }
}
