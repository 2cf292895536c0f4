// A real OpenID provider on this machine: whoever names an account is let in as it. Tells its port, ends with its input.
// Its clock may be slow by so many seconds.
import { createServer } from 'node:http';
import { generateKeyPairSync, webcrypto } from 'node:crypto';
import { createRequire } from 'node:module';

globalThis.crypto ??= webcrypto; // Node 18 keeps it back
const require = createRequire(import.meta.url);
const { Provider } = await import(require.resolve('oidc-provider'));

const [back, slow] = process.argv.slice(2); // the site's own address
const clock = Date.now;
Date.now = () => clock() - Number(slow || 0) * 1000;

const key = { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), use: 'sig' };
const client = (id, more) => ({
  client_id: id,
  client_secret: 'not-a-secret-but-long-enough-for-a-test',
  redirect_uris: [`${back}/sign-on/back`],
  post_logout_redirect_uris: [`${back}/login`],
  ...more,
});

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const provider = new Provider(`http://127.0.0.1:${port}`, {
    clients: [client('board'), client('public', { token_endpoint_auth_method: 'none', client_secret: undefined })],
    jwks: { keys: [key] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: `${id}.gov` }) }),
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    ttl: { IdToken: 600 },
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
  server.on('request', provider.callback());
  console.log(port);
});
process.stdin.on('end', () => process.exit()).resume();
