/** Begin of the worker that looks for workflows in one text. */
import { findWorkflows } from './find.ts';

self.onmessage = ({ data }: MessageEvent<{ readonly text: string; readonly name: string }>) => {
  self.postMessage(findWorkflows(data.text, data.name));
};
