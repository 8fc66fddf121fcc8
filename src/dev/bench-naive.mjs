/** What other tools do, for comparison in the benchmark: every item of every drive asked for its permissions, one call each. */
const { endpoints, credentials } = JSON.parse(process.argv[2]);
const answer = await fetch(`${endpoints.login}/${credentials.tenantId}/oauth2/v2.0/token`, {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    scope: 'https://graph.microsoft.com/.default',
  }),
});
const { access_token: token } = await answer.json();

async function get(path) {
  const address = path.startsWith('https://graph.microsoft.com')
    ? endpoints.graph + path.slice('https://graph.microsoft.com'.length)
    : path;
  const reply = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
  if (!reply.ok) throw new Error(`${reply.status} for ${path}`);
  return reply.json();
}

async function* pages(path) {
  for (let next = `${endpoints.graph}/v1.0${path}`; next; ) {
    const page = await get(next);
    yield page.value;
    next = page['@odata.nextLink'];
  }
}

let asked = 0;
for await (const sites of pages('/sites/getAllSites?$select=id')) {
  for (const site of sites) {
    for await (const drives of pages(`/sites/${site.id}/drives?$select=id`)) {
      for (const { id } of drives) {
        for await (const items of pages(`/drives/${id}/root/delta?$select=id&$top=1000`)) {
          for (let at = 0; at < items.length; at += 8) {
            const some = items.slice(at, at + 8);
            await Promise.all(some.map((item) => get(`${endpoints.graph}/v1.0/drives/${id}/items/${item.id}/permissions`)));
            asked += some.length;
          }
        }
      }
    }
  }
}
process.stdout.write(`${JSON.stringify({ asked })}\n`);
