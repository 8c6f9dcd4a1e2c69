import { VendorServer, type VendorAnswer, type VendorRequest } from '#simulator';

/** Answers every token request with the next of `token-1`, `token-2` and so on. */
export class TokenServer extends VendorServer {
  /** The forms it was asked with. */
  readonly asked: Record<string, string>[] = [];

  protected isSignIn(): boolean {
    return true;
  }

  protected answer({ body }: VendorRequest): VendorAnswer {
    this.asked.push(Object.fromEntries(new URLSearchParams(body)));
    const token = { access_token: `token-${this.asked.length}`, expires_in: 3600 };
    return { status: 200, json: token };
  }
}
