/* Keeps the survey pages that were opened, and what they are made of, for when the network is gone. */
const PAGES = 'survey-pages', PARTS = 'survey-parts';
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
async function freshOrKept(request, name) {
  const kept = await caches.open(name);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) { kept.put(request, answer.clone()); }
    return answer;
  } catch (error) {
    return (await kept.match(request, { ignoreSearch: name === PAGES })) || Promise.reject(error);
  }
}
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) { return; }
  if (/^\/surveys\/\d+\/$/.test(url.pathname)) { event.respondWith(freshOrKept(event.request, PAGES)); }
  else if (url.pathname.startsWith('/static/')) { event.respondWith(freshOrKept(event.request, PARTS)); }
});
