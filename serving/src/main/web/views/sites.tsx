/** Homes with what they measure and what follows from it, groups of meters, people, and the workbook that says it all. */

import { useEffect, useState } from "preact/hooks";
import { get, type Meter, type Overview, Problem, put, type Row } from "../api";
import { useAnswer } from "../live";
import { Fact, split } from "../parts/fact";
import { type Session, useSession } from "../parts/login";
import { isStale } from "../parts/stale";
import { Empty, Loading, Trouble } from "../parts/states";
import type { ViewProps } from "../parts/view";
import { change, link } from "../route";
import { stamp } from "../time";
import { age, power } from "../units";
import { Workbook } from "./sites-workbook";

interface Sensor { meter_id: string; role: string; phase?: string; sign?: string; from?: string; until?: string }
interface Total { role: string; meter_id: string; derived: boolean }
interface Site {
  id: string; caption?: string; time_zone?: string; groups: string[]; sensors: Sensor[]; totals: Total[];
  /** Known from what its meters say of themselves alone. */
  told?: boolean;
}
interface Group { id: string; caption?: string; meters: string[]; members: string[] }
interface Person { name: string; role: string; groups: string[] }

const ROLES = ["consumption", "production", "net", "battery", "appliance"];
const WORDS: Record<string, string> = { consumption: "Consumption", production: "Production", net: "Net", battery: "Battery" };

/** What a meter measures when only its category says so. */
const OF_CATEGORY: Record<string, string> = { pv: "production", net: "net", battery: "battery", appliance: "appliance" };

/** More homes than these are closed at first. */
const OPEN_AT_ONCE = 6;

const EXAMPLE = `sites:
  - id: home
    sensors:
      - { meter_id: main, role: net }
      - { meter_id: roof, role: production }`;

const mayChange = (session: Session | null) => session === null || !session.key_needed || (session.role !== "viewer" && session.groups.length === 0);
const isAdmin = (session: Session | null) => session === null || !session.key_needed || session.role === "admin";

export function SitesView({ route, offer }: ViewProps) {
  const session = useSession(offer.has("/api/v1/session")).data;
  const sites = useAnswer<{ sites: Site[] }>("sites", signal => get<{ sites: Site[] }>("/api/v1/sites", signal));
  const meters = useAnswer<{ meters: Meter[] }>("meters", signal => get<{ meters: Meter[] }>("/api/v1/meters?limit=1000", signal));
  const groups = useAnswer<{ groups: Group[] }>("groups", signal => get<{ groups: Group[] }>("/api/v1/groups", signal));
  const admin = session !== null && isAdmin(session);
  const people = useAnswer<{ people: Person[] }>(admin ? "people" : null, signal => get<{ people: Person[] }>("/api/v1/people", signal));
  const overview = useAnswer<Overview>("overview", signal => get<Overview>("/api/v1/overview", signal), { everyMillis: 20_000, live: true });
  const again = () => { sites.again(); meters.again(); groups.again(); people.again(); overview.again(); };
  if (!sites.data || !meters.data) {
    const away = sites.problem ?? meters.problem;
    return away ? <Trouble problem={away} again={again} /> : <Loading height={480} />;
  }
  const rows = new Map(overview.data?.meters.map(row => [row.meter_id, row]));
  const now = overview.data ? Date.parse(overview.data.at) : 0;
  const all = [...sites.data.sites, ...told(meters.data.meters, new Set(sites.data.sites.map(site => site.id)))].sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
  const search = (route.query.get("q") ?? "").toLowerCase();
  const shown = all.filter(site => !search || [site.id, site.caption ?? "", ...site.groups, ...site.sensors.map(s => s.meter_id)].some(text => text.toLowerCase().includes(search)));
  const sensors = all.flatMap(site => site.sensors);
  const silent = sensors.filter(sensor => { const row = rows.get(sensor.meter_id); return row !== undefined && isStale(row, now); }).length;
  const problem = groups.problem ?? people.problem ?? overview.problem;
  return (
    <>
      {problem && <Trouble problem={problem} again={again} />}
      {all.length === 0 ? (
        <Empty heading title="No site yet" command="./loadcast sites set sites.yaml">
          A site is a home or building with sensors. What none of them measures of consumption, production and net is derived, as a meter of its own. Say which
          meters belong to it, in a file such as this one, or in a workbook:
          <pre>{EXAMPLE}</pre>
        </Empty>
      ) : (
        <>
          <h1 class="sr">Sites</h1>
          <section class="facts" aria-label="Totals">
            <Fact name="Sites" value={String(all.length)} unit="" note={count((groups.data?.groups ?? []).length, "group")} />
            <Fact name="Sensors" value={String(sensors.length)} unit="" note={!overview.data ? "" : silent ? `${silent} of them without a reading of the last two hours` : "all with a reading of the last two hours"} />
            <Fact name="Derived meters" value={String(all.flatMap(site => site.totals.filter(total => total.derived)).length)} unit="" note="read, forecast and shown like others" />
          </section>
          {all.length > OPEN_AT_ONCE && (
            <div class="filters" role="search">
              <label class="sr" for="search">Search a site</label>
              <input id="search" type="search" placeholder="Search  /" value={route.query.get("q") ?? ""} onInput={e => change({ q: e.currentTarget.value || null })} />
              <span class="muted">{shown.length === all.length ? `${all.length} sites` : `${shown.length} of ${all.length} sites`}</span>
            </div>
          )}
          {shown.map(site => (
            <Home key={site.id} site={site} rows={rows} now={now} changing={mayChange(session)} done={again}
              open={shown.length <= OPEN_AT_ONCE || route.query.get("site") === site.id} />
          ))}
          {shown.length === 0 && <Empty title="No site fits">Clear the search.</Empty>}
        </>
      )}
      <div class="panels">
        <Groups groups={groups.data?.groups ?? []} sites={all} />
        {admin && <People people={people.data?.people ?? []} />}
        {admin && <Workbook done={again} />}
      </div>
    </>
  );
}

