import { Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ACCESS_RULE, type AccessRule } from './access';

/** Stops the start when a route does not say who may call it, or names a path parameter that it does not have. */
@Injectable()
export class RouteAccessCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** @throws Error naming every route at fault. */
  onModuleInit(): void {
    const controllers = this.discovery
      .getControllers()
      .flatMap(({ metatype }) => (metatype ? [metatype as Type] : []));
    const faults = controllers.flatMap((controller) => faultsOf(controller, this.scanner));
    if (faults.length > 0) throw new Error(`Routes without a usable access rule:\n  ${faults.join('\n  ')}`);
  }
}

/** One line for each faulty route of a controller. */
export function faultsOf(controller: Type, scanner: MetadataScanner): string[] {
  const prototype = controller.prototype as Record<string, object>;
  return scanner.getAllMethodNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    if (handler === undefined || Reflect.getMetadata(METHOD_METADATA, handler) === undefined) return [];
    const rule = Reflect.getMetadata(ACCESS_RULE, handler) as AccessRule | undefined;
    const route = `${controller.name}.${name}`;
    if (rule === undefined) return [`${route}: declares no access`];
    if (rule.kind !== 'publisher') return [];
    const path = [controller, handler].flatMap(
      (of) => Reflect.getMetadata(PATH_METADATA, of) as string | string[],
    );
    const has = path.some((part) => part.split('/').includes(`:${rule.param}`));
    return has ? [] : [`${route}: there is no path parameter "${rule.param}"`];
  });
}
