import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ListOwnTests, type OwnTest } from '@portolan/catalog';
import type { AccountActor, Page } from '@portolan/platform';
import { z } from 'zod';
import { signedIn } from '../auth/access';
import { CurrentActor } from '../auth/current-actor';
import { Endpoint } from '../http/endpoint';
import { locale, packageName, pageOf, pageQuery, uuid } from '../http/schemas';

const test = z
  .object({
    itemId: uuid,
    packageName,
    title: z.string().nullable(),
    shortDescription: z.string().nullable(),
    tracks: z.array(z.string()),
    published: z.boolean(),
  })
  .meta({ id: 'OwnTest' });
const query = pageQuery.extend({ locale: locale.optional() });

/** What one was asked to test. */
@ApiTags('consumer')
@Controller('v1/library/tests')
export class OwnTestsController {
  constructor(private readonly listTests: ListOwnTests) {}

  @Get()
  @Endpoint({
    summary: 'The apps that I am named to test and that there is something to test of',
    description:
      'By the address of the account, once it is verified. What is not `published` yet is known to its testers alone, who download ' +
      'it like what they own; the others are bought or got like by anybody.',
    access: signedIn(),
    returns: pageOf(test),
  })
  list(
    @Query({ schema: query }) { locale: wanted, ...page }: z.infer<typeof query>,
    @CurrentActor() actor: AccountActor,
  ): Promise<Page<OwnTest>> {
    const locales = wanted === undefined ? [] : [wanted];
    return this.listTests.execute({ accountId: actor.accountId, locales, page });
  }
}
