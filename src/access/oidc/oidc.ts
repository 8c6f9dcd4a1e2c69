import { Injectable } from '@nestjs/common';
import { Env } from '#config';
import * as client from 'openid-client';
import { OidcAbsentError, OidcRefusedError } from '../access.errors.js';
import { StaffAccounts } from '../staff/staff-accounts.js';
import { Vault } from '../vault/vault.js';

/** Not a tenant's: who signs in is not known yet. */
const SEALED_FOR = 'oidc sign-in';
const CALLBACK = '/v1/session/oidc/callback';
export const OIDC_MINUTES = 10;

/** What must come back with the answer, kept by the browser meanwhile, sealed. */
interface Asked {
  verifier: string;
  state: string;
  nonce: string;
  until: number;
}

/** Sign-in with an OpenID Connect provider: authorization code with PKCE, state and nonce. */
@Injectable()
export class Oidc {
  private discovered: Promise<client.Configuration> | undefined;

  constructor(
    private readonly env: Env,
    private readonly vault: Vault,
    private readonly accounts: StaffAccounts,
  ) {}

  /** @returns where to send the browser, and what it must bring back. @throws OidcAbsentError */
  async start(): Promise<{ url: string; asked: string }> {
    const configuration = await this.provider();
    const asked: Asked = {
      verifier: client.randomPKCECodeVerifier(),
      state: client.randomState(),
      nonce: client.randomNonce(),
      until: Date.now() + OIDC_MINUTES * 60_000,
    };
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.callbackUrl(),
      scope: 'openid email',
      code_challenge: await client.calculatePKCECodeChallenge(asked.verifier),
      code_challenge_method: 'S256',
      state: asked.state,
      nonce: asked.nonce,
    });
    const sealed = this.vault.seal(SEALED_FOR, JSON.stringify(asked)).toString('base64url');
    return { url: url.href, asked: sealed };
  }

  /**
   * @param query - Of the provider's answer, as it came.
   * @returns the account's id.
   * @throws OidcRefusedError whatever does not fit: the answer, its proof, or nobody of ours.
   */
  async finish(query: string, sealed: string | undefined): Promise<string> {
    const configuration = await this.provider();
    try {
      const { verifier, state, nonce } = this.opened(sealed);
      const tokens = await client.authorizationCodeGrant(
        configuration,
        new URL(`${this.callbackUrl()}?${query}`),
        {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        },
      );
      const claims = tokens.claims()!;
      const email =
        claims['email_verified'] === true && typeof claims['email'] === 'string'
          ? claims['email']
          : undefined;
      const staffId = await this.accounts.byProvider(claims.iss, claims.sub, email);
      if (staffId !== undefined) return staffId;
    } catch (cause) {
      throw new OidcRefusedError(cause);
    }
    throw new OidcRefusedError();
  }

  private opened(sealed: string | undefined): Asked {
    const asked = JSON.parse(
      this.vault.open(SEALED_FOR, Buffer.from(sealed ?? '', 'base64url')),
    ) as Asked;
    if (asked.until < Date.now()) throw new RangeError('The sign-in took too long.');
    return asked;
  }

  private callbackUrl(): string {
    return new URL(CALLBACK, this.env.PUBLIC_URL).href;
  }

  /** Asked for once, and again after a failure. */
  private provider(): Promise<client.Configuration> {
    const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: id, OIDC_CLIENT_SECRET: secret } = this.env;
    if (!issuer || !id) throw new OidcAbsentError();
    this.discovered ??= client
      .discovery(new URL(issuer), id, secret, secret ? undefined : client.None(), {
        // A provider on this very machine needs no TLS.
        execute: isLoopback(issuer) ? [client.allowInsecureRequests] : [],
      })
      .catch((cause: unknown) => {
        this.discovered = undefined;
        throw new OidcRefusedError(cause);
      });
    return this.discovered;
  }
}

const isLoopback = (address: string): boolean =>
  ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname);
