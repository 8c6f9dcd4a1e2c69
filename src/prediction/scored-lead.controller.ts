import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentTenant, RequireScope, type ActingTenant } from '#access';

import { Outlooks } from './outlook.js';
import { PredictionDto } from './prediction.dto.js';
import {
  LeadOutlookDto,
  ListLeadsDto,
  ListScoresDto,
  ScoredLeadPageDto,
} from './scored-lead.dto.js';
import { ScoredLeads, type ScoredLeadQuery } from './scored-leads.js';
import { Scoring } from './scoring.js';
import { WaitingDto } from './waiting.dto.js';
import { Waiting } from './waiting.js';

@ApiTags('leads')
@Controller('v1/leads')
export class ScoredLeadController {
  constructor(
    private readonly leads: ScoredLeads,
    private readonly scoring: Scoring,
    private readonly outlooks: Outlooks,
    private readonly waiting: Waiting,
  ) {}

  /** Leads of the dealership with their scores. */
  @Get()
  @RequireScope('read')
  async list(
    @CurrentTenant() tenant: ActingTenant,
    @Query() query: ListLeadsDto,
  ): Promise<ScoredLeadPageDto> {
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    const asked = Object.fromEntries(given) as unknown as ScoredLeadQuery;
    return ScoredLeadPageDto.from(await this.leads.list(tenant.dealershipId, asked));
  }

  /**
   * One lead with the score that counts for it, what the desk can do, and what moved the score lately.
   *
   * @param leadId - The lead, by our identifier.
   */
  @Get(':leadId')
  @RequireScope('read')
  async find(
    @CurrentTenant() tenant: ActingTenant,
    @Param('leadId', ParseUUIDPipe) leadId: string,
  ): Promise<LeadOutlookDto> {
    const lead = await this.leads.find(tenant.dealershipId, leadId);
    return LeadOutlookDto.of(lead, await this.outlooks.of(tenant.dealershipId, leadId));
  }

  /**
   * Every score a lead was given, newest first.
   *
   * @param leadId - The lead, by our identifier.
   */
  @Get(':leadId/scores')
  @RequireScope('read')
  async scores(
    @CurrentTenant() tenant: ActingTenant,
    @Param('leadId', ParseUUIDPipe) leadId: string,
    @Query() { limit }: ListScoresDto,
  ): Promise<PredictionDto[]> {
    const history = await this.leads.history(tenant.dealershipId, leadId, limit);
    return history.map((prediction) => PredictionDto.from(prediction));
  }

  /**
   * What it costs to leave a lead unanswered: its score if nobody answers for 1, 4 or 24 hours.
   *
   * @param leadId - The lead, by our identifier.
   */
  @Get(':leadId/waiting')
  @RequireScope('read')
  async waitingCost(
    @CurrentTenant() tenant: ActingTenant,
    @Param('leadId', ParseUUIDPipe) leadId: string,
  ): Promise<WaitingDto> {
    return WaitingDto.from(await this.waiting.costOf(tenant.dealershipId, leadId));
  }

  /**
   * Scores an open lead now. Answers with the standing prediction where the score has not moved.
   *
   * @param leadId - The lead, by our identifier.
   */
  @Post(':leadId/score')
  @HttpCode(200)
  @RequireScope('score')
  async score(
    @CurrentTenant() tenant: ActingTenant,
    @Param('leadId', ParseUUIDPipe) leadId: string,
  ): Promise<PredictionDto> {
    return PredictionDto.from(await this.scoring.scoreLead(tenant.dealershipId, leadId));
  }
}
