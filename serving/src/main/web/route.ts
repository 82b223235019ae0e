/** The address says everything: which view, which meter, which stretch of time. A link shows what its sender saw. */

import { useEffect, useState } from "preact/hooks";

export interface Route { path: string[]; query: URLSearchParams }

export function parse(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split("?", 2);
  return { path: path.split("/").filter(Boolean).map(part => decodeURIComponent(part)), query: new URLSearchParams(query) };
}

export const link = (...path: string[]) => "#/" + path.map(encodeURIComponent).join("/");

/** Goes to the same view with some of its state changed; null takes a part away. */
export function change(parts: Record<string, string | null>, keepHistory = false): void {
  const { path, query } = parse(location.hash);
  for (const [name, value] of Object.entries(parts)) {
    if (value === null) query.delete(name); else query.set(name, value);
  }
  const text = query.toString().replace(/%3A/g, ":").replace(/%2C/g, ",");
  const hash = link(...path) + (text ? "?" + text : "");
  if (hash === location.hash) return;
  if (keepHistory) location.hash = hash;
  else {
    history.replaceState(null, "", hash);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  }
}

export function useRoute(): Route {
  const [route, set] = useState(() => parse(location.hash));
  useEffect(() => {
    const heard = () => set(parse(location.hash));
    window.addEventListener("hashchange", heard);
    return () => window.removeEventListener("hashchange", heard);
  }, []);
  return route;
}
