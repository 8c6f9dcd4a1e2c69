import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { holdingConnection } from '#platform';
import { DataSource, type EntityManager } from 'typeorm';
import { Directory } from './directory.js';

/** Owns nothing and cannot bypass row-level security (see the first migration). */
const TENANT_ROLE = 'lead_likelihood_tenant';
/**
 * A server built with LLVM compiles whatever its planner believes to be expensive. A table filled since
 * its last ANALYZE is believed to be anything, and compiling a merge of some milliseconds took seconds.
 */
const NEVER_COMPILE = 'SET LOCAL jit = off';

/**
 * The only way to tenants' rows. Each call is one transaction in which PostgreSQL itself shows and
 * accepts rows of one dealership (or one group's models) and no others, whatever the query says.
 * Its work has this one connection: what it asks goes through the manager it is given.
 */
@Injectable()
export class Tenancy {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: Directory,
  ) {}

  /** @throws DealershipNotYoursError when there is no such dealership. */
  async asDealership<T>(
    dealershipId: string,
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    const { groupId } = await this.directory.dealership(dealershipId);
    return this.inTransaction(
      { 'app.dealership': dealershipId, 'app.dealer_group': groupId },
      work,
    );
  }

  /** Sees the group's models, training runs and audit trail, and no dealership's leads. */
  asGroup<T>(groupId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.inTransaction({ 'app.dealer_group': groupId }, work);
  }

  private inTransaction<T>(
    tenant: Record<string, string>,
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      // SET LOCAL takes no parameters (and set_config() does not reach Citus workers), hence the check.
      for (const id of Object.values(tenant))
        if (!isUUID(id)) throw new TypeError('A tenant id that is not a UUID.');
      const settings = Object.entries(tenant).map(([name, id]) => `SET LOCAL ${name} = '${id}'`);
      await manager.query([`SET LOCAL ROLE ${TENANT_ROLE}`, NEVER_COMPILE, ...settings].join('; '));
      if (manager.queryRunner) manager.queryRunner.data['role'] = TENANT_ROLE;
      return holdingConnection(() => work(manager));
    });
  }
}
