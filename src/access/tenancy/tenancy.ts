import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { holdingConnection } from '#platform';
import { DataSource, type EntityManager } from 'typeorm';
import { escapeLiteral } from 'pg';
import { type Dealership, Directory } from './directory.js';
import { currentSight, type Sight } from './sight.js';

/** Owns nothing and cannot bypass row-level security (see the first migration). */
const TENANT_ROLE = 'lead_likelihood_tenant';
/** May do what the tenant's role may, on a salesperson's own leads. */
const REP_ROLE = 'lead_likelihood_rep';
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

  /**
   * Of leads and what belongs to them it sees what the caller of the present request may see: a
   * salesperson's own, everybody else's all.
   * @throws DealershipNotYoursError when there is no such dealership.
   */
  async asDealership<T>(
    dealershipId: string,
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    const dealership = await this.directory.dealership(dealershipId);
    const sight = currentSight();
    if (!sight) return this.inTransaction(TENANT_ROLE, wholeOf(dealership), work);
    return this.inTransaction(
      REP_ROLE,
      { ...wholeOf(dealership), ...narrowed(sight, dealership) },
      work,
    );
  }

  /**
   * Sees all leads of the dealership, whoever asks: for what is counted or scored over the store. What
   * it reads of a single lead must not reach a caller who may not see that lead.
   * @throws DealershipNotYoursError when there is no such dealership.
   */
  async asWholeDealership<T>(
    dealershipId: string,
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    const dealership = await this.directory.dealership(dealershipId);
    return this.inTransaction(TENANT_ROLE, wholeOf(dealership), work);
  }

  /** Sees the group's models, training runs and audit trail, and no dealership's leads. */
  asGroup<T>(groupId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.inTransaction(TENANT_ROLE, groupOnly(groupId), work);
  }

  /** Sees what one member of the group's staff keeps for themselves. */
  asStaff<T>(
    { groupId, staffId }: { groupId: string; staffId: string },
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    const own = { ...groupOnly(groupId), 'app.staff': checkedId(staffId) };
    return this.inTransaction(TENANT_ROLE, own, work);
  }

  /** For accounts and their links, which belong to no tenant: by the application's own role, watched as all are. */
  asItself<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction((manager) => holdingConnection(() => work(manager)));
  }

  /**
   * For keys and settings of a tenant, which only the application's own role may change: in one transaction
   * with the tenant's audit trail.
   */
  asItselfFor<T>(
    { groupId, dealershipId }: { groupId: string; dealershipId?: string },
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    return this.asItself(async (manager) => {
      const tenant = {
        ...groupOnly(groupId),
        ...(dealershipId !== undefined && { 'app.dealership': checkedId(dealershipId) }),
      };
      await manager.query(settingsOf(tenant).join('; '));
      return work(manager);
    });
  }

  private inTransaction<T>(
    role: string,
    tenant: Record<string, string>,
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(
        [`SET LOCAL ROLE ${role}`, NEVER_COMPILE, ...settingsOf(tenant)].join('; '),
      );
      if (manager.queryRunner) manager.queryRunner.data['role'] = role;
      return holdingConnection(() => work(manager));
    });
  }
}

/** SET LOCAL takes no parameters, and set_config() does not reach Citus workers. */
const settingsOf = (tenant: Record<string, string>): string[] =>
  Object.entries(tenant).map(([name, value]) => `SET LOCAL ${name} = ${escapeLiteral(value)}`);

const groupOnly = (groupId: string): Record<string, string> => ({
  'app.dealer_group': checkedId(groupId),
});

const wholeOf = ({ id, groupId }: Dealership): Record<string, string> => ({
  'app.dealership': checkedId(id),
  ...groupOnly(groupId),
});

const narrowed = (
  { staffId, crmName }: Sight,
  { settings }: Dealership,
): Record<string, string> => ({
  'app.staff': checkedId(staffId),
  'app.crm_name': crmName ?? '',
  'app.unassigned': settings.repsSeeUnassigned ? 'shown' : 'hidden',
});

function checkedId(id: string): string {
  if (!isUUID(id)) throw new TypeError('A tenant id that is not a UUID.');
  return id;
}