/** Sites that stand in no file, only in the entries of their meters. */
function told(meters: Meter[], known: Set<string>): Site[] {
  const sites = new Map<string, Site>();
  for (const meter of meters) {
    const id = meter.attributes.site;
    if (!id || known.has(id)) continue;
    const site = sites.get(id) ?? { id, groups: meter.groups, sensors: [], totals: [], told: true };
    const role = meter.attributes.role ?? OF_CATEGORY[meter.category ?? ""] ?? "consumption";
    site.sensors.push({ meter_id: meter.meter_id, role });
    if (role in WORDS) site.totals.push({ role, meter_id: meter.meter_id, derived: false });
    sites.set(id, site);
  }
  return [...sites.values()];
}

interface HomeProps { site: Site; rows: Map<string, Row>; now: number; changing: boolean; done: () => void; open: boolean }

function Home({ site, rows, now, changing, done, open }: HomeProps) {
  const [shown, show] = useState(open);
  useEffect(() => show(open), [open]);
  return (
    <details class="site" open={shown} onToggle={event => show(event.currentTarget.open)}>
      <summary>
        <h2>{site.id}</h2>
        {site.caption && <span class="muted">{site.caption}</span>}
        {!shown && site.totals.map(total => {
          const row = rows.get(total.meter_id);
          return row?.now ? <span key={total.role} class={isStale(row, now) ? "muted" : ""}>{WORDS[total.role]} {power(row.now.load_kw)}</span> : null;
        })}
      </summary>
      {shown && (
        <>
          <section class="facts" aria-label={`Totals of ${site.id}`}>
            {site.totals.map(total => <Present key={total.role} total={total} row={rows.get(total.meter_id)} now={now} />)}
          </section>
          <Sensors site={site} rows={rows} now={now} changing={changing && !site.told} done={done} />
          {site.told && <p class="muted">Told by the attributes “site” and “role” of its meters. In a workbook or file it can have more, and what nobody measures is derived.</p>}
          <p class="muted">
            <a href={`${link("flow")}?site=${encodeURIComponent(site.id)}`}>Energy flow</a>
            {site.groups.length > 0 && <>{" · "}in {site.groups.map((group, i) => <span key={group}>{i ? ", " : ""}<a href={`#/?group=${encodeURIComponent(group)}`}>{group}</a></span>)}</>}
            {site.time_zone && ` · ${site.time_zone}`}
          </p>
        </>
      )}
    </details>
  );
}

/** What a total is now, and whether somebody measures it. */
function Present({ total, row, now }: { total: Total; row: Row | undefined; now: number }) {
  const stale = row !== undefined && isStale(row, now);
  const { value, unit } = split(row?.now ? power(row.now.load_kw) : "–");
  return (
    <div class={`fact${stale ? " stale" : ""}`}>
      <span class="muted">{WORDS[total.role] ?? total.role}, {total.derived ? "derived" : "measured"}</span>
      <span class="large">{value}<span class="unit"> {unit}</span></span>
      <span class="muted"><a href={link("meter", total.meter_id)}>{total.meter_id}</a>{row?.newest && stale ? `, ${age(now - Date.parse(row.newest))} ago` : ""}</span>
    </div>
  );
}

