/** The REST interface of this very service: what it offers, and its answers as types. */

export interface Now { load_kw: number; start: string }
export interface Today { energy_kwh: number; peak_kw: number; peak_at: string }
export interface Tomorrow { peak_kw: number; peak_p10_kw: number; peak_p90_kw: number; peak_at: string; energy_kwh: number }
export interface Ahead {
  tier: Tier | null; reason: string | null; model?: string | null; cutoff?: string;
  start?: string; p10?: Num[]; p50?: Num[]; p90?: Num[]; tomorrow?: Tomorrow | null;
}
export type Num = number | null;
export type Tier = "model" | "seasonal" | "profile" | "flat";
export interface Row {
  meter_id: string; time_zone: string; category: string | null; groups: string[]; newest: string | null;
  /** Whether a sum over all meters counts it; the load of the others is in these already. */
  in_sum: boolean;
  now: Now | null; today: Today | null; past_start: string; past: Num[]; ahead: Ahead | null; level?: string | null;
}
export interface Overview { at: string; pending: number; meters: Row[] }
export interface Meter {
  meter_id: string; time_zone: string; country: string | null; category: string | null;
  latitude: number | null; longitude: number | null; weather_locations: string[]; groups: string[];
  attributes: Record<string, string>;
}
export interface Load { meter_id: string; step: string; points: { start: string; load_kw: number }[] }
export interface Point { start: string; p50: number; [quantile: string]: number | string }
export interface Forecast {
  meter_id: string; horizon: string; issued_at: string; cutoff: string; time_zone: string; step: string;
  model: { id: string; family: string; trained_until: string } | null; tier: Tier; reason: string | null;
  weather: string; points: Point[];
}
export interface AccuracyRow {
  model: string; lead_from: string; lead_to: string; points: number; mae_kw: number; bias_kw: number;
  wape: number | null; coverage: number | null; last_week_mae_kw: number | null; skill: number | null;
}
export interface Accuracy { from: string; to: string; accuracy: AccuracyRow[] }
export interface Model {
  id: string; kind: "meter" | "group"; name: string; horizon: string; family: string; champion: boolean;
  created_at: string; trained_from: string; trained_until: string; scores: Record<string, number>;
}
export interface ModelDetails {
  model: Model; provenance: Record<string, unknown>; rivals: Record<string, Record<string, number>>;
  history: { at: string; action: string; id: string; reason: string }[];
}
export interface Weather {
  location_id: string; observed: WeatherRow[];
  forecast: { available_at: string | null; rows: WeatherRow[] } | null;
}
export type WeatherRow = { timestamp: string } & Record<string, number | string>;
export interface Readiness {
  status: string; checks: { name: string; ok: boolean; detail: string | null }[];
  data: { meters: number; stale_meters: number; newest_reading: string | null; age: string | null; measured_at: string } | null;
}

export interface Job {
  id: string; state: "queued" | "running" | "done" | "failed" | "cancelled" | "interrupted"; cause: string; fraction: number;
  text: string; loss: number | null; created_at: string; meters: string[]; horizons: string[];
  results: { meter_id: string; horizon: string; model: string | null; outcome: string; reason: string }[];
}
export interface Summary { count: number; mean: number; lowest: number; p25: number; p50: number; p75: number; p99: number; peak: number; base_load: number; load_factor: number; energy_kwh: number }
export interface Statistics {
  from: string; to: string; step: string; missing: number; suspect: number; load: Summary; p25: number; p50: number; p75: number;
  critical: number; critical_by: string; levels: { direction: string; yellow_above: number; red_above: number; critical_above: number };
  now: { start: string; load_kw: number; level: string } | null; best_fit: { family: string } | null;
  plot: { bars: { from_kw: number; to_kw: number; density: number }[]; curves: { family: string; points: { kw: number; density: number }[] }[] } | null;
  hours: { hour: number; load: Summary }[];
}

/** What went wrong, in the service's words, and what to do about it. */
export class Problem extends Error {
  constructor(readonly status: number, readonly title: string, detail: string) {
    super(detail);
  }
  /** The service did not answer at all. */
  get isAway(): boolean { return this.status === 0; }
}

const away = () => new Problem(0, "The service does not answer",
  "Nothing came back from this address. It is tried again every few seconds; look whether loadcast still runs.");

async function send(path: string, init: RequestInit = {}): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(path, { credentials: "same-origin", ...init });
  } catch (failed) {
    if (failed instanceof DOMException && failed.name === "AbortError") throw failed;
    throw away();
  }
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => ({})) as { title?: string; detail?: string };
  throw new Problem(answer.status, problem.title ?? `The service answers ${answer.status}`,
    problem.detail ?? `${path} was answered with ${answer.status} ${answer.statusText}.`);
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return await (await send(path, signal ? { signal } : {})).json() as T;
}

const sent = (method: string) => async <T>(path: string, body: unknown = {}): Promise<T> => {
  const answer = await send(path, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const text = await answer.text();
  return (text ? JSON.parse(text) : null) as T;
};
export const post = sent("POST");
export const put = sent("PUT");
export const remove = sent("DELETE");

/** A file as it is, in place of what is there. */
export async function sendFile<T>(path: string, file: File): Promise<T> {
  const answer = await send(path, { method: "PUT", headers: { "Content-Type": file.type || "application/octet-stream" }, body: file });
  return await answer.json() as T;
}

/** An address below a meter, whatever its name is. */
export const ofMeter = (id: string, rest = "") => `/api/v1/meters/${encodeURIComponent(id)}${rest}`;

/** The paths that the service describes; a view whose path is not there is not shown. */
export class Offer {
  constructor(private readonly document: string) {}
  has(path: string): boolean { return this.document.includes(`\n  ${path}:`); }
  static async ask(): Promise<Offer> { return new Offer(await (await send("/openapi.yaml")).text()); }
}

/** The service's clock, which in a demo runs faster than ours or stands still: known from its last answer. */
let heard = { at: Date.now(), when: Date.now(), speed: 1 };
export function hearClock(at: string, speed = heard.speed): void { heard = { at: Date.parse(at), when: Date.now(), speed }; }
export const serviceNow = (): number => heard.at + (Date.now() - heard.when) * heard.speed;
