/** How high a load is for its meter: a shape and a word beside every colour. */

const LEVELS: Record<string, { name: string; shape: string }> = {
  green: { name: "usual", shape: "M8 3a5 5 0 1 1 0 10A5 5 0 0 1 8 3z" },
  yellow: { name: "above the median", shape: "M8 3l6 10H2z" },
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
