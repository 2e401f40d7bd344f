//! Inputs of a form.

use jiff::civil::Date;
use slack_morphism::prelude::{
    SlackActionId, SlackBlock, SlackBlockCheckboxesElement, SlackBlockChoiceItem,
    SlackBlockConversationFilter, SlackBlockConversationsSelectElement,
    SlackBlockDatePickerElement, SlackBlockId, SlackBlockMultiStaticSelectElement,
    SlackBlockMultiUsersSelectElement, SlackBlockNumberInputElement,
    SlackBlockPlainTextInputElement, SlackBlockPlainTextOnly, SlackBlockRadioButtonsElement,
    SlackBlockStaticSelectElement, SlackBlockText, SlackConversationFilterInclude, SlackInputBlock,
    SlackInputBlockElement,
};

use super::cutting::{MORE, cut, length, split_words};
use super::limits;
use super::shown::plain_text;
use super::tidy::{clean, comes_back, is_blank, is_id, one_line};
use crate::chat::{ChannelId, Choice, Field, InputKind, PersonId};

/// The name of the input in its block; each block has one.
const INPUT: &str = "input";

/// An input under its field's name, which is where Slack puts values and wants errors. `None`
/// for one that could not be answered or would not come back under its name: no options, or a
/// name that is empty or too long.
pub(super) fn ask(field: &Field) -> Option<SlackBlock> {
    let id = field.id.as_str();
    if !comes_back(id, limits::ID) {
        return None;
    }
    let hint = field.hint.as_deref().filter(|hint| !is_blank(hint));
    let drawn = SlackInputBlock::new(
        plain_text(&field.label, limits::INPUT_LABEL),
        element(&field.input)?,
    )
    .with_block_id(SlackBlockId(id.to_owned()))
    .with_optional(field.optional)
    .opt_hint(hint.map(|hint| plain_text(hint, limits::INPUT_LABEL)));
    Some(drawn.into())
}

fn element(input: &InputKind) -> Option<SlackInputBlockElement> {
    Some(match input {
        InputKind::Words {
            long,
            max,
            initial,
            example,
        } => words(*long, *max, initial, example).into(),
        InputKind::Number { min, max } => number(*min, *max).into(),
        InputKind::One { options, initial } => one(&usable(options), initial.as_deref())?,
        InputKind::Several { options, initial } => several(&usable(options), initial)?,
        InputKind::People { most, initial } => people(*most, initial).into(),
        InputKind::Channel { initial } => channel(initial.as_ref()).into(),
        InputKind::Date { initial } => date(*initial).into(),
    })
}

fn words(long: bool, max: u16, initial: &str, example: &str) -> SlackBlockPlainTextInputElement {
    let max = max.clamp(1, limits::TYPED);
    let (initial, _) = split_words(initial, usize::from(max));
    let initial = clean(initial);
    let example = one_line(example);
    SlackBlockPlainTextInputElement::new()
        .with_action_id(action())
        .with_multiline(long)
        .with_max_length(u64::from(max))
        .opt_initial_value((!initial.is_empty()).then_some(initial))
        .opt_placeholder((!is_blank(&example)).then(|| plain_text(&example, limits::PLACEHOLDER)))
}

fn number(min: i64, max: i64) -> SlackBlockNumberInputElement {
    SlackBlockNumberInputElement::new(false)
        .with_action_id(action())
        .with_min_value(min.min(max).to_string())
        .with_max_value(max.max(min).to_string())
}

/// Radio buttons show every choice at once; a menu is for more than they may hold.
fn one(options: &[&Choice], initial: Option<&str>) -> Option<SlackInputBlockElement> {
    let chosen = options
        .iter()
        .find(|choice| Some(choice.id.as_str()) == initial);
    match options.len() {
        0 => None,
        1..=limits::BOXES => Some(
            SlackBlockRadioButtonsElement::new(drawn(options))
                .with_action_id(action())
                .opt_initial_option(chosen.map(|choice| option(choice)))
                .into(),
        ),
        _ => Some(
            SlackBlockStaticSelectElement::new()
                .with_action_id(action())
                .with_options(drawn(options))
                .opt_initial_option(chosen.map(|choice| option(choice)))
                .into(),
        ),
    }
}

