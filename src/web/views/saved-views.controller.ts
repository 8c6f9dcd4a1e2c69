import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Put,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, NotSignedInError, type Principal, RequireScope } from '#access';
import { NewViewDto, SavedViewDto } from './saved-view.dto.js';
import { SavedViews, type ViewOwner } from './saved-views.js';

/** One's own views of the queue. */
@ApiTags('session')
@RequireScope('read')
@Controller('v1/me/views')
export class SavedViewsController {
  constructor(private readonly views: SavedViews) {}

  /** Views of the queue you saved, on whatever device, oldest first. */
  @Get()
  @Header('cache-control', 'no-store')
  list(@CurrentPrincipal() principal: Principal): Promise<SavedViewDto[]> {
    return this.views.list(ownerOf(principal));
  }

  /** Saves a view under a name, 30 at the most; one with the same name is replaced. */
  @Put()
  save(@CurrentPrincipal() principal: Principal, @Body() body: NewViewDto): Promise<SavedViewDto> {
    return this.views.save(ownerOf(principal), body);
  }

  /**
   * Removes one of your views.
   *
   * @param viewId - The view, by our identifier.
   */
  @Delete(':viewId')
  @HttpCode(204)
  remove(
    @CurrentPrincipal() principal: Principal,
    @Param('viewId', ParseUUIDPipe) viewId: string,
  ): Promise<void> {
    return this.views.remove(ownerOf(principal), viewId);
  }
}

function ownerOf({ groupId, session }: Principal): ViewOwner {
  if (!session) throw new NotSignedInError();
  return { groupId, staffId: session.staffId };
}
