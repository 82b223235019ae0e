/** Where the load is: meters as dots sized by load and coloured by level, through today and tomorrow. */

import "leaflet/dist/leaflet.css";
import * as L from "leaflet";
import { useEffect, useRef } from "preact/hooks";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { get, type Meter, type Overview, type Row } from "../api";
import { useAnswer } from "../live";
import { Level } from "../parts/level";
import { Empty, Loading, Trouble } from "../parts/states";
import type { ViewProps } from "../parts/view";
import { change, link } from "../route";
import { colour } from "../theme";
import { HOUR, moment, zoneName } from "../time";
import { power } from "../units";

const SMALLEST = 5, LARGEST = 26;
const LEVELS: Record<string, string> = { green: "ok", yellow: "amber", red: "red", critical: "dark-red" };
const AHEAD_HOURS = 36;
/** Up to so many meters have their load written beside them. */
const NAMED = 30;
/** Room in pixels that a label takes from the others. */
const LABEL = { width: 168, height: 16 };

export function MapView({ route }: ViewProps) {
  const meters = useAnswer<{ meters: Meter[] }>("places", signal => get<{ meters: Meter[] }>("/api/v1/meters?limit=1000", signal));
  const overview = useAnswer<Overview>("overview", signal => get<Overview>("/api/v1/overview", signal), { everyMillis: 20_000 });
  const hours = Math.min(AHEAD_HOURS, Math.max(0, Number(route.query.get("ahead") ?? 0) || 0));
  const problem = meters.problem ?? overview.problem;
  if (!meters.data || !overview.data) return problem ? <Trouble problem={problem} again={() => { meters.again(); overview.again(); }} /> : <Loading height={560} />;
  const rows = new Map(overview.data.meters.map(row => [row.meter_id, row]));
  const placed = meters.data.meters.filter(m => m.latitude !== null && m.longitude !== null && rows.has(m.meter_id));
  if (placed.length === 0) {
    return <Empty heading title="No meter has a place">Give meters latitude and longitude, in meters.csv or by PUT /api/v1/meters/ID, and they stand here.</Empty>;
  }
  const zone = placed[0]!.time_zone;
  const at = Math.floor(Date.parse(overview.data.at) / HOUR) * HOUR + hours * HOUR;
  const spots = placed.map(meter => ({ meter, row: rows.get(meter.meter_id)!, kw: loadAt(rows.get(meter.meter_id)!, hours, at) }));
  return (
    <>
      <h1 class="sr">Map</h1>
      <div class="filters">
        <label for="ahead"><b>{hours === 0 ? "Now" : `${moment(at, zone)} ${zoneName(at, zone)}`}</b></label>
        <input id="ahead" class="long-slider" type="range" min={0} max={AHEAD_HOURS} step={1} value={hours} aria-valuetext={hours === 0 ? "now" : moment(at, zone)}
          onInput={event => change({ ahead: event.currentTarget.value === "0" ? null : event.currentTarget.value })} />
        <span class="muted">{hours === 0 ? "measured; the colour is the level" : "the forecast's median"}</span>
      </div>
      <Places spots={spots} ahead={hours > 0} />
      <p class="legend">
        {hours === 0 ? ["green", "yellow", "red", "critical"].map(level => <Level key={level} level={level} word />) : <span><i class="key-median" />forecast P50</span>}
        <span><i class="key-generation" />generates</span>
        <span>the area of a dot is its load</span>
      </p>
      <div class="scroll" tabIndex={0} role="region" aria-label="The same as a list">
        <details>
          <summary>As a list</summary>
          <table class="plain"><tbody>
            {spots.map(s => <tr key={s.meter.meter_id}><th scope="row"><a href={link("meter", s.meter.meter_id)}>{s.meter.meter_id}</a></th><td class="number">{s.kw === null ? "–" : power(s.kw)}</td><td>{s.row.level ?? ""}</td></tr>)}
          </tbody></table>
        </details>
      </div>
    </>
  );
}

interface Spot { meter: Meter; row: Row; kw: number | null }

function loadAt(row: Row, hours: number, at: number): number | null {
  if (hours === 0) return row.now?.load_kw ?? null;
  const i = Math.round((at - Date.parse(row.ahead?.start ?? "")) / HOUR);
  return row.ahead?.p50?.[i] ?? null;
}

function Places({ spots, ahead }: { spots: Spot[]; ahead: boolean }) {
  const host = useRef<HTMLDivElement>(null);
  const map = useRef<L.Map | null>(null);
  const dots = useRef<L.LayerGroup | null>(null);

  useEffect(() => {
    const made = L.map(host.current!, { zoomSnap: 0.5, attributionControl: true, maxZoom: 18, worldCopyJump: true, zoomAnimation: false, fadeAnimation: false });
    made.attributionControl.setPrefix(false).addAttribution("Borders: Natural Earth");
    made.fitBounds(L.latLngBounds(spots.map(s => [s.meter.latitude!, s.meter.longitude!])).pad(0.12), { maxZoom: 16 });
    L.control.scale({ imperial: false }).addTo(made);
    dots.current = L.layerGroup().addTo(made);
    map.current = made;
    let land: L.GeoJSON | null = null;
    const paint = () => land?.setStyle({ color: colour("past"), weight: 1, fillColor: colour("hover"), fillOpacity: 1 });
    void import("world-atlas/countries-50m.json").then(atlas => {
      const world = atlas.default as unknown as Topology<{ countries: GeometryCollection }>;
      land = L.geoJSON(feature(world, world.objects.countries), { interactive: false }).addTo(made);
      land.bringToBack();
      paint();
    });
    window.addEventListener("themechange", paint);
    return () => { window.removeEventListener("themechange", paint); made.remove(); };
  }, []);

  useEffect(() => {
    const draw = () => {
      const group = dots.current!;
      group.clearLayers();
      const most = Math.max(...spots.map(s => Math.abs(s.kw ?? 0))) || 1;
      const taken: L.Point[] = [];
      // The largest first, so that small ones stay in reach.
      for (const { meter, row, kw } of [...spots].sort((a, b) => Math.abs(b.kw ?? 0) - Math.abs(a.kw ?? 0))) {
        const hue = kw !== null && kw < 0 ? "generation" : ahead ? "load" : LEVELS[row.level ?? ""] ?? "past";
        const name = document.createElement("span");
        name.textContent = `${meter.meter_id} ${kw === null ? "no value" : power(kw)}`;
        const at = map.current!.latLngToContainerPoint([meter.latitude!, meter.longitude!]);
        const named = spots.length <= NAMED && taken.every(p => Math.abs(p.y - at.y) > LABEL.height || Math.abs(p.x - at.x) > LABEL.width);
        if (named) taken.push(at);
        L.circleMarker([meter.latitude!, meter.longitude!], {
          radius: SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(Math.abs(kw ?? 0) / most),
          color: colour(hue), weight: 2, fillColor: colour(hue), fillOpacity: kw === null ? 0 : 0.35,
        }).bindTooltip(name, { permanent: named, direction: "right", offset: [8, 0], className: named ? "label" : "" }).on("click", () => { location.hash = link("meter", meter.meter_id); }).addTo(group);
      }
    };
    draw();
    const shown = map.current!;
    shown.on("zoomend", draw);
    window.addEventListener("themechange", draw);
    return () => { shown.off("zoomend", draw); window.removeEventListener("themechange", draw); };
  }, [spots, ahead]);

  return <div class="map" ref={host} role="application" aria-label="Map of the meters; the list below says the same" />;
}
