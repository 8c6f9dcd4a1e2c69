import { Injectable } from '@nestjs/common';
import { CrmAdapters, CrmDialectUnknownError, type CrmAdapter } from '#crm';
import { ConnectionNotFoundError, Connections } from '#leads';
import type { EntityManager } from 'typeorm';

const DEFAULT_PER_SECOND = 50;

/** Where scores of one connection go. */
export interface Outlet {
  adapter: CrmAdapter;
  /** Most scores a second this CRM is sent. */
  perSecond: number;
  /** Somebody paused the connection: what is due waits until it is resumed. */
  paused: boolean;
}

/** Opens connections for writing. */
@Injectable()
export class Outlets {
  constructor(
    private readonly connections: Connections,
    private readonly adapters: CrmAdapters,
  ) {}

  /** @returns null where the connection only brings leads in (an intake address, a dialect without a way back) or is gone. */
  async open(
    manager: EntityManager,
    dealershipId: string,
    connectionId: string,
  ): Promise<Outlet | null> {
    try {
      const config = await this.connections.config(manager, dealershipId, connectionId);
      if (config.settings['writeback'] === false) return null;
      const adapter = this.adapters.create(config);
      if (adapter.pushBatchSize < 1) return null;
      return { adapter, perSecond: perSecondOf(config.settings), paused: !config.enabled };
    } catch (error) {
      if (error instanceof CrmDialectUnknownError) return null;
      if (error instanceof ConnectionNotFoundError) return null;
      throw error;
    }
  }
}

/** `writesPerSecond` in the connection's settings; `writeback: false` there turns writing off. */
function perSecondOf(settings: Record<string, unknown>): number {
  const asked = settings['writesPerSecond'];
  return typeof asked === 'number' && asked > 0 ? asked : DEFAULT_PER_SECOND;
}
