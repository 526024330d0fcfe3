import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { textOfBytes } from './file-text.ts';

const bytes = (...parts: (string | number[] | Uint8Array)[]): Uint8Array<ArrayBuffer> => Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : [...part])));
const wide = (text: string, little: boolean): number[] => [...text].flatMap((sign) => (little ? [sign.charCodeAt(0) & 255, sign.charCodeAt(0) >> 8] : [sign.charCodeAt(0) >> 8, sign.charCodeAt(0) & 255]));

it('reads text as editors write it', async () => {
  expect(await textOfBytes(bytes('{"é": 1}'))).toBe('{"é": 1}');
  expect(await textOfBytes(bytes([0xef, 0xbb, 0xbf], '{}'))).toBe('{}');
  expect(await textOfBytes(bytes([0xff, 0xfe], wide('{"ü": 1}', true)))).toBe('{"ü": 1}');
  expect(await textOfBytes(bytes([0xfe, 0xff], wide('{"ü": 1}', false)))).toBe('{"ü": 1}');
  expect(await textOfBytes(bytes(wide('{"a": 1}', true)))).toBe('{"a": 1}');
  expect(await textOfBytes(bytes(wide('{"a": 1}', false)))).toBe('{"a": 1}');
  expect(await textOfBytes(bytes(gzipSync('{"a": 1}')))).toBe('{"a": 1}');
  expect(await textOfBytes(bytes())).toBe('');
});

it('knows what is none', async () => {
  expect(await textOfBytes(bytes('PK', [3, 4, 0, 0, 1]))).toBeUndefined();
  expect(await textOfBytes(bytes([0x1f, 0x8b], 'damaged'))).toBeUndefined();
  expect(await textOfBytes(bytes(gzipSync(Buffer.alloc(21_000_000, 32))))).toBeUndefined();
});
