import { Module } from '@nestjs/common';

/** What payment providers call. */
@Module({ imports: [], controllers: [], providers: [] })
export class WebhooksModule {}
