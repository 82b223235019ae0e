/** One meter: what it does, what comes, how sure that is, and why. */

import { useEffect, useMemo, useState } from "preact/hooks";
import { type Forecast, get, hearClock, type Load, type Meter, ofMeter, type Overview, type Row, serviceNow } from "../api";
import { Brush } from "../chart/brush";
import { LoadChart } from "../chart/load";
import { drawn } from "../chart/series";
import { isTyping } from "../keys";
import { useAnswer } from "../live";
import { Fact, split } from "../parts/fact";
import { Level } from "../parts/level";
import { isStale } from "../parts/stale";
import { Empty, Loading, Trouble } from "../parts/states";
import { Switch } from "../parts/switch";
import type { ViewProps } from "../parts/view";
import { change } from "../route";
import { DAY, day, dayHours, dayStart, HOUR, hour, iso, moment, stamp, zoneName } from "../time";
import { age, energy, inUnit, power, unitFor } from "../units";
import { AccuracyPanel } from "./meter-accuracy";
import { StatisticsPanel } from "./meter-statistics";
import { WeatherStrip } from "./meter-weather";
import { WhatIfPanel } from "./meter-whatif";
import { WhyPanel } from "./meter-why";

const HORIZONS: [string, string][] = [["quarter-hour", "15 min"], ["day-ahead", "Tomorrow"], ["PT48H", "48 h"]];
const SPANS: [string, number][] = [["1 day", 1], ["3 days", 3], ["1 week", 7], ["1 month", 31], ["1 year", 365], ["2 years", 730]];
const REFRESH_MILLIS = 20_000;
const FINEST_FOR = 366 * DAY;
const STRIP = 2 * 366 * DAY;

export function MeterView({ route, offer }: ViewProps) {
  const id = route.path[1] ?? "";
  const meter = useAnswer<Meter>(`meter ${id}`, signal => get<Meter>(ofMeter(id), signal));
  const glance = useAnswer<Overview>(`glance ${id}`,
    signal => get<Overview>(`/api/v1/overview?meters=${encodeURIComponent(id)}`, signal), { everyMillis: REFRESH_MILLIS, live: true });
  useEffect(() => { if (glance.data) hearClock(glance.data.at); }, [glance.data]);
  if (meter.problem && !meter.data) return <Trouble problem={meter.problem} again={meter.again} />;
  const row = glance.data?.meters[0];
  if (!meter.data || !row || !glance.data) {
    return glance.problem && !glance.data ? <Trouble problem={glance.problem} again={glance.again} /> : <><Loading height={120} /><Loading height={420} /></>;
  }
  if (!row.newest) return <NeverHeard meter={meter.data} now={Date.parse(glance.data.at)} />;
  return <Known key={id} meter={meter.data} row={row} now={Date.parse(glance.data.at)} away={glance.problem !== null} route={route} offer={offer} />;
}

const kind = (meter: Meter) => [meter.category, ...meter.groups, meter.time_zone].filter(Boolean).join(" · ");

function NeverHeard({ meter, now }: { meter: Meter; now: number }) {
  const reading = JSON.stringify([{ meter_id: meter.meter_id, timestamp: iso(round(now)), power_kw: 1.2 }]);
  return (
    <>
      <div class="title"><h1>{meter.meter_id}</h1><span class="muted">{kind(meter)}</span></div>
      <Empty title="It has never sent a reading"
        command={`curl -H 'Content-Type: application/json' -d '${reading}' ${location.origin}/api/v1/readings`}>
        Send one, or import a history; forecasts begin with the first readings.
      </Empty>
    </>
  );
}

