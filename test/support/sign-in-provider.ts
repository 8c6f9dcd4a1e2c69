import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

const SECRET = 'a secret of the desk';

/** A real provider of single sign-on on loopback. Whoever signs in as `dana` there has the address dana@example.com. */
export class SignInProvider {
  private constructor(
    private readonly server: Server,
    readonly issuer: string,
  ) {}

  /** @param publicUrl - Where the desk is known to be, and people are sent back to. */
  static async begin(publicUrl: string): Promise<SignInProvider> {
    const { server, origin } = await listening((request, response) => {
      void provider.callback()(request, response);
    });
    const provider = new Provider(origin, {
      clients: [
        {
          client_id: 'desk',
          client_secret: SECRET,
          redirect_uris: [`${publicUrl}/v1/session/oidc/callback`],
        },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'] },
      conformIdTokenClaims: false,
      pkce: { required: () => true },
      cookies: { keys: ['a key of the provider'] },
      findAccount: (_ctx, id) => ({
        accountId: id,
        claims: () => ({
          sub: id,
          email: `${id.replace('unverified-', '')}@example.com`,
          email_verified: !id.startsWith('unverified-'),
        }),
      }),
    });
    return new SignInProvider(server, origin);
  }

  /** What tells the desk of it. */
  get env() {
    return {
      OIDC_ISSUER: this.issuer,
      OIDC_CLIENT_ID: 'desk',
      OIDC_CLIENT_SECRET: SECRET,
    };
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** A server on a free port of loopback. */
export async function listening(
  answer: RequestListener,
): Promise<{ server: Server; origin: string }> {
  const server = createServer(answer);
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', ready);
  });
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
