import { Module } from '@nestjs/common';
import { RequestCounts } from './request-counts';

/** One count in the process, whoever answers. */
@Module({ providers: [RequestCounts], exports: [RequestCounts] })
export class RequestCountsModule {}
