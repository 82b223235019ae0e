/** A ranked bar list: consumption's hue to the right of zero, generation's where a value is below it. */
export function Bars({ rows, show, to }: { rows: [string, number][]; show: (value: number) => string; to?: (name: string) => string }) {
  const most = Math.max(...rows.map(([, value]) => Math.abs(value))) || 1;
  return (
    <table class="plain bars">
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row" class="light">{to ? <a href={to(name)}>{name}</a> : name}</th>
            <td class="bar"><i class={value < 0 ? "less" : ""} style={{ width: `${(Math.abs(value) / most) * 100}%` }} /></td>
            <td class="number">{show(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
