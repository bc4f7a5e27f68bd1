import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Words refusals as the face does whose route it is, also those that come before any route is reached. */
@Catch()
export class FaceErrors implements ExceptionFilter {
  /** @param faces by their addresses; `others` for the rest. */
  constructor(
    private readonly faces: readonly { routes: RegExp; filter: ExceptionFilter }[],
    private readonly others: ExceptionFilter,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const { url } = host.switchToHttp().getRequest<FastifyRequest>();
    const face = this.faces.find(({ routes }) => routes.test(url));
    void (face?.filter ?? this.others).catch(error, host);
  }
}