function Known({ meter, row, now, away, route, offer }: ViewProps & { meter: Meter; row: Row; now: number; away: boolean }) {
  const id = meter.meter_id, zone = meter.time_zone;
  const stale = isStale(row, now) || away;
  // Old data that nobody adds to is looked at where it ends.
  const anchor = row.newest && now - Date.parse(row.newest) > 3 * DAY ? Date.parse(row.newest) : now;
  const horizon = route.query.get("horizon") ?? "PT48H";
  const [from, to] = range(route.query, anchor, zone);
  const setRange = (a: number, b: number) => change({ from: iso(round(a)), to: iso(round(b)) });
  const setSpan = (days: number) => change(days <= 3
    ? { from: iso(dayStart(anchor, zone, days === 1 ? 0 : -1)), to: iso(dayStart(anchor, zone, days === 1 ? 1 : 2)) }
    : { from: iso(dayStart(anchor, zone, 2 - days)), to: iso(dayStart(anchor, zone, 2)) });

  useKeys(from, to, setRange, () => change({ from: null, to: null }));

  const fine = to - from <= FINEST_FOR;
  // Whole days are asked for, so that small moves are answered from what is there.
  const asked = useMemo(() => [dayStart(from, zone, -1), Math.min(dayStart(to, zone, 2), now + HOUR)] as const,
    [dayStart(from, zone), dayStart(to, zone), zone, Math.floor(now / (5 * 60_000))]);
  const load = useAnswer<Load>(asked[0] < asked[1] ? `load ${id} ${asked[0]} ${dayStart(to, zone)} ${fine}` : null, signal =>
    get<Load>(ofMeter(id, `/readings?from=${iso(asked[0])}&to=${iso(round(asked[1]))}${fine ? "" : "&step=PT1H"}`), signal),
    { everyMillis: to - from < 8 * DAY ? REFRESH_MILLIS : 0, live: to - from < 8 * DAY });
  const strip = useAnswer<Load>(`strip ${id}`, signal =>
    get<Load>(ofMeter(id, `/readings?from=${iso(round(anchor - STRIP))}&to=${iso(round(anchor))}&step=PT12H`), signal));
  const at = anchor === now ? "" : `&at=${iso(round(anchor))}`;
  const ahead = useAnswer<Forecast>(`ahead ${id} ${horizon} ${at}`, signal =>
    get<Forecast>(ofMeter(id, `/forecast?horizon=${horizon}&quantiles=0.1,0.25,0.5,0.75,0.9${at}`), signal),
    { everyMillis: REFRESH_MILLIS, live: true });
  // For yesterday and today, as a grid operator would have asked at noon the day before.
  const noons = [-2, -1].map(days => dayStart(anchor, zone, days) + 12 * HOUR);
  const earlier = useAnswer<Forecast[]>(`earlier ${id} ${noons[1]}`, signal => Promise.all(noons.map(noon =>
    get<Forecast>(ofMeter(id, `/forecast?horizon=day-ahead&at=${iso(noon)}`), signal))));
  const [changed, setChanged] = useState<Forecast | null>(null);

  const data = useMemo(() => drawn(load.data, ahead.data, earlier.data ?? [], anchor, changed, from, to),
    [load.data, ahead.data, earlier.data, changed, from, to]);
  const newest = row.newest ? Date.parse(row.newest) : null;
  const first = strip.data?.points[0] ? Date.parse(strip.data.points[0].start) : anchor - 30 * DAY;
  const marked = markedOf(route.query);
  const fallback = ahead.data !== null && ahead.data.tier !== "model";
  const narrow = innerWidth < 700;
  const picked = (time: number) => {
    const point = ahead.data?.points.filter(p => Date.parse(p.start) <= time).pop();
    if (point && time - Date.parse(point.start) < HOUR) change({ why: point.start });
  };

  return (
    <>
      <div class="title">
        <h1>{id}</h1>
        <span class="muted">{kind(meter)}</span>
      </div>
      <section class="facts" aria-label="At a glance">
        <Fact name="Now" {...split(row.now ? power(row.now.load_kw) : "–")}
          note={row.newest ? `${stale ? "no reading for " : "reading of "}${age(now - Date.parse(row.newest))}${stale ? "" : " ago"}` : "never sent a reading"} />
        <Fact name="Today so far" {...split(row.today ? energy(row.today.energy_kwh) : "–")}
          note={row.today ? `peak ${power(row.today.peak_kw)} at ${hour(Date.parse(row.today.peak_at), zone)}` : "nothing of today is known"} />
        <Fact name="Peak tomorrow" {...split(row.ahead?.tomorrow ? power(row.ahead.tomorrow.peak_kw) : "–")}
          note={row.ahead?.tomorrow
            ? `${moment(Date.parse(row.ahead.tomorrow.peak_at), zone)}, P10–P90 ${power(row.ahead.tomorrow.peak_p10_kw)} to ${power(row.ahead.tomorrow.peak_p90_kw)}`
            : row.ahead?.reason ?? "no forecast"} />
        {row.level && <div class="fact"><span class="muted">Level</span><span class="large"><Level level={row.level} word /></span></div>}
      </section>
      <div class="filters">
        <span class="muted" aria-hidden="true">Forecast</span>
        <Switch name="Horizon" options={HORIZONS} value={horizon} set={v => change({ horizon: v === "PT48H" ? null : v })} />
        <span class="muted" aria-hidden="true">Shown</span>
        <Switch name="Span" options={SPANS.map(([name, days]) => [String(days), name])} value={String(Math.round((to - from) / DAY))}
          set={v => setSpan(Number(v))} />
        <button type="button" onClick={() => change({ from: null, to: null })} title="t">Today</button>
      </div>
      <section class={`hero${stale ? " stale" : ""}`} aria-label="Load and forecast">
        <div class="readouts" aria-hidden="true">
          <div class="readout" id="readout" />
          <div class="readout rest"><Ahead forecast={ahead.data} zone={zone} now={anchor} /></div>
        </div>
        {load.problem && <Trouble problem={load.problem} again={load.again} />}
        {ahead.problem && <Trouble problem={ahead.problem} again={ahead.again} />}
        <LoadChart data={data} from={from} to={to} now={anchor === now ? serviceNow() : anchor} newest={newest} stale={stale} zone={zone} fallback={fallback}
          marked={marked} height={narrow ? 280 : 400} onRange={setRange} onPick={picked} label={spoken(row, ahead.data, zone)} />
        <WeatherStrip meter={meter} from={from} to={to} now={now} />
        <Brush load={strip.data} first={first} last={anchor + 2 * DAY} from={from} to={to} zone={zone} onRange={setRange} />
        <Legend forecast={ahead.data} earlier={earlier.data?.[1] ?? null} zone={zone} from={from} to={to} />
      </section>
      <div class="panels">
        {offer.has("/api/v1/meters/{id}/forecast/explain") && ahead.data?.tier === "model" &&
          <WhyPanel id={id} zone={zone} horizon={horizon} start={route.query.get("why")} cutoff={ahead.data.cutoff} at={at} />}
        {offer.has("/api/v1/meters/{id}/forecast/what-if") && ahead.data && at === "" &&
          <WhatIfPanel id={id} zone={zone} horizon={horizon} now={now} scale={Math.abs(row.ahead?.tomorrow?.peak_p90_kw ?? row.today?.peak_kw ?? 1)} set={setChanged} />}
        {offer.has("/api/v1/meters/{id}/statistics") && <StatisticsPanel id={id} zone={zone} />}
        <AccuracyPanel id={id} zone={zone} />
      </div>
    </>
  );
}

