/** Shapes of the generated modules, for the time before the first wasm build; the generated types win once they exist. */
declare module '*/wasm/asl_wasm.js' {
  export default function init(options?: { module_or_path: WebAssembly.Module }): Promise<unknown>;
  export const analyze: (text: string, options: unknown) => unknown;
  export const checkInput: (text: string) => unknown;
  export const checkMocks: (text: string, definition: string) => unknown;
  export const setSampleShapes: (shapes: string) => void;
  export const sampleMock: (definition: string, stateName: string) => string | undefined;
  export const sampleInput: (definition: string) => string;
  export const complete: (text: string, offset: number) => unknown;
  export const hover: (text: string, offset: number) => unknown;
  export const signature: (text: string, offset: number) => unknown;
  export const stateUses: (text: string, offset: number) => unknown;
  export const renameState: (text: string, offset: number, newName: string) => unknown;
  export const formatDefinition: (text: string, format?: string) => string | undefined;
  export const testState: (request: string, apiShapes: string) => string;
  export const evaluateExpression: (request: string) => string;
  export class Runner {
    free(): void;
  }
  export class Examiner {
    free(): void;
  }
}

declare module '*/wasm/asl_wasm_samples.js' {
  const shapes: string;
  export default shapes;
}

declare module '*/wasm/asl_wasm_tools.js' {
  export default function init(options?: { module_or_path: WebAssembly.Module }): Promise<unknown>;
  export const convertMocks: (request: string) => string;
  export const encodeShareLink: (scene: unknown, options: unknown) => string;
  export const decodeShareLink: (text: string) => unknown;
  export const findSensitive: (scene: unknown) => unknown;
  export const apiShapes: () => string;
  export const checkExercise: (exercise: string, work: unknown, engine: (question: string) => string) => unknown;
  export const validateExercises: (pack: string, engine: (question: string) => string) => unknown;
}
