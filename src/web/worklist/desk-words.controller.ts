import { Body, Controller, Delete, HttpCode, Param, ParseUUIDPipe, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type ActingTenant, CurrentTenant, RequireScope } from '#access';
import { ContactWishDto } from './contact-wish.dto.js';
import { ContactWishes } from './contact-wishes.js';
import { NewOpinionDto, OpinionDto } from './opinion.dto.js';
import { Opinions } from './opinions.js';

/** What people at the desk say about a lead beside what happened on it. */
@ApiTags('worklist')
@RequireScope('score')
@Controller('v1/worklist/:leadId')
export class DeskWordsController {
  constructor(
    private readonly opinions: Opinions,
    private readonly wishes: ContactWishes,
  ) {}

  /**
   * Disagrees with a lead's score, and ranks it by another likelihood where one is given.
   *
   * @param leadId - The lead, by our identifier.
   */
  @Put('opinion')
  give(
    @CurrentTenant() tenant: ActingTenant,
    @Param('leadId', ParseUUIDPipe) leadId: string,
    @Body() body: NewOpinionDto,
  ): Promise<OpinionDto> {
    return this.opinions.give(tenant, leadId, body);
  }

  /**
   * Takes a disagreement back: the score counts again.
   *
   * @param leadId - The lead, by our identifier.
   */
  @Delete('opinion')
  @HttpCode(204)
  restore(
    @CurrentTenant() tenant: ActingTenant,
    @Param('leadId', ParseUUIDPipe) leadId: string,
  ): Promise<void> {
    return this.opinions.restore(tenant, leadId);
  }

  /**
   * Notes how the customer wishes to be reached, or not; it holds on every lead of the person.
   *
   * @param leadId - The lead, by our identifier.
   */
  @Put('contact-wish')
  @HttpCode(204)
  wish(
    @CurrentTenant() tenant: ActingTenant,
    @Param('leadId', ParseUUIDPipe) leadId: string,
    @Body() body: ContactWishDto,
  ): Promise<void> {
    return this.wishes.note(tenant, leadId, body);
  }
}