fn several(options: &[&Choice], initial: &[String]) -> Option<SlackInputBlockElement> {
    let chosen: Vec<&Choice> = options
        .iter()
        .copied()
        .filter(|choice| initial.contains(&choice.id))
        .collect();
    match options.len() {
        0 => None,
        1..=limits::BOXES => Some(
            SlackBlockCheckboxesElement::new(drawn(options))
                .with_action_id(action())
                .opt_initial_options(some(drawn(&chosen)))
                .into(),
        ),
        _ => Some(
            SlackBlockMultiStaticSelectElement::new()
                .with_action_id(action())
                .with_options(drawn(options))
                .opt_initial_options(some(drawn(&chosen)))
                .into(),
        ),
    }
}

/// Slack takes no empty list of what is chosen at first.
fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

/// Channels, public and private, that the person can see: no conversations between people. One
/// that is shared with another organisation can be chosen too; what that means is said after.
fn channel(initial: Option<&ChannelId>) -> SlackBlockConversationsSelectElement {
    use SlackConversationFilterInclude::{Private, Public};
    let initial = initial.filter(|channel| is_id(channel.as_str()));
    SlackBlockConversationsSelectElement::new()
        .with_action_id(action())
        .with_filter(
            SlackBlockConversationFilter::new()
                .with_include(vec![Public, Private])
                .with_exclude_bot_users(true),
        )
        .opt_initial_conversation(initial.map(|channel| channel.as_str().into()))
}

/// People of the workspace. Who would be one too many at first, or is none, is left out: Slack
/// refuses the whole.
fn people(most: u8, initial: &[PersonId]) -> SlackBlockMultiUsersSelectElement {
    let most = most.max(1);
    let mut named: Vec<String> = Vec::new();
    for person in initial.iter().map(PersonId::as_str) {
        if is_id(person) && !named.iter().any(|other| other == person) {
            named.push(person.to_owned());
        }
    }
    named.truncate(usize::from(most));
    SlackBlockMultiUsersSelectElement::new()
        .with_action_id(action())
        .with_max_selected_items(u64::from(most))
        .opt_initial_users(some(named))
}

fn date(initial: Option<Date>) -> SlackBlockDatePickerElement {
    // Only such a year is written in four digits, as Slack reads it.
    let initial = initial.filter(|date| date.year() > 0);
    SlackBlockDatePickerElement::new()
        .with_action_id(action())
        .opt_initial_date(initial.map(|date| date.to_string()))
}

/// The choices that can come back under their own name, as many as a menu holds.
fn usable(options: &[Choice]) -> Vec<&Choice> {
    let mut usable: Vec<&Choice> = Vec::new();
    for choice in options {
        let named = comes_back(&choice.id, limits::OPTION_VALUE);
        if named && usable.iter().all(|other| other.id != choice.id) {
            usable.push(choice);
        }
    }
    usable.truncate(limits::MENU);
    usable
}

fn drawn<T: OptionText>(options: &[&Choice]) -> Vec<SlackBlockChoiceItem<T>> {
    options.iter().map(|choice| option(choice)).collect()
}

/// An option. A label that is too long for one goes on below it, in small.
fn option<T: OptionText>(choice: &Choice) -> SlackBlockChoiceItem<T> {
    let label = one_line(&choice.label);
    if length(&label) <= limits::LABEL {
        return SlackBlockChoiceItem::new(T::of(&label), choice.id.clone());
    }
    let (head, rest) = split_words(&label, limits::LABEL - length(MORE));
    let head = format!("{}{MORE}", head.trim_end());
    let rest = cut(&format!("{MORE}{}", rest.trim_start()), limits::LABEL);
    SlackBlockChoiceItem::new(T::of(&head), choice.id.clone())
        .with_description(plain_text(&rest, limits::LABEL))
}

/// The two types that slack-morphism has for the text of an option.
trait OptionText: Into<SlackBlockText> {
    fn of(words: &str) -> Self;
}

impl OptionText for SlackBlockPlainTextOnly {
    fn of(words: &str) -> Self {
        plain_text(words, limits::LABEL)
    }
}

impl OptionText for SlackBlockText {
    fn of(words: &str) -> Self {
        plain_text(words, limits::LABEL).into()
    }
}

fn action() -> SlackActionId {
    SlackActionId(INPUT.to_owned())
}