function Sensors({ site, rows, now, changing, done }: Omit<HomeProps, "open">) {
  const [edited, edit] = useState<string | null>(null);
  const phases = site.sensors.some(sensor => sensor.phase), times = site.sensors.some(sensor => sensor.from ?? sensor.until);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={`Sensors of ${site.id}`}>
      <table class="plain sensors">
        <thead>
          <tr>
            <th scope="col">Sensor</th><th scope="col">Measures</th>{phases && <th scope="col">Phase</th>}<th scope="col">Sign</th>
            {times && <th scope="col">Counts</th>}<th scope="col" class="number">Now</th><th scope="col" class="number">Data age</th>
            {changing && <th scope="col"><span class="sr">Act</span></th>}
          </tr>
        </thead>
        <tbody>
          {site.sensors.map(sensor => {
            const row = rows.get(sensor.meter_id);
            const zone = site.time_zone ?? row?.time_zone ?? "UTC";
            if (edited === sensor.meter_id) {
              return <Edited key={sensor.meter_id} site={site} sensor={sensor} columns={6 + Number(phases) + Number(times)} close={() => edit(null)} done={done} />;
            }
            return (
              <tr key={sensor.meter_id} class={row && isStale(row, now) ? "stale" : ""}>
                <th scope="row"><a href={link("meter", sensor.meter_id)}>{sensor.meter_id}</a></th>
                <td class="of-role">{sensor.role}</td>
                {phases && <td class="of-phase">{sensor.phase ?? "all"}</td>}
                <td class="of-sign">{sensor.sign === "inverted" ? "inverted" : <span class="muted">normal</span>}</td>
                {times && <td class="of-time">{sensor.from && `from ${stamp(Date.parse(sensor.from), zone)}`} {sensor.until && `until ${stamp(Date.parse(sensor.until), zone)}`}</td>}
                <td class="number strong of-now">{row?.now ? power(row.now.load_kw) : "–"}</td>
                <td class="number of-age">{row === undefined ? "–" : row.newest ? age(now - Date.parse(row.newest)) : "never"}</td>
                {changing && <td class="act"><button type="button" aria-label={`Change ${sensor.meter_id}`} onClick={() => edit(sensor.meter_id)}>Change</button></td>}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** A sensor in another role or sign: what follows from it is written anew, so it takes a press of its own. */
function Edited({ site, sensor, columns, close, done }: { site: Site; sensor: Sensor; columns: number; close: () => void; done: () => void }) {
  const [role, setRole] = useState(sensor.role);
  const [inverted, setInverted] = useState(sensor.sign === "inverted");
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async () => {
    const { sign: _, phase, ...rest } = sensor;
    const changed: Sensor = { ...rest, role, ...(role !== "appliance" && phase ? { phase } : {}), ...(role !== "appliance" && inverted ? { sign: "inverted" } : {}) };
    try {
      await put(`/api/v1/sites/${encodeURIComponent(site.id)}`, { ...site, sensors: site.sensors.map(one => (one.meter_id === sensor.meter_id ? changed : one)) });
      close();
      done();
    } catch (failed) {
      setProblem(failed instanceof Problem ? failed : new Problem(-1, "The page failed", String(failed)));
    }
  };
  return (
    <tr class="edited">
      <th scope="row">{sensor.meter_id}</th>
      <td colSpan={columns - 1}>
        <form onSubmit={event => { event.preventDefault(); void save(); }}>
          <select aria-label={`What ${sensor.meter_id} measures`} value={role} onChange={e => setRole(e.currentTarget.value)}>
            {ROLES.map(one => <option key={one}>{one}</option>)}
          </select>
          <label hidden={role === "appliance"}><input type="checkbox" checked={inverted} onChange={e => setInverted(e.currentTarget.checked)} /> counts the other way round</label>
          <button type="submit" class="primary" disabled={role === sensor.role && inverted === (sensor.sign === "inverted")}>Save</button>
          <button type="button" onClick={close}>Cancel</button>
          <span class="muted">What follows from it is derived anew, for the past too.</span>
        </form>
        {problem && <Trouble problem={problem} />}
      </td>
    </tr>
  );
}

function Groups({ groups, sites }: { groups: Group[]; sites: Site[] }) {
  return (
    <section class="panel">
      <h2>Groups{groups.length ? ` (${groups.length})` : ""}</h2>
      {groups.length === 0 ? <p class="muted">None. A group gathers sites and meters, to be looked at together and to be seen by people.</p> : (
        <div class="long" tabIndex={0} role="region" aria-label="Groups">
          <table class="plain"><tbody>
            {groups.map(group => (
              <tr key={group.id}>
                <th scope="row"><a href={`#/?group=${encodeURIComponent(group.id)}`}>{group.id}</a></th>
                <td>{group.caption}</td>
                <td class="muted">{count(sites.filter(site => site.groups.includes(group.id)).length, "site")}, {count(group.members.length, "meter")}</td>
              </tr>
            ))}
          </tbody></table>
        </div>
      )}
    </section>
  );
}

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? "" : "s"}`;

function People({ people }: { people: Person[] }) {
  return (
    <section class="panel">
      <h2>People{people.length ? ` (${people.length})` : ""}</h2>
      {people.length === 0 ? <p class="muted">Nobody. A person has a role and sees the meters of some groups.</p> : (
        <>
          <div class="long" tabIndex={0} role="region" aria-label="People">
            <table class="plain"><tbody>
              {people.map(person => (
                <tr key={person.name}>
                  <th scope="row">{person.name}</th><td>{person.role}</td>
                  <td class="muted">{person.groups.includes("*") ? "all meters" : person.groups.join(", ")}</td>
                </tr>
              ))}
            </tbody></table>
          </div>
          <p class="muted">A key that reaches what stands here at that moment: <code>./loadcast keys create --person {people[0]!.name}</code></p>
        </>
      )}
    </section>
  );
}
