import { Controller, Get, Param } from '@nestjs/common';
import { GetProducts } from '@portolan/catalog';
import { DecideAvailability, decisionView } from '@portolan/regions';
import { OwnedApp } from '../../auth/current-actor';
import { marketCode } from '../../http/schemas';
import { APPLICATION, PlayRoute } from '../play-route';

/** What Google's API has no method for. */
@Controller(`${APPLICATION}/inappproducts/:sku/availability`)
export class ProductAvailabilityController {
  constructor(
    private readonly getProducts: GetProducts,
    private readonly decide: DecideAvailability,
  ) {}

  /** Why the product cannot be had there, and what would change it. */
  @Get(':regionCode')
  @PlayRoute('apps:read')
  async availability(
    @OwnedApp() appId: string,
    @Param('sku') sku: string,
    @Param('regionCode', { schema: marketCode }) market: string,
  ) {
    const products = await this.getProducts.execute({ appId, skus: [sku] });
    const questions = products.map(({ id: itemId }) => ({ itemId, market, action: 'acquire' as const }));
    const [decision] = await this.decide.execute({ questions });
    return decision === null || decision === undefined ? {} : decisionView(decision, 'publisher');
  }
}
