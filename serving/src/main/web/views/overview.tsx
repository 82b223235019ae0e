/** All meters at one glance: totals, then a row each with its day behind and its day ahead. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Ahead, get, hearClock, type Overview, type Row } from "../api";
import { Spark } from "../chart/spark";
import { total, TotalChart } from "../chart/total";
import { useAnswer } from "../live";
import { Fact, split } from "../parts/fact";
import { Level } from "../parts/level";
import { isStale, STALE_MILLIS } from "../parts/stale";
import { Empty, Loading, Trouble } from "../parts/states";
import type { ViewProps } from "../parts/view";
import { useVisible } from "../parts/visible";
import { change, link } from "../route";
import { dayStart, HOUR, hour, moment, zoneName } from "../time";
import { age, energy, inUnit, power, unitFor } from "../units";

const REFRESH_MILLIS = 20_000;
const PENDING_MILLIS = 1_500;

type Key = "meter" | "level" | "now" | "today" | "peak" | "tomorrow" | "age";
const ORDER: Record<string, number> = { green: 0, yellow: 1, red: 2, critical: 3 };
const VALUE: Record<Key, (row: Row) => number | string> = {
  meter: row => row.meter_id,
  level: row => ORDER[row.level ?? ""] ?? -1,
  now: row => row.now?.load_kw ?? -Infinity,
  today: row => row.today?.energy_kwh ?? -Infinity,
  peak: row => row.today?.peak_kw ?? -Infinity,
  tomorrow: row => row.ahead?.tomorrow?.peak_kw ?? -Infinity,
  age: row => (row.newest ? -Date.parse(row.newest) : Infinity),
};

export function OverviewView({ route }: ViewProps) {
  const [hurry, setHurry] = useState(false);
  const known = useRef(new Map<string, Ahead>());
  const { data, problem, again } = useAnswer<Overview>("overview",
    async signal => kept(await get<Overview>("/api/v1/overview", signal), known.current), { everyMillis: hurry ? PENDING_MILLIS : REFRESH_MILLIS, live: true });
  useEffect(() => {
    if (data) { hearClock(data.at); setHurry(data.meters.some(row => row.ahead === null)); }
  }, [data]);
  useEffect(() => {
    if (route.query.get("focus") === "search") document.querySelector<HTMLInputElement>("#search")?.focus();
  }, [route.query, data !== null]);

  const search = (route.query.get("q") ?? "").toLowerCase();
  const group = route.query.get("group") ?? "";
  const category = route.query.get("category") ?? "";
  const sort = (route.query.get("sort") ?? "") as Key | "";
  const falling = route.query.get("order") === "desc";
  const shown = useMemo(() => {
    const rows = (data?.meters ?? []).filter(row => row.meter_id.toLowerCase().includes(search)
      && (!group || row.groups.includes(group)) && (!category || row.category === category));
    return sort in VALUE ? sorted(rows, VALUE[sort as Key], falling) : rows;
  }, [data, search, group, category, sort, falling]);

  if (!data) return problem ? <Trouble problem={problem} again={again} /> : <><Loading height={96} /><Loading height={480} /></>;
  if (data.meters.length === 0) {
    return (
      <Empty heading title="No meters yet" command="./loadcast import --load load.csv --meters meters.csv">
        Import a history, or send readings to POST /api/v1/readings; a meter appears with its first reading.
      </Empty>
    );
  }
  const groups = unique(data.meters.flatMap(row => row.groups));
  const categories = unique(data.meters.flatMap(row => (row.category ? [row.category] : [])));
  const now = Date.parse(data.at);
  const leveled = data.meters.some(row => row.level);
  const column = (key: Key, title: string, tip = "") => (
    <th scope="col" class={key === "meter" || key === "level" ? "" : "number"} aria-sort={sort === key ? (falling ? "descending" : "ascending") : undefined}>
      <button type="button" title={tip} onClick={() => change({ sort: key, order: sort === key && !falling ? "desc" : sort === key ? null : key === "meter" ? null : "desc" })}>
        {title}<span aria-hidden="true">{sort === key ? (falling ? " ↓" : " ↑") : ""}</span>
      </button>
    </th>
  );
  return (
    <>
      <h1 class="sr">All meters</h1>
      {problem && <Trouble problem={problem} again={again} />}
      <Totals rows={shown} all={data.meters.length} now={now} pending={data.pending} />
      <div class="filters" role="search">
        <label class="sr" for="search">Search a meter</label>
        <input id="search" type="search" placeholder="Search  /" value={route.query.get("q") ?? ""}
          onInput={event => change({ q: event.currentTarget.value || null, focus: null })} />
        {categories.length > 1 && <Choice name="Category" values={categories} value={category} set={v => change({ category: v || null })} />}
        {groups.length > 0 && <Choice name="Group" values={groups} value={group} set={v => change({ group: v || null })} />}
        <span class="muted">{shown.length === data.meters.length ? `${shown.length} meters` : `${shown.length} of ${data.meters.length} meters`}</span>
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-label="Meters">
        <table class="meters">
          <thead>
            <tr>
              {column("meter", "Meter")}
              <th scope="col" class="wide"><span class="axis"><span>24 h ago</span><span>now</span><span>in 24 h</span></span></th>
              {leveled && column("level", "Level", "How high the load is for this meter")}
              {column("now", "Now")}
              {column("today", "Today", "Energy of the local day so far")}
              {column("peak", "Peak so far")}
              {column("tomorrow", "Peak tomorrow", "The highest median of the next local day, and when")}
              {column("age", "Data age")}
            </tr>
          </thead>
          <tbody>{shown.map(row => <MeterRow key={row.meter_id} row={row} now={now} leveled={leveled} />)}</tbody>
        </table>
      </div>
      {shown.length === 0 && <Empty title="No meter fits">Clear the search or the filters.</Empty>}
    </>
  );
}

/** Every quarter of an hour all forecasts are made anew; until its new one is there, a meter keeps the last. */
function kept(answer: Overview, known: Map<string, Ahead>): Overview {
  const now = Date.parse(answer.at);
  const meters = answer.meters.map(row => {
    if (row.ahead) known.set(row.meter_id, row.ahead);
    const last = known.get(row.meter_id);
    return row.ahead || !last?.cutoff || now - Date.parse(last.cutoff) > STALE_MILLIS ? row : { ...row, ahead: last };
  });
  return { ...answer, meters, pending: Math.min(answer.pending, meters.filter(row => row.ahead === null).length) };
}

