import { Body, Controller, Get, Header, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type ActingTenant,
  CurrentTenant,
  RequireScope,
  type RooftopChange,
  type Tenant,
} from '#access';
import { DeskSettings } from './desk-settings.js';
import {
  ChangeSettingsDto,
  PreviewSettingsDto,
  SettingsPreviewDto,
  SettledRooftopDto,
} from './settings.dto.js';

/** How one rooftop works: hours, promises, bands. */
@ApiTags('admin')
@RequireScope('admin')
@Controller('v1/settings')
export class SettingsController {
  constructor(private readonly settings: DeskSettings) {}

  /** What is in force at the rooftop, and what of it was changed at the desk. */
  @Get()
  @RequireScope('audit', 'admin')
  of(@CurrentTenant() { dealershipId }: Tenant): Promise<SettledRooftopDto> {
    return this.settings.of(dealershipId);
  }

  /** Changes what is given and leaves the rest. What is changed here outranks the settings file until it is reset. */
  @Patch()
  change(
    @CurrentTenant() tenant: ActingTenant,
    @Body() body: ChangeSettingsDto,
  ): Promise<SettledRooftopDto> {
    return this.settings.change(tenant, changeOf(body));
  }

  /** What a change would do to one lead and to all open ones, before it is made. Changes nothing. */
  @Post('preview')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  preview(
    @CurrentTenant() tenant: ActingTenant,
    @Body() { leadId, ...body }: PreviewSettingsDto,
  ): Promise<SettingsPreviewDto> {
    return this.settings.preview(tenant, leadId, changeOf(body));
  }
}

function changeOf({ reset = [], ...set }: ChangeSettingsDto): RooftopChange {
  // null says something of opening hours alone: there are none.
  const given = Object.entries(set).filter(
    ([name, value]) => value !== undefined && (value !== null || name === 'openingHours'),
  );
  return { set: Object.fromEntries(given), reset };
}
