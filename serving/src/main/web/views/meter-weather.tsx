/** Temperature and sun under the chart, on the same stretch of time. */

import { useMemo } from "preact/hooks";
import { get, type Meter, type Weather } from "../api";
import { useAnswer } from "../live";
import { DAY, dayStart, HOUR, iso } from "../time";

const HEIGHT = 56;
const LONGEST = 366 * DAY;

export function WeatherStrip({ meter, from, to, now }: { meter: Meter; from: number; to: number; now: number }) {
  const place = meter.weather_locations[0];
  const a = dayStart(from, meter.time_zone), b = dayStart(to, meter.time_zone, 1);
  const { data } = useAnswer<Weather>(place && b - a <= LONGEST ? `weather ${place} ${a} ${b}` : null,
    signal => get<Weather>(`/api/v1/weather/${encodeURIComponent(place!)}?from=${iso(a)}&to=${iso(b)}`, signal));
  const lines = useMemo(() => (data ? series(data, now) : null), [data, Math.floor(now / HOUR)]);
  if (!lines || lines.temperature.length < 2) return null;
  const shown = lines.temperature.filter(p => p.at >= from && p.at <= to);
  if (shown.length < 2) return null;
  const low = Math.min(...shown.map(p => p.value)), high = Math.max(...shown.map(p => p.value));
  const sunMost = Math.max(1, ...lines.sun.map(p => p.value));
  const x = (at: number) => ((at - from) / (to - from)) * 1000;
  const y = (value: number) => HEIGHT - 6 - ((value - low) / (high - low || 1)) * (HEIGHT - 12);
  const path = (points: P[]) => points.map((p, i) => `${i ? "L" : "M"}${x(p.at).toFixed(1)} ${y(p.value).toFixed(1)}`).join("");
  const past = lines.temperature.filter(p => p.at <= lines.known), ahead = lines.temperature.filter(p => p.at >= lines.known);
  const sun = lines.sun.length
    ? `M${x(lines.sun[0]!.at)} ${HEIGHT}` + lines.sun.map(p => `L${x(p.at).toFixed(1)} ${(HEIGHT - (p.value / sunMost) * HEIGHT).toFixed(1)}`).join("") + `L${x(lines.sun[lines.sun.length - 1]!.at)} ${HEIGHT}Z` : "";
  return (
    <div class="weather">
      <span class="muted gutter">{Math.round(high)}°<br />{Math.round(low)}°</span>
      <svg viewBox={`0 0 1000 ${HEIGHT}`} preserveAspectRatio="none" role="img"
        aria-label={`Temperature from ${Math.round(low)} to ${Math.round(high)} degrees Celsius`}>
        {sun && <path class="sun" d={sun} />}
        <path class="temperature" d={path(past)} />
        <path class="temperature ahead" d={path(ahead)} />
      </svg>
      <span class="muted name">{place}: temperature °C{sun ? ", sun" : ""}</span>
    </div>
  );
}

type P = { at: number; value: number };

/** Measured values, and the newest run's where there are none. */
function series(weather: Weather, now: number): { temperature: P[]; sun: P[]; known: number } {
  const measured = weather.observed.map(row => Date.parse(row.timestamp));
  const known = Math.min(measured[measured.length - 1] ?? now, now);
  const rows = [...weather.observed, ...(weather.forecast?.rows ?? []).filter(row => Date.parse(row.timestamp) > known)];
  const of = (name: string): P[] => rows.flatMap(row => {
    const value = row[name];
    return typeof value === "number" ? [{ at: Date.parse(row.timestamp), value }] : [];
  });
  return { temperature: of("temperature_c"), sun: of("ghi_wm2"), known };
}
