/** The registry: who serves which meter, how good each model is, and new ones in the making. */

import { useEffect, useState } from "preact/hooks";
import { get, type Model, type ModelDetails, post, Problem, serviceNow } from "../api";
import { useAnswer } from "../live";
import { Bars } from "../parts/bars";
import { Fact, split } from "../parts/fact";
import { Empty, Loading, Trouble } from "../parts/states";
import type { ViewProps } from "../parts/view";
import { change, link } from "../route";
import { date, stamp } from "../time";
import { age, digits, percent, power, seconds } from "../units";
import { Jobs } from "./jobs";

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function ModelsView({ route, offer }: ViewProps) {
  const id = route.path[1];
  return id ? <Card key={id} id={id} /> : <Board route={route} offer={offer} />;
}

interface Page { models: Model[]; total: number }
type Group = { name: string; horizon: string; champion: Model | null; models: Model[] };

function grouped(models: Model[]): Group[] {
  const groups = new Map<string, Group>();
  for (const model of models) {
    const key = `${model.name}\n${model.horizon}`;
    const group = groups.get(key) ?? { name: model.name, horizon: model.horizon, champion: null, models: [] };
    group.models.push(model);
    if (model.champion) group.champion = model;
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }) || a.horizon.localeCompare(b.horizon));
}

function Board({ route, offer }: ViewProps) {
  const { data, problem, again } = useAnswer<Page>("models", signal => get<Page>("/api/v1/models?limit=1000", signal), { everyMillis: 15_000 });
  const search = (route.query.get("q") ?? "").toLowerCase();
  const horizon = route.query.get("horizon") ?? "";
  if (!data) return problem ? <Trouble problem={problem} again={again} /> : <Loading height={480} />;
  const groups = grouped(data.models).filter(g => g.name.toLowerCase().includes(search) && (!horizon || g.horizon === horizon));
  const horizons = [...new Set(data.models.map(m => m.horizon))].sort();
  const skills = data.models.map(m => m.scores.skill).filter(s => s !== undefined);
  const least = Math.min(0, ...skills) - 0.05, most = Math.max(0.2, ...skills) + 0.05;
  const champions = data.models.filter(m => m.champion);
  const scored = champions.filter(m => m.scores.skill !== undefined);
  const mean = scored.reduce((sum, m) => sum + (m.scores.skill ?? 0), 0) / (scored.length || 1);
  return (
    <>
      <h1 class="sr">Models</h1>
      {problem && <Trouble problem={problem} again={again} />}
      <section class="facts" aria-label="Totals">
        <Fact name="Champions" value={String(champions.length)} unit="" note={`${data.total} models are kept`} />
        <Fact name="Mean skill" {...split(scored.length ? percent(mean) : "–")} note="less error than last week's value, on days not seen" />
      </section>
      {offer.has("/api/v1/training-jobs") && <Jobs names={[...new Set(groups.map(g => g.name))]} done={again} />}
      {data.models.length === 0
        ? <Empty title="No model yet" command="./loadcast train">Until one is trained, the fallback ladder answers, and says so.</Empty>
        : (
          <>
            <div class="filters" hidden={data.models.length < 12}>
              <label class="sr" for="search">Search a meter</label>
              <input id="search" type="search" placeholder="Search  /" value={route.query.get("q") ?? ""} onInput={e => change({ q: e.currentTarget.value || null })} />
              {horizons.length > 1 && (
                <select aria-label="Horizon" value={horizon} onChange={e => change({ horizon: e.currentTarget.value || null })}>
                  <option value="">Horizon: all</option>
                  {horizons.map(h => <option key={h}>{h}</option>)}
                </select>
              )}
            </div>
            <div class="scroll" tabIndex={0} role="region" aria-label="Leaderboard">
              <table class="plain">
                <thead>
                  <tr>
                    <th scope="col">For</th><th scope="col">Horizon</th>
                    <th scope="col" class="wide">
                      <span class="axis"><span>{least < -0.06 ? "worse" : ""}</span><span>skill against last week's value, 90 % interval</span><span>{percent(most)}</span></span>
                    </th>
                    <th scope="col">Champion</th><th scope="col" class="number">Skill</th><th scope="col" class="number">WAPE</th>
                    <th scope="col" class="number">In P10–P90</th><th scope="col">Trained until</th>
                  </tr>
                </thead>
                <tbody>{groups.map(group => <Line key={group.name + group.horizon} group={group} least={least} most={most} />)}</tbody>
              </table>
            </div>
            <p class="muted">● serves, ○ does not. Every figure is from days that the model had not seen; the line marks the seasonal naive.</p>
          </>
        )}
    </>
  );
}

