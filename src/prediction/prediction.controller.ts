import { Readable } from 'node:stream';

import { Body, Controller, Header, HttpCode, Post, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentTenant, RequireScope, type ActingTenant } from '#access';

import { scoreLines } from './ndjson.js';
import { BatchNotNdjsonError } from './prediction.errors.js';
import { ScoreDto } from './prediction.dto.js';
import { scoreText } from './score-text.js';
import { Scoring } from './scoring.js';
import { UnsavedLeadDto } from './unsaved-lead.dto.js';

@ApiTags('predictions')
@RequireScope('score')
@Controller('v1/predictions')
export class PredictionController {
  constructor(private readonly scoring: Scoring) {}

  /** Scores a lead that is only described. Nothing is stored. */
  @Post()
  @HttpCode(200)
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiBody({ type: UnsavedLeadDto })
  @ApiOkResponse({ type: ScoreDto })
  async score(@CurrentTenant() tenant: ActingTenant, @Body() body: unknown): Promise<string> {
    return scoreText(await this.scoring.scoreUnsaved(tenant.dealershipId, body));
  }

  /**
   * Scores many: one lead a line in, one line a lead out, in the same order. A line that cannot be
   * scored answers `{ "line", "problem" }` and stops none of the others.
   */
  @Post('batch')
  @HttpCode(200)
  @ApiConsumes('application/x-ndjson')
  @ApiBody({ schema: { type: 'string', example: '{"message":"Is it still for sale?"}\n{}\n' } })
  @ApiOkResponse({ content: { 'application/x-ndjson': { schema: { type: 'string' } } } })
  async batch(
    @CurrentTenant() { dealershipId }: ActingTenant,
    @Body() body: unknown,
  ): Promise<StreamableFile> {
    if (!Buffer.isBuffer(body)) throw new BatchNotNdjsonError();
    await this.scoring.assertChampion(dealershipId);
    const score = async (lead: unknown): Promise<string> =>
      scoreText(await this.scoring.scoreUnsaved(dealershipId, lead));
    return new StreamableFile(Readable.from(scoreLines(body, score)), {
      type: 'application/x-ndjson',
    });
  }
}
