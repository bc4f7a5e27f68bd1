import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z, type ZodType } from 'zod';
import { refusal } from './endpoint';
import { problemSchema } from './problem';

/** The OpenAPI 3.1 document of the running routes: what `/openapi.json` serves and the repository keeps a copy of. */
export function buildOpenApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Portolan')
    .setDescription(
      'A store of apps and devices that knows what may be sold where, why not, and what would change it.',
    )
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    // Controllers share method names; clients that are generated from the document need one name each.
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
    standardSchemaConverter: (schema, { schemaType }) => convert(schema as ZodType, schemaType),
  });
  const components = (document.components ??= {});
  components.schemas = sortKeys({ ...components.schemas, Problem: plain(problemSchema, 'output') as never });
  document.paths = sortKeys(document.paths);
  Object.values(document.paths).forEach(nameBodyRefusals);
  return document;
}

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

/** Whatever takes a body refuses one that is too large or of another media type, before the route is reached. */
function nameBodyRefusals(path: OpenAPIObject['paths'][string]): void {
  for (const method of METHODS) {
    const operation = path[method];
    if (operation?.requestBody === undefined) continue;
    for (const code of [413, 415]) {
      const { status, ...answer } = refusal(code);
      operation.responses[status] ??= answer;
    }
  }
}

function convert(
  schema: ZodType,
  io: 'input' | 'output',
): { schema: unknown; components: Record<string, unknown> } {
  const json = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' }) as Record<
    string,
    unknown
  >;
  const { $defs, $schema, ...rest } = json;
  void $schema;
  return { schema: rest, components: ($defs ?? {}) as Record<string, unknown> };
}

function plain(schema: ZodType, io: 'input' | 'output'): unknown {
  const { id, ...rest } = convert(schema, io).schema as Record<string, unknown>;
  void id;
  return rest;
}

function sortKeys<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))) as T;
}
