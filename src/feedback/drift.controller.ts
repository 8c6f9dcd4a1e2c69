import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, RequireScope, StoreWide, type Principal } from '#access';

import { DriftDto, DriftQueryDto } from './drift.dto.js';
import { Drift } from './drift.js';

@ApiTags('drift')
@RequireScope('read')
@StoreWide()
@Controller('v1/drift')
export class DriftController {
  constructor(private readonly drift: Drift) {}

  /** How far the leads of your dealer group have moved from those the champion learned from. */
  @Get()
  of(
    @CurrentPrincipal() { groupId }: Principal,
    @Query() { days }: DriftQueryDto,
  ): Promise<DriftDto> {
    return this.drift.of(groupId, days);
  }
}
