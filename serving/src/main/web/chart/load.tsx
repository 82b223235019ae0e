/** The chart of one meter: measured, forecast with its bands, the "now" line, and what was forecast for the past. */

import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { colour } from "../theme";
import { day, hour, moment, zoneName } from "../time";
import { age, inUnit, unitFor } from "../units";
import { type Drawn, largest } from "./series";

export interface LoadChartProps {
  data: Drawn;
  from: number;
  to: number;
  now: number;
  /** Start of the newest reading; null when there is none. */
  newest: number | null;
  /** The newest reading is too old to count as live. */
  stale: boolean;
  zone: string;
  fallback: boolean;
  marked?: [number, number] | null;
  height: number;
  label: string;
  onRange: (from: number, to: number) => void;
  onPick: (at: number) => void;
}

export function LoadChart(props: LoadChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const build = () => {
      plot.current?.destroy();
      plot.current = new uPlot(options(host.current!, latest), columns(latest.current), host.current!);
    };
    build();
    const resized = new ResizeObserver(() => plot.current?.setSize({ width: host.current!.clientWidth, height: latest.current.height }));
    resized.observe(host.current!);
    window.addEventListener("themechange", build);
    return () => {
      resized.disconnect();
      window.removeEventListener("themechange", build);
      plot.current?.destroy();
      plot.current = null;
    };
  }, [props.zone, props.fallback]);

  useEffect(() => {
    const u = plot.current;
    if (!u) return;
    u.batch(() => {
      u.setData(columns(props), false);
      u.setScale("x", { min: props.from / 1000, max: props.to / 1000 });
    });
  }, [props.data, props.from, props.to, props.now, props.marked]);

  return <div class="chart" role="img" aria-label={props.label} style={{ height: `${props.height}px` }} ref={host} />;
}

function columns({ data }: LoadChartProps): uPlot.AlignedData {
  return [data.x, ...data.earlier, ...data.ahead, data.measured, data.changed] as uPlot.AlignedData;
}

const EARLIER_P10 = 1, EARLIER_P50 = 2, EARLIER_P90 = 3, P10 = 4, P25 = 5, P50 = 6, P75 = 7, P90 = 8, MEASURED = 9, CHANGED = 10;

type Latest = { current: LoadChartProps };

function options(host: HTMLElement, latest: Latest): uPlot.Options {
  const { zone, height, fallback } = latest.current;
  const font = "13px " + getComputedStyle(host).fontFamily;
  const ink = colour("muted"), grid = colour("hairline");
  const hidden = { stroke: "transparent", points: { show: false } };
  const unit = () => {
    const { data } = latest.current;
    return unitFor(largest(data.measured, data.ahead[4]!, data.ahead[0]!));
  };
  const axis = { font, stroke: ink, grid: { stroke: grid, width: 1 }, ticks: { show: false } };
  return {
    width: host.clientWidth, height,
    padding: [12, 36, 0, 0],
    legend: { show: false },
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), zone),
    cursor: { drag: { x: true, y: false, setScale: false }, points: { show: false }, y: false },
    select: { show: true, left: 0, top: 0, width: 0, height: 0 },
    scales: { x: { time: true }, y: { range: (_u, min, max) => spread(min, max) } },
    axes: [
      { ...axis, space: 64, values: (u, ticks) => labels(ticks, zone, u.scales.x?.max ?? Infinity) },
      { ...axis, size: 56, gap: 6, values: (_u, ticks) => ticks.map((kw, i) => axisNumber(kw / unit().factor) + (i === ticks.length - 1 ? " " + unit().name : "")) },
    ],
    series: [
      {},
      hidden, { stroke: colour("past"), width: 1, dash: [2, 3], points: { show: false } }, hidden,
      hidden, hidden, { stroke: signed("load", "generation"), width: 2, dash: [6, 4], points: { show: false } }, hidden, hidden,
      { stroke: u => (latest.current.stale ? colour("past") : signed("load", "generation")(u)), width: 2, points: { show: false }, spanGaps: false },
      { stroke: colour("changed"), width: 2, dash: [2, 3], points: { show: false } },
    ],
    bands: [
      { series: [EARLIER_P90, EARLIER_P10], fill: colour("past-band") },
      { series: [P90, P10], fill: u => (fallback ? hatch(u) : colour("band")) },
      { series: [P75, P25], fill: colour("band") },
    ],
    hooks: {
      ready: [u => u.over.addEventListener("click", event => {
        if (Math.abs((u.cursor.left ?? -9) - event.offsetX) < 4) latest.current.onPick(u.posToVal(event.offsetX, "x") * 1000);
      })],
      drawClear: [u => drawDays(u, zone)],
      draw: [u => drawNow(u, latest.current, font)],
      setCursor: [u => readOut(u, latest.current, unit())],
      setSelect: [u => {
        if (u.select.width > 8) {
          latest.current.onRange(u.posToVal(u.select.left, "x") * 1000, u.posToVal(u.select.left + u.select.width, "x") * 1000);
        }
        u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      }],
    },
  };
}

/** A little air, and zero in sight, so that sizes compare. */
function spread(min: number | null, max: number | null): [number, number] {
  const low = Math.min(0, min ?? 0), high = Math.max(0, max ?? 1);
  const air = (high - low) * 0.08 || 1;
  return [low < 0 ? low - air : 0, high > 0 ? high + air : 0];
}

const axisNumber = (value: number) => value.toLocaleString("en", { maximumSignificantDigits: 3 }).replace("-", "−");

