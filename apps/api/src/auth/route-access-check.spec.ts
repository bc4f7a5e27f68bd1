import { Controller, Get } from '@nestjs/common';
import { MetadataScanner } from '@nestjs/core';
import { Access, anyone, memberOf } from './access';
import { faultsOf } from './route-access-check';

@Controller('v1/things/:thingId')
class Things {
  @Get()
  @Access(memberOf('app', 'thingId', 'viewer'))
  good(): void {}

  @Get('open')
  @Access(anyone())
  open(): void {}

  @Get('forgotten')
  forgotten(): void {}

  @Get('parts/:partId')
  @Access(memberOf('app', 'appId', 'viewer'))
  mistaken(): void {}

  notARoute(): void {}
}

it('finds routes without a rule, and rules about a parameter that the path does not have', () => {
  expect(faultsOf(Things, new MetadataScanner())).toEqual([
    'Things.forgotten: declares no access',
    'Things.mistaken: there is no path parameter "appId"',
  ]);
});
