/** Where the energy of a house comes from and goes to: one Sankey, now, today, tomorrow. */

import { sankey, sankeyLinkHorizontal, type SankeyGraph } from "d3-sankey";
import { useEffect, useMemo, useState } from "preact/hooks";
import { get, type Meter } from "../api";
import { useAnswer } from "../live";
import { Fact, split } from "../parts/fact";
import { Empty, Loading, Trouble } from "../parts/states";
import { Switch } from "../parts/switch";
import type { ViewProps } from "../parts/view";
import { change, link } from "../route";
import { moment } from "../time";
import { energy, percent } from "../units";

interface Period {
  from: string; to: string; quarters: number; consumption_kwh: number; production_kwh: number; import_kwh: number; export_kwh: number;
  charge_kwh: number; discharge_kwh: number; self_consumption: number | null; autarky: number | null;
  links: { from: string; to: string; energy_kwh: number }[]; appliances: { meter_id: string; energy_kwh: number }[];
}
interface Flow { site: string; time_zone: string; at: string; now: Period | null; today: Period | null; tomorrow: Period | null }
type When = "now" | "today" | "tomorrow";

const NAMES: Record<string, string> = { pv: "Panels", battery: "Battery", grid: "Grid", home: "Home" };

export function FlowView({ route }: ViewProps) {
  const meters = useAnswer<{ meters: Meter[] }>("sites", signal => get<{ meters: Meter[] }>("/api/v1/meters?limit=1000", signal));
  const sites = [...new Set((meters.data?.meters ?? []).flatMap(m => (m.attributes.site ? [m.attributes.site] : [])))].sort();
  const site = route.query.get("site") ?? sites[0] ?? null;
  const when = (route.query.get("when") ?? "today") as When;
  const { data, problem, again } = useAnswer<Flow>(site === null ? null : `flow ${site}`,
    signal => get<Flow>(`/api/v1/flow?site=${encodeURIComponent(site!)}`, signal), { everyMillis: 30_000, live: true });
  if (!meters.data) return meters.problem ? <Trouble problem={meters.problem} again={meters.again} /> : <Loading height={480} />;
  if (site === null) {
    return (
      <Empty heading title="No site yet">
        Say which meters belong to one house and what they measure: net, consumption, production, battery or appliance. <a href={link("sites")}>Sites</a> shows how.
      </Empty>
    );
  }
  const period = data?.[when] ?? null;
  return (
    <>
      <div class="title">
        <h1>{site}</h1>
        {period && data && <span class="muted">{moment(Date.parse(period.from), data.time_zone)} to {moment(Date.parse(period.to), data.time_zone)}</span>}
      </div>
      <div class="filters">
        {sites.length > 1 && (
          <select aria-label="Site" value={site} onChange={e => change({ site: e.currentTarget.value })}>
            {sites.map(s => <option key={s}>{s}</option>)}
          </select>
        )}
        <Switch name="When" options={[["now", "Now"], ["today", "Today"], ["tomorrow", "Tomorrow"]]} value={when} set={v => change({ when: v === "today" ? null : v })} />
      </div>
      {problem && <Trouble problem={problem} again={again} />}
      {!data && !problem && <Loading height={400} />}
      {data && !period && <Empty title={when === "tomorrow" ? "No forecast of tomorrow" : "Nothing is known"}>
        {when === "tomorrow" ? "A meter of this site has too little history." : "The meters of this site have no common reading of that time."}
      </Empty>}
      {period && (
        <>
          <section class="facts" aria-label="Totals">
            <Fact name="Used" {...split(energy(period.consumption_kwh))} note={`${energy(period.import_kwh)} from the grid`} />
            <Fact name="Produced" {...split(energy(period.production_kwh))} note={`${energy(period.export_kwh)} to the grid`} />
            <Fact name="Self-sufficient" {...split(period.autarky === null ? "–" : percent(period.autarky))} note="of what is used" />
            <Fact name="Used at home" {...split(period.self_consumption === null ? "–" : percent(period.self_consumption))} note="of what is produced" />
          </section>
          <Sankey period={period} />
        </>
      )}
    </>
  );
}

const HEIGHT = 360, MARGIN = 96;
/** Drawn in the page's own pixels, so that text keeps its size. */
const widthNow = () => Math.min(1400, Math.max(320, document.documentElement.clientWidth - 48));
type Node = { id: string; name: string; hue: string };

function Sankey({ period }: { period: Period }) {
  const [width, setWidth] = useState(widthNow);
  useEffect(() => {
    const resized = () => setWidth(widthNow());
    window.addEventListener("resize", resized);
    return () => window.removeEventListener("resize", resized);
  }, []);
  const graph = useMemo(() => layout(period, width), [period, width]);
  if (!graph) return <Empty title="Nothing flows" />;
  const path = sankeyLinkHorizontal();
  const words = graph.links.map(l => `${(l.source as Node).name} to ${(l.target as Node).name} ${energy(l.value)}`).join(", ");
  return (
    <div>
      <svg class="sankey" viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={words}>
        {graph.links.map((link, i) => (
          <path key={i} class={`flow ${(link.source as Node).hue}`} d={path(link) ?? ""} stroke-width={Math.max(1, link.width ?? 1)}>
            <title>{`${(link.source as Node).name} to ${(link.target as Node).name}: ${energy(link.value)}`}</title>
          </path>
        ))}
        {graph.nodes.map(node => {
          const left = (node.x0 ?? 0) < width / 2;
          return (
            <g key={node.id}>
              <rect class={node.hue} x={node.x0} y={node.y0} width={(node.x1 ?? 0) - (node.x0 ?? 0)} height={Math.max(1, (node.y1 ?? 0) - (node.y0 ?? 0))} />
              <text x={left ? (node.x0 ?? 0) - 8 : (node.x1 ?? 0) + 8} y={((node.y0 ?? 0) + (node.y1 ?? 0)) / 2} text-anchor={left ? "end" : "start"}>
                <tspan class="name">{node.name}</tspan>
                <tspan x={left ? (node.x0 ?? 0) - 8 : (node.x1 ?? 0) + 8} dy="18">{energy(node.value ?? 0)}</tspan>
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** Sources stand left, uses right; grid and battery can be both, so each has a place on either side. */
function layout(period: Period, width: number): SankeyGraph<Node, object> | null {
  const nodes = new Map<string, Node>();
  const node = (name: string, side: string): string => {
    const id = `${name} ${side}`;
    const hue = name === "pv" ? "generation" : name === "home" || name === "grid" ? "load" : "other";
    nodes.set(id, { id, name: NAMES[name] ?? name, hue });
    return id;
  };
  const links = period.links.filter(l => l.energy_kwh > 1e-6)
    .map(l => ({ source: node(l.from, "out"), target: node(l.to, "in"), value: l.energy_kwh }));
  const home = links.some(l => l.target === "home in");
  for (const appliance of home ? period.appliances : []) {
    if (appliance.energy_kwh > 1e-6) {
      nodes.set(appliance.meter_id, { id: appliance.meter_id, name: appliance.meter_id, hue: "other" });
      links.push({ source: "home in", target: appliance.meter_id, value: appliance.energy_kwh });
    }
  }
  if (links.length === 0) return null;
  return sankey<Node, object>().nodeId(n => n.id).nodeWidth(12).nodePadding(40)
    .extent([[MARGIN, 16], [width - MARGIN, HEIGHT - 24]])({ nodes: [...nodes.values()], links });
}
