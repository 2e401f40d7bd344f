// Times as the one who is played has them: in her zone, and in the reader's own language.

// The zone of who is played; the browser's own until that is known.
let zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export const zoneName = () => zone;
export const useZone = (name) => { zone = name; };

const formatters = new Map();

// A formatter is costly to make, and there are few.
function formatter(options, inZone) {
  const key = `${JSON.stringify(options)} ${inZone}`;
  if (!formatters.has(key)) formatters.set(key, new Intl.DateTimeFormat(options.locale, { ...options, timeZone: inZone }));
  return formatters.get(key);
}

const format = (options) => (moment, inZone = zone) => formatter(options, inZone).format(new Date(moment));

export const hour = format({ hour: "numeric", minute: "2-digit" });
export const day = format({ weekday: "long", day: "numeric", month: "long" });
export const moment = format({ weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" });
export const weekdayHour = format({ weekday: "short", hour: "numeric", minute: "2-digit" });

// What stands on a wall clock there, as an input of a date and a time has it: 2026-12-01T09:30.
// Swedish writes so.
const asInput = format({ locale: "sv-SE", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" });
export const wall = (moment) => asInput(moment).replace(" ", "T");

// The moment at which that stands on the wall clock; in a gap some time after it.
export function momentOf(wallTime) {
  const asUtc = (text) => Date.parse(`${text}:00Z`);
  const wanted = asUtc(wallTime);
  const offset = (moment) => asUtc(wall(moment)) - Math.floor(moment / 60000) * 60000;
  const near = wanted - offset(wanted);
  return new Date(wanted - offset(near));
}

// The next such weekday (0 is Sunday) at that time of the wall clock.
export function nextWeekday(now, weekday, time) {
  const today = new Date(`${wall(now).slice(0, 10)}T00:00:00Z`);
  today.setUTCDate(today.getUTCDate() + ((weekday + 7 - today.getUTCDay()) % 7 || 7));
  return momentOf(`${today.toISOString().slice(0, 10)}T${time}`);
}
