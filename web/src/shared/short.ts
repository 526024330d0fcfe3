/**
 * Texts from outside for the eye. A name of the service has at most 80 characters, one in a text has as many as
 * somebody likes, and browsers lay out a few thousand combining marks in a row for seconds: the longer, the slower by
 * its square. What is kept, copied and compared stays whole.
 */

/** A name as it is drawn: whole, or without its middle. */
export function short(text: string, most = 200): string {
  if (text.length <= most) return text;
  const half = most >> 1;
  // Half of a character is none.
  return `${text.slice(0, half).replace(/[\ud800-\udbff]$/, '')}…${text.slice(1 - half).replace(/^[\udc00-\udfff]/, '')}`;
}

/** A value as it is drawn: all of it but endless combining marks. */
export function calm(text: string): string {
  return text.length < 500 ? text : text.replace(/(\p{M}{100})\p{M}+/gu, '$1…');
}
