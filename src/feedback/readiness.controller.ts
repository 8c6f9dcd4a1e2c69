import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentTenant, RequireScope, type ActingTenant } from '#access';

import { ReadinessDto } from './readiness.dto.js';
import { ReadinessMeter } from './readiness.js';

@ApiTags('scorecard')
@RequireScope('read')
@Controller('v1/readiness')
export class ReadinessController {
  constructor(private readonly meter: ReadinessMeter) {}

  /** How far a rooftop has come from the group's experience to its own. */
  @Get()
  of(@CurrentTenant() tenant: ActingTenant): Promise<ReadinessDto> {
    return this.meter.of(tenant.dealershipId);
  }
}
