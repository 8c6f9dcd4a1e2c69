import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Env } from '#config';
import { AccessGuard } from './access.guard.js';
import { AuditTrail } from './audit/audit-trail.js';
import { AdminController } from './keys/admin.controller.js';
import { ApiKeys } from './keys/api-keys.js';
import { SessionController } from './staff/session.controller.js';
import { StaffAccounts } from './staff/staff-accounts.js';
import { StaffDirectory } from './staff/staff-directory.js';
import { StaffSessions } from './staff/staff-sessions.js';
import { Directory } from './tenancy/directory.js';
import { Tenancy } from './tenancy/tenancy.js';
import { Vault } from './vault/vault.js';

@Module({})
export class AccessModule {
  /** @param options.secretKey - Seals personal data; see {@link Vault}. */
  static forRoot(options: { env: Env; secretKey: string }): DynamicModule {
    const offered = [
      ApiKeys,
      AuditTrail,
      Directory,
      StaffAccounts,
      StaffDirectory,
      StaffSessions,
      Tenancy,
    ];
    return {
      module: AccessModule,
      global: true,
      controllers: [SessionController, AdminController],
      providers: [
        ...offered,
        { provide: Env, useValue: options.env },
        { provide: Vault, useValue: new Vault(options.secretKey) },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
      exports: [...offered, Env, Vault],
    };
  }
}
