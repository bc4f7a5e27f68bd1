import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { DeleteProducts, GetProducts, type ProductRequest, WriteProducts } from '@portolan/catalog';
import { type AccountActor, DomainError } from '@portolan/platform';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { CurrentActor, OwnedApp } from '../../auth/current-actor';
import { APPLICATION, PlayRoute } from '../play-route';
import { notImplemented } from '../unimplemented.controller';
import { changeOf, googleProduct } from './google-product';
import { batchBody, batchGetQuery } from './product-shapes';

type BatchRequest = z.infer<typeof batchBody>['requests'][number];

/** `inappproducts:batch...`: many at once, all or none. In the router's language the verb is a parameter behind a word. */
@Controller(APPLICATION)
export class ProductBatchesController {
  constructor(
    private readonly getProducts: GetProducts,
    private readonly writeProducts: WriteProducts,
    private readonly deleteProducts: DeleteProducts,
  ) {}

  @Get('inappproducts:verb')
  @PlayRoute('apps:read')
  async get(
    @OwnedApp() appId: string,
    @Param('packageName') packageName: string,
    @Param('verb') verb: string,
    @Query({ schema: batchGetQuery }) { sku: skus }: z.infer<typeof batchGetQuery>,
  ) {
    if (verb !== ':batchGet') throw notImplemented();
    const products = await this.getProducts.execute({ appId, skus });
    return { inappproduct: products.map((product) => googleProduct(packageName, product)) };
  }

  @Post('inappproducts:verb')
  @PlayRoute('prices:write')
  async write(
    @OwnedApp() appId: string,
    @Param('packageName') packageName: string,
    @Param('verb') verb: string,
    @Body({ schema: batchBody }) { requests }: z.infer<typeof batchBody>,
    @CurrentActor() actor: AccountActor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    if (verb === ':batchDelete') {
      const skus = requests.map((request) => named(packageName, request));
      await this.deleteProducts.execute({ appId, skus, actor });
      void reply.status(204);
      return undefined;
    }
    if (verb !== ':batchUpdate') throw notImplemented();
    const changes = requests.map((request) => updateOf(packageName, request));
    const products = await this.writeProducts.execute({ appId, requests: changes, actor });
    return { inappproducts: products.map((product) => googleProduct(packageName, product)) };
  }
}

function updateOf(packageName: string, request: BatchRequest): ProductRequest {
  const { inappproduct, allowMissing, autoConvertMissingPrices } = request;
  if (inappproduct === undefined) throw invalid('product-invalid', 'Each request has an inappproduct.');
  const sku = named(packageName, { packageName: request.packageName, sku: request.sku ?? inappproduct.sku });
  return {
    sku,
    how: 'replace',
    change: changeOf(packageName, sku, inappproduct),
    allowMissing: allowMissing === true,
    convertMissing: autoConvertMissingPrices === true,
  };
}

/** @throws DomainError `product-mismatch`, `product-id-invalid`. */
function named(
  packageName: string,
  { packageName: other, sku }: Pick<BatchRequest, 'packageName' | 'sku'>,
): string {
  if ((other ?? packageName) !== packageName)
    throw invalid('product-mismatch', 'A request names another package than the address.');
  if (sku === undefined || sku === null) throw invalid('product-id-invalid', 'Each request has a sku.');
  return sku;
}

function invalid(code: string, detail: string): DomainError {
  return new DomainError('invalid', code, detail);
}
