/** Why the forecast is what it is: what each feature adds, ranked, for the interval that was clicked or the highest one. */

import { useState } from "preact/hooks";
import { get, ofMeter } from "../api";
import { useAnswer } from "../live";
import { Loading, Trouble } from "../parts/states";
import { change } from "../route";
import { moment } from "../time";
import { power } from "../units";
import { Bars } from "../parts/bars";

interface Explanation {
  start: string; cutoff: string; method: string; tier: string; forecast_kw: number; base_kw: number;
  groups: { group: string; kw: number }[]; contributions: { feature: string; group: string; kw: number }[];
}

const SHOWN = 12;
const GROUPS: Record<string, string> = {
  load: "the load before", calendar: "hour and kind of day", temperature: "temperature", weather: "other weather", sun: "the sun",
  price: "the price", meter: "the meter", correction: "correction by recent errors",
};
const signedPower = (kw: number) => (kw > 0 ? "+" : "") + power(kw);

export function WhyPanel({ id, zone, horizon, start, cutoff, at }: { id: string; zone: string; horizon: string; start: string | null; cutoff: string; at: string }) {
  const [fine, showFine] = useState(false);
  const { data, problem, again } = useAnswer<Explanation>(`why ${id} ${horizon} ${start} ${cutoff}`,
    signal => get<Explanation>(ofMeter(id, `/forecast/explain?horizon=${horizon}${start ? `&start=${start}` : ""}${at}`), signal));
  return (
    <section class="panel" aria-label="Why">
      <h2>Why{data ? ` ${power(data.forecast_kw)} on ${moment(Date.parse(data.start), zone)}` : ""}</h2>
      {!data && (problem ? <Trouble problem={problem} again={again} /> : <Loading height={200} />)}
      {data && (
        <>
          <Bars show={signedPower} rows={fine
            ? data.contributions.slice(0, SHOWN).map(c => [c.feature, c.kw])
            : data.groups.map(g => [GROUPS[g.group] ?? g.group, g.kw])} />
          <p class="muted" title={`How it is computed: ${data.method}`}>On top of {power(data.base_kw)}, what the model says before it looks at anything. Click on the forecast for another time.</p>
          <p>
            <button type="button" aria-pressed={fine} onClick={() => showFine(!fine)}>{fine ? "By group" : "By feature"}</button>{" "}
            {start && <button type="button" onClick={() => change({ why: null })}>The peak</button>}
          </p>
        </>
      )}
    </section>
  );
}
