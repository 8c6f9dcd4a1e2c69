import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  SetMetadata,
} from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DealershipMissingError, UnauthenticatedError } from './access.errors.js';
import type { ActingTenant, Principal, Scope, Tenant } from './principal.js';

export const PUBLIC = 'public';
export const SCOPE = 'scope';
export const STORE_WIDE = 'storeWide';

/** What the guard found out about a request. */
export interface Authenticated {
  principal?: Principal;
  tenant?: Tenant;
}

type RouteDecorator = ReturnType<typeof applyDecorators>;

/** No sign-in needed. */
export const Public = (): RouteDecorator =>
  applyDecorators(SetMetadata(PUBLIC, true), ApiExtension('x-public', true));

/** One of these; routes without a scope of their own take 'admin'. */
export const RequireScope = (...scopes: Scope[]): RouteDecorator =>
  applyDecorators(SetMetadata(SCOPE, scopes), ApiExtension('x-scope', scopes.join('` or `')));

/** Tells of the whole store or group, so not for a salesperson, who sees their own leads. */
export const StoreWide = (): RouteDecorator =>
  applyDecorators(SetMetadata(STORE_WIDE, true), ApiExtension('x-store-wide', true));

const requestOf = (context: ExecutionContext): FastifyRequest & Authenticated =>
  context.switchToHttp().getRequest<FastifyRequest & Authenticated>();

/** The dealership the request is about, and who acts. */
export const CurrentTenant = createParamDecorator(
  (_: unknown, context: ExecutionContext): ActingTenant => {
    const { principal, tenant } = requestOf(context);
    if (!principal || !tenant) throw new DealershipMissingError();
    return { ...tenant, actor: principal.actor };
  },
);

/** Who acts, whichever dealership it is about. */
export const CurrentPrincipal = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal => {
    const { principal } = requestOf(context);
    if (!principal) throw new UnauthenticatedError('Sign in, or send an API key.');
    return principal;
  },
);
