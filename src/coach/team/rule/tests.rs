//! An attacker's view of the rule: worlds that differ in one person, and everything the attacker may do in between.

use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

type Person = u8;
/// Each person's fingerprint in the slice, if any; who is in the map is active in the team.
type World = BTreeMap<Person, Option<u64>>;

/// The one in whom two worlds differ.
const VICTIM: Person = 0;

/// What happens between two looks. Everything but the victim's own act happens alike in both worlds.
#[derive(Debug, Clone)]
enum Step {
    /// Somebody joins, or does something.
    Does(Person, Option<u64>),
    /// Somebody leaves, or is taken from the list.
    Leaves(Person),
    /// Somebody is deleted, here and in what was published.
    Forgotten(Person),
    /// The picture is made, and looked at.
    Look,
}

fn step() -> impl Strategy<Value = Step> {
    let person = 1_u8..14;
    prop_oneof![
        4 => (person.clone(), prop::option::weighted(0.8, 0_u64..4)).prop_map(|(who, print)| Step::Does(who, print)),
        2 => person.clone().prop_map(Step::Leaves),
        1 => person.prop_map(Step::Forgotten),
        4 => Just(Step::Look),
    ]
}

/// What one look shows: the contributions in the figure that stands. More than is ever told, so that nothing hides.
type View = BTreeMap<Person, u64>;

/// Counts a slice as a making does: everybody who contributes, now or then, once.
fn counted(is: &View, base: &View) -> Counted {
    let everybody: BTreeSet<_> = is.keys().chain(base.keys()).collect();
    let mut counted = Counted::default();
    for who in everybody {
        counted.add(is.get(who).copied(), base.get(who).copied());
    }
    counted
}

fn now(world: &World) -> View {
    world
        .iter()
        .filter_map(|(who, print)| print.map(|print| (*who, print)))
        .collect()
}

/// Plays a world: at each look what stands, and of how many people contributions differ from the last published.
fn played(mut world: World, steps: &[Step]) -> Vec<(View, usize)> {
    let (mut base, mut shown, mut seen) = (View::new(), View::new(), Vec::new());
    // Who comes back after she was deleted begins anew: what she does then is in no older figure.
    let mut lives = BTreeMap::<Person, u64>::new();
    for step in steps {
        match step {
            Step::Does(who, print) => {
                let life = lives.get(who).copied().unwrap_or_default();
                world.insert(*who, print.map(|print| print + 10 * life));
            }
            Step::Leaves(who) => {
                world.remove(who);
            }
            Step::Forgotten(who) => {
                world.remove(who);
                base.remove(who);
                *lives.entry(*who).or_default() += 1;
            }
            Step::Look => {
                let is = now(&world);
                let counted = counted(&is, &base);
                if counted.ruling(world.len()) == Ruling::Publish {
                    (base, shown) = (is.clone(), is);
                }
                seen.push((shown.clone(), counted.changed));
            }
        }
    }
    seen
}

/// Counted in another way than the rule does: over everybody who is in either.
fn differing(one: &View, other: &View) -> usize {
    let all: BTreeSet<_> = one.keys().chain(other.keys()).collect();
    all.into_iter()
        .filter(|who| one.get(who) != other.get(who))
        .count()
}

fn world() -> impl Strategy<Value = World> {
    prop::collection::btree_map(1_u8..14, prop::option::weighted(0.8, 0_u64..4), 0..13)
}

