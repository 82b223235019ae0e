/** How high a load is for its meter: a shape and a word beside every colour. */

const LEVELS: Record<string, { name: string; shape: string }> = {
  normal: { name: "normal", shape: "M4 4h8v8H4z" },
  low: { name: "low", shape: "M8 13 3 4h10z" },
  green: { name: "normal", shape: "M8 3a5 5 0 1 1 0 10A5 5 0 0 1 8 3z" },
  amber: { name: "raised", shape: "M8 3l6 10H2z" },
  red: { name: "high", shape: "M3 3h10v10H3z" },
  critical: { name: "critical", shape: "M8 1l7 7-7 7-7-7z" },
};

export function Level({ level, word = false }: { level: string; word?: boolean }) {
  const known = LEVELS[level] ?? { name: level, shape: LEVELS.green!.shape };
  return (
    <span class={`level level-${level}`} title={`level: ${known.name}`}>
      <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true"><path d={known.shape} /></svg>
      <span class={word ? "" : "sr"}>{known.name}</span>
    </span>
  );
}
