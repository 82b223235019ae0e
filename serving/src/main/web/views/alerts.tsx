/** What needs a look: a timeline and a list; each alert opens the chart at its moment with the stretch marked. */

import { useState } from "preact/hooks";
import { get, post, Problem } from "../api";
import type { ViewProps } from "../app";
import { useAnswer } from "../live";
import { Empty, Loading, Trouble } from "../parts/states";
import { Switch } from "../parts/switch";
import { change, link } from "../route";
import { DAY, iso, stamp } from "../time";
import { age } from "../units";
import { Fact } from "./overview";

interface Alert {
  id: string; rule: string; kind: string; meter_id: string; state: "open" | "acknowledged" | "resolved"; urgent: boolean;
  from: string; to: string; sentence: string; opened_at: string; acknowledged_by: string | null; resolved_at: string | null;
}

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const STATES: [string, string][] = [["", "All"], ["open", "Open"], ["acknowledged", "Acknowledged"], ["resolved", "Resolved"]];

/** The chart around the stretch that the alert is about. */
function chartOf(alert: Alert): string {
  const from = Date.parse(alert.from), to = Date.parse(alert.to);
  const air = Math.max(DAY / 2, (to - from) / 2);
  return `${link("meter", alert.meter_id)}?from=${iso(from - air)}&to=${iso(to + air)}&mark=${iso(from)}/${iso(to)}`;
}

export function AlertsView({ route }: ViewProps) {
  const { data, problem, again } = useAnswer<{ alerts: Alert[] }>("alerts",
    signal => get<{ alerts: Alert[] }>("/api/v1/alerts?limit=500", signal), { everyMillis: 20_000, live: true });
  const [failed, setFailed] = useState<Problem | null>(null);
  if (!data) return problem ? <Trouble problem={problem} again={again} /> : <Loading height={480} />;
  const state = route.query.get("state") ?? "";
  const shown = data.alerts.filter(alert => !state || alert.state === state);
  const open = data.alerts.filter(alert => alert.state === "open");
  const acknowledge = (alert: Alert) => post(`/api/v1/alerts/${encodeURIComponent(alert.id)}/acknowledge`).then(
    () => { setFailed(null); again(); },
    (why: unknown) => setFailed(why instanceof Problem ? why : new Problem(-1, "The page failed", String(why))));
  return (
    <>
      <h1 class="sr">Alerts</h1>
      {(problem ?? failed) && <Trouble problem={(problem ?? failed)!} again={again} />}
      <section class="facts" aria-label="Totals">
        <Fact name="Open" value={String(open.length)} unit="" note={open.some(a => a.urgent) ? `${open.filter(a => a.urgent).length} urgent` : "none is urgent"} />
        <Fact name="Acknowledged" value={String(data.alerts.filter(a => a.state === "acknowledged").length)} unit="" note="somebody knows" />
      </section>
      {data.alerts.length === 0
        ? <Empty title="Nothing was found">Rules are part of the configuration; what they find stands here.</Empty>
        : (
          <>
            <Timeline alerts={shown} />
            <div class="filters"><Switch name="State" options={STATES} value={state} set={v => change({ state: v || null })} /></div>
            <div class="scroll" tabIndex={0} role="region" aria-label="Alerts">
              <table class="plain">
                <thead><tr><th scope="col">Meter</th><th scope="col">What</th><th scope="col">About</th><th scope="col">State</th><th scope="col"><span class="sr">Act</span></th></tr></thead>
                <tbody>
                  {shown.map(alert => (
                    <tr key={alert.id} class={alert.state === "resolved" ? "stale" : ""}>
                      <th scope="row"><a href={chartOf(alert)}>{alert.meter_id}</a></th>
                      <td><Mark alert={alert} /> {alert.sentence} <span class="muted">{alert.rule}</span></td>
                      <td class="muted">{stamp(Date.parse(alert.from), ZONE)}, {age(Date.parse(alert.to) - Date.parse(alert.from))}</td>
                      <td>{alert.state}{alert.acknowledged_by ? <span class="muted"> by {alert.acknowledged_by}</span> : ""}</td>
                      <td>{alert.state === "open" && <button type="button" onClick={() => void acknowledge(alert)}>Acknowledge</button>}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
    </>
  );
}

const Mark = ({ alert }: { alert: Alert }) => (
  <span class={`level ${alert.urgent ? "level-red" : "level-yellow"}`}>
    <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true"><path d={alert.urgent ? "M3 3h10v10H3z" : "M8 3l6 10H2z"} /></svg>
    <span class="sr">{alert.urgent ? "urgent" : "not urgent"}</span>
  </span>
);

function Timeline({ alerts }: { alerts: Alert[] }) {
  if (alerts.length === 0) return null;
  const first = Math.min(...alerts.map(a => Date.parse(a.from))), last = Math.max(...alerts.map(a => Date.parse(a.to)), first + DAY);
  const x = (at: number) => ((at - first) / (last - first)) * 100;
  return (
    <div class="timeline">
      <div class="track">
        {alerts.map(alert => (
          <a key={alert.id} href={chartOf(alert)} class={alert.urgent ? "urgent" : ""} aria-label={`${alert.meter_id}: ${alert.sentence}`}
            style={{ left: `${x(Date.parse(alert.from))}%`, width: `max(6px, ${x(Date.parse(alert.to)) - x(Date.parse(alert.from))}%)` }} />
        ))}
      </div>
      <span class="axis muted"><span>{stamp(first, ZONE)}</span><span>{stamp(last, ZONE)}</span></span>
    </div>
  );
}
