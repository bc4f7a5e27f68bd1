import { Module } from '@nestjs/common';

/** The face for people who buy, own and download. */
@Module({ imports: [], controllers: [], providers: [] })
export class ConsumerModule {}
