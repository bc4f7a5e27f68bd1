import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { problem } from '../problem';
import { fastifyProblem } from '../problem-filter';

/** An address that no route can be looked up for: no hook and no filter ever sees such a request. */
export function refuseAddress(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const context = { instance: request.url.split('?')[0] ?? request.url, requestId: request.id };
  const { status, body } =
    fastifyProblem(error, context) ??
    problem(400, 'request-malformed', 'The request cannot be routed.', context);
  void reply
    .status(status)
    .headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff' })
    .type('application/problem+json')
    .send(JSON.stringify(body));
}

const UNREADABLE = { status: 400, code: 'request-malformed', detail: 'This is not HTTP as it should be.' };
const UNREADABLE_CODES: Record<string, typeof UNREADABLE> = {
  HPE_HEADER_OVERFLOW: { status: 431, code: 'headers-too-large', detail: 'The headers are too large.' },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    code: 'request-timeout',
    detail: 'The request took too long to arrive.',
  },
};

/** Bytes that are no request: there is nothing to route and no reply to send, only the connection. */
export function refuseConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const { status, code, detail } = UNREADABLE_CODES[error.code ?? ''] ?? UNREADABLE;
  const { body } = problem(status, code, detail, { instance: '', requestId: randomUUID() });
  const text = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${status} ${String(body.title)}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(text)}`,
    'connection: close',
  ];
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${text}`);
  socket.destroy(error);
}
