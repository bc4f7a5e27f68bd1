import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ItemTitles } from '@portolan/catalog';
import type { AccountActor } from '@portolan/platform';
import { GetMatrix } from '@portolan/regions';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { staff } from '../../../auth/access';
import { CurrentActor } from '../../../auth/current-actor';
import { staffReader } from '../../../decisions/readers';
import { Endpoint } from '../../../http/endpoint';
import { matrixCsv } from './matrix-csv';
import { matrix, matrixQuery } from './matrix-schemas';

/** What may be had where, as a table. */
@ApiTags('operations')
@Controller('v1/ops/matrix')
export class MatrixController {
  constructor(
    private readonly getMatrix: GetMatrix,
    private readonly titles: ItemTitles,
  ) {}

  @Get()
  @Endpoint({
    summary:
      'Categories or items by markets: open, partly or closed, with counts and the most frequent reasons',
    description:
      'Rows by category, and items within it by id. With `Accept: text/csv` one line for each cell; the next page is then in the header `Link`.',
    access: staff('reviewer', 'market-manager', 'market-approver', 'legal', 'finance', 'support'),
    returns: matrix,
    problems: [422],
  })
  async get(
    @Query({ schema: matrixQuery }) query: z.infer<typeof matrixQuery>,
    @CurrentActor() actor: AccountActor,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof matrix> | string> {
    const found = await this.getMatrix.execute({ ...query, reader: staffReader(actor) });
    const titles = await this.titles.execute(
      found.data.flatMap(({ itemId }) => (itemId === null ? [] : [itemId])),
    );
    const answer = {
      ...found,
      at: new Date(found.at).toISOString(),
      knownAt: query.knownAt?.toISOString() ?? null,
      markets: [...found.markets],
      data: found.data.map(({ category, itemId, cells }) => ({
        category,
        itemId,
        title: (itemId === null ? undefined : titles.get(itemId)?.title) ?? null,
        cells: cells.map((cell) => ({ ...cell, reasons: [...cell.reasons] })),
      })),
    };
    void reply.header('vary', 'accept, authorization');
    if (!/\btext\/csv\b/i.test(accept ?? '')) return answer;
    void reply.type('text/csv; charset=utf-8');
    if (answer.nextCursor !== null) {
      const next = new URLSearchParams(new URL(reply.request.url, 'http://localhost').search);
      next.set('cursor', answer.nextCursor);
      void reply.header('link', `<?${next.toString()}>; rel="next"`);
    }
    return matrixCsv(answer);
  }
}
