/** Who looks, where a service has keys: a key is traded for a cookie that scripts cannot read. */

import { useState } from "preact/hooks";
import { get, post, Problem } from "../api";
import { useAnswer } from "../live";
import { Trouble } from "./states";

export interface Session { key_needed: boolean; name: string | null; role: string | null; groups: string[] }

export function useSession(offered: boolean) {
  return useAnswer<Session>(offered ? "session" : null, signal => get<Session>("/api/v1/session", signal));
}

export function Login({ done }: { done: () => void }) {
  const [key, setKey] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const enter = async () => {
    try {
      await post("/api/v1/session", { key: key.trim() });
      done();
    } catch (failed) {
      setProblem(failed instanceof Problem ? failed : new Problem(-1, "The page failed", String(failed)));
    }
  };
  return (
    <form class="login" onSubmit={event => { event.preventDefault(); void enter(); }}>
      <h1>This service asks for a key</h1>
      <p><label for="key">Key</label></p>
      <p><input id="key" type="password" autocomplete="current-password" value={key} onInput={event => setKey(event.currentTarget.value)} /></p>
      <p><button class="primary" type="submit" disabled={!key.trim()}>Enter</button></p>
      {problem && <Trouble problem={problem} />}
      <p class="muted">Whoever runs this service makes keys with <code>./loadcast keys create</code>.</p>
    </form>
  );
}

export async function logOut(): Promise<void> {
  await fetch("/api/v1/session", { method: "DELETE" });
  location.reload();
}
