/** How well issued forecasts met what came, by lead time. */

import { type Accuracy, get, ofMeter } from "../api";
import { useAnswer } from "../live";
import { Empty, Loading, Trouble } from "../parts/states";
import { date } from "../time";
import { percent, power, seconds } from "../units";

export function AccuracyPanel({ id, zone }: { id: string; zone: string }) {
  const { data, problem, again } = useAnswer<Accuracy>(`accuracy ${id}`, signal => get<Accuracy>(ofMeter(id, "/accuracy"), signal));
  return (
    <section class="panel" aria-label="Accuracy">
      <h2>Accuracy by lead time</h2>
      {problem && <Trouble problem={problem} again={again} />}
      {!data && !problem && <Loading height={120} />}
      {data && data.accuracy.length === 0 && <Empty title="Nothing to compare yet">What was forecast day-ahead has not been measured yet. Come back tomorrow.</Empty>}
      {data && data.accuracy.length > 0 && <Table data={data} zone={zone} />}
    </section>
  );
}

function Table({ data, zone }: { data: Accuracy; zone: string }) {
  const worst = Math.max(...data.accuracy.map(row => row.mae_kw)) || 1;
  return (
    <>
      <div class="scroll" tabIndex={0} role="region" aria-label="Errors by lead time">
      <table class="plain">
        <thead><tr><th scope="col">Lead</th><th scope="col">By</th><th scope="col" class="number">Mean error</th><th scope="col"><span class="sr">Size</span></th><th scope="col" class="number">WAPE</th><th scope="col" class="number">In P10–P90</th></tr></thead>
        <tbody>
          {data.accuracy.map(row => (
            <tr key={row.model + row.lead_from}>
              <td class="number left">{lead(row.lead_from)}–{lead(row.lead_to)} h</td>
              <td class="clip" title={row.model}>{row.model}</td>
              <td class="number">{power(row.mae_kw)}</td>
              <td class="bar"><i style={{ width: `${(row.mae_kw / worst) * 100}%` }} /></td>
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
