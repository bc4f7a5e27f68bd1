import { Module } from '@nestjs/common';

/** The face for developers. */
@Module({ imports: [], controllers: [], providers: [] })
export class PublisherModule {}
