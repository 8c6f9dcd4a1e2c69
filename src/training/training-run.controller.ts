import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, RequireScope, type Principal } from '#access';

import { ListTrainingRunsDto, TrainingRunDto } from './training-run.dto.js';
import { TrainingRuns } from './training-runs.js';

@ApiTags('training-runs')
@Controller('v1/training-runs')
export class TrainingRunController {
  constructor(private readonly runs: TrainingRuns) {}

  /** Starts a run for your dealer group, or answers with the one already under way. */
  @Post()
  @HttpCode(202)
  @RequireScope('admin')
  async request(@CurrentPrincipal() principal: Principal): Promise<TrainingRunDto> {
    return TrainingRunDto.from(await this.runs.request(principal.groupId, principal.actor));
  }

  /** Runs of your dealer group, newest first. */
  @Get()
  @RequireScope('read')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ListTrainingRunsDto,
  ): Promise<TrainingRunDto[]> {
    const { limit, before } = query;
    const runs = await this.runs.list(principal.groupId, { limit, ...(before && { before }) });
    return runs.map((run) => TrainingRunDto.from(run));
  }

  /**
   * One run: its state, how far it is, what it learned from and what was decided.
   *
   * @param runId - The run, by our identifier.
   */
  @Get(':runId')
  @RequireScope('read')
  async find(
    @CurrentPrincipal() principal: Principal,
    @Param('runId', ParseUUIDPipe) runId: string,
  ): Promise<TrainingRunDto> {
    return TrainingRunDto.from(await this.runs.find(principal.groupId, runId));
  }
}
