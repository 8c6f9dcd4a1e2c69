import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ActorNames, CurrentPrincipal, RequireScope, type Principal } from '#access';
import { GroupAdminNeededError } from '#model';

import { CourtTodayDto, NewRulingDto, RulingDto } from './ruling.dto.js';
import { LabelCourt } from './label-court.js';

@ApiTags('court')
@Controller('v1/court')
export class CourtController {
  constructor(
    private readonly court: LabelCourt,
    private readonly actors: ActorNames,
  ) {}

  /** What the label court found in the newest training run of your group, and what was ruled. */
  @Get()
  @RequireScope('read')
  async today(@CurrentPrincipal() { groupId }: Principal): Promise<CourtTodayDto> {
    const names = await this.actors.of(groupId);
    const { rulings, ...today } = await this.court.today(groupId);
    return { ...today, rulings: rulings.map((ruling) => RulingDto.from(ruling, names)) };
  }

  /** Rules on a feature; later runs heed it. What may never be a feature is not admitted. */
  @Post('rulings')
  @HttpCode(201)
  @RequireScope('admin')
  async rule(
    @CurrentPrincipal() { groupId, dealershipIds, actor }: Principal,
    @Body() { feature, ruling, reason }: NewRulingDto,
  ): Promise<RulingDto> {
    if (dealershipIds !== null) throw new GroupAdminNeededError();
    const ruled = await this.court.rule(groupId, { feature, ruling, reason, by: actor });
    return RulingDto.from(ruled, await this.actors.of(groupId));
  }
}
