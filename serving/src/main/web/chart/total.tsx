/** The sum of meters: the day behind, and what comes through tomorrow, with its band. */

import type { Row } from "../api";
import { day, dayStart, HOUR, hour } from "../time";
import { inUnit, power, unitFor } from "../units";
import { band, line, type Point, points, type Scales } from "./hours";

const WIDTH = 1000, HEIGHT = 208, TOP = 8;

export interface Total { past: Point[]; p10: Point[]; p50: Point[]; p90: Point[]; wholes: boolean }

/**
 * Hours in which every meter has a value. The band is as wide as it is when the meters' errors have nothing to do with each other: the
 * root of the sum of squares, which is far less than all of them at P90 at once.
 */
export function total(rows: Row[]): Total {
  // While some forecasts are still made, the sum of the others would look like a forecast that is low.
  const made = rows.every(row => row.ahead !== null);
  const sums = (of: (row: Row) => Point[]): Point[] => {
    const at = new Map<number, { kw: number; count: number }>();
    const known = rows.map(of).filter(ps => ps.length > 0);
    for (const ps of known) {
      for (const p of ps) {
        const sum = at.get(p.at) ?? { kw: 0, count: 0 };
        at.set(p.at, { kw: sum.kw + p.kw, count: sum.count + 1 });
      }
    }
    return [...at].filter(([, sum]) => sum.count === known.length).map(([when, sum]) => ({ at: when, kw: sum.kw })).sort((a, b) => a.at - b.at);
  };
  const ahead = (row: Row, q: "p10" | "p50" | "p90") => (made && row.ahead?.start ? points(row.ahead.start, row.ahead[q] ?? []) : []);
  const apart = (q: "p10" | "p90") => sums(row => {
    const median = new Map(ahead(row, "p50").map(p => [p.at, p.kw]));
    return ahead(row, q).flatMap(p => (median.has(p.at) ? [{ at: p.at, kw: (p.kw - median.get(p.at)!) ** 2 }] : []));
  });
  const p50 = sums(row => ahead(row, "p50"));
  const median = new Map(p50.map(p => [p.at, p.kw]));
  const edge = (q: "p10" | "p90", sign: number) => apart(q).flatMap(p => (median.has(p.at) ? [{ at: p.at, kw: median.get(p.at)! + sign * Math.sqrt(p.kw) }] : []));
  return { past: sums(row => points(row.past_start, row.past)), p10: edge("p10", -1), p50, p90: edge("p90", 1), wholes: rows.some(row => row.ahead !== null && row.ahead.tier === "model") };
}

export function TotalChart({ sum, now, zone, peak }: { sum: Total; now: number; zone: string; peak: { kw: number; at: number } | null }) {
  const from = now - 24 * HOUR, to = dayStart(now, zone, 2);
  const within = (ps: Point[]) => ps.filter(p => p.at + HOUR / 2 > from && p.at + HOUR / 2 < to);
  const past = within(sum.past).filter(p => p.at + HOUR / 2 <= now), p10 = within(sum.p10), p50 = within(sum.p50), p90 = within(sum.p90);
  const all = [...past, ...p50, ...p90, ...p10].map(p => p.kw);
  if (all.length === 0) return null;
  const low = Math.min(0, ...all), high = Math.max(0, ...all) || 1;
  const scales: Scales = { x: at => ((at - from) / (to - from)) * WIDTH, y: kw => HEIGHT - ((kw - low) / (high - low || 1)) * (HEIGHT - TOP) };
  const unit = unitFor(Math.max(high, -low));
  const share = (at: number) => `${(scales.x(at) / WIDTH) * 100}%`;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / HOUR) * HOUR; at < to - 2 * HOUR; at += HOUR) if (Number(hour(at, zone).slice(0, 2)) % 12 === 0) ticks.push(at);
  const lines = [...new Set([high > 0 ? nice(high) : 0, high > 0 ? nice(high) / 2 : 0, 0])];
  const words = `Sum of the load. Now ${past.length ? power(past[past.length - 1]!.kw) : "unknown"}${peak ? `; tomorrow's highest hour ${power(peak.kw)} at ${hour(peak.at, zone)}` : ""}.`;
  return (
    <figure class="total" role="img" aria-label={words}>
      {lines.map(kw => <span key={kw} class="level-line" style={{ top: `${scales.y(kw)}px` }}><b>{kw === 0 ? "0" : `${inUnit(kw, unit)}\u202f${unit.name}`}</b></span>)}
      <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {ticks.filter(at => hour(at, zone) === "00:00").map(at => <line key={at} class="zero" x1={scales.x(at)} x2={scales.x(at)} y1="0" y2={HEIGHT} />)}
        <path class={sum.wholes ? "band" : "band fallback"} d={band(p10, p90, scales)} />
        <path class="median" d={line(p50.filter(p => p.at + HOUR / 2 > now - HOUR), scales)} />
        <path class="measured" d={line(past, scales)} />
        <line class="now" x1={scales.x(now)} x2={scales.x(now)} y1="0" y2={HEIGHT} />
      </svg>
      {peak && peak.at + HOUR / 2 < to && <i class="peak-mark" style={{ left: share(peak.at + HOUR / 2), top: `${scales.y(peak.kw)}px` }} />}
      <span class="now-word" style={{ left: share(now) }}>now</span>
      <span class="ticks muted" aria-hidden="true">
        {ticks.map(at => <span key={at} style={{ left: share(at) }}>{hour(at, zone) === "00:00" ? <b>{day(at, zone)}</b> : hour(at, zone)}</span>)}
      </span>
    </figure>
  );
}

/** The largest of 1, 2, 5 times a power of ten that is not above. */
function nice(kw: number): number {
  const decade = 10 ** Math.floor(Math.log10(kw));
  return [5, 2, 1].map(n => n * decade).find(n => n <= kw) ?? decade;
}
