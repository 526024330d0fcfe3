/** Says which tests needed a second try: they passed, but somebody should look at them. */
import { afterEach } from 'vitest';

afterEach(({ task }) => {
  const { retryCount = 0, state } = task.result ?? {};
  if (retryCount > 0) console.log(`needed a second try: ${task.file.name} > ${task.name} (${state ?? 'unknown'}): ${task.result?.errors?.[0]?.message ?? ''}`);
});
