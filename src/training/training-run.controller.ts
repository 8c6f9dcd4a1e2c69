import {
  Body,
  Controller,
  Get,
  HttpCode,
  type MessageEvent,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Sse,
} from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ActorNames, CurrentPrincipal, RequireScope, type Principal } from '#access';

import { GroupAdminNeededError } from '#model';
import { ProgressStreams } from '#platform';
import type { Observable } from 'rxjs';

import {
  AcceptRunDto,
  ListTrainingRunsDto,
  RequestTrainingRunDto,
  TrainingRunDto,
} from './training-run.dto.js';
import { RUN_STATES, type TrainingRun } from './training-run.js';
import { TrainingRuns } from './training-runs.js';

const ENDED = RUN_STATES.filter((state) => state !== 'queued' && state !== 'running');

@ApiTags('training-runs')
@Controller('v1/training-runs')
export class TrainingRunController {
  constructor(
    private readonly runs: TrainingRuns,
    private readonly actors: ActorNames,
    private readonly streams: ProgressStreams,
  ) {}

  /** Starts a run for your dealer group, or answers with the one already under way. */
  @Post()
  @HttpCode(202)
  @RequireScope('admin')
  async request(
    @CurrentPrincipal() { groupId, actor }: Principal,
    @Body() { from, to }: RequestTrainingRunDto,
  ): Promise<TrainingRunDto> {
    const window = { from: from ?? null, to: to ?? null };
    return this.named(await this.runs.request(groupId, actor, window));
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
    return this.named(await this.runs.accept(groupId, runId, { by: actor, reason }));
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
    const names = await this.actors.of(principal.groupId);
    return runs.map((run) => TrainingRunDto.from(run, names));
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
    return this.named(await this.runs.find(principal.groupId, runId));
  }

  /**
   * How a run gets on, as server-sent events: `queued` and `running` with its progress and counts, at last how
   * it ended, with the verdict.
   *
   * @param runId - The run, by our identifier.
   */
  @Sse(':runId/events')
  @RequireScope('read')
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } })
  async progress(
    @CurrentPrincipal() { groupId }: Principal,
    @Param('runId', ParseUUIDPipe) runId: string,
  ): Promise<Observable<MessageEvent>> {
    await this.runs.find(groupId, runId);
    return this.streams.of(async () => eventOf(await this.runs.find(groupId, runId)), ENDED);
  }

  private async named(run: TrainingRun): Promise<TrainingRunDto> {
    return TrainingRunDto.from(run, await this.actors.of(run.groupId));
  }
}

const eventOf = ({ id, state, progress, counts, verdict }: TrainingRun): MessageEvent => ({
  type: state,
  data: { runId: id, progress, counts, verdict },
});
