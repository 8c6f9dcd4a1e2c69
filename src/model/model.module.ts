import { Module } from '@nestjs/common';
import { ModelController } from './model.controller.js';
import { ModelRegistry } from './model-registry.js';

@Module({
  controllers: [ModelController],
  providers: [ModelRegistry],
  exports: [ModelRegistry],
})
export class ModelModule {}
