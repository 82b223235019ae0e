/** What if it were colder, nobody were at home, a car were charged: the forecast is drawn anew in place. */

import { useEffect, useRef, useState } from "preact/hooks";
import { type Forecast, ofMeter, post, Problem } from "../api";
import { Trouble } from "../parts/states";
import { dayStart, HOUR, iso, moment } from "../time";
import { digits, energy, power } from "../units";

interface WhatIf {
  difference_kwh: number; peak: { kw: number; start: string; base_kw: number; difference_kw: number }; notes: string[]; forecast: Forecast;
}

const PATIENCE_MILLIS = 250;
const signed = (text: string, value: number) => (value > 0 ? "+" : "") + text;

export function WhatIfPanel({ id, zone, horizon, now, scale, set }: {
  id: string; zone: string; horizon: string; now: number; scale: number; set: (changed: Forecast | null) => void;
}) {
  const [shift, setShift] = useState(0);
  const [away, setAway] = useState(false);
  const [extra, setExtra] = useState(0);
  const [hour, setHour] = useState(18);
  const [answer, setAnswer] = useState<WhatIf | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const asked = useRef(0);
  const none = shift === 0 && !away && extra === 0;
  const tomorrow = dayStart(now, zone, 1);

  useEffect(() => {
    const turn = ++asked.current;
    if (none) { setAnswer(null); set(null); return; }
    const timer = setTimeout(() => {
      const from = tomorrow + hour * HOUR;
      post<WhatIf>(ofMeter(id, "/forecast/what-if"), {
        horizon,
        ...(shift ? { temperature_shift_c: shift } : {}),
        ...(away ? { away_days: [new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(tomorrow)] } : {}),
        ...(extra ? { extra_loads: [{ kw: extra, from: iso(from), to: iso(from + 4 * HOUR) }] } : {}),
      }).then(result => {
        if (turn !== asked.current) return;
        setAnswer(result); setProblem(null); set(result.forecast);
      }, (failed: unknown) => {
        if (turn === asked.current) setProblem(failed instanceof Problem ? failed : new Problem(-1, "The page failed", String(failed)));
      });
    }, PATIENCE_MILLIS);
    return () => clearTimeout(timer);
  }, [shift, away, extra, hour, horizon]);
  useEffect(() => () => set(null), []);

  const most = niceAbove(scale);
  return (
    <section class="panel" aria-label="What if">
      <h2>What if</h2>
      <div class="sliders">
        <label for="shift">Temperature</label>
        <input id="shift" type="range" min={-15} max={15} step={1} value={shift} onInput={e => setShift(Number(e.currentTarget.value))} />
        <output for="shift">{shift === 0 ? "as forecast" : `${signed(digits(shift), shift)} °C`}</output>
        <label for="extra">Extra load</label>
        <input id="extra" type="range" min={0} max={most} step={most / 40} value={extra} onInput={e => setExtra(Number(e.currentTarget.value))} />
        <output for="extra">{extra === 0 ? "none" : power(extra)}</output>
        <label for="extra-from">from, for 4 h</label>
        <input id="extra-from" type="range" min={0} max={20} step={1} value={hour} disabled={extra === 0} onInput={e => setHour(Number(e.currentTarget.value))} />
        <output for="extra-from">{`${String(hour).padStart(2, "0")}:00`}</output>
        <label for="away">Away tomorrow</label>
        <input id="away" type="checkbox" checked={away} onChange={e => setAway(e.currentTarget.checked)} />
        <span />
      </div>
      {problem && <Trouble problem={problem} />}
      {answer && !none && (
        <p><b>{signed(energy(answer.difference_kwh), answer.difference_kwh)}</b>, peak <b>{signed(power(answer.peak.difference_kw), answer.peak.difference_kw)}</b>
          {" "}({power(answer.peak.kw)} on {moment(Date.parse(answer.peak.start), zone)}). {answer.notes.map(note => <span key={note} class="muted">{note} </span>)}</p>
      )}
      {none && <p class="muted">Move a slider: the forecast above is drawn anew, and the difference told.</p>}
      {!none && <p><button type="button" onClick={() => { setShift(0); setAway(false); setExtra(0); }}>As it was</button></p>}
    </section>
  );
}

/** 1, 2 or 5 times a power of ten, at least twice the largest load: a car at home, another production line in a factory. */
function niceAbove(kw: number): number {
  const wanted = Math.max(kw, 0.1) * 2;
  const decade = 10 ** Math.floor(Math.log10(wanted));
  return [1, 2, 5, 10].map(n => n * decade).find(n => n >= wanted)!;
}
