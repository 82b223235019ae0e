/** What the lines carry tomorrow: flow over capacity, the cut where it is not enough, through the day, and with a line out. */

import { useEffect, useMemo, useRef } from "preact/hooks";
import { get } from "../api";
import { isTyping } from "../keys";
import { useAnswer } from "../live";
import { Bars } from "../parts/bars";
import { Fact, split } from "../parts/fact";
import { Empty, Loading, Trouble } from "../parts/states";
import { Switch } from "../parts/switch";
import type { ViewProps } from "../parts/view";
import { change, link } from "../route";
import { HOUR, day, hour, iso, moment, zoneName } from "../time";
import { digits, energy, inUnit, percent, power, seconds, type Unit, unitFor } from "../units";

interface Topology {
  supplies: string[];
  nodes: { id: string; meters: string[] }[];
  lines: { id: string; from: string; to: string; capacity_kw: number; tie: boolean }[];
}
interface Step {
  start: string; demand_kw: number; generation_kw: number; shortfall_kw: number; curtailed_kw: number;
  lines_kw: Record<string, number>; cut: { lines: string[]; nodes_beyond: string[]; capacity_kw: number } | null;
}
interface Flow {
  at: string; quantile: number; time_zone: string; from: string; to: string; step: string; out: string[]; ties_to_close: string[];
  feasible: boolean; shortfall_kwh: number; shortfall_peak_kw: number; shortfall_peak_at: string | null; curtailed_kwh: number;
  lines: { line: string; capacity_kw: number; peak_kw: number; peak_at: string; utilisation: number; congested_steps: number }[];
  meters: { meter_id: string; node: string; energy_kwh: number; share: number }[];
  missing: { meter_id: string; reason: string }[]; steps: Step[];
}

/** From here on a line is worth a look. */
const FULL = 0.8;
const SHARES: [string, string][] = [["p50", "P50"], ["p75", "P75"], ["p90", "P90"]];

const EXAMPLE = `supplies: [substation]
nodes: [{id: substation}, {id: cabinet, meters: [home-01, home-02]}]
lines: [{id: L1, from: substation, to: cabinet, capacity_kw: 120}]`;

export function GridView({ route }: ViewProps) {
  const quantile = route.query.get("quantile") ?? "p90";
  const out = route.query.get("out") ?? "";
  const topology = useAnswer<Topology>("topology", signal => get<Topology>("/api/v1/grid/topology", signal));
  const flow = useAnswer<Flow>(topology.data?.lines.length ? `flow ${quantile} ${out}` : null,
    signal => get<Flow>(`/api/v1/grid/flow?quantile=${quantile}${out ? `&out=${encodeURIComponent(out)}` : ""}`, signal), { everyMillis: 60_000 });
  // While another case is computed, the last one stays in sight.
  const last = useRef<Flow | null>(null);
  if (flow.data) last.current = flow.data;
  const shown = flow.data ?? last.current;
  if (topology.data?.lines.length === 0) {
    return (
      <Empty heading title="No grid yet" command="./loadcast grid set feeder.yaml">
        Say which lines lead from the substation to which meters, and what they may carry, in a file such as this one:
        <pre>{EXAMPLE}</pre>
      </Empty>
    );
  }
  const problem = topology.problem ?? flow.problem;
  if (!topology.data || !shown) return problem ? <Trouble problem={problem} again={topology.data ? flow.again : topology.again} /> : <><Loading height={96} /><Loading height={420} /></>;
  return (
    <>
      {problem && <Trouble problem={problem} again={flow.again} />}
      <Tomorrow topology={topology.data} flow={shown} waiting={!flow.data} quantile={quantile} out={out} at={route.query.get("at")} />
    </>
  );
}

