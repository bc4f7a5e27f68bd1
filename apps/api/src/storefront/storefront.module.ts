import { Module } from '@nestjs/common';

/** The face for people who browse by market. */
@Module({ imports: [], controllers: [], providers: [] })
export class StorefrontModule {}
