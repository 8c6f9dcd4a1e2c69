import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform';
import { AdfAdapter } from './adf/adf-adapter.js';
import { adfExchange } from './adf-exchange.js';
import type { ConnectionConfig, CrmAdapter } from './crm-adapter.js';
import { CrmReach } from './crm-reach.js';
import { CrmDialectUnknownError } from './crm.errors.js';
import { dynamicsAdapter } from './dynamics/dynamics.adapter.js';
import { DealerSocketAdapter } from './dealersocket/dealersocket.adapter.js';
import { eleadAdapter } from './elead/elead.adapter.js';
import { FileAdapter } from './file/file.adapter.js';
import { CrmHttp } from './http/crm-http.js';
import { hubSpotAdapter } from './hubspot/hubspot.adapter.js';
import { mailTokens } from './mail/mail-tokens.js';
import { metaAdapter } from './meta/meta.adapter.js';
import { RestAdapter } from './rest/rest.adapter.js';
import { salesforceAdapter } from './salesforce/salesforce.adapter.js';
import { SettingsDescribed, type SettingsField, WHATEVER_IS_READ } from './settings-form.js';
import { sqlAdapter } from './sql/sql.adapter.js';
import { vinSolutionsAdapter } from './vinsolutions/vinsolutions.adapter.js';
import { zohoAdapter } from './zoho/zoho.adapter.js';

interface Made {
  fingerprint: string;
  adapter: CrmAdapter;
}

const MOST_KEPT = 1000;

/** Makes the adapter a connection asks for. A new dialect is one line in `#dialects`. */
@Injectable()
export class CrmAdapters {
  readonly #dialects: Record<string, (config: ConnectionConfig) => CrmAdapter> = {
    rest: (config) => new RestAdapter(config, this.http, this.clock),
    adf: (config) =>
      new AdfAdapter(
        config,
        adfExchange(this.http),
        this.reach,
        mailTokens(this.http, this.clock, config.refreshTokens),
      ),
    hubspot: (config) => hubSpotAdapter(config, this.http, this.clock),
    salesforce: (config) => salesforceAdapter(config, this.http, this.clock),
    elead: (config) => eleadAdapter(config, this.http, this.clock),
    vinsolutions: (config) => vinSolutionsAdapter(config, this.http, this.clock),
    zoho: (config) => zohoAdapter(config, this.http, this.clock),
    dealersocket: (config) => new DealerSocketAdapter(config, this.http, this.clock),
    meta: (config) => metaAdapter(config, this.http, this.clock),
    dynamics: (config) => dynamicsAdapter(config, this.http, this.clock),
    sql: (config) => sqlAdapter(config, this.reach),
    file: (config) => new FileAdapter(config, this.reach, this.clock),
  };
  readonly #made = new Map<string, Made>();

  constructor(
    private readonly http: CrmHttp,
    private readonly reach: CrmReach,
    private readonly clock: Clock,
  ) {}

  get dialects(): string[] {
    return Object.keys(this.#dialects).toSorted();
  }

  /** What can be set for a dialect, as its own reader says; empty where it takes nothing. @throws CrmDialectUnknownError */
  form(dialect: string): SettingsField[] {
    const make = this.#maker(dialect);
    try {
      make({ id: 'form', dialect, settings: WHATEVER_IS_READ, secrets: {} });
    } catch (error) {
      if (error instanceof SettingsDescribed) return error.fields;
      throw error;
    }
    return [];
  }

  /** Whether a connection could be made so. @throws as {@link create} does. */
  check(config: ConnectionConfig): CrmAdapter {
    return this.#maker(config.dialect)(config);
  }

  /**
   * The same adapter comes back while its settings and secrets stay the same, so that its access
   * token is fetched once and not with every batch.
   *
   * @throws CrmDialectUnknownError naming the known ones.
   * @throws CrmSettingsError listing every fault.
   */
  create(config: ConnectionConfig): CrmAdapter {
    const make = this.#maker(config.dialect);
    const fingerprint = fingerprintOf(config);
    const made = this.#made.get(config.id);
    if (made?.fingerprint === fingerprint) return made.adapter;
    const adapter = make(config);
    if (this.#made.size >= MOST_KEPT) this.#made.clear();
    this.#made.set(config.id, { fingerprint, adapter });
    return adapter;
  }

  #maker(dialect: string): (config: ConnectionConfig) => CrmAdapter {
    const make = Object.hasOwn(this.#dialects, dialect) ? this.#dialects[dialect] : undefined;
    if (!make) throw new CrmDialectUnknownError(dialect, this.dialects);
    return make;
  }
}

/** A digest, so that secrets do not lie about in memory a second time. */
const fingerprintOf = ({ dialect, settings, secrets }: ConnectionConfig): string =>
  createHash('sha256')
    .update(JSON.stringify([dialect, settings, secrets]))
    .digest('base64');
