import { Module } from '@nestjs/common';

/** Availability asked directly. */
@Module({ imports: [], controllers: [], providers: [] })
export class DecisionsModule {}
