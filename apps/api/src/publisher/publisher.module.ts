import { Module } from '@nestjs/common';
import { MembersController } from './members.controller';
import { PublishersController } from './publishers.controller';

/** The face for developers. */
@Module({ imports: [], controllers: [MembersController, PublishersController], providers: [] })
export class PublisherModule {}
