/** How well issued forecasts met what came, by lead time, beside last week's value. */

import { type Accuracy, type AccuracyRow, get, ofMeter } from "../api";
import { useAnswer } from "../live";
import { Empty, Loading, Trouble } from "../parts/states";
import { date } from "../time";
import { inUnit, percent, power, seconds, unitFor } from "../units";

export function AccuracyPanel({ id, zone }: { id: string; zone: string }) {
  const { data, problem, again } = useAnswer<Accuracy>(`accuracy ${id}`, signal => get<Accuracy>(ofMeter(id, "/accuracy"), signal));
  return (
    <section class="panel whole" aria-label="Accuracy">
      <h2>Accuracy by lead time</h2>
      {problem && <Trouble problem={problem} again={again} />}
      {!data && !problem && <Loading height={120} />}
      {data && data.accuracy.length === 0 && <Empty title="Nothing to compare yet">What was forecast day-ahead has not been measured yet. Come back tomorrow.</Empty>}
      {data && data.accuracy.length > 0 && <><Lines rows={data.accuracy} /><Table data={data} zone={zone} /></>}
    </section>
  );
}

const WIDTH = 600;
const HEIGHT = 96;

/** Mean error over one range of lead times; last week's is absent where no interval has a value of the week before. */
interface Step { from: number; to: number; ours: number; lastWeek: number | null }

/** Two lines over the lead time: our error, and that of last week's value; all models that served together. */
function Lines({ rows }: { rows: AccuracyRow[] }) {
  const steps = together(rows);
  const first = steps[0]!.from, last = steps[steps.length - 1]!.to;
  const most = Math.max(...steps.flatMap(step => [step.ours, step.lastWeek ?? 0])) || 1;
  const unit = unitFor(most);
  const x = (hours: number) => ((hours - first) / (last - first)) * WIDTH;
  const y = (kw: number) => HEIGHT - 1 - (kw / most) * (HEIGHT - 2);
  const path = (value: (step: Step) => number | null) => steps.map((step, i) => {
    const kw = value(step);
    if (kw === null) return "";
    const before = steps[i - 1];
    const joined = before !== undefined && before.to === step.from && value(before) !== null;
    return `${joined ? "L" : "M"}${x(step.from).toFixed(1)} ${y(kw).toFixed(1)}H${x(step.to).toFixed(1)}`;
  }).join("");
  const told = steps.map(step => `${step.from} to ${step.to} hours ahead: ${power(step.ours)}`
    + (step.lastWeek === null ? "" : `, last week's value ${power(step.lastWeek)}`)).join("; ");
  return (
    <figure class="errors">
      <p class="legend">
        <span><i class="key-measured" />Forecast</span>
        <span><i class="key-past" />Last week's value</span>
      </p>
      <div class="frame">
        <span class="muted gutter"><span>{inUnit(most, unit)} {unit.name}</span><span>0</span></span>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={`Mean error. ${told}`}>
          <line class="zero" x1="0" x2={WIDTH} y1={HEIGHT - 1} y2={HEIGHT - 1} />
          <path class="last-week" d={path(step => step.lastWeek)} />
          <path class="ours" d={path(step => step.ours)} />
        </svg>
        <span class="muted leads" aria-hidden="true">
          {[...steps.map(step => step.from), last].map(hours => <span key={hours} style={{ left: `${(x(hours) / WIDTH) * 100}%` }}>{hours} h</span>)}
        </span>
      </div>
    </figure>
  );
}

/** Means over all models, each weighing as much as it has forecast. */
function together(rows: AccuracyRow[]): Step[] {
  const ranges = new Map<number, AccuracyRow[]>();
  for (const row of rows) ranges.set(lead(row.lead_from), [...(ranges.get(lead(row.lead_from)) ?? []), row]);
  return [...ranges].sort(([a], [b]) => a - b).map(([from, alike]) => {
    const compared = alike.filter(row => row.last_week_mae_kw !== null);
    return {
      from, to: lead(alike[0]!.lead_to), ours: mean(alike, row => row.mae_kw),
      lastWeek: compared.length ? mean(compared, row => row.last_week_mae_kw!) : null,
    };
  });
}

function mean(rows: AccuracyRow[], value: (row: AccuracyRow) => number): number {
  const points = rows.reduce((sum, row) => sum + row.points, 0);
  return rows.reduce((sum, row) => sum + value(row) * row.points, 0) / points;
}

function Table({ data, zone }: { data: Accuracy; zone: string }) {
  return (
    <>
      <div class="scroll" tabIndex={0} role="region" aria-label="Errors by lead time">
      <table class="plain">
        <thead><tr><th scope="col">Lead</th><th scope="col">By</th><th scope="col" class="number">Mean error</th><th scope="col" class="number">Last week's</th><th scope="col" class="number">Better by</th><th scope="col" class="number">WAPE</th><th scope="col" class="number">In P10–P90</th></tr></thead>
        <tbody>
          {data.accuracy.map(row => (
            <tr key={row.model + row.lead_from}>
              <td class="number left">{lead(row.lead_from)}–{lead(row.lead_to)} h</td>
              <td class="clip" title={row.model}>{row.model}</td>
              <td class="number">{power(row.mae_kw)}</td>
              <td class="number">{row.last_week_mae_kw === null ? "–" : power(row.last_week_mae_kw)}</td>
              <td class="number">{row.skill === null ? "–" : percent(row.skill)}</td>
              <td class="number">{row.wape === null ? "–" : percent(row.wape)}</td>
              <td class="number">{row.coverage === null ? "–" : percent(row.coverage)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      </div>
      <p class="muted">Day-ahead forecasts from {date(Date.parse(data.from), zone)} to {date(Date.parse(data.to), zone)}; 80 % should lie in P10–P90.</p>
    </>
  );
}

const lead = (iso: string) => Math.round(seconds(iso) / 3600);
