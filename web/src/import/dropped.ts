/** Files of a drop, those in folders too. */

const MAX_FILES = 200;
const MAX_DEPTH = 8;
/** What tools fill; nobody's workflow stands only there. */
const LEFT_OUT = /^(?:\.git|node_modules|\.terraform|\.venv|__pycache__|target|dist|\.aws-sam)$/;
/** In a folder, only what may hold a workflow. */
const TAKEN = /\.(?:jsonc?|asl|ya?ml|tf|md|txt|template|ts|js|mjs|py|sh|svg)$/i;

/** The files of what was dropped, in the order of their paths. Entries that cannot be read are left out. */
export async function filesOf(entries: readonly FileSystemEntry[]): Promise<File[]> {
  const files: File[] = [];
  const visit = async (entry: FileSystemEntry, depth: number): Promise<void> => {
    if (files.length >= MAX_FILES || depth > MAX_DEPTH) return;
    if (isFile(entry)) {
      if (depth > 0 && !TAKEN.test(entry.name)) return;
      const file = await new Promise<File | undefined>((resolve) => entry.file(resolve, () => resolve(undefined)));
      if (file !== undefined) files.push(file);
    } else if (isFolder(entry) && !LEFT_OUT.test(entry.name)) {
      for (const inner of await listOf(entry)) await visit(inner, depth + 1);
    }
  };
  for (const entry of entries) await visit(entry, 0);
  return files;
}

/** All entries of a folder; it gives them in portions. */
async function listOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (portion.length === 0 || found.length > 1_000) return found.sort((a, b) => (a.name < b.name ? -1 : 1));
    found.push(...portion);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
