/** What is set by hand in an element, and only where it is another value: the same once more is drawn anew as well. */

/** Sets attributes. */
export function put(element: Element | null, attributes: Readonly<Record<string, string | number>>): void {
  if (element === null) return;
  for (const [name, value] of Object.entries(attributes)) if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}

/** Browsers write a transform in words of their own: what was asked for is remembered here. */
const placed = new WeakMap<HTMLElement, string>();

/** Sets where an element is drawn; nobody else may. */
export function place(element: HTMLElement | null, transform: string): void {
  if (element === null || placed.get(element) === transform) return;
  placed.set(element, transform);
  element.style.transform = transform;
}
