/** The end of a `switch` over a closed set of values: the compiler proves that nothing is left. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
