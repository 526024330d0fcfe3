/** Made of `web/exercises` by the plugin in vite.exercises.ts. */
declare module 'virtual:exercises' {
  type LoadedTopic = import('./course.ts').Topic & { readonly load: () => Promise<{ readonly default: Readonly<Record<string, unknown>> }> };
  export const topics: readonly LoadedTopic[];
  export const tracks: readonly import('./course.ts').Track[];
  export const facts: import('./markup.ts').Facts;
  export const exercises: readonly import('./course.ts').ExerciseInfo[];
}

/** How many exercises there are, for the ring of progress. */
declare module 'virtual:exercise-count' {
  export const EXERCISE_COUNT: number;
}
