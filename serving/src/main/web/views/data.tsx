/** Whether the service can do its work, and what is missing or late. */

import { get, type Overview, Problem, type Readiness, type Row } from "../api";
import { useAnswer } from "../live";
import { Fact } from "../parts/fact";
import { isStale } from "../parts/stale";
import { Loading, Trouble } from "../parts/states";
import type { ViewProps } from "../parts/view";
import { link } from "../route";
import { stamp } from "../time";
import { age } from "../units";

const MOST_ROWS = 100;

export function DataView({ offer }: ViewProps) {
  const ready = useAnswer<Readiness>("ready", readiness, { everyMillis: 10_000 });
  const { data, problem, again } = useAnswer<Overview>("overview", signal => get<Overview>("/api/v1/overview", signal), { everyMillis: 20_000 });
  if (!data) return problem ? <Trouble problem={problem} again={again} /> : <Loading height={480} />;
  const now = Date.parse(data.at);
  const stale = data.meters.filter(row => isStale(row, now));
  const fallback = data.meters.filter(row => row.ahead && row.ahead.tier !== "model");
  const gaps = data.meters.filter(row => !isStale(row, now) && missing(row) > 0);
  const checks = ready.data?.checks ?? [];
  const bad = checks.filter(check => !check.ok);
  return (
    <>
      <h1 class="sr">Data quality</h1>
      {problem && <Trouble problem={problem} again={again} />}
      {ready.problem && <Trouble problem={ready.problem} again={ready.again} />}
      <section class="facts" aria-label="Totals">
        <Fact name="Service" value={ready.data ? (bad.length ? "not ready" : "ready") : "–"} unit="" note={`${checks.length - bad.length} of ${checks.length} checks are well`} />
        <Fact name="Live meters" value={String(data.meters.length - stale.length)} unit={`of ${data.meters.length}`} note="with a reading of the last two hours" />
        <Fact name="By a model" value={String(data.meters.filter(row => row.ahead?.tier === "model").length)} unit={`of ${data.meters.length}`} note="the others have fallback forecasts or none" />
      </section>
      <div class="panels">
        <section class="panel">
          <h2>Checks</h2>
          <table class="plain"><tbody>
            {checks.map(check => (
              <tr key={check.name}>
                <th scope="row" class="light">{check.name}</th>
                <td class={check.ok ? "" : "bad"}>{check.ok ? "✓ well" : "✕ " + (check.detail ?? "not well")}</td>
              </tr>
            ))}
          </tbody></table>
        </section>
        <List title="Stale" rows={stale} none="Every meter has sent a reading of the last two hours."
          text={row => (row.newest ? `last reading ${stamp(Date.parse(row.newest), row.time_zone)}, ${age(now - Date.parse(row.newest))} ago` : "never sent a reading")} />
        <List title="Gaps in the last 24 hours" rows={gaps} none="No live meter misses an hour." text={row => `${missing(row)} of 24 hours have no reading`} />
        <Fallbacks rows={fallback} />
        {offer.has("/api/v1/dead-letters") && <Letters />}
      </div>
      <section class="panel hours-known">
        <h2>Readings of the last 24 hours</h2>
        <div class="long" tabIndex={0} role="region" aria-label="Hours with readings">
          {[...data.meters].sort((a, b) => missing(b) - missing(a)).slice(0, MOST_ROWS).map(row => (
            <div key={row.meter_id} class="lane">
              <a class="name" href={link("meter", row.meter_id)}>{row.meter_id}</a>
              <span class="cells" role="img" aria-label={`${row.meter_id}: ${missing(row)} hours without readings`}>
                {row.past.slice(0, 24).map((kw, i) => <i key={i} class={kw === null ? (i > 22 ? "running" : "gone") : ""} />)}
              </span>
            </div>
          ))}
        </div>
        <p class="muted">An hour each, the newest to the right; hatched: nothing came.</p>
      </section>
    </>
  );
}

/** "Not ready" is an answer too, though its status is that of a failure. */
async function readiness(signal: AbortSignal): Promise<Readiness> {
  try {
    const answer = await fetch("/health/ready", { signal });
    return await answer.json() as Readiness;
  } catch (failed) {
    if (signal.aborted) throw failed;
    throw new Problem(0, "The service does not answer", "Nothing came back from this address. It is tried again every few seconds.");
  }
}

/** Whole hours without a value, the running one not counted. */
const missing = (row: Row) => row.past.slice(1, -2).filter(kw => kw === null).length;

/** Meters that no model forecasts, by reason: most share one. */
function Fallbacks({ rows }: { rows: Row[] }) {
  const reasons = new Map<string, Row[]>();
  for (const row of rows) {
    const reason = `${row.ahead!.tier ?? "none"}: ${(row.ahead!.reason ?? "").replace(`meter ${row.meter_id}`, "it").replace(row.meter_id, "it")}`;
    reasons.set(reason, [...reasons.get(reason) ?? [], row]);
  }
  return (
    <section class="panel">
      <h2>No model's forecast{rows.length ? ` (${rows.length})` : ""}</h2>
      {rows.length === 0 && <p class="muted">Every meter is forecast by a model.</p>}
      {[...reasons].map(([reason, those]) => (
        <p key={reason}><span class="muted">{reason}</span><br />
          {those.map((row, i) => <span key={row.meter_id}>{i ? ", " : ""}<a href={link("meter", row.meter_id)}>{row.meter_id}</a></span>)}</p>
      ))}
      {rows.length > 0 && <p><a href={link("models")}>Train models</a></p>}
    </section>
  );
}

interface Letter { id: number; topic: string; reason: string; received_at: string }

/** Messages that could not be used; they wait until the mapping is mended. */
function Letters() {
  const { data } = useAnswer<{ letters: Letter[] }>("letters", signal => get<{ letters: Letter[] }>("/api/v1/dead-letters?limit=20", signal), { everyMillis: 20_000 });
  const letters = data?.letters ?? [];
  return (
    <section class="panel">
      <h2>Messages that could not be used{letters.length ? ` (${letters.length}${letters.length === 20 ? " or more" : ""})` : ""}</h2>
      {letters.length === 0 ? <p class="muted">None.</p> : (
        <div class="long" tabIndex={0} role="region" aria-label="Dead letters">
          <table class="plain"><tbody>
            {letters.map(letter => <tr key={letter.id}><th scope="row" class="light">{letter.topic}</th><td class="muted">{letter.reason}</td></tr>)}
          </tbody></table>
        </div>
      )}
    </section>
  );
}

function List({ title, rows, text, none }: { title: string; rows: Row[]; text: (row: Row) => string; none: string }) {
  return (
    <section class="panel">
      <h2>{title}{rows.length ? ` (${rows.length})` : ""}</h2>
      {rows.length === 0 ? <p class="muted">{none}</p> : (
        <div class="long" tabIndex={0} role="region" aria-label={title}>
          <table class="plain"><tbody>
            {rows.map(row => <tr key={row.meter_id}><th scope="row"><a href={link("meter", row.meter_id)}>{row.meter_id}</a></th><td class="muted">{text(row)}</td></tr>)}
          </tbody></table>
        </div>
      )}
    </section>
  );
}
