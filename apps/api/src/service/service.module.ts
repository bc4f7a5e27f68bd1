import { Module } from '@nestjs/common';
import { DatabaseHealth } from './database-health';
import { HealthController } from './health.controller';
import { MetricsController } from './metrics.controller';

/** What operators' machinery calls: health and metrics. */
@Module({ controllers: [HealthController, MetricsController], providers: [DatabaseHealth] })
export class ServiceModule {}
