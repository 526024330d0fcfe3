/** What shows a run: fetched while the graph is drawn for the first time. */
import '../../elements/json-view.ts';
import '../inspector/inspector.ts';
import '../timeline/timeline.ts';
