/** `#/l/<id>`: a workflow that this browser keeps; it makes Back and Forward go between documents. */
import type { RouteHandler } from './handlers.ts';

export const open: RouteHandler = async (route, app) => {
  const id = `draft:${route.data}`;
  if (app.store.state.document.id === id) {
    await app.open();
    return true;
  }
  if (route.data === 'empty') {
    app.documents.openEmpty();
    return true;
  }
  if (!app.store.state.drafts.some((draft) => draft.id === id)) return false;
  await app.documents.openDraft(id);
  return true;
};