function Tomorrow({ topology, flow, waiting, quantile, out, at }: {
  topology: Topology; flow: Flow; waiting: boolean; quantile: string; out: string; at: string | null;
}) {
  const zone = flow.time_zone, first = Date.parse(flow.from), step = seconds(flow.step) * 1000, count = flow.steps.length;
  const worst = flow.shortfall_peak_at ?? flow.lines.reduce<Flow["lines"][0] | null>((a, b) => (!a || b.utilisation > a.utilisation ? b : a), null)?.peak_at ?? flow.from;
  const chosen = Math.floor((Date.parse(at ?? worst) - first) / step);
  const i = Math.min(count - 1, Math.max(0, chosen || 0));
  const now = flow.steps[i]!;
  const move = (to: number) => change({ at: iso(first + Math.min(count - 1, Math.max(0, to)) * step) });
  useKeys(i, move);
  const congested = flow.steps.filter(s => s.cut).length * step;
  const fullest = flow.lines.reduce<Flow["lines"][0] | null>((a, b) => (!a || b.utilisation > a.utilisation ? b : a), null);
  return (
    <>
      <h1 class="sr">Grid tomorrow</h1>
      <section class={`facts${waiting ? " waiting" : ""}`} aria-label="Totals">
        <Fact name={`${day(first, zone)}, all meters at ${quantile.toUpperCase()}`}
          value={congested ? span(congested) : "carries all"} unit={congested ? "congested" : ""}
          note={flow.shortfall_peak_at ? `worst at ${hour(Date.parse(flow.shortfall_peak_at), zone)}, ${power(flow.shortfall_peak_kw)} too much` : "every line within its capacity"} />
        <Fact name="To move or save" {...split(energy(flow.shortfall_kwh))} note="beyond what the lines carry" />
        {fullest && <Fact name="Fullest line" {...split(percent(fullest.utilisation))} note={`${fullest.line} at ${hour(Date.parse(fullest.peak_at), zone)}`} />}
        {flow.curtailed_kwh > 0.005 && <Fact name="Nobody takes" {...split(energy(flow.curtailed_kwh))} note="of what is generated" />}
      </section>
      <div class="filters">
        <Switch name="Every meter at" options={SHARES} value={quantile} set={v => change({ quantile: v === "p90" ? null : v })} />
        <select aria-label="Line out of service" value={out} onChange={e => change({ out: e.currentTarget.value || null })}>
          <option value="">All lines in service</option>
          {topology.lines.filter(l => !l.tie).map(l => <option key={l.id} value={l.id}>{`Without ${l.id}`}</option>)}
        </select>
        {flow.ties_to_close.length > 0 && <span><b>Close {flow.ties_to_close.join(", ")}</b> <span class="muted">to carry as much as can be</span></span>}
        {out !== "" && flow.ties_to_close.length === 0 && <span class="muted">no tie helps</span>}
      </div>
      <section class={`hero day-strip${waiting ? " waiting" : ""}`} aria-label="Through tomorrow">
        <p class="at"><b>{moment(Date.parse(now.start), zone)} {zoneName(Date.parse(now.start), zone)}</b>{" "}
          <span class="muted">demand {power(now.demand_kw)}{now.generation_kw > 0.005 ? `, generation ${power(now.generation_kw)}` : ""}</span>{" "}
          {now.shortfall_kw > 0.005 && <span class="bad">{power(now.shortfall_kw)} cannot be carried</span>}</p>
        <Demand flow={flow} chosen={i} />
        <input class="over" type="range" min={0} max={count - 1} step={1} value={i} aria-label="Time of tomorrow" aria-valuetext={moment(Date.parse(now.start), zone)}
          onInput={e => move(Number(e.currentTarget.value))} />
        <Hours from={first} to={Date.parse(flow.to)} zone={zone} />
      </section>
      <Lines topology={topology} flow={flow} i={i} out={out} waiting={waiting} />
      <div class="panels">
        {flow.meters.length > 0 && (
          <section class="panel">
            <h2>Who uses power beyond the cut</h2>
            <Bars rows={flow.meters.slice(0, 10).map(m => [m.meter_id, m.energy_kwh])} show={energy} to={id => link("meter", id)} />
          </section>
        )}
        <section class="panel">
          <h2>How to read it</h2>
          <p class="muted">A bar is the flow over what the line may carry, of the forecasts of all meters at {quantile.toUpperCase()}. All meters at P90 at once is
            rarer than one time in ten. ✂ marks the cut: lines that are full while those behind them need more. Losses and impedances are not considered.</p>
          {flow.missing.length > 0 && <p class="muted">Without a forecast, counted as nothing: {flow.missing.map(m => m.meter_id).join(", ")}.</p>}
        </section>
      </div>
    </>
  );
}

