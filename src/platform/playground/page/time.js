// Times as the reader's own zone and language have them.

const format = (options) => {
  const formatter = new Intl.DateTimeFormat(undefined, options);
  return (moment) => formatter.format(new Date(moment));
};

export const hour = format({ hour: "numeric", minute: "2-digit" });
export const day = format({ weekday: "long", day: "numeric", month: "long" });
export const moment = format({ weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" });

export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

// The next Monday at nine in the morning.
export function nextMonday(now) {
  const monday = new Date(now);
  monday.setDate(monday.getDate() + ((8 - monday.getDay()) % 7 || 7));
  monday.setHours(9, 0, 0, 0);
  return monday;
}
