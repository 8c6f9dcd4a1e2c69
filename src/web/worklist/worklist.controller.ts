import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  type MessageEvent,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Sse,
} from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { type ActingTenant, CurrentTenant, RequireScope, type Tenant } from '#access';
import type { Observable } from 'rxjs';
import { DeskNotices } from '../live/desk-notices.js';
import { LeadPanelDto } from './lead-panel.dto.js';
import { Sheets } from './sheets.js';
import {
  WorklistNoticeDto,
  WorklistPageDto,
  WorklistQueryDto,
  WorklistSearchDto,
} from './worklist.dto.js';
import { Worklist } from './worklist.js';

/** Leads ranked by how likely they are to buy, for the people who call them. */
@ApiTags('worklist')
@RequireScope('read')
@Controller('v1/worklist')
export class WorklistController {
  constructor(
    private readonly worklist: Worklist,
    private readonly sheets: Sheets,
    private readonly notices: DeskNotices,
  ) {}

  /** Open leads by what an answer now is worth, with reasons, the promise of an answer, vehicle and contact. */
  @Get()
  @Header('cache-control', 'no-store')
  page(
    @CurrentTenant() tenant: Tenant,
    @Query() query: WorklistQueryDto,
  ): Promise<WorklistPageDto> {
    return this.worklist.page(tenant, query);
  }

  /** The same, found by words of a name or a vehicle, digits of a phone number, or the salesperson. */
  @Post('search')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  search(
    @CurrentTenant() tenant: Tenant,
    @Body() query: WorklistSearchDto,
  ): Promise<WorklistPageDto> {
    return this.worklist.page(tenant, query);
  }

  /** The same as CSV for a spreadsheet, which shows every cell and runs none; 10,000 leads at most. */
  @Post('sheet')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Header('content-type', 'text/csv; charset=utf-8')
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  sheet(@CurrentTenant() tenant: ActingTenant, @Body() query: WorklistSearchDto): Promise<string> {
    return this.sheets.of(tenant, query);
  }

  /** Server-sent events naming leads whose score or outcome changed: `{ leadId, kind }`. */
  @Sse('events')
  @ApiExtraModels(WorklistNoticeDto)
  @ApiOkResponse({
    description: 'Events `ready`, `heartbeat` and `lead`; the data of `lead` is the notice.',
    content: { 'text/event-stream': { schema: { $ref: getSchemaPath(WorklistNoticeDto) } } },
  })
  events(@CurrentTenant() tenant: Tenant): Observable<MessageEvent> {
    return this.notices.of(tenant.dealershipId);
  }

  /**
   * One lead: why it scores so, how its score moved, and what happened to it.
   *
   * @param leadId - The lead, by our identifier.
   */
  @Get(':leadId')
  @Header('cache-control', 'no-store')
  lead(
    @CurrentTenant() tenant: Tenant,
    @Param('leadId', ParseUUIDPipe) leadId: string,
  ): Promise<LeadPanelDto> {
    return this.worklist.lead(tenant, leadId);
  }
}
