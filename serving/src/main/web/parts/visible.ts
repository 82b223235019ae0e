/** Whether an element is in sight or near it: of hundreds of rows, only those that one can see are drawn. */

import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

const heard = new WeakMap<Element, (seen: boolean) => void>();
let observer: IntersectionObserver | null = null;

export function useVisible(element: RefObject<Element>): boolean {
  const [visible, set] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    observer ??= new IntersectionObserver(
      entries => entries.forEach(entry => heard.get(entry.target)?.(entry.isIntersecting)), { rootMargin: "600px" });
    heard.set(target, set);
    observer.observe(target);
    return () => { observer?.unobserve(target); heard.delete(target); };
  }, []);
  return visible;
}
