import type { DemoSignIn } from './sign-in.js';

/** What a person needs to look around; on stderr with the rest of the talk. */
export function welcome(url: string, signIn: DemoSignIn, firstScoreSeconds: number): string {
  return `
  Everything below is SIMULATED: people, vehicles, sales.

  The desk      ${url}
  Sign in       ${signIn.email}  /  ${signIn.password}
  Swagger       ${url}/docs
  API key       ${signIn.apiKey}

  Scored, written back and confirmed ${firstScoreSeconds.toFixed(0)} s after the start.
  Now it goes on: leads arrive, are scored and written back; outcomes come in; the model learns
  again at 02:15, or when you say so:

    curl -X POST ${url}/v1/training-runs -H "authorization: Bearer ${signIn.apiKey}"

  Ctrl-C ends it; the next run goes on from there. --fresh starts over.
`;
}