function Line({ group, least, most }: { group: Group; least: number; most: number }) {
  const { champion } = group;
  const x = (skill: number) => ((skill - least) / (most - least)) * 100;
  return (
    <tr>
      <th scope="row"><a href={champion?.kind === "group" ? link("models") : link("meter", group.name)}>{group.name}</a></th>
      <td>{group.horizon}</td>
      <td class="wide">
        <span class="dots">
          <i class="naive" style={{ left: `${x(0)}%` }} />
          {group.models.filter(m => m.scores.skill !== undefined && m.scores.skill_margin !== undefined).map(model => {
            const from = Math.max(0, x(model.scores.skill! - model.scores.skill_margin!)), to = Math.min(100, x(model.scores.skill! + model.scores.skill_margin!));
            return <i key={model.id} class={model.champion ? "interval champion" : "interval"} style={{ left: `${from}%`, width: `${to - from}%` }} />;
          })}
          {group.models.filter(m => m.scores.skill !== undefined).map(model => (
            <a key={model.id} href={link("models", model.id)} style={{ left: `${x(model.scores.skill!)}%` }} class={model.champion ? "dot champion" : "dot"}
              aria-label={`${model.family} of ${date(Date.parse(model.created_at), ZONE)}, skill ${percent(model.scores.skill!)}${model.champion ? ", champion" : ""}`} />
          ))}
        </span>
      </td>
      <td>{champion ? <a href={link("models", champion.id)}>{champion.family}</a> : <span class="muted">none</span>}</td>
      <td class="number"><b>{champion?.scores.skill === undefined ? "–" : percent(champion.scores.skill)}</b>
        {champion?.scores.skill_margin !== undefined && <small> ± {digits(champion.scores.skill_margin * 100)}</small>}</td>
      <td class="number">{champion?.scores.wape === undefined ? "–" : percent(champion.scores.wape)}</td>
      <td class="number">{champion?.scores.coverage_p10_p90 === undefined ? "–" : percent(champion.scores.coverage_p10_p90)}</td>
      <td>{champion ? date(Date.parse(champion.trained_until), ZONE) : ""}</td>
    </tr>
  );
}

