/** The dock's tabs that are not seen at first, and what no first press needs: one chunk, loaded when one of them is opened or the page is idle. */
import '../../elements/json-view.ts';
import '../events/events.ts';
import '../output/output.ts';
import '../problems/problems.ts';
import '../runs/runs.ts';
import '../table/table.ts';

export { startLate } from './late.ts';
