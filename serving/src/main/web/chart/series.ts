/** What a load chart draws, laid on one raster of seconds. */

import type { Forecast, Load, Point } from "../api";
import { seconds } from "../units";

export const LEVELS = ["p10", "p25", "p50", "p75", "p90"] as const;

export interface Drawn {
  /** Seconds since the epoch, rising by one step. */
  x: number[];
  measured: (number | null)[];
  /** By level of `LEVELS`. */
  ahead: (number | null)[][];
  /** P10, P50 and P90 of the forecasts that were made the day before for what has come since. */
  earlier: (number | null)[][];
  /** The what-if forecast's P50. */
  changed: (number | null)[];
  stepSeconds: number;
}

type Column = (number | null)[];

export function drawn(load: Load | null, ahead: Forecast | null, earlier: Forecast[], now: number, changed: Forecast | null,
  from: number, to: number): Drawn {
  const step = Math.max(load ? seconds(load.step) : 900, 60);
  const first = Math.floor(from / 1000 / step) * step;
  const count = Math.max(1, Math.ceil((to / 1000 - first) / step));
  const x = Array.from({ length: count }, (_, i) => first + i * step);
  const place = (at: string) => Math.floor((Date.parse(at) / 1000 - first) / step);
  const column = (): Column => new Array<number | null>(count).fill(null);

  const measured = column();
  for (const point of load?.points ?? []) {
    const i = place(point.start);
    if (i >= 0 && i < count) measured[i] = point.load_kw;
  }
  const past = earlier.flatMap(forecast => forecast.points).filter(point => Date.parse(point.start) < now);
  return {
    x, measured, ahead: lay(ahead?.points ?? [], LEVELS), earlier: lay(past, ["p10", "p50", "p90"]),
    changed: lay(changed?.points ?? [], ["p50"])[0]!, stepSeconds: step,
  };

  /** A forecast on a finer raster than the chart's is averaged. */
  function lay(points: Point[], levels: readonly string[]): Column[] {
    return levels.map(level => {
      const values = column();
      const counts = new Uint16Array(count);
      for (const point of points) {
        const i = place(point.start);
        const value = point[level];
        if (i >= 0 && i < count && typeof value === "number") {
          values[i] = ((values[i] ?? 0) * counts[i]! + value) / (counts[i]! + 1);
          counts[i]!++;
        }
      }
      return values;
    });
  }
}

/** The largest size among columns; 0 when all are empty. */
export function largest(...columns: Column[]): number {
  let most = 0;
  for (const column of columns) for (const value of column) if (value !== null) most = Math.max(most, Math.abs(value));
  return most;
}
