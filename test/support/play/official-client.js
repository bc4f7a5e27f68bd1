/**
 * Runs calls of Google's own client library, as it comes from npm, in a process of its own: the library finds its credentials and
 * its universe in the environment, as in somebody's CI. Reads a plan from standard input and prints each outcome as JSON.
 */
const { createReadStream } = require('node:fs');
const { text } = require('node:stream/consumers');
const { androidpublisher, auth: googleAuth } = require('@googleapis/androidpublisher');

const SCOPE = 'https://www.googleapis.com/auth/androidpublisher';

async function main() {
  const { rootUrl, keyFile, steps } = JSON.parse(await text(process.stdin));
  const auth = rootUrl === undefined ? inUniverse(keyFile) : throughTokenEndpoint(keyFile);
  const client = androidpublisher({ version: 'v3', auth, ...(rootUrl && { rootUrl }) });
  const outcomes = [];
  for (const { call, params, body, file, mimeType } of steps) {
    const method = call.split('.').reduce((at, name) => at[name].bind?.(at) ?? at[name], client);
    const resolved = resolve({ ...params, ...(body && { requestBody: body }) }, outcomes);
    const media = file && { media: { mimeType, body: createReadStream(file) } };
    try {
      // Upload addresses do not take the client's root: it has to be said again for each.
      const { data, status } = await method({ ...resolved, ...media }, rootUrl ? { rootUrl } : {});
      outcomes.push({ call, status, data });
    } catch (error) {
      outcomes.push({
        call,
        status: error.status ?? error.code,
        error: error.response?.data?.error ?? String(error),
      });
    }
  }
  process.stdout.write(JSON.stringify(outcomes));
}

/** The key file says the universe; the library signs its own bearers for it. */
function inUniverse(keyFile) {
  return new googleAuth.GoogleAuth({
    credentials: keyFile,
    scopes: [SCOPE],
    universeDomain: keyFile.universe_domain,
  });
}

/** The library asks Google's token endpoint, wherever the network brings it. */
function throughTokenEndpoint(keyFile) {
  return new googleAuth.JWT({ email: keyFile.client_email, key: keyFile.private_key, scopes: [SCOPE] });
}

/** `{ "$": "0.id" }` is the `id` of the first outcome's data. */
function resolve(value, outcomes) {
  if (Array.isArray(value)) return value.map((one) => resolve(one, outcomes));
  if (typeof value !== 'object' || value === null) return value;
  if (typeof value.$ === 'string') {
    const [index, ...path] = value.$.split('.');
    const outcome = outcomes[Number(index)];
    if (outcome.data === undefined) throw new Error(`No answer to build on: ${JSON.stringify(outcome)}`);
    return path.reduce((at, name) => at[name], outcome.data);
  }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, resolve(one, outcomes)]));
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
