/** `embed.js`: what a page loads with one script tag. */
import { defineStepThrough } from './element.ts';

defineStepThrough();
