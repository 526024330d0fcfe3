/**
 * `#/x/<id>` an exercise · `#/x/<pack>/<id>` one of a pack · `#/x/https://…` a pack · `#/t/<track>` a track ·
 * `#/t/<track>/exam/<seed>` its exam.
 */
import type { RouteHandler } from '../../routes/handlers.ts';
import { OWN_COURSE } from './course.ts';
import { isSeed } from './exam.ts';
import { storedPack } from './packs.ts';
import { learningOf } from './session.ts';

export const open: RouteHandler = async (route, app) => {
  if (route.kind === 't') {
    const [track = '', exam, seed = ''] = route.data.split('/');
    if (!OWN_COURSE.tracks.some((candidate) => candidate.id === track) || (exam !== undefined && exam !== 'exam')) return false;
    await app.open();
    app.showOverlay('learn', { track, exam: exam !== undefined, seed: isSeed(seed) ? seed : '' });
    return true;
  }
  if (/^https?:\/\//.test(route.data)) {
    await app.open();
    app.showOverlay('learn', { pack: route.data });
    return true;
  }
  const slash = route.data.indexOf('/');
  const course = slash < 0 ? OWN_COURSE : storedPack(route.data.slice(0, slash));
  const learning = learningOf(app);
  // Back to the exercise that is open: what is typed stays.
  if (app.store.state.document.id === `exercise:${route.data}` && learning.exercise !== undefined) return true;
  return course !== undefined && learning.open(route.data.slice(slash + 1), course);
};
