/** What this meter's load is like: its distribution with percentiles and today's level, and its usual day. */

import { get, ofMeter, type Statistics } from "../api";
import { useAnswer } from "../live";
import { Level } from "../parts/level";
import { Loading, Trouble } from "../parts/states";
import { date, hour } from "../time";
import { power } from "../units";

const WIDTH = 1000, HEIGHT = 160;

export function StatisticsPanel({ id, zone }: { id: string; zone: string }) {
  const { data, problem, again } = useAnswer<Statistics>(`statistics ${id}`, signal => get<Statistics>(ofMeter(id, "/statistics"), signal), { everyMillis: 300_000 });
  if (!data) {
    return <section class="panel"><h2>Statistics</h2>{problem ? <Trouble problem={problem} again={again} /> : <Loading height={160} />}</section>;
  }
  return (
    <>
      <section class="panel" aria-label="Statistics">
        <h2>How its load is spread</h2>
        <Histogram data={data} />
        <p class="muted">
          {data.now && <><Level level={data.now.level} word /> at {hour(Date.parse(data.now.start), zone)}, {power(data.now.load_kw)}. </>}
          Half of the time between {power(data.p25)} and {power(data.p75)}, median {power(data.p50)};
          1 % above {power(data.critical)}{data.best_fit ? ` by the best fit, ${data.best_fit.family}` : ""}.
          From {date(Date.parse(data.from), zone)} to {date(Date.parse(data.to), zone)}
          {data.missing ? `, ${data.missing} steps missing` : ""}{data.suspect ? `, ${data.suspect} of them suspect` : ""}.
        </p>
      </section>
      <section class="panel" aria-label="Usual day">
        <h2>Its usual day</h2>
        <Hours data={data} />
        <p class="muted">Median and the middle half of each hour. Base load {power(data.load.base_load)}, peak {power(data.load.peak)}.</p>
      </section>
    </>
  );
}

function Histogram({ data }: { data: Statistics }) {
  const bars = data.plot?.bars ?? [];
  if (bars.length === 0) return <p class="muted">Too few values for a histogram.</p>;
  const first = bars[0]!.from_kw, last = bars[bars.length - 1]!.to_kw;
  const curve = data.plot?.curves.find(c => c.family === data.best_fit?.family) ?? data.plot?.curves[0];
  const most = Math.max(...bars.map(b => b.density));
  const x = (kw: number) => ((kw - first) / (last - first || 1)) * WIDTH;
  const y = (density: number) => HEIGHT - 20 - (density / most) * (HEIGHT - 36);
  const marks: [string, number][] = [["P25", data.p25], ["P50", data.p50], ["P75", data.p75], ["1 %", data.critical]];
  const inside = marks.filter(([, kw]) => kw >= first && kw <= last);
  return (
    <div class="plot">
      <svg class="histogram" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img"
        aria-label={`Distribution: median ${power(data.p50)}, quartiles ${power(data.p25)} and ${power(data.p75)}, critical ${power(data.critical)}`}>
        {inside.map(([name, kw]) => <line key={name} class="mark" x1={x(kw)} x2={x(kw)} y1={14} y2={HEIGHT - 20} />)}
        <path class="bars" d={bars.map(b => `M${x(b.from_kw)} ${HEIGHT - 20}V${y(b.density)}H${x(b.to_kw)}V${HEIGHT - 20}Z`).join("")} />
        {curve && <path class="fit" d={curve.points.map((p, i) => `${i ? "L" : "M"}${x(p.kw)} ${Math.max(0, y(p.density))}`).join("")} />}
        {data.now && <line class="present" x1={x(data.now.load_kw)} x2={x(data.now.load_kw)} y1={14} y2={HEIGHT - 20} />}
      </svg>
      {inside.filter(([name, kw]) => name === "P50" || Math.abs(x(kw) - x(data.p50)) > 80).map(([name, kw]) => <span key={name} class="top" style={{ left: `${x(kw) / 10}%` }}>{name}</span>)}
      <span class="bottom" style={{ left: 0 }}>{power(first)}</span>
      <span class="bottom" style={{ right: 0 }}>{power(last)}</span>
      {data.now && x(data.now.load_kw) > 180 && x(data.now.load_kw) < 820 && <span class="bottom now" style={{ left: `${x(data.now.load_kw) / 10}%` }}>now</span>}
    </div>
  );
}

function Hours({ data }: { data: Statistics }) {
  const loads = data.hours;
  const low = Math.min(0, ...loads.map(h => h.load.p25)), high = Math.max(0, ...loads.map(h => h.load.p75)) || 1;
  const y = (kw: number) => HEIGHT - 20 - ((kw - low) / (high - low)) * (HEIGHT - 36);
  const w = WIDTH / 24;
  return (
    <div class="plot">
      <svg class="histogram hours" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label="Median load by hour of the day">
        {loads.map(h => <rect key={h.hour} class="box" x={h.hour * w + 2} width={w - 4} y={y(h.load.p75)} height={Math.max(1, y(h.load.p25) - y(h.load.p75))} />)}
        {loads.map(h => <line key={h.hour} class="mid" x1={h.hour * w + 2} x2={(h.hour + 1) * w - 2} y1={y(h.load.p50)} y2={y(h.load.p50)} />)}
        {low < 0 && <line class="mark" x1={0} x2={WIDTH} y1={y(0)} y2={y(0)} />}
      </svg>
      <span class="top" style={{ left: "0", transform: "none" }}>{power(high)}</span>
      {[0, 6, 12, 18].map(h => <span key={h} class="bottom" style={{ left: `${(h / 24) * 100}%` }}>{String(h).padStart(2, "0")}:00</span>)}
    </div>
  );
}
