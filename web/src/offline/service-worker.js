/**
 * Keeps the page for later without a network. The build puts the list of files and their version in place of the two
 * words below; nothing from another origin is ever kept or answered.
 */
const FILES = __FILES__;
const CACHE = `stepthrough-${__VERSION__}`;

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));

// The page asks for this when the person has agreed to the new version; it is never taken without being asked for.
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  event.respondWith(answer(request, url));
});

/** Files with a hash in their name are taken over from the version before; the others are fetched anew. */
async function install() {
  const cache = await caches.open(CACHE);
  await Promise.all(
    FILES.map(async (file) => {
      const old = /-[\w-]{8}\.\w+$/.test(file) ? await caches.match(file) : undefined;
      const response = old ?? (await fetch(file, { cache: 'no-cache' }));
      if (!response.ok) throw new Error(`${file}: ${response.status}`);
      await cache.put(file, response);
    }),
  );
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('stepthrough-') && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request, url) {
  const cache = await caches.open(CACHE);
  const scope = new URL(self.registration.scope);
  const path = url.pathname === scope.pathname ? './index.html' : `./${url.pathname.slice(scope.pathname.length)}`;
  return (await cache.match(path)) ?? (await fetch(request));
}