/** 2 h 15 min, as a value with its unit inside. */
function span(millis: number): string {
  const minutes = Math.round(millis / 60_000);
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes} min` : minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

function useKeys(i: number, move: (to: number) => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      if (event.key === "ArrowLeft") move(i - 1);
      else if (event.key === "ArrowRight") move(i + 1);
      else if (event.key === "t") change({ at: null });
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [i]);
}

const WIDTH = 960, HEIGHT = 96;

/** The demand of the day; what cannot be carried stands on top in red. */
function Demand({ flow, chosen }: { flow: Flow; chosen: number }) {
  const count = flow.steps.length;
  const most = Math.max(...flow.steps.map(s => s.demand_kw)) * 1.05 || 1;
  const x = (i: number) => (i / count) * WIDTH, y = (kw: number) => HEIGHT - (kw / most) * HEIGHT;
  const steps = (of: (s: Step) => number) => flow.steps.map((s, i) => `${i ? "L" : "M"}${x(i).toFixed(1)} ${y(of(s)).toFixed(1)}H${x(i + 1).toFixed(1)}`).join("");
  const lost = flow.steps.map((s, i) => (s.shortfall_kw > 1e-6
    ? `M${x(i).toFixed(1)} ${y(s.demand_kw).toFixed(1)}H${x(i + 1).toFixed(1)}V${y(s.demand_kw - s.shortfall_kw).toFixed(1)}H${x(i).toFixed(1)}Z` : "")).join("");
  return (
    <svg class="demand" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img"
      aria-label={`Demand of the day up to ${power(most / 1.05)}, ${energy(flow.shortfall_kwh)} of it cannot be carried`}>
      <path class="area" d={steps(s => s.demand_kw) + `V${HEIGHT}H0Z`} />
      <path class="line" d={steps(s => s.demand_kw)} />
      <path class="lost" d={lost} />
      <rect class="chosen" x={x(chosen)} y="0" width={x(1)} height={HEIGHT} />
    </svg>
  );
}

/** Every third hour of the day where it is, on days of 23 and 25 hours too. */
function Hours({ from, to, zone }: { from: number; to: number; zone: string }) {
  const ticks: number[] = [];
  for (let at = from; at < to; at += HOUR) if (Number(hour(at, zone).slice(0, 2)) % 3 === 0) ticks.push(at);
  return <div class="ticks muted" aria-hidden="true">{ticks.map(at => <span key={at} style={{ left: `${((at - from) / (to - from)) * 100}%` }}>{hour(at, zone)}</span>)}</div>;
}

interface Placed { id: string; from: string; to: string; capacity: number; tie: boolean; depth: number }

/** Lines in the order in which power takes them, each below the one that feeds it; ties last. */
function ordered(topology: Topology): Placed[] {
  const left = topology.lines.filter(l => !l.tie);
  const placed: Placed[] = [];
  const follow = (node: string, depth: number) => {
    for (const line of left.filter(l => l.from === node || l.to === node)) {
      const at = left.indexOf(line);
      if (at < 0) continue;
      left.splice(at, 1);
      placed.push({ id: line.id, from: line.from, to: line.to, capacity: line.capacity_kw, tie: false, depth });
      follow(line.from === node ? line.to : line.from, depth + 1);
    }
  };
  topology.supplies.forEach(supply => follow(supply, 0));
  return [...placed, ...topology.lines.filter(l => l.tie || left.includes(l))
    .map(l => ({ id: l.id, from: l.from, to: l.to, capacity: l.capacity_kw, tie: l.tie, depth: 0 }))];
}

function Lines({ topology, flow, i, out, waiting }: { topology: Topology; flow: Flow; i: number; out: string; waiting: boolean }) {
  const lines = useMemo(() => ordered(topology), [topology]);
  const zone = flow.time_zone, step = seconds(flow.step) * 1000;
  const unit = unitFor(Math.max(...lines.map(l => l.capacity)));
  return (
    <div class={`scroll${waiting ? " waiting" : ""}`} tabIndex={0} role="region" aria-label="Lines">
      <table class="lines">
        <thead>
          <tr>
            <th scope="col">Line</th><th scope="col" class="flow-bar">Flow over capacity</th><th scope="col" class="number">Full</th>
            <th scope="col" class="number">Of {unit.name}</th><th scope="col" class="whole-day">The day</th><th scope="col" class="number">Peak</th>
            <th scope="col" class="number">Congested</th><th scope="col"><span class="sr">Act</span></th>
          </tr>
        </thead>
        <tbody>
          {lines.map(line => <LineRow key={line.id} line={line} flow={flow} i={i} isOut={out === line.id} zone={zone} step={step} unit={unit}
            peak={flow.lines.find(l => l.line === line.id) ?? null} />)}
        </tbody>
      </table>
    </div>
  );
}

function LineRow({ line, flow, i, isOut, zone, step, unit, peak }: {
  line: Placed; flow: Flow; i: number; isOut: boolean; zone: string; step: number; unit: Unit; peak: Flow["lines"][0] | null;
}) {
  const kw = flow.steps[i]!.lines_kw[line.id];
  const used = kw === undefined ? 0 : Math.min(1, Math.abs(kw) / line.capacity);
  const cut = flow.steps[i]!.cut?.lines.includes(line.id) ?? false;
  const state = cut ? "cut" : used >= FULL ? "full" : "";
  const open = kw === undefined;
  return (
    <tr class={`${state}${open ? " stale" : ""}`}>
      <th scope="row" style={{ "--depth": line.depth }}><b>{line.id}</b> <span class="muted">{line.from} – {line.to}</span></th>
      <td class="flow-bar">
        {open ? <span class="muted">{isOut ? "out of service" : "open tie"}</span> : (
          <span class="track" role="img" aria-label={`${line.id} ${percent(used)} full${cut ? ", in the cut" : ""}`}>
            <i style={{ width: `${used * 100}%` }} />
            {peak && <em style={{ left: `${peak.utilisation * 100}%` }} title={`Peak of the day ${percent(peak.utilisation)}`} />}
          </span>
        )}
      </td>
      <td class="number strong">{open ? "–" : <>{cut && <span aria-hidden="true">✂ </span>}{Math.round(used * 100)}{"\u202f"}%</>}</td>
      <td class="number muted">{open ? digits(line.capacity / unit.factor) : `${inUnit(kw, unit)} of ${inUnit(line.capacity, unit)}`}</td>
      <td class="whole-day"><Day line={line} flow={flow} i={i} /></td>
      <td class="number">{peak ? <>{Math.round(peak.utilisation * 100)}{"\u202f"}% <small>{hour(Date.parse(peak.peak_at), zone)}</small></> : "–"}</td>
      <td class={`number${peak?.congested_steps ? " bad" : ""}`}>{peak?.congested_steps ? span(peak.congested_steps * step) : "–"}</td>
      <td class="act">{!line.tie && <button type="button" aria-pressed={isOut} onClick={() => change({ out: isOut ? null : line.id })}>{isOut ? "Put back" : "Take out"}</button>}</td>
    </tr>
  );
}

/** How full a line is through the day; red where it is in the cut. */
function Day({ line, flow, i }: { line: Placed; flow: Flow; i: number }) {
  const count = flow.steps.length, height = 24;
  const bars = (wanted: (cut: boolean) => boolean) => flow.steps.map((step, at) => {
    const kw = step.lines_kw[line.id];
    if (kw === undefined || !wanted(step.cut?.lines.includes(line.id) ?? false)) return "";
    const top = height - Math.min(1, Math.abs(kw) / line.capacity) * height;
    return `M${at} ${height}V${top.toFixed(1)}H${at + 1}V${height}Z`;
  }).join("");
  return (
    <svg class="line-day" viewBox={`0 0 ${count} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path class="usual" d={bars(cut => !cut)} /><path class="congested" d={bars(cut => cut)} />
      <line class="limit" x1="0" x2={count} y1="0.5" y2="0.5" /><rect class="chosen" x={i} y="0" width="1" height={height} />
    </svg>
  );
}