function MeterRow({ row, now, leveled }: { row: Row; now: number; leveled: boolean }) {
  const stale = isStale(row, now);
  const tomorrow = row.ahead?.tomorrow;
  const cell = useRef<HTMLTableCellElement>(null);
  const visible = useVisible(cell);
  const open = () => { location.hash = link("meter", row.meter_id); };
  return (
    <tr class={stale ? "stale" : ""} onClick={open}>
      <th scope="row"><a href={link("meter", row.meter_id)}>{row.meter_id}</a>{row.category && <small>{row.category}</small>}</th>
      <td class="wide" ref={cell}>{visible ? <Spark row={row} now={now} stale={stale} /> : <span class="spark" />}</td>
      {leveled && <td class="of-level">{row.level && <Level level={row.level} />}</td>}
      <td class="number strong of-now">{row.now ? power(row.now.load_kw) : "–"}</td>
      <td class="number of-today">{row.today ? energy(row.today.energy_kwh) : "–"}</td>
      <td class="number of-peak">{row.today ? <>{power(row.today.peak_kw)} <small>{hour(Date.parse(row.today.peak_at), row.time_zone)}</small></> : "–"}</td>
      <td class="number of-tomorrow">{tomorrow
        ? <>{power(tomorrow.peak_kw)} <small>{hour(Date.parse(tomorrow.peak_at), row.time_zone)}</small></>
        : <span class="muted" title={row.ahead?.reason ?? ""}>{row.ahead === null ? "…" : "none"}</span>}</td>
      <td class="number of-age">{row.newest ? age(now - Date.parse(row.newest)) : "never"}</td>
    </tr>
  );
}

