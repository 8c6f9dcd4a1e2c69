import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import '@fastify/cookie';
import { Env } from '#config';
import type { FastifyRequest } from 'fastify';
import {
  DealershipNotYoursError,
  ScopeMissingError,
  StoreWideError,
  UnauthenticatedError,
} from './access.errors.js';
import { type Authenticated, PUBLIC, SCOPE, STORE_WIDE } from './decorators.js';
import { ApiKeys } from './keys/api-keys.js';
import type { Principal, Scope, Tenant } from './principal.js';
import { refuseForeignSite } from './sign-in/foreign-site.js';
import { SESSION_COOKIE, StaffSessions } from './staff/staff-sessions.js';
import { Directory } from './tenancy/directory.js';
import { narrowSight } from './tenancy/sight.js';

/** Every route passes here. What says nothing about itself is for admins only. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: ApiKeys,
    private readonly sessions: StaffSessions,
    private readonly directory: Directory,
    private readonly env: Env,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const request = context.switchToHttp().getRequest<FastifyRequest & Authenticated>();
    refuseForeignSite(request, this.env.PUBLIC_URL);
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, targets)) return true;
    const principal = await this.principalOf(request);
    const scopes = this.reflector.getAllAndOverride<Scope[] | undefined>(SCOPE, targets) ?? [
      'admin',
    ];
    if (!scopes.some((scope) => principal.scopes.has(scope))) throw new ScopeMissingError(scopes);
    if (principal.role === 'rep' && this.reflector.getAllAndOverride<boolean>(STORE_WIDE, targets))
      throw new StoreWideError();
    request.principal = principal;
    if (principal.sight) narrowSight(principal.sight);
    const tenant = await this.tenantOf(principal, headerOf(request, 'x-dealership'));
    if (tenant) request.tenant = tenant;
    return true;
  }

  private async principalOf(request: FastifyRequest): Promise<Principal> {
    const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const key = bearer ?? headerOf(request, 'x-api-key');
    if (key) return this.keys.authenticate(key);
    const session = request.cookies[SESSION_COOKIE];
    if (!session)
      throw new UnauthenticatedError('Send an API key as "Authorization: Bearer …", or sign in.');
    return this.sessions.authenticate(session);
  }

  /** @returns undefined when the principal acts for several dealerships and named none. */
  private async tenantOf(
    principal: Principal,
    named: string | undefined,
  ): Promise<Tenant | undefined> {
    const { groupId } = principal;
    const mine = await this.directory.actedFor(principal);
    if (named === undefined) {
      const only = mine.length === 1 ? mine[0] : undefined;
      return only && { groupId, dealershipId: only.id };
    }
    const chosen = mine.find((dealership) => dealership.key === named || dealership.id === named);
    if (!chosen) throw new DealershipNotYoursError();
    return { groupId, dealershipId: chosen.id };
  }
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
