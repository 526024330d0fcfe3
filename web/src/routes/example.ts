/** `#/e/<name>`: one of the examples that come with the page. */
import { loadExample } from '../store/examples.ts';
import type { RouteHandler } from './handlers.ts';

export const open: RouteHandler = async (route, app) => {
  const example = await loadExample(route.data);
  if (example === undefined) return false;
  await app.documents.open(example);
  return true;
};
