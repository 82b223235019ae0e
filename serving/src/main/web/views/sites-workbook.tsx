/** Sites, groups and people as one file: down to a spreadsheet, and up again once it is known what it would change. */

import { useRef, useState } from "preact/hooks";
import { Problem, sendFile } from "../api";
import { Trouble } from "../parts/states";

interface Changes { dry_run: boolean; changes: string[] }
type State =
  | { is: "idle" } | { is: "busy" } | { is: "failed"; name: string; problem: Problem }
  | { is: "tried" | "done"; name: string; changes: string[] };

const PATH = "/api/v1/workbook";

export function Workbook({ done }: { done: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const file = useRef<File | null>(null);
  const [state, set] = useState<State>({ is: "idle" });
  const [over, setOver] = useState(false);

  const send = async (dryRun: boolean) => {
    const chosen = file.current;
    if (!chosen) return;
    set({ is: "busy" });
    try {
      const { changes } = await sendFile<Changes>(`${PATH}?dry_run=${dryRun}`, chosen);
      set({ is: dryRun && changes.length > 0 ? "tried" : "done", name: chosen.name, changes });
      if (!dryRun) done();
    } catch (failed) {
      set({ is: "failed", name: chosen.name, problem: failed instanceof Problem ? failed : new Problem(-1, "The page failed", String(failed)) });
    }
  };
  const choose = (chosen: File | null | undefined) => {
    if (!chosen) return;
    file.current = chosen;
    void send(true);
  };
  return (
    <section class={`panel workbook${over ? " over" : ""}`} aria-label="Workbook"
      onDragOver={event => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
      onDrop={event => { event.preventDefault(); setOver(false); choose(event.dataTransfer?.files[0]); }}>
      <h2>Workbook</h2>
      <p class="muted">All sites, groups and people as an Excel workbook with the sheets Sensors, Access and Groups. A changed one goes in the same way, or as YAML;
        it takes the place of all that stands here.</p>
      <p class="buttons">
        <a class="button" href={PATH} download>Download</a>
        <button type="button" disabled={state.is === "busy"} onClick={() => input.current?.click()}>Choose a file to check</button>
        <input ref={input} type="file" hidden accept=".xlsx,.yaml,.yml,.json" aria-label="Workbook or YAML file"
          onChange={event => { choose(event.currentTarget.files?.[0]); event.currentTarget.value = ""; }} />
        <span class="muted">or drop one here</span>
      </p>
      <div role="status">
        {state.is === "busy" && <p>The file is checked …</p>}
        {state.is === "done" && <p><b>{state.name}</b>: {state.changes.length === 0 ? "it says what stands here already." : "it is in force."}</p>}
        {state.is === "tried" && (
          <>
            <p><b>{state.name}</b> is right. It would change:</p>
            <ul class="changes">{state.changes.map(line => <li key={line} class={line.startsWith("removed") ? "bad" : ""}>{line}</li>)}</ul>
            <p class="buttons">
              <button type="button" class="primary" onClick={() => void send(false)}>Put it into force</button>
              <button type="button" onClick={() => set({ is: "idle" })}>Cancel</button>
            </p>
          </>
        )}
        {state.is === "failed" && (state.problem.status === 400 ? <Errors name={state.name} lines={state.problem.message.split("\n")} /> : <Trouble problem={state.problem} />)}
      </div>
    </section>
  );
}

/** Where each error stands, and what it is; the message begins with its place when it has one. */
function Errors({ name, lines }: { name: string; lines: string[] }) {
  return (
    <>
      <p><b>{name}</b> has <span class="bad">{lines.length === 1 ? "an error" : `${lines.length} errors`}</span>. Nothing was changed; correct it and choose it again.</p>
      <div class="long" tabIndex={0} role="region" aria-label="Errors of the file">
        <table class="plain"><tbody>
          {lines.map(line => {
            const [, place = "", text = line] = /^([^:]{1,60}): (.*)$/.exec(line) ?? [];
            return <tr key={line}><th scope="row" class="light">{place}</th><td>{text}</td></tr>;
          })}
        </tbody></table>
      </div>
    </>
  );
}
