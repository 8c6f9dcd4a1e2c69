import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentTenant, RequireScope, type Tenant } from '#access';
import { Outages } from '../outages.js';
import { OutageDto } from './outages.dto.js';

/** What everybody at the desk should know of connections, without their settings. */
@ApiTags('connections')
@RequireScope('read')
@Controller('v1/outages')
export class OutagesController {
  constructor(private readonly outages: Outages) {}

  /** Connections that do not answer now, and since when; leads arrive late and scores wait until they do. */
  @Get()
  list(@CurrentTenant() { dealershipId }: Tenant): Promise<OutageDto[]> {
    return this.outages.now(dealershipId);
  }
}
