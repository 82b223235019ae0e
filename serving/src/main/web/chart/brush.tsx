/** Up to two years in a strip; the part that the large chart shows is drawn over it and can be moved and stretched. */

import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import type { Load } from "../api";
import { colour } from "../theme";
import { HOUR } from "../time";

const LEAST = 6 * HOUR;

interface BrushProps { load: Load | null; first: number; last: number; from: number; to: number; zone: string; onRange: (from: number, to: number) => void }

export function Brush(props: BrushProps) {
  const host = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const { load, first, last } = props;

  useEffect(() => {
    const draw = () => {
      host.current!.replaceChildren();
      const data: uPlot.AlignedData = [
        (load?.points ?? []).map(p => Date.parse(p.start) / 1000), (load?.points ?? []).map(p => p.load_kw)];
      return new uPlot({
        width: host.current!.clientWidth, height: 48, padding: [2, 0, 2, 0], legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: true, range: () => [first / 1000, last / 1000] } },
        axes: [{ show: false }, { show: false }],
        series: [{}, { stroke: colour("past"), width: 1, points: { show: false } }],
      }, data, host.current!);
    };
    let plot = draw();
    const redraw = () => { plot.destroy(); plot = draw(); };
    const resized = new ResizeObserver(() => plot.setSize({ width: host.current!.clientWidth, height: 48 }));
    resized.observe(host.current!);
    window.addEventListener("themechange", redraw);
    return () => { resized.disconnect(); window.removeEventListener("themechange", redraw); plot.destroy(); };
  }, [load, first, last]);

  const share = (at: number) => Math.min(1, Math.max(0, (at - first) / (last - first)));
  const left = share(props.from), right = share(props.to);

  function grab(event: PointerEvent): void {
    const box = pane.current!.getBoundingClientRect();
    const at = (x: number) => first + ((x - box.left) / box.width) * (last - first);
    const grip = (event.target as HTMLElement).dataset.grip;
    const start = at(event.clientX), { from, to } = props;
    const inside = grip || (start >= from && start <= to);
    const shift = inside ? 0 : start - (from + to) / 2;
    const move = (e: PointerEvent) => {
      const by = at(e.clientX) - start + shift;
      if (grip === "from") props.onRange(Math.min(from + by, to - LEAST), to);
      else if (grip === "to") props.onRange(from, Math.max(to + by, from + LEAST));
      else {
        const kept = Math.min(Math.max(by, first - from), last - to);
        props.onRange(from + kept, to + kept);
      }
    };
    if (!inside) move(event);
    pane.current!.setPointerCapture(event.pointerId);
    pane.current!.onpointermove = move;
    pane.current!.onpointerup = () => { pane.current!.onpointermove = null; };
    event.preventDefault();
  }

  return (
    <div class="brush" aria-hidden="true">
      <div ref={host} />
      <div class="pane" ref={pane} onPointerDown={grab}>
        <div class="window" style={{ left: `${left * 100}%`, width: `max(6px, ${(right - left) * 100}%)` }}>
          <i data-grip="from" /><i data-grip="to" />
        </div>
      </div>
    </div>
  );
}
