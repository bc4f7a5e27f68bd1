import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Metrics } from '@portolan/platform';
import { anyone } from '../auth/access';
import { Endpoint } from '../http/endpoint';

@ApiTags('service')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @Endpoint({ summary: 'Prometheus metrics of this process', access: anyone(), returnsType: 'text/plain' })
  read(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
