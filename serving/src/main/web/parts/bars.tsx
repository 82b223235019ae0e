/** A ranked bar list: consumption's hue above zero, generation's below. */
export function Bars({ rows, show }: { rows: [string, number][]; show: (value: number) => string }) {
  const most = Math.max(...rows.map(([, value]) => Math.abs(value))) || 1;
  return (
    <table class="plain bars">
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row" class="light">{name}</th>
            <td class="bar"><i class={value < 0 ? "less" : ""} style={{ width: `${(Math.abs(value) / most) * 100}%` }} /></td>
            <td class="number">{show(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
