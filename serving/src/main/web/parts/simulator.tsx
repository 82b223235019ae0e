/** The hand on the demo's meters: how fast their time runs, and what goes wrong with them. A service of real meters has none. */

import { useEffect, useState } from "preact/hooks";
import { get, Problem, post, put, remove, hearClock } from "../api";
import { useAnswer } from "../live";
import { moment, zoneName } from "../time";
import { Switch } from "./switch";
import { Trouble } from "./states";

interface Simulator {
  at: string; speed: number; fastest: number; paused: boolean; ends_at: string; meters: string[]; kinds: string[];
  faults: { meter_id: string; kind: string; from: string; to: string }[];
}

const PATH = "/api/v1/simulator";
const SPEEDS: [string, string][] = [["1", "1×"], ["60", "60×"], ["600", "600×"], ["3600", "3600×"]];
const WORDS: Record<string, string> = { missing: "sends nothing", negative: "turns its sign", spike: "spikes", stuck: "is stuck" };
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Also hidden it hears the simulated clock, which every view goes by. */
export function SimulatorStrip({ shown }: { shown: boolean }) {
  const { data, problem, again } = useAnswer<Simulator>("simulator", signal => get<Simulator>(PATH, signal), { everyMillis: 2_000 });
  useEffect(() => { if (data) hearClock(data.at, data.paused ? 0 : data.speed); }, [data]);
  const [meter, setMeter] = useState("home-01");
  const [kind, setKind] = useState("stuck");
  const [failed, setFailed] = useState<Problem | null>(null);
  const act = (change: Promise<Simulator>) => change.then(
    () => { setFailed(null); again(); },
    (why: unknown) => setFailed(why instanceof Problem ? why : new Problem(-1, "The page failed", String(why))));
  if (!shown) return null;
  if (!data) return problem ? null : <section class="simulator" aria-label="Simulator" />;
  const meters = data.meters.includes(meter) ? meter : data.meters[0] ?? "";
  return (
    <section class="simulator" aria-label="Simulator">
      <span class="clock"><b>Simulated</b> <span class="muted">{moment(Date.parse(data.at), ZONE)} {zoneName(Date.parse(data.at), ZONE)}{data.paused ? ", paused" : ""}</span></span>
      <button type="button" aria-pressed={data.paused} onClick={() => void act(put<Simulator>(PATH, { paused: !data.paused }))}>{data.paused ? "Go on" : "Pause"}</button>
      <Switch name="Speed" options={SPEEDS} value={String(data.speed)} set={v => void act(put<Simulator>(PATH, { speed: Number(v), paused: false }))} />
      <form onSubmit={event => { event.preventDefault(); void act(post<Simulator>(`${PATH}/faults`, { meter_id: meters, kind })); }}>
        <select aria-label="Meter to spoil" value={meters} onChange={e => setMeter(e.currentTarget.value)}>
          {data.meters.map(id => <option key={id}>{id}</option>)}
        </select>
        <select aria-label="What goes wrong" value={kind} onChange={e => setKind(e.currentTarget.value)}>
          {data.kinds.map(k => <option key={k} value={k}>{WORDS[k] ?? k}</option>)}
        </select>
        <button type="submit">Spoil it</button>
      </form>
      {data.faults.map(fault => (
        <span key={fault.meter_id} class="chip"><b>{fault.meter_id}</b> {WORDS[fault.kind] ?? fault.kind} until {moment(Date.parse(fault.to), ZONE)}
          <button type="button" aria-label={`End the fault of ${fault.meter_id}`} onClick={() => void act(remove<Simulator>(`${PATH}/faults/${encodeURIComponent(fault.meter_id)}`))}>×</button></span>
      ))}
      {data.faults.length > 0 && data.speed < 60 && <span class="muted">Run it faster: alerts come by simulated time.</span>}
      {failed && <Trouble problem={failed} />}
    </section>
  );
}
