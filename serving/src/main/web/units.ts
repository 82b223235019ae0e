/** Numbers for people: units that scale, three digits that count, and figures that stay in place. */

/** Smaller than a milliwatt is what is left over of sums that cancel. */
const NOTHING_KW = 1e-6;

const POWER: [number, string][] = [[1e6, "GW"], [1e3, "MW"], [1, "kW"], [1e-3, "W"]];

export interface Unit { factor: number; name: string }

/** The unit in which the largest of some kilowatts reads well; one for a whole chart. */
export function unitFor(largestKw: number): Unit {
  const size = Math.abs(largestKw) < NOTHING_KW ? 0 : Math.abs(largestKw);
  const [factor, name] = POWER.find(([least]) => size >= least * 0.9995) ?? (size === 0 ? POWER[2]! : POWER[3]!);
  return { factor, name };
}

/** Three significant digits, never in powers of ten. */
export function digits(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  const places = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return value.toLocaleString("en", { minimumFractionDigits: places, maximumFractionDigits: places }).replace("-", "−");
}

export const inUnit = (kw: number, unit: Unit): string => digits(Math.abs(kw) < NOTHING_KW ? 0 : kw / unit.factor);

export function power(kw: number): string {
  const unit = unitFor(kw);
  return `${inUnit(kw, unit)}\u202f${unit.name}`;
}

export function energy(kwh: number): string {
  const unit = unitFor(kwh);
  return `${inUnit(kwh, unit)}\u202f${unit.name}h`;
}

export const percent = (share: number): string => `${digits(share * 100)}\u202f%`;

/** A duration in its two largest units: 3 min, 2 h 10 min, 4 d. */
export function age(millis: number): string {
  const minutes = Math.max(0, Math.round(millis / 60_000));
  if (minutes < 1) return "just now";
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h`;
  const days = Math.floor(hours / 24);
  return days < 730 ? `${days.toLocaleString("en")} d` : `${digits(days / 365.25)} years`;
}

const HOURS = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Seconds of an ISO duration; days count 24 hours. */
export function seconds(iso: string): number {
  const parts = HOURS.exec(iso);
  if (!parts) return NaN;
  const [, d, h, m, s] = parts;
  return Number(d ?? 0) * 86_400 + Number(h ?? 0) * 3_600 + Number(m ?? 0) * 60 + Number(s ?? 0);
}
