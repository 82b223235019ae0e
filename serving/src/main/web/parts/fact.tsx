/** A figure with its name, large. */
export function Fact({ name, value, unit, note }: { name: string; value: string; unit: string; note?: string }) {
  return <div class="fact"><span class="muted">{name}</span><span class="large">{value}<span class="unit"> {unit}</span></span><span class="muted">{note}</span></div>;
}

/** A formatted figure as the figure and its unit. */
export function split(text: string): { value: string; unit: string } {
  const [value = "", unit = ""] = text.split("\u202f");
  return { value, unit };
}
