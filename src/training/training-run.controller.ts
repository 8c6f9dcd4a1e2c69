import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, RequireScope, type Principal } from '#access';

import { GroupAdminNeededError } from '#model';

import {
  AcceptRunDto,
  ListTrainingRunsDto,
  RequestTrainingRunDto,
  TrainingRunDto,
} from './training-run.dto.js';
import { TrainingRuns } from './training-runs.js';

@ApiTags('training-runs')
@Controller('v1/training-runs')
export class TrainingRunController {
  constructor(private readonly runs: TrainingRuns) {}

  /** Starts a run for your dealer group, or answers with the one already under way. */
  @Post()
  @HttpCode(202)
  @RequireScope('admin')
  async request(
    @CurrentPrincipal() { groupId, actor }: Principal,
    @Body() { from, to }: RequestTrainingRunDto,
  ): Promise<TrainingRunDto> {
    const window = { from: from ?? null, to: to ?? null };
    return TrainingRunDto.from(await this.runs.request(groupId, actor, window));
  }

  /**
   * Accepts a held run: its version serves from now on, and open leads are scored anew.
   *
   * @param runId - The run, by our identifier.
   */
  @Post(':runId/accept')
  @HttpCode(200)
  @RequireScope('admin')
  async accept(
    @CurrentPrincipal() { groupId, dealershipIds, actor }: Principal,
    @Param('runId', ParseUUIDPipe) runId: string,
    @Body() { reason }: AcceptRunDto,
  ): Promise<TrainingRunDto> {
    if (dealershipIds !== null) throw new GroupAdminNeededError();
    return TrainingRunDto.from(await this.runs.accept(groupId, runId, { by: actor, reason }));
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
