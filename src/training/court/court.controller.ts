import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, RequireScope, type Principal } from '#access';
import { GroupAdminNeededError } from '#model';

import { CourtTodayDto, NewRulingDto, RulingDto } from './ruling.dto.js';
import { LabelCourt } from './label-court.js';

@ApiTags('court')
@Controller('v1/court')
export class CourtController {
  constructor(private readonly court: LabelCourt) {}

  /** What the label court found in the newest training run of your group, and what was ruled. */
  @Get()
  @RequireScope('read')
  today(@CurrentPrincipal() { groupId }: Principal): Promise<CourtTodayDto> {
    return this.court.today(groupId);
  }

  /** Rules on a feature; later runs heed it. What may never be a feature is not admitted. */
  @Post('rulings')
  @HttpCode(201)
  @RequireScope('admin')
  rule(
    @CurrentPrincipal() { groupId, dealershipIds, actor }: Principal,
    @Body() { feature, ruling, reason }: NewRulingDto,
  ): Promise<RulingDto> {
    if (dealershipIds !== null) throw new GroupAdminNeededError();
    return this.court.rule(groupId, { feature, ruling, reason, by: actor });
  }
}
