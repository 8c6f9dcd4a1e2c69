export type ProofHeaders = Record<string, string>;

/** What proves to the CRM who we are. */
export interface Credentials {
  /** Query parameters of every request, for systems that want their key there. */
  readonly query?: Readonly<Record<string, string>>;
  headers(): Promise<ProofHeaders>;
  /** Called with headers that were refused; true when fresher ones can be had. */
  renew(refused: ProofHeaders): boolean;
}

/** Headers that never change, such as an API key. */
export const fixedCredentials = (headers: ProofHeaders): Credentials => ({
  headers: async () => headers,
  renew: () => false,
});
