/** What the canvas has besides the drawing: fetched once the drawing is there. */
import './export-menu.ts';

export { IterationPicker } from './iteration-picker.ts';
export { frameOf, minimap } from './minimap.ts';
export { childrenOf } from '../../store/children.ts';
