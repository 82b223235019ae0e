/** A few choices, one of which holds. */
export function Switch({ name, options, value, set }: { name: string; options: [string, string][]; value: string; set: (value: string) => void }) {
  return (
    <div class="switch" role="group" aria-label={name}>
      {options.map(([key, text]) =>
        <button key={key} type="button" aria-pressed={key === value} onClick={() => set(key)}>{text}</button>)}
    </div>
  );
}
