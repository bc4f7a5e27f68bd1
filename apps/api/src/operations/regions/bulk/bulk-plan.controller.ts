import { Body, Controller, Get, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { AccountActor } from '@portolan/platform';
import { ExportPlan, SelectPlanEdits } from '@portolan/regions';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { staff } from '../../../auth/access';
import { CurrentActor } from '../../../auth/current-actor';
import { FILE_REFUSALS } from '../../../csv/read-csv';
import { applyOf } from '../../../csv/row-report';
import { csvFile } from '../../../csv/write-csv';
import { CSV_TYPES } from '../../../http/body-parsers';
import { Endpoint } from '../../../http/endpoint';
import { StreamedBody } from '../../../http/streamed-body';
import { PlanFiles } from './plan-files';
import { PLAN_COLUMNS, planLine } from './plan-sheet';
import { asOfQuery, planImportQuery, planReport, selectorBody, selectorReport } from './schemas';

const WRITERS = staff('market-manager');

/** The store's plan, many rules at once. */
@ApiTags('operations')
@Controller('v1/ops/bulk')
export class BulkPlanController {
  constructor(
    private readonly exportPlan: ExportPlan,
    private readonly selectPlanEdits: SelectPlanEdits,
    private readonly files: PlanFiles,
  ) {}

  @Get('plan')
  @Endpoint({
    summary: "The store's plan as CSV, as of a time and as known at a time",
    description: `Columns: ${PLAN_COLUMNS.join(', ')}. The import takes the same, and \`do\`.`,
    access: staff('reviewer', 'market-manager', 'market-approver', 'legal', 'support'),
    returnsType: 'text/csv',
    problems: [422],
  })
  async export(@Query({ schema: asOfQuery }) query: z.infer<typeof asOfQuery>): Promise<StreamableFile> {
    const rules = await this.exportPlan.execute(query);
    return csvFile('plan.csv', PLAN_COLUMNS, rules.map(planLine));
  }

  @Post('plan')
  @ApiConsumes(...CSV_TYPES)
  @Endpoint({
    summary: "A CSV file as a change set of the store's plan, a row for each rule",
    description:
      'A row with `offer_id` replaces that rule (with `do` = `remove`: ends it), one without adds a rule, and one that says what ' +
      'there is does nothing. The result is a draft. Nothing is made unless `dryRun` is false, nor if a row is refused ' +
      `(\`rows-refused\`, with the report) unless \`goodRowsOnly\` is true. A file that cannot be read is refused with one of:\n${FILE_REFUSALS}`,
    access: WRITERS,
    returns: planReport,
    problems: [413, 415, 422],
  })
  import(
    @Query({ schema: planImportQuery }) query: z.infer<typeof planImportQuery>,
    @StreamedBody(CSV_TYPES) file: Readable,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof planReport>> {
    return this.files.import(file, query, actor);
  }

  @Post('selector')
  @Endpoint({
    summary: "What a selector says about the store's plan, as a change set of as few rules as possible",
    description: 'The result is a draft. Nothing is made unless `dryRun` is false.',
    access: WRITERS,
    returns: selectorReport,
    problems: [422],
  })
  async select(
    @Body({ schema: selectorBody }) body: z.infer<typeof selectorBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof selectorReport>> {
    const { do: intent, items: selector, dryRun, ...rest } = body;
    const apply = applyOf({ dryRun, goodRowsOnly: false });
    const found = await this.selectPlanEdits.execute({ ...rest, intent, selector, apply, actor });
    return { ...found, edits: [...found.edits], keptBy: [...found.keptBy] };
  }
}
