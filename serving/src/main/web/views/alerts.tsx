/** What needs a look: a timeline and a list; each alert opens the chart at its moment with the stretch marked. */

import { useState } from "preact/hooks";
import { get, post, Problem, serviceNow } from "../api";
import { useAnswer } from "../live";
import { Fact } from "../parts/fact";
import { Empty, Loading, Trouble } from "../parts/states";
import { Switch } from "../parts/switch";
import type { ViewProps } from "../parts/view";
import { change, link } from "../route";
import { DAY, iso, stamp } from "../time";
import { age } from "../units";

interface Alert {
  id: string; rule: string; kind: string; meter_id: string; state: "open" | "acknowledged" | "resolved"; urgent: boolean;
  from: string; to: string; sentence: string; opened_at: string; acknowledged_by: string | null; resolved_at: string | null; muted_until: string | null;
}

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const STATES: [string, string][] = [["", "All"], ["open", "Open"], ["acknowledged", "Acknowledged"], ["muted", "Muted"], ["resolved", "Resolved"]];
const MUTES: [string, string][] = [["PT1H", "1 h"], ["P1D", "1 day"], ["P7D", "1 week"]];

/** Sentences travel by e-mail too, with instants in UTC; here they are on the reader's clock. */
const local = (sentence: string) => sentence.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, at => stamp(Date.parse(at), ZONE));

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
  const now = serviceNow();
  const isMuted = (alert: Alert) => alert.muted_until !== null && Date.parse(alert.muted_until) > now;
  const is = (alert: Alert) => (alert.state !== "resolved" && isMuted(alert) ? "muted" : alert.state);
  const shown = data.alerts.filter(alert => !state || is(alert) === state);
  const count = (wanted: string) => data.alerts.filter(alert => is(alert) === wanted).length;
  const open = data.alerts.filter(alert => is(alert) === "open");
  const act = (alert: Alert, what: string, body: unknown = {}) => post(`/api/v1/alerts/${encodeURIComponent(alert.id)}/${what}`, body).then(
    () => { setFailed(null); again(); },
    (why: unknown) => setFailed(why instanceof Problem ? why : new Problem(-1, "The page failed", String(why))));
  return (
    <>
      <h1 class="sr">Alerts</h1>
      {(problem ?? failed) && <Trouble problem={(problem ?? failed)!} again={again} />}
      <section class="facts" aria-label="Totals">
        <Fact name="Open" value={String(open.length)} unit="" note={open.some(a => a.urgent) ? `${open.filter(a => a.urgent).length} urgent` : "none is urgent"} />
        <Fact name="Acknowledged" value={String(count("acknowledged"))} unit="" note="somebody knows" />
        <Fact name="Muted" value={String(count("muted"))} unit="" note="nobody is told" />
      </section>
      {data.alerts.length === 0
        ? <Empty title="Nothing was found">Rules look for silent and stuck meters, wrong signs, spikes, drift, and for peaks that a setting limits; what they find stands here.</Empty>
        : (
          <>
            <Timeline alerts={shown} />
            <div class="filters"><Switch name="State" options={STATES} value={state} set={v => change({ state: v || null })} /></div>
            <div class="scroll" tabIndex={0} role="region" aria-label="Alerts">
              <table class="plain">
                <thead><tr><th scope="col">Meter</th><th scope="col">What</th><th scope="col">About</th><th scope="col">State</th><th scope="col"><span class="sr">Act</span></th></tr></thead>
                <tbody>
                  {shown.map(alert => (
                    <tr key={alert.id} class={is(alert) === "resolved" || is(alert) === "muted" ? "stale" : ""}>
                      <th scope="row"><a href={chartOf(alert)}>{alert.meter_id}</a></th>
                      <td><Mark alert={alert} /> {local(alert.sentence)} <span class="muted">{alert.rule}</span></td>
                      <td class="muted when">{stamp(Date.parse(alert.from), ZONE)}, {age(Date.parse(alert.to) - Date.parse(alert.from))}</td>
                      <td>{is(alert)}{is(alert) === "muted" ? <span class="muted"> until {stamp(Date.parse(alert.muted_until!), ZONE)}</span>
                        : alert.acknowledged_by ? <span class="muted"> by {alert.acknowledged_by}</span> : ""}</td>
                      <td class="acts">{alert.state === "open" && !isMuted(alert) && <button type="button" onClick={() => void act(alert, "acknowledge")}>Acknowledge</button>}
                        {alert.state !== "resolved" && (isMuted(alert)
                          ? <button type="button" onClick={() => void act(alert, "mute", { for: "PT0S" })}>Unmute</button>
                          : (
                            <select aria-label={`Mute ${alert.rule} of ${alert.meter_id}`} value="" onChange={e => void act(alert, "mute", { for: e.currentTarget.value })}>
                              <option value="">Mute …</option>
                              {MUTES.map(([span, name]) => <option key={span} value={span}>{name}</option>)}
                            </select>
                          ))}</td>
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

const LANES = 12;

/** A lane a meter, the one with the newest alert first; each alert as long as the time that it is about. */
function Timeline({ alerts }: { alerts: Alert[] }) {
  if (alerts.length === 0) return null;
  const first = Math.min(...alerts.map(a => Date.parse(a.from))), last = Math.max(...alerts.map(a => Date.parse(a.to)), first + DAY / 4, serviceNow());
  const x = (at: number) => ((at - first) / (last - first)) * 100;
  const meters = [...new Set(alerts.map(a => a.meter_id))];
  return (
    <div class="timeline">
      {meters.slice(0, LANES).map(meter => (
        <div key={meter} class="lane">
          <a class="name" href={link("meter", meter)}>{meter}</a>
          <div class="track">
            {alerts.filter(a => a.meter_id === meter).map(alert => (
              <a key={alert.id} href={chartOf(alert)} class={`${alert.urgent ? "urgent" : ""}${alert.state === "resolved" ? " over" : ""}`}
                title={local(alert.sentence)} aria-label={`${alert.meter_id}: ${local(alert.sentence)}`}
                style={{ left: `min(calc(100% - 8px), ${x(Date.parse(alert.from))}%)`, width: `max(8px, ${x(Date.parse(alert.to)) - x(Date.parse(alert.from))}%)` }} />
            ))}
          </div>
        </div>
      ))}
      <div class="lane muted"><span class="name">{meters.length > LANES ? `and ${meters.length - LANES} more` : ""}</span>
        <span class="axis"><span>{stamp(first, ZONE)}</span><span>{stamp(last, ZONE)}</span></span></div>
    </div>
  );
}
