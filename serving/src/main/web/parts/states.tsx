/** Every state has a look: loading, empty, and what went wrong with what to do about it. */

import type { ComponentChildren } from "preact";
import type { Problem } from "../api";

export const Loading = ({ height = 200 }: { height?: number }) =>
  <div class="skeleton" style={{ height: `${height}px` }} role="status" aria-label="Loading" />;

export function Trouble({ problem, again }: { problem: Problem; again?: () => void }) {
  return (
    <div class="trouble" role="alert">
      <b>{problem.title}</b>
      <p>{problem.message}</p>
      {again && <button type="button" onClick={again}>Try again</button>}
    </div>
  );
}

export function Empty({ title, children, command, heading }: { title: string; children?: ComponentChildren; command?: string; heading?: boolean }) {
  return (
    <div class="empty">
      {heading ? <h1>{title}</h1> : <b>{title}</b>}
      {children && <p>{children}</p>}
      {command && <Command text={command} />}
    </div>
  );
}

export function Command({ text }: { text: string }) {
  return (
    <p class="command">
      <code>{text}</code>
      <button type="button" onClick={() => void navigator.clipboard?.writeText(text)}>Copy</button>
    </p>
  );
}
