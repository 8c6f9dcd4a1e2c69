import { words } from '../words';

/** What the API refused, ready to be shown. */
export class Problem extends Error {
  constructor(
    /** 0: the server was not reached. */
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'Problem';
  }
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a good answer. @throws Problem in words for people, whatever went wrong. */
export async function answered<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch {
    throw new Problem(0, 'UNREACHABLE', words.problems.UNREACHABLE);
  }
  const { data, error, response } = answer;
  if (response.ok) return data as T;
  throw problemOf(response.status, error);
}

export function problemOf(status: number, body: unknown): Problem {
  const { code, detail } = (typeof body === 'object' && body !== null ? body : {}) as {
    code?: unknown;
    detail?: unknown;
  };
  const known: Record<string, string> = words.problems;
  const name = typeof code === 'string' ? code : `HTTP_${status}`;
  const said =
    typeof detail === 'string' && detail !== '' ? words.said(detail) : words.problems.UNFORESEEN;
  return new Problem(
    status,
    name,
    known[name] ?? (status >= 500 ? words.problems.UNFORESEEN : said),
  );
}
