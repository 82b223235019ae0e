import type { Row } from "../api";
import { HOUR } from "../time";
import { band, line, points, type Scales } from "./hours";

const WIDTH = 240;
const HEIGHT = 34;

/** 24 hours back as a line, 24 hours ahead with the band of P10 to P90; "now" parts them. */
export function Spark({ row, now, stale }: { row: Row; now: number; stale: boolean }) {
  const from = now - 24 * HOUR;
  const past = points(row.past_start, row.past).filter(p => p.at <= now);
  const start = row.ahead?.start;
  const [p10, p50, p90] = (["p10", "p50", "p90"] as const).map(q => (start ? points(start, row.ahead?.[q] ?? []).filter(p => p.at < now + 24 * HOUR) : []));
  const all = [...past, ...p10!, ...p90!].map(p => p.kw);
  if (all.length === 0) return <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true"><NowLine /></svg>;
  const low = Math.min(0, ...all);
  const high = Math.max(0, ...all) || 1;
  const scales: Scales = {
    x: at => ((at - from) / (48 * HOUR)) * WIDTH,
    y: kw => HEIGHT - 2 - ((kw - low) / (high - low || 1)) * (HEIGHT - 4),
  };
  const generates = low < 0 && [...past, ...p50!].every(p => p.kw <= 0);
  return (
    <svg class={`spark${stale ? " stale" : ""}${generates ? " generation" : ""}`} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {low < 0 && high > 0 && <line class="zero" x1="0" x2={WIDTH} y1={scales.y(0)} y2={scales.y(0)} />}
      <path class={row.ahead?.tier === "model" ? "band" : "band fallback"} d={band(p10!, p90!, scales)} />
      <path class="median" d={line(p50!, scales)} />
      <path class="measured" d={line(past, scales)} />
      <NowLine />
    </svg>
  );
}

const NowLine = () => <line class="now" x1={WIDTH / 2} x2={WIDTH / 2} y1="0" y2={HEIGHT} />;
