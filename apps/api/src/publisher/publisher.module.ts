import { Module } from '@nestjs/common';
import { PublishersController } from './publishers.controller';

/** The face for developers. */
@Module({ imports: [], controllers: [PublishersController], providers: [] })
export class PublisherModule {}
