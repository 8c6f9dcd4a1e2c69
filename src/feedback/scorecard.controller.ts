import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentTenant, RequireScope, type ActingTenant } from '#access';

import { ScorecardDto, ScorecardQueryDto } from './scorecard.dto.js';
import { Scorecard } from './scorecard.js';

@ApiTags('scorecard')
@RequireScope('read')
@Controller('v1/scorecard')
export class ScorecardController {
  constructor(private readonly scorecard: Scorecard) {}

  /** How well the scores of one dealership foretold what became of its leads. */
  @Get()
  of(
    @CurrentTenant() tenant: ActingTenant,
    @Query() query: ScorecardQueryDto,
  ): Promise<ScorecardDto> {
    return this.scorecard.of(tenant.dealershipId, query.days);
  }
}
