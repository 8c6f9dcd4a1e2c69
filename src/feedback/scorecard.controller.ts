import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CurrentPrincipal,
  CurrentTenant,
  RequireScope,
  type ActingTenant,
  type Principal,
} from '#access';

import { RooftopReliabilityDto } from './rooftops.dto.js';
import { Rooftops } from './rooftops.js';
import { ScorecardDto, ScorecardQueryDto } from './scorecard.dto.js';
import { Scorecard } from './scorecard.js';

@ApiTags('scorecard')
@RequireScope('read')
@Controller('v1/scorecard')
export class ScorecardController {
  constructor(
    private readonly scorecard: Scorecard,
    private readonly rooftops: Rooftops,
  ) {}

  /** How well the scores of one dealership foretold what became of its leads. */
  @Get()
  of(
    @CurrentTenant() tenant: ActingTenant,
    @Query() query: ScorecardQueryDto,
  ): Promise<ScorecardDto> {
    return this.scorecard.of(tenant.dealershipId, query.days);
  }

  /** The rooftops you may see side by side: what their leads were promised at arrival, and what was seen, with 90 % Wilson intervals. */
  @Get('rooftops')
  ofRooftops(
    @CurrentPrincipal() { groupId, dealershipIds }: Principal,
    @Query() { days }: ScorecardQueryDto,
  ): Promise<RooftopReliabilityDto[]> {
    return this.rooftops.of(groupId, dealershipIds, days);
  }
}