proptest! {
    #[test]
    fn two_views_that_differ_differ_in_five_people(world in world(), steps in prop::collection::vec(step(), 0..60)) {
        let seen = played(world, &steps);
        for pair in seen.windows(2) {
            let apart = differing(&pair[0].0, &pair[1].0);
            prop_assert!(apart == 0 || apart >= 5, "{apart} people between two views");
        }
    }

    #[test]
    fn one_persons_data_or_membership_shows_in_nothing_until_five_have_changed(
        world in world(),
        hers in prop::option::of(prop::option::of(0_u64..4)),
        others in prop::option::of(prop::option::of(0_u64..4)),
        before in prop::collection::vec(step(), 0..30),
        after in prop::collection::vec(step(), 0..30),
    ) {
        // Alike until a picture stands; then she does something in one world, and something else or nothing in the other.
        let with = |act: Option<Option<u64>>| {
            let mut steps = before.clone();
            steps.push(Step::Look);
            steps.push(act.map_or(Step::Leaves(VICTIM), |print| Step::Does(VICTIM, print)));
            steps.extend(after.clone());
            steps.push(Step::Look);
            played(world.clone(), &steps)
        };
        let (one, other) = (with(hers), with(others));
        let mut five = false;
        for (index, (left, right)) in one.iter().zip(&other).enumerate() {
            let since = index > before.iter().filter(|step| matches!(step, Step::Look)).count();
            five |= since && (left.1 >= 5 || right.1 >= 5);
            prop_assert!(five || left.0 == right.0, "seen before five had changed");
        }
    }

    #[test]
    fn what_is_published_is_about_five_and_leaves_out_five_or_nobody(world in world(), base in world()) {
        let is = now(&world);
        if counted(&is, &now(&base)).ruling(world.len()) == Ruling::Publish {
            let out = world.len() - is.len();
            prop_assert!(is.len() >= 5 && (out == 0 || out >= 5), "{} in, {out} out", is.len());
        }
    }

    #[test]
    fn asking_again_changes_nothing(world in world(), looks in 1_usize..20) {
        let seen = played(world, &vec![Step::Look; looks]);
        prop_assert!(seen.iter().all(|view| view.0 == seen[0].0));
    }

    #[test]
    fn a_figure_has_no_least_no_greatest_and_no_exact_count(values in prop::collection::vec(0.0..=1.0_f64, 0..70)) {
        let mut of_all = Values::default();
        for value in &values {
            of_all.add(*value);
        }
        prop_assert_eq!(of_all.people(), values.len());
        let told = of_all.figure();
        prop_assert_eq!(told.is_some(), values.len() >= 5);
        if let Some(told) = told {
            prop_assert!(told.tenths <= 10);
            prop_assert_eq!(told.spread.is_some(), values.len() >= 8);
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            // A twentieth at most is lost in the steps and a tenth in the telling.
            prop_assert!((mean - f64::from(told.tenths) / 10.0).abs() <= 0.08, "{mean} told as {}", told.tenths);
        }
    }
}

fn people(range: std::ops::Range<u8>) -> View {
    range.map(|who| (who, 1)).collect()
}

fn rules(is: &View, base: &View) -> Ruling {
    counted(is, base).ruling(is.len())
}

#[test]
fn four_are_withheld_and_five_are_shown() {
    assert_eq!(rules(&people(0..4), &View::new()), Ruling::Stand);
    assert_eq!(rules(&people(0..5), &View::new()), Ruling::Publish);
}

#[test]
fn a_sixth_who_joins_and_one_who_leaves_change_no_figure() {
    assert_eq!(rules(&people(0..6), &people(0..5)), Ruling::Stand);
    assert_eq!(rules(&people(0..5), &people(0..6)), Ruling::Stand);
    assert_eq!(rules(&people(0..4), &people(0..5)), Ruling::Stand);
}

#[test]
fn one_a_week_adds_up_until_five_have_come() {
    let base = people(0..5);
    for more in 6..10 {
        assert_eq!(rules(&people(0..more), &base), Ruling::Stand);
    }
    assert_eq!(rules(&people(0..10), &base), Ruling::Publish);
}

#[test]
fn a_slice_that_leaves_one_out_is_withheld() {
    let of_ten = |is: View| counted(&is, &View::new()).ruling(10);
    assert_eq!(of_ten(people(0..9)), Ruling::Stand);
    assert_eq!(of_ten(people(0..6)), Ruling::Stand);
    assert_eq!(of_ten(people(0..5)), Ruling::Publish);
    assert_eq!(of_ten(people(0..10)), Ruling::Publish);
}

#[test]
fn five_who_leave_count_as_five_who_come() {
    assert_eq!(rules(&people(0..6), &people(0..10)), Ruling::Stand);
    assert_eq!(rules(&people(0..5), &people(0..10)), Ruling::Publish);
}

#[test]
fn a_picture_that_was_made_and_not_published_moves_nothing() {
    let does = |who: std::ops::Range<u8>, print| who.map(move |who| Step::Does(who, Some(print)));
    let mut steps = vec![Step::Look];
    steps.extend(does(1..4, 2));
    steps.push(Step::Look);
    // Three go back and two go on: five differ from the picture made last, two from the one that is seen.
    steps.extend(does(1..4, 1).chain(does(4..6, 2)));
    steps.push(Step::Look);
    let seen = played((1..11).map(|who| (who, Some(1))).collect(), &steps);
    assert_eq!(seen[0].0.len(), 10);
    assert_eq!(seen[2].0, seen[0].0);
}
