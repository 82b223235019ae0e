import { useEffect, useRef } from "preact/hooks";

export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  return event.ctrlKey || event.metaKey || event.altKey
    || (target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));
}

const KEYS: [string, string][] = [
  ["/", "search a meter"],
  ["← →", "earlier, later"],
  ["+ −", "closer, wider"],
  ["t", "back to today"],
  ["?", "this help"],
  ["Esc", "close"],
];

export function Help({ close }: { close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="help" aria-label="Keyboard" onClose={close}>
      <h2>Keyboard</h2>
      <dl>{KEYS.map(([key, does]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>)}</dl>
      <p>Every view has its own address: copy it to share what you see.</p>
      <button type="button" onClick={close}>Close</button>
    </dialog>
  );
}
