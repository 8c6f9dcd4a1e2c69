import { Module } from '@nestjs/common';
import { PredictionModule } from '#prediction';
import { DeskNotices } from './live/desk-notices.js';
import { DeskSettings } from './settings/desk-settings.js';
import { SettingsController } from './settings/settings.controller.js';
import { SavedViews } from './views/saved-views.js';
import { SavedViewsController } from './views/saved-views.controller.js';
import { BandHistory } from './worklist/band-history.js';
import { ContactWishes } from './worklist/contact-wishes.js';
import { DeskWordsController } from './worklist/desk-words.controller.js';
import { Opinions } from './worklist/opinions.js';
import { Sheets } from './worklist/sheets.js';
import { WorklistController } from './worklist/worklist.controller.js';
import { Worklist } from './worklist/worklist.js';

@Module({
  imports: [PredictionModule],
  controllers: [WorklistController, DeskWordsController, SavedViewsController, SettingsController],
  providers: [
    Worklist,
    BandHistory,
    ContactWishes,
    DeskNotices,
    DeskSettings,
    Opinions,
    SavedViews,
    Sheets,
  ],
})
export class WebModule {}