/** Sums over meters that do not contain one another: a feeder among its homes, or a home's net beside its consumption, would count twice. */
function Totals({ rows, all, now, pending }: { rows: Row[]; all: number; now: number; pending: number }) {
  const summed = rows.filter(row => row.in_sum);
  const counted = summed.length ? summed : rows;
  const live = counted.filter(row => row.now && !isStale(row, now));
  const load = addUp(live.map(row => row.now!.load_kw));
  const unit = unitFor(load);
  const zone = rows[0]?.time_zone ?? "UTC";
  const peak = peakTomorrow(counted, now, zone);
  const stale = counted.length - live.length;
  const sum = useMemo(() => total(counted), [rows]);
  return (
    <section class="sum" aria-label="Totals">
      <div class="facts">
        <Fact name="Load now" value={live.length ? inUnit(load, unit) : "–"} unit={live.length ? unit.name : ""}
          note={stale ? `${live.length} of ${counted.length} meters are live` : `${live.length} meters${counted.length < rows.length ? ", without those that hold or share their load" : ""}`} />
        <Fact name="Peak tomorrow" value={peak && !pending ? split(power(peak.kw)).value : "–"} unit={peak && !pending ? split(power(peak.kw)).unit : ""}
          note={pending ? `${pending} forecasts are still being made` : peak ? `${moment(peak.at, zone)} ${zoneName(peak.at, zone)}` : "no forecast reaches through tomorrow"} />
        <Fact name="Energy today" {...split(energy(addUp(counted.map(row => row.today?.energy_kwh ?? 0))))}
          note={all > rows.length ? "of those shown, so far" : "of the local day so far"} />
      </div>
      <TotalChart sum={sum} now={now} zone={zone} peak={pending ? null : peak} />
    </section>
  );
}

/** The highest hour of tomorrow's summed medians. */
function peakTomorrow(rows: Row[], now: number, zone: string): { kw: number; at: number } | null {
  const single = rows.length === 1 ? rows[0]!.ahead?.tomorrow : null;
  if (single) return { kw: single.peak_kw, at: Date.parse(single.peak_at) };
  const from = dayStart(now, zone, 1), to = dayStart(now, zone, 2);
  const sums = new Map<number, number>();
  for (const row of rows) {
    const start = Date.parse(row.ahead?.start ?? "");
    row.ahead?.p50?.forEach((kw, i) => {
      const at = start + i * HOUR;
      if (kw !== null && at >= from && at < to) sums.set(at, (sums.get(at) ?? 0) + kw);
    });
  }
  let best: { kw: number; at: number } | null = null;
  for (const [at, kw] of sums) if (!best || kw > best.kw) best = { kw, at };
  return best;
}

function Choice({ name, values, value, set }: { name: string; values: string[]; value: string; set: (value: string) => void }) {
  return (
    <label>
      <span class="sr">{name}</span>
      <select value={value} onChange={event => set(event.currentTarget.value)}>
        <option value="">{`${name}: all`}</option>
        {values.map(v => <option key={v} value={v}>{v}</option>)}
      </select>
    </label>
  );
}

const addUp = (values: number[]) => values.reduce((a, b) => a + b, 0);
const unique = (values: string[]) => [...new Set(values)].sort();

function sorted(rows: Row[], by: (row: Row) => number | string, falling: boolean): Row[] {
  return [...rows].sort((a, b) => {
    const x = by(a), y = by(b);
    const order = typeof x === "string" ? x.localeCompare(String(y), "en", { numeric: true }) : x - (y as number);
    return falling ? -order : order;
  });
}
