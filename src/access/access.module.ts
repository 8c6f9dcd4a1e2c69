import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Env } from '#config';
import { DataSource } from 'typeorm';
import { AccessGuard } from './access.guard.js';
import { ActorNames } from './audit/actor-names.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditTrail } from './audit/audit-trail.js';
import { AdminController } from './keys/admin.controller.js';
import { ApiKeys } from './keys/api-keys.js';
import { OidcController } from './oidc/oidc.controller.js';
import { Oidc } from './oidc/oidc.js';
import { Attempts } from './sign-in/attempts.js';
import { SecondFactor } from './sign-in/second-factor.js';
import { SignIn } from './sign-in/sign-in.js';
import { StaffLinks } from './sign-in/staff-links.js';
import { MeController } from './staff/me.controller.js';
import { SessionController } from './staff/session.controller.js';
import { StaffAccounts } from './staff/staff-accounts.js';
import { StaffDirectory } from './staff/staff-directory.js';
import { StaffManagement } from './staff/staff-management.js';
import { StaffController } from './staff/staff.controller.js';
import { StaffSessions } from './staff/staff-sessions.js';
import { Directory } from './tenancy/directory.js';
import { RooftopOverrides } from './tenancy/rooftop-overrides.js';
import { Tenancy } from './tenancy/tenancy.js';
import { openVault } from './vault/open-vault.js';
import { Resealing } from './vault/resealing.js';
import { Vault } from './vault/vault.js';

@Module({})
export class AccessModule {
  /** @param options.secretKey - Seals personal data; see {@link Vault}. */
  static forRoot(options: { env: Env; secretKey: string }): DynamicModule {
    const keys = { current: options.secretKey, previous: options.env.SECRET_KEY_PREVIOUS };
    const offered = [
      ActorNames,
      ApiKeys,
      AuditTrail,
      Directory,
      RooftopOverrides,
      Resealing,
      StaffAccounts,
      StaffDirectory,
      StaffSessions,
      Tenancy,
    ];
    return {
      module: AccessModule,
      global: true,
      controllers: [
        SessionController,
        OidcController,
        MeController,
        StaffController,
        AuditController,
        AdminController,
      ],
      providers: [
        ...offered,
        Attempts,
        Oidc,
        SecondFactor,
        SignIn,
        StaffLinks,
        StaffManagement,
        { provide: Env, useValue: options.env },
        {
          provide: Vault,
          inject: [DataSource],
          useFactory: (dataSource: DataSource) => openVault(dataSource, keys),
        },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
      exports: [...offered, Env, Vault],
    };
  }
}
