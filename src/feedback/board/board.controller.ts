import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentTenant, RequireScope, type Tenant } from '#access';
import { BoardDto, BoardQueryDto, ConversionDto } from './board.dto.js';
import { Board } from './board.js';

/** A salesperson's board is of their own leads. */
@ApiTags('board')
@RequireScope('read')
@Controller('v1/board')
export class BoardController {
  constructor(private readonly board: Board) {}

  /** How the day goes: promises kept, first answers, who waits, what was sold, by whom, and how far calls reach. */
  @Get()
  today(@CurrentTenant() { dealershipId }: Tenant): Promise<BoardDto> {
    return this.board.today(dealershipId);
  }

  /** What became of leads: funnel, bands, gains, reliability, speed of the answer, sources. */
  @Get('conversion')
  conversion(
    @CurrentTenant() { dealershipId }: Tenant,
    @Query() { days }: BoardQueryDto,
  ): Promise<ConversionDto> {
    return this.board.conversion(dealershipId, days);
  }
}
