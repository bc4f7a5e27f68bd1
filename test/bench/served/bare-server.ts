import fastify from 'fastify';

/** What the figures are compared with: a route of Fastify that sends the bytes it was given. */
process.on('message', (text: string) => {
  const body = Buffer.from(text);
  const server = fastify();
  server.get('/', (_request, reply) =>
    reply.header('content-type', 'application/json; charset=utf-8').send(body),
  );
  void server.listen({ port: 0, host: '127.0.0.1' }).then((url) => process.send?.({ url: `${url}/` }));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
