/** `<step-through>` for pages that are bundled: the element, told where the package's `playground` folder is served. */
import { defineStepThrough, StepThrough } from '../src/embed/element.ts';
import { home } from './home.ts';

// A program may have said another place before this module ran.
StepThrough.home ??= home;
defineStepThrough();

export { StepThrough };
