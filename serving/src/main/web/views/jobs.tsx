/** Trainings: asked for here, followed while they run, with the loss where a network learns. */

import { useRef, useState } from "preact/hooks";
import { get, type Job, post, Problem } from "../api";
import { useAnswer } from "../live";
import { Trouble } from "../parts/states";
import { stamp } from "../time";
import { digits } from "../units";

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const SHOWN = 6;

export function Jobs({ names, done }: { names: string[]; done: () => void }) {
  const [running, setRunning] = useState(false);
  const { data, problem, again } = useAnswer<{ jobs: Job[] }>("jobs", async signal => {
    const answer = await get<{ jobs: Job[] }>(`/api/v1/training-jobs?limit=${SHOWN}`, signal);
    const now = answer.jobs.some(isOpen);
    if (running && !now) done();
    setRunning(now);
    return answer;
  }, { everyMillis: running ? 1_000 : 15_000 });
  const losses = useRef(new Map<string, number[]>());
  for (const job of data?.jobs ?? []) {
    if (job.loss === null) continue;
    const known = losses.current.get(job.id) ?? [];
    if (known[known.length - 1] !== job.loss) losses.current.set(job.id, [...known, job.loss]);
  }
  return (
    <section class="panel jobs" aria-label="Trainings">
      <Ask names={names} sent={again} />
      {problem && <Trouble problem={problem} again={again} />}
      {data?.jobs.map(job => <Line key={job.id} job={job} losses={losses.current.get(job.id) ?? []} changed={again} />)}
    </section>
  );
}

const isOpen = (job: Job) => job.state === "queued" || job.state === "running";

function Ask({ names, sent }: { names: string[]; sent: () => void }) {
  const [meter, setMeter] = useState("");
  const [horizon, setHorizon] = useState("day-ahead");
  const [problem, setProblem] = useState<Problem | null>(null);
  const train = async () => {
    try {
      await post("/api/v1/training-jobs", { ...(meter ? { meters: [meter] } : {}), horizons: [horizon] });
      setProblem(null);
    } catch (failed) {
      setProblem(failed instanceof Problem ? failed : new Problem(-1, "The page failed", String(failed)));
    }
    sent();
  };
  return (
    <form class="filters" onSubmit={event => { event.preventDefault(); void train(); }}>
      <button type="submit" class="primary">Train now</button>
      <label>for <input list="trainable" placeholder="all meters" value={meter} onInput={e => setMeter(e.currentTarget.value)} aria-label="Meter" /></label>
      <datalist id="trainable">{names.map(name => <option key={name} value={name} />)}</datalist>
      <select aria-label="Horizon to train" value={horizon} onChange={e => setHorizon(e.currentTarget.value)}>
        <option value="day-ahead">tomorrow</option>
        <option value="quarter-hour">next 15 minutes</option>
      </select>
      <span class="muted">What is better on unseen days serves at once.</span>
      {problem && <Trouble problem={problem} />}
    </form>
  );
}

function Line({ job, losses, changed }: { job: Job; losses: number[]; changed: () => void }) {
  const cancel = () => fetch(`/api/v1/training-jobs/${encodeURIComponent(job.id)}`, { method: "DELETE" }).then(changed, changed);
  const what = `${job.meters.length === 1 ? job.meters[0] : job.meters.length ? `${job.meters.length} meters` : "all meters"}, ${job.horizons.join(" and ")}`;
  return (
    <div class={`job job-${job.state}`}>
      <span class="name"><b>{what}</b> <span class="muted">{job.cause === "request" ? "" : `by ${job.cause}, `}{stamp(Date.parse(job.created_at), ZONE)}</span></span>
      {isOpen(job)
        ? <progress max={1} value={job.fraction} aria-label={`${what}: ${Math.round(job.fraction * 100)} %`} />
        : <span>{job.state}</span>}
      <span class="muted text">{isOpen(job) ? `${Math.round(job.fraction * 100)} % · ` : ""}{job.text}</span>
      {losses.length > 1 && <Loss losses={losses} />}
      {isOpen(job) && <button type="button" onClick={() => void cancel()}>Cancel</button>}
      {job.results.length > 0 && (
        <details>
          <summary>{job.results.length} {job.results.length === 1 ? "result" : "results"}</summary>
          <ul>{job.results.map(r => <li key={r.meter_id + r.horizon}><b>{r.meter_id}</b> {r.horizon}: {r.outcome}. <span class="muted">{r.reason}</span></li>)}</ul>
        </details>
      )}
    </div>
  );
}

function Loss({ losses }: { losses: number[] }) {
  const low = Math.min(...losses), high = Math.max(...losses);
  const path = losses.map((loss, i) => `${i ? "L" : "M"}${((i / (losses.length - 1)) * 120).toFixed(1)} ${(22 - ((loss - low) / (high - low || 1)) * 20).toFixed(1)}`).join("");
  return <svg class="loss" viewBox="0 0 120 24" width="120" height="24" role="img" aria-label={`Loss ${digits(losses[losses.length - 1]!)}`}><path d={path} /></svg>;
}
