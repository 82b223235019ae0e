import type { Row } from "../api";
import { HOUR } from "../time";

const WIDTH = 240;
const HEIGHT = 34;

/** 24 hours back as a line, 24 hours ahead with the band of P10 to P90; "now" parts them. */
export function Spark({ row, now, stale }: { row: Row; now: number; stale: boolean }) {
  const from = now - 24 * HOUR;
  const x = (at: number) => ((at - from) / (48 * HOUR)) * WIDTH;
  const past = points(row.past_start, row.past).filter(p => p.at <= now);
  const start = row.ahead?.start;
  const [p10, p50, p90] = (["p10", "p50", "p90"] as const).map(q => (start ? points(start, row.ahead?.[q] ?? []).filter(p => p.at < now + 24 * HOUR) : []));
  const all = [...past, ...p10!, ...p90!].map(p => p.kw);
  if (all.length === 0) return <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true"><NowLine /></svg>;
  const low = Math.min(0, ...all);
  const high = Math.max(0, ...all) || 1;
  const y = (kw: number) => HEIGHT - 2 - ((kw - low) / (high - low || 1)) * (HEIGHT - 4);
  const line = (ps: P[]) => ps.map((p, i) => `${i && p.at - ps[i - 1]!.at <= HOUR ? "L" : "M"}${x(p.at + HOUR / 2).toFixed(1)} ${y(p.kw).toFixed(1)}`).join("");
  const band = p10!.length
    ? line(p90!) + [...p10!].reverse().map(p => `L${x(p.at + HOUR / 2).toFixed(1)} ${y(p.kw).toFixed(1)}`).join("") + "Z" : "";
  const generates = low < 0 && [...past, ...p50!].every(p => p.kw <= 0);
  return (
    <svg class={`spark${stale ? " stale" : ""}${generates ? " generation" : ""}`} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {low < 0 && high > 0 && <line class="zero" x1="0" x2={WIDTH} y1={y(0)} y2={y(0)} />}
      {band && <path class={row.ahead?.tier === "model" ? "band" : "band fallback"} d={band} />}
      <path class="median" d={line(p50!)} />
      <path class="measured" d={line(past)} />
      <NowLine />
    </svg>
  );
}

const NowLine = () => <line class="now" x1={WIDTH / 2} x2={WIDTH / 2} y1="0" y2={HEIGHT} />;

type P = { at: number; kw: number };

function points(start: string, values: (number | null)[]): P[] {
  const first = Date.parse(start);
  return values.flatMap((kw, i) => (kw === null ? [] : [{ at: first + i * HOUR, kw }]));
}