/** What the read-out tells while nothing is pointed at: the highest interval that comes, and how sure that is. */
function Ahead({ forecast, zone, now }: { forecast: Forecast | null; zone: string; now: number }) {
  const points = forecast?.points.filter(point => Date.parse(point.start) >= now - HOUR) ?? [];
  if (points.length === 0) return null;
  const peak = points.reduce((a, b) => (b.p50 > a.p50 ? b : a));
  const unit = unitFor(Number(peak.p90 ?? peak.p50));
  const say = (name: string, key: string) => (typeof peak[key] === "number" ? <span>{name} <b>{inUnit(peak[key], unit)} {unit.name}</b></span> : null);
  return <><span>{points.length > 1 ? "highest ahead" : "next"} <b>{moment(Date.parse(peak.start), zone)}</b></span>{say("P10", "p10")}{say("P50", "p50")}{say("P90", "p90")}</>;
}

function Legend({ forecast, earlier, zone, from, to }: { forecast: Forecast | null; earlier: Forecast | null; zone: string; from: number; to: number }) {
  const hindsight = earlier?.model && earlier.model.trained_until > earlier.cutoff;
  const odd: string[] = [];
  if (to - from < 40 * DAY) {
    for (let start = dayStart(from, zone); start < to; start = dayStart(start, zone, 1)) {
      if (dayHours(start, zone) !== 24) odd.push(`${day(start, zone)} has ${dayHours(start, zone)} hours`);
    }
  }
  return (
    <p class="legend">
      <span><i class="key-measured" />measured</span>
      <span><i class="key-median" />forecast P50</span>
      <span><i class={forecast && forecast.tier !== "model" ? "key-hatch" : "key-band"} />P10–P90, P25–P75</span>
      {earlier && <span><i class="key-past" />{hindsight ? "in hindsight: the model has seen it since" : "forecast at noon the day before"}</span>}
      {forecast && (forecast.tier === "model"
        ? <span class="muted">by {forecast.model?.family}, trained until {stamp(Date.parse(forecast.model!.trained_until), zone)}, known until {hour(Date.parse(forecast.cutoff), zone)} {zoneName(Date.parse(forecast.cutoff), zone)}</span>
        : <span class="reason">fallback “{forecast.tier}”: {forecast.reason}</span>)}
      {odd.map(text => <span key={text}>{text}</span>)}
    </p>
  );
}

/** What the address says, else the day before, today and tomorrow. */
function range(query: URLSearchParams, anchor: number, zone: string): [number, number] {
  const from = Date.parse(query.get("from") ?? ""), to = Date.parse(query.get("to") ?? "");
  return from < to ? [from, to] : [dayStart(anchor, zone, -1), dayStart(anchor, zone, 2)];
}

function markedOf(query: URLSearchParams): [number, number] | null {
  const [a, b] = (query.get("mark") ?? "").split("/").map(text => Date.parse(text));
  return a && b ? [a, b] : null;
}

const round = (at: number) => Math.round(at / 60_000) * 60_000;

function useKeys(from: number, to: number, set: (from: number, to: number) => void, today: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      const span = to - from;
      if (event.key === "ArrowLeft") set(from - span / 4, to - span / 4);
      else if (event.key === "ArrowRight") set(from + span / 4, to + span / 4);
      else if (event.key === "+") set(from + span / 4, to - span / 4);
      else if (event.key === "-") set(from - span / 2, to + span / 2);
      else if (event.key === "t") today();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [from, to]);
}

/** The chart in words, for those who do not see it. */
function spoken(row: Row, forecast: Forecast | null, zone: string): string {
  const parts = [`Load of ${row.meter_id}.`];
  if (row.now) parts.push(`Now ${power(row.now.load_kw)}.`);
  if (forecast?.points.length) {
    const peak = forecast.points.reduce((a, b) => (b.p50 > a.p50 ? b : a));
    parts.push(`The forecast's highest median is ${power(peak.p50)} on ${moment(Date.parse(peak.start), zone)}, with P10 ${power(Number(peak.p10))} and P90 ${power(Number(peak.p90))}.`);
  }
  return parts.join(" ");
}