/** A model as a page to read: what it is, how good it is, what it learned from, who served when. */
function Card({ id }: { id: string }) {
  const { data, problem, again } = useAnswer<ModelDetails>(`model ${id}`, signal => get<ModelDetails>(`/api/v1/models/${encodeURIComponent(id)}`, signal));
  if (!data) return problem ? <Trouble problem={problem} again={again} /> : <Loading height={480} />;
  const { model, provenance, rivals, history } = data;
  const naive = rivals["seasonal-naive"]?.mae_kw;
  const weights = Object.entries((provenance.parameters ?? {}) as Record<string, string>)
    .filter(([name]) => name.startsWith("weight.")).map(([name, value]) => [name.slice(7), Number(value)] as const).sort((a, b) => b[1] - a[1]);
  const features = (provenance.features ?? []) as string[];
  return (
    <>
      <p><a href={link("models")}>All models</a></p>
      <div class="title"><h1>{model.name}</h1><span class="muted">{model.family} · {model.horizon} · {model.champion ? "● serves" : "○ does not serve"}</span></div>
      <section class="facts" aria-label="Scores">
        {model.scores.skill !== undefined && <Fact name="Skill" {...split(percent(model.scores.skill))}
          note={`less error than last week's value${model.scores.skill_margin === undefined ? "" : `, ± ${digits(model.scores.skill_margin * 100)}`}`} />}
        <Fact name="Mean error" {...split(power(model.scores.mae_kw ?? 0))} note={naive === undefined ? "" : `seasonal naive: ${power(naive)}`} />
        {model.scores.wape !== undefined && <Fact name="WAPE" {...split(percent(model.scores.wape))} note="of the load" />}
        {model.scores.coverage_p10_p90 !== undefined && <Fact name="In P10–P90" {...split(percent(model.scores.coverage_p10_p90))} note="80 % would be right" />}
      </section>
      <Act model={model} done={again} />
      <div class="panels">
        <section class="panel">
          <h2>On the same unseen days</h2>
          <Bars rows={[["this model", model.scores.mae_kw ?? 0], ...Object.entries(rivals).map(([name, s]) => [name, s.mae_kw ?? 0] as [string, number])]} show={power} />
        </section>
        {weights.length > 0 && <section class="panel"><h2>Blended from</h2><Bars rows={weights.map(([n, w]) => [n, w])} show={percent} /></section>}
        <section class="panel">
          <h2>Where it comes from</h2>
          <dl class="facts-list">
            <Item name="Learned from">{stamp(Date.parse(model.trained_from), ZONE)} to {stamp(Date.parse(model.trained_until), ZONE)}</Item>
            <Item name="Made">{stamp(Date.parse(model.created_at), ZONE)}, in {digits(seconds(String(provenance.training_time ?? "PT0S")))} s</Item>
            <Item name="Step">{String(provenance.step ?? "")}</Item>
            <Item name="Seed">{String(provenance.seed ?? "")}</Item>
            <Item name="Data SHA-256"><span class="break">{String(provenance.data_sha256 ?? "")}</span></Item>
            <Item name="Id"><span class="break">{model.id}</span></Item>
          </dl>
        </section>
        {features.length > 0 && (
          <section class="panel">
            <h2>{features.length} features</h2>
            <details><summary>Show them</summary><p class="muted">{features.join(", ")}</p></details>
          </section>
        )}
        <section class="panel">
          <h2>Who served when</h2>
          {history.length === 0 ? <p class="muted">Nobody yet.</p> : (
            <ol class="history">
              {[...history].reverse().map(event => (
                <li key={event.at + event.id}>
                  <b>{stamp(Date.parse(event.at), ZONE)}</b> {event.action === "promote" ? "promoted" : "rolled back to"}{" "}
                  <a href={link("models", event.id)} class="break">{event.id === model.id ? "this model" : event.id}</a>
                  <br /><span class="muted">{event.reason}</span>
                </li>
              ))}
            </ol>
          )}
        </section>
      </div>
    </>
  );
}

/** Promotes or rolls back, after a second press. */
function Act({ model, done }: { model: Model; done: () => void }) {
  const [asked, ask] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    if (!asked) return;
    const timer = setTimeout(() => ask(false), 6_000);
    return () => clearTimeout(timer);
  }, [asked]);
  const act = async () => {
    if (!asked) { ask(true); return; }
    ask(false);
    try {
      if (model.champion) {
        await post("/api/v1/models/rollback", { [model.kind === "group" ? "group" : "meter_id"]: model.name, horizon: model.horizon, reason: "Asked for on the page." });
      } else {
        await post(`/api/v1/models/${encodeURIComponent(model.id)}/promote`, { reason: "Asked for on the page." });
      }
      setProblem(null);
      done();
    } catch (failed) {
      setProblem(failed instanceof Problem ? failed : new Problem(-1, "The page failed", String(failed)));
    }
  };
  const what = model.champion ? "Roll back to the predecessor" : "Promote";
  return (
    <>
      <p><button type="button" class={asked ? "primary" : ""} onClick={() => void act()}>{asked ? `${what}: press again to do it` : what}</button>{" "}
        <span class="muted">{model.champion ? "" : `It would serve ${model.name} from now on.`} Made {age(serviceNow() - Date.parse(model.created_at))} ago.</span></p>
      {problem && <Trouble problem={problem} />}
    </>
  );
}

function Item({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}
