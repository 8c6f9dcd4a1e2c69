import type { VendorAnswer, VendorRequest } from './vendor-server.js';

export interface PredictiveScore extends Record<string, unknown> {
  msdyn_score: number;
  msdyn_grade: number;
  msdyn_scoretrend: number;
}

const KEY = /^msdyn_entityid='([^']*)',msdyn_entitytype='lead'$/;

/** The table behind Dynamics' own scoring: one row for each lead, by an alternate key. */
export class PredictiveTable {
  readonly scores = new Map<string, PredictiveScore & { version: number }>();
  /** Somebody else writes between our reading and our writing, so often. */
  interferes = 0;

  answer(request: VendorRequest, key: string | undefined): VendorAnswer {
    if (key === undefined) return this.#whole(request);
    const id = KEY.exec(key)?.[1];
    if (id === undefined) return error(400, '0x80060888');
    const row = this.scores.get(id);
    return row ? this.#one(request, id, row) : error(404, '0x80060891');
  }

  #whole({ method, body }: VendorRequest): VendorAnswer {
    return method === 'POST' ? this.#create(body) : { status: 200, json: { value: [] } };
  }

  #one(
    { method, headers, body }: VendorRequest,
    id: string,
    row: PredictiveScore & { version: number },
  ): VendorAnswer {
    const etag = `W/"${row.version}"`;
    if (method === 'GET') {
      this.#interfere(row);
      return { status: 200, json: { '@odata.etag': etag, msdyn_score: row.msdyn_score } };
    }
    if (headers['if-match'] !== etag) return error(412, '0x80060882');
    return this.#store(id, JSON.parse(body) as PredictiveScore, row.version + 1);
  }

  #create(body: string): VendorAnswer {
    const { msdyn_entityid: id, msdyn_entitytype: type, ...score } = JSON.parse(body);
    if (type !== 'lead' || typeof id !== 'string') return error(400, '0x80048d19');
    if (this.scores.has(id)) return error(412, '0x80040237');
    return this.#store(id, score as PredictiveScore, 1);
  }

  #store(id: string, score: PredictiveScore, version: number): VendorAnswer {
    const { msdyn_score, msdyn_grade, msdyn_scoretrend, ...odd } = score;
    const good = Number.isInteger(msdyn_score) && isCode(msdyn_grade) && isCode(msdyn_scoretrend);
    if (!good || Object.keys(odd).length > 0) return error(400, '0x80048d19');
    this.scores.set(id, { msdyn_score, msdyn_grade, msdyn_scoretrend, version });
    return { status: 204 };
  }

  #interfere(row: { version: number }): void {
    if (this.interferes === 0) return;
    this.interferes--;
    row.version++;
  }
}

const isCode = (code: number): boolean => [0, 1, 2, 3].includes(code);

const error = (status: number, code: string): VendorAnswer => ({
  status,
  json: { error: { code, message: `${code} for ann@example.com` } },
});
