// Colleagues whom nobody plays: when they are asked to, each answers the check-in that stands
// open, so that the spread can be seen at its end. It takes five.

// The choices of the newest check-in that stands open in a channel; null when there is none, or it
// is answered by a form.
export function openChoices(messages) {
  for (const { id, alone, card } of [...messages].reverse()) {
    const rows = (card?.blocks ?? []).flatMap((block) => (block.buttons ? [block.buttons] : []));
    const [choices, rest] = rows;
    // Under the choices there is one more row; a closed one has that row alone.
    if (!alone && rest && choices.length > 1) return { id, choices };
  }
  return null;
}

// Each takes a choice: most the same one, as it is with colleagues.
export const answersOf = (colleagues, { choices }) => {
  const favourite = Math.floor(Math.random() * choices.length);
  return colleagues.map((who, place) => ({ who, choice: choices[(favourite + (place % 3 === 2 ? 1 : 0)) % choices.length] }));
};