/** The end of the range has no name of its own: it would be that of a day which is not shown. */
function labels(ticks: number[], zone: string, end: number): string[] {
  const step = ticks.length > 1 ? ticks[1]! - ticks[0]! : 3600;
  let lastDay = "";
  return ticks.map(tick => {
    const at = tick * 1000;
    const today = day(at, zone);
    const isNew = today !== lastDay;
    lastDay = today;
    if (tick >= end - step / 4) return "";
    if (step >= 86_400 * 20) return today.replace(/^\S+ \d+ /, "") + " " + new Date(at).getUTCFullYear();
    if (step >= 80_000) return today.replace(/^\S+ /, "");
    return hour(at, zone) + (isNew ? "\n" + today : "");
  });
}

/** One hue above zero, another below it. */
function signed(above: string, below: string): (u: uPlot) => CanvasGradient | string {
  return u => {
    const zero = u.valToPos(0, "y", true);
    const { top, height } = u.bbox;
    if (!Number.isFinite(zero) || zero >= top + height) return colour(above);
    if (zero <= top) return colour(below);
    const split = (zero - top) / height;
    const paint = u.ctx.createLinearGradient(0, top, 0, top + height);
    paint.addColorStop(split, colour(above));
    paint.addColorStop(split, colour(below));
    return paint;
  };
}

let hatching: { of: string; pattern: CanvasPattern } | null = null;

/** A band that no model made is hatched. */
function hatch(u: uPlot): CanvasPattern | string {
  const ink = colour("hatch");
  if (hatching?.of === ink) return hatching.pattern;
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const pen = tile.getContext("2d")!;
  pen.strokeStyle = ink;
  pen.lineWidth = 1.5;
  pen.beginPath();
  for (const shift of [-8, 0, 8]) { pen.moveTo(shift, 8); pen.lineTo(shift + 8, 0); }
  pen.stroke();
  const pattern = u.ctx.createPattern(tile, "repeat");
  if (!pattern) return colour("band");
  hatching = { of: ink, pattern };
  return pattern;
}

/** A hairline where each local day begins, at its true place on days of 23 and 25 hours. */
function drawDays(u: uPlot, zone: string): void {
  const { min, max } = u.scales.x!;
  if (min == null || max == null || max - min > 15 * 86_400) return;
  const { ctx, bbox } = u;
  ctx.save();
  ctx.fillStyle = colour("weekend");
  for (let at = min * 1000; at <= max * 1000;) {
    const name = day(at, zone);
    let end = at;
    while (day(end, zone) === name) end += 900_000;
    end -= end % 900_000;
    if (/^(Sat|Sun)/.test(name)) {
      const left = Math.max(bbox.left, u.valToPos(at / 1000, "x", true));
      const right = Math.min(bbox.left + bbox.width, u.valToPos(end / 1000, "x", true));
      if (right > left) ctx.fillRect(left, bbox.top, right - left, bbox.height);
    }
    at = end;
  }
  ctx.restore();
}

function drawNow(u: uPlot, props: LoadChartProps, font: string): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  if (props.marked) {
    const [a, b] = props.marked.map(at => u.valToPos(at / 1000, "x", true)) as [number, number];
    ctx.fillStyle = colour("marked");
    ctx.fillRect(a, bbox.top, Math.max(2, b - a), bbox.height);
  }
  const x = Math.round(u.valToPos(props.now / 1000, "x", true));
  if (x >= bbox.left && x <= bbox.left + bbox.width) {
    ctx.strokeStyle = colour("ink");
    ctx.lineWidth = ratio;
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(x + 0.5, bbox.top);
    ctx.lineTo(x + 0.5, bbox.top + bbox.height);
    ctx.stroke();
    ctx.font = font.replace("13px", `${13 * ratio}px`);
    ctx.fillStyle = colour("ink");
    const old = props.newest === null ? "" : `reading ${age(props.now - props.newest)} old`.replace("just now old", "just now");
    const late = x > bbox.left + bbox.width - 160 * ratio;
    const place = x + (late ? -6 : 6) * ratio;
    ctx.textAlign = late ? "right" : "left";
    ctx.fillText("now", place, bbox.top + 13 * ratio);
    ctx.fillStyle = colour("muted");
    ctx.fillText(old, place, bbox.top + 30 * ratio);
  }
  ctx.restore();
}

/** The values under the cursor, in the element that the view sets aside for them. */
function readOut(u: uPlot, { data, zone }: LoadChartProps, unit: { factor: number; name: string }): void {
  const out = document.getElementById("readout");
  if (!out) return;
  const i = u.cursor.idx;
  if (i == null || u.cursor.left! < 0) {
    out.replaceChildren();
    return;
  }
  const at = data.x[i]! * 1000;
  const facts: [string, string][] = [[moment(at, zone), zoneName(at, zone)]];
  const say = (name: string, series: number) => {
    const value = u.data[series]?.[i];
    if (typeof value === "number") facts.push([name, `${inUnit(value, unit)} ${unit.name}`]);
  };
  say("measured", MEASURED);
  say("forecast then", EARLIER_P50);
  say("P10", P10);
  say("P25", P25);
  say("P50", P50);
  say("P75", P75);
  say("P90", P90);
  say("what if", CHANGED);
  out.replaceChildren(...facts.map(([name, value]) => {
    const fact = document.createElement("span");
    const strong = document.createElement("b");
    strong.textContent = value;
    fact.append(name + " ", strong);
    return fact;
  }));
}
