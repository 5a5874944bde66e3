// An OpenID Connect issuer, as far as builds need one: oidc-provider with its own discovery, keys and ID tokens, and one address
// in addition that hands out an ID token for an audience, as GitHub's runners have one.
import { createServer } from 'node:http';
import { generateKeyPair, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import Provider from 'oidc-provider';

const [algorithm, secret, claimsJson] = process.argv.slice(2);
const made = algorithm === 'ES256'
  ? await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' })
  : await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
const claims = JSON.parse(claimsJson);

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...made.privateKey.export({ format: 'jwk' }), alg: algorithm, use: 'sig' }] },
    claims: { openid: ['sub', 'jti', ...Object.keys(claims)] },
    conformIdTokenClaims: false,
    ttl: { IdToken: 300 },
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256'] },
    features: { devInteractions: { enabled: false } },
  });
  provider.use(async (ctx, next) => {
    if (ctx.path !== '/id-token') {
      return next();
    }
    if (ctx.get('authorization') !== `Bearer ${secret}`) {
      ctx.status = 401;
      return undefined;
    }
    // Runners have no client of their own: the audience is the client.
    const client = new provider.Client({
      client_id: ctx.query.audience, id_token_signed_response_alg: algorithm, redirect_uris: [], response_types: [], grant_types: [], token_endpoint_auth_method: 'none',
    });
    const token = new provider.IdToken({ sub: 'a build', jti: randomUUID(), ...claims }, { client }); // runners name each token, so that no two are alike
    token.scope = 'openid';
    ctx.body = { value: await token.issue({ use: 'idtoken' }) };
    return undefined;
  });
  server.on('request', provider.callback());
  console.log(`Issues at ${issuer}`);
});
