/** Times on the clock of a meter's zone; days of 23 and 25 hours are as long as they are. */

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", ...options });
    formats.set(key, known);
  }
  return known;
}

export const hour = (at: number, zone: string) => format(zone, { hour: "2-digit", minute: "2-digit" }).format(at);
export const day = (at: number, zone: string) => format(zone, { weekday: "short", day: "numeric", month: "short" }).format(at);
export const date = (at: number, zone: string) => format(zone, { year: "numeric", month: "short", day: "numeric" }).format(at);
export const moment = (at: number, zone: string) => `${day(at, zone)} ${hour(at, zone)}`;
export const stamp = (at: number, zone: string) => `${date(at, zone)} ${hour(at, zone)}`;

/** The short name of the zone at that time: CET, GMT-5. */
export function zoneName(at: number, zone: string): string {
  return format(zone, { timeZoneName: "short" }).formatToParts(at).find(p => p.type === "timeZoneName")?.value ?? zone;
}

function wall(at: number, zone: string): { y: number; m: number; d: number; minutes: number } {
  const parts = Object.fromEntries(format(zone, {
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).formatToParts(at).map(p => [p.type, p.value]));
  return { y: Number(parts.year), m: Number(parts.month), d: Number(parts.day), minutes: Number(parts.hour) * 60 + Number(parts.minute) };
}

/** The first instant of the local day that is `days` after the one of `at`. */
export function dayStart(at: number, zone: string, days = 0): number {
  const { y, m, d } = wall(at, zone);
  const wanted = Date.UTC(y, m - 1, d + days);
  // The zone's offset there is found by asking what its clock shows; twice, because the first guess may lie across a change.
  let guess = wanted;
  for (let i = 0; i < 2; i++) {
    const shown = wall(guess, zone);
    guess -= Date.UTC(shown.y, shown.m - 1, shown.d) + shown.minutes * 60_000 - wanted;
  }
  return guess;
}

/** Hours of the local day that begins at `start`. */
export const dayHours = (start: number, zone: string) => (dayStart(start, zone, 1) - start) / 3_600_000;

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const iso = (at: number) => new Date(at).toISOString().replace(".000Z", "Z");
