import { Module } from '@nestjs/common';
import { Env } from '#config';
import { CrmAdapters } from './crm-adapters.js';
import { CrmReach } from './crm-reach.js';
import { CrmHttp } from './http/crm-http.js';

@Module({
  providers: [
    {
      provide: CrmReach,
      inject: [{ token: Env, optional: true }],
      useFactory: (env?: Env) => {
        const reach = new CrmReach();
        for (const host of env?.OUTBOUND_ALLOW ?? []) reach.allowHost(host);
        return reach;
      },
    },
    CrmHttp,
    CrmAdapters,
  ],
  exports: [CrmAdapters, CrmHttp, CrmReach],
})
export class CrmModule {}
