/** The text of a file as editors and tools write it: UTF-8, UTF-16 with or without its mark, packed by gzip. */

/** Larger files are no definition; reading them would only fill the memory. */
export const MAX_FILE = 20_000_000;
/** Bytes that are looked at to tell text from anything else. */
const LOOKED_AT = 4_000;

/** Undefined where the bytes are no text. */
export async function textOfBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? await unpacked(bytes) : bytes;
  if (plain === undefined) return undefined;
  const encoding = utf16(plain);
  if (encoding !== undefined) return new TextDecoder(encoding).decode(plain);
  return plain.subarray(0, LOOKED_AT).includes(0) ? undefined : new TextDecoder().decode(plain);
}

/** By its mark, else by every other byte of its first signs being zero. */
function utf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes.length < 4) return undefined;
  const zeros = [...bytes.subarray(0, 4)].map((byte) => byte === 0);
  if (zeros.join() === 'false,true,false,true') return 'utf-16le';
  return zeros.join() === 'true,false,true,false' ? 'utf-16be' : undefined;
}

/** Undefined where it is damaged, or too large. */
async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const parts: BlobPart[] = [];
  let size = 0;
  try {
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.length;
      if (size > MAX_FILE) {
        await reader.cancel();
        return undefined;
      }
      parts.push(part.value);
    }
  } catch {
    return undefined;
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
