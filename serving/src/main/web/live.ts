/** What keeps a view fresh: asks again when the service has news, and every so often in any case. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "./api";

export type Answer<T> = { data: T | null; problem: Problem | null; loading: boolean; again: () => void };

const TOGETHER_MILLIS = 700;
const RETRY_MILLIS = 4_000;

type Listener = (kind: string, data: unknown) => void;
const listeners = new Set<Listener>();
let source: EventSource | null = null;

/** Opens the stream of events, once; a browser reconnects by itself and resumes where it was. */
export function openStream(): void {
  if (source) return;
  source = new EventSource("/api/v1/stream");
  for (const kind of ["reading", "forecast", "alert"]) {
    source.addEventListener(kind, event => {
      let data: unknown = null;
      try { data = JSON.parse((event as MessageEvent<string>).data); } catch { /* a line that is no JSON says only that something happened */ }
      listeners.forEach(hear => hear(kind, data));
    });
  }
}

export const isStreaming = (): boolean => source !== null && source.readyState === EventSource.OPEN;

/** Calls back on events, and at once with the newest function given. */
export function useEvents(hear: Listener): void {
  const latest = useRef(hear);
  latest.current = hear;
  useEffect(() => {
    const listener: Listener = (kind, data) => latest.current(kind, data);
    listeners.add(listener);
    return () => { listeners.delete(listener); };
  }, []);
}

/**
 * The answer to a question, asked anew when `key` changes, every `everyMillis`, and soon after an event when `live`.
 * What was known stays while it is asked again, and while the service is away.
 */
export function useAnswer<T>(
  key: string | null, ask: (signal: AbortSignal) => Promise<T>, { everyMillis = 0, live = false } = {},
): Answer<T> {
  const [state, set] = useState<{ key: string | null; data: T | null; problem: Problem | null; loading: boolean }>(
    { key: null, data: null, problem: null, loading: key !== null });
  const [turn, next] = useState(0);
  const again = useCallback(() => next(n => n + 1), []);
  const latest = useRef(ask);
  latest.current = ask;

  useEffect(() => {
    if (key === null) return;
    const abort = new AbortController();
    let timer = 0;
    set(old => ({ key, data: old.key === key ? old.data : null, problem: old.key === key ? old.problem : null, loading: true }));
    latest.current(abort.signal).then(
      data => {
        set({ key, data, problem: null, loading: false });
        if (everyMillis) timer = window.setTimeout(again, everyMillis);
      },
      (failed: unknown) => {
        if (abort.signal.aborted) return;
        const problem = failed instanceof Problem ? failed : new Problem(-1, "The page failed", String(failed));
        set(old => ({ ...old, problem, loading: false }));
        if (problem.isAway || problem.status === 503) timer = window.setTimeout(again, RETRY_MILLIS);
      });
    return () => { abort.abort(); clearTimeout(timer); };
  }, [key, turn, everyMillis, again]);

  const waiting = useRef(0);
  useEvents(() => {
    if (!live || waiting.current) return;
    waiting.current = window.setTimeout(() => { waiting.current = 0; again(); }, TOGETHER_MILLIS);
  });
  useEffect(() => () => clearTimeout(waiting.current), []);
  return { data: state.key === key ? state.data : null, problem: state.problem, loading: state.loading, again };
}
