import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import {
  DeleteProducts,
  GetProducts,
  ListProducts,
  type ProductRequest,
  WriteProducts,
} from '@portolan/catalog';
import { type AccountActor, DomainError } from '@portolan/platform';
import { GetRegionsVersion } from '@portolan/regions';
import type { z } from 'zod';
import { CurrentActor, OwnedApp } from '../../auth/current-actor';
import { IfMatchVersion } from '../../http/version-tag';
import { APPLICATION, PlayRoute } from '../play-route';
import { changeOf, googleProduct, ownWords } from './google-product';
import { listQuery, productBody, type ProductBody, writeQuery } from './product-shapes';

type WriteQuery = z.infer<typeof writeQuery>;

/** As Google's: the server says how long a page is. */
const PAGE = 100;

/** `inappproducts`: what is bought once inside an app. `latencyTolerance` means nothing here: changes count at once. */
@Controller(`${APPLICATION}/inappproducts`)
export class InAppProductsController {
  constructor(
    private readonly getProducts: GetProducts,
    private readonly listProducts: ListProducts,
    private readonly writeProducts: WriteProducts,
    private readonly deleteProducts: DeleteProducts,
    private readonly regionsVersion: GetRegionsVersion,
  ) {}

  @Get()
  @PlayRoute('apps:read')
  async list(
    @OwnedApp() appId: string,
    @Param('packageName') packageName: string,
    @Query({ schema: listQuery }) { token }: z.infer<typeof listQuery>,
  ) {
    const page = { limit: PAGE, cursor: token === '' ? undefined : token };
    const { data, nextCursor } = await this.listProducts.execute(appId, page);
    return {
      kind: 'androidpublisher#inappproductsListResponse',
      inappproduct: data.map((product) => googleProduct(packageName, product)),
      ...(nextCursor !== null && { tokenPagination: { nextPageToken: nextCursor } }),
    };
  }

  @Get(':sku')
  @PlayRoute('apps:read')
  async get(@OwnedApp() appId: string, @Param('packageName') packageName: string, @Param('sku') sku: string) {
    const [product] = await this.getProducts.execute({ appId, skus: [sku] });
    return this.answer(packageName, product);
  }

  @Post()
  @PlayRoute('prices:write')
  insert(
    @OwnedApp() appId: string,
    @Param('packageName') packageName: string,
    @Query({ schema: writeQuery }) query: WriteQuery,
    @Body({ schema: productBody }) body: ProductBody,
    @CurrentActor() actor: AccountActor,
  ) {
    const { sku } = body;
    if (sku === undefined || sku === null)
      throw new DomainError('invalid', 'product-id-invalid', 'A new product has a sku.');
    return this.write({ appId, packageName, actor }, sku, 'insert', query, body);
  }

  @Put(':sku')
  @PlayRoute('prices:write')
  update(
    @OwnedApp() appId: string,
    @Param('packageName') packageName: string,
    @Param('sku') sku: string,
    @Query({ schema: writeQuery }) query: WriteQuery,
    @Body({ schema: productBody }) body: ProductBody,
    @IfMatchVersion() expectedVersion: number | undefined,
    @CurrentActor() actor: AccountActor,
  ) {
    return this.write({ appId, packageName, actor, expectedVersion }, sku, 'replace', query, body);
  }

  @Patch(':sku')
  @PlayRoute('prices:write')
  patch(
    @OwnedApp() appId: string,
    @Param('packageName') packageName: string,
    @Param('sku') sku: string,
    @Query({ schema: writeQuery }) query: WriteQuery,
    @Body({ schema: productBody }) body: ProductBody,
    @IfMatchVersion() expectedVersion: number | undefined,
    @CurrentActor() actor: AccountActor,
  ) {
    const asked = { ...query, allowMissing: false };
    return this.write({ appId, packageName, actor, expectedVersion }, sku, 'patch', asked, body);
  }

  @Delete(':sku')
  @PlayRoute('prices:write', 204)
  async delete(
    @OwnedApp() appId: string,
    @Param('sku') sku: string,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    await this.deleteProducts.execute({ appId, skus: [sku], actor });
  }

  private async write(
    by: {
      appId: string;
      packageName: string;
      actor: AccountActor;
      expectedVersion?: number | undefined;
    },
    sku: string,
    how: ProductRequest['how'],
    query: WriteQuery,
    body: ProductBody,
  ) {
    const { appId, packageName, actor, expectedVersion } = by;
    const request: ProductRequest = {
      sku,
      how,
      change: changeOf(packageName, sku, body),
      allowMissing: query.allowMissing,
      convertMissing: query.autoConvertMissingPrices,
      expectedVersion,
    };
    const [product] = await this.writeProducts.execute({ appId, requests: [request], actor });
    return this.answer(packageName, product);
  }

  private async answer(packageName: string, product: Parameters<typeof ownWords>[0] | undefined) {
    if (product === undefined) throw new Error('A product that was asked for is there or refused.');
    const own = ownWords(product, await this.regionsVersion.execute());
    return { ...googleProduct(packageName, product), portolan: own };
  }
}
