/** Hourly values as points, and paths through them. */

import { HOUR } from "../time";

export interface Point { at: number; kw: number }

export function points(start: string, values: (number | null)[]): Point[] {
  const first = Date.parse(start);
  return values.flatMap((kw, i) => (kw === null ? [] : [{ at: first + i * HOUR, kw }]));
}

export interface Scales { x: (at: number) => number; y: (kw: number) => number }

/** Through the middle of each hour; a missing hour parts the line. */
export function line(ps: Point[], { x, y }: Scales): string {
  return ps.map((p, i) => `${i && p.at - ps[i - 1]!.at <= HOUR ? "L" : "M"}${x(p.at + HOUR / 2).toFixed(1)} ${y(p.kw).toFixed(1)}`).join("");
}

export function band(low: Point[], high: Point[], { x, y }: Scales): string {
  return low.length === 0 ? "" : line(high, { x, y })
    + [...low].reverse().map(p => `L${x(p.at + HOUR / 2).toFixed(1)} ${y(p.kw).toFixed(1)}`).join("") + "Z";
}
