import { Logger } from '@nestjs/common';
import { once } from 'node:events';
import { type AddressInfo, createServer, Socket } from 'node:net';
import { ChangeHints } from './change-hints';

describe('the connection that tells of changes', () => {
  it('is tried again when nobody answers for five seconds, and asks whether the other end is there after half a minute', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const keepAlive = jest.spyOn(Socket.prototype, 'setKeepAlive');
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
    const hints = new ChangeHints({
      url: `postgres://nobody@127.0.0.1:${port}/none`,
      listen: true,
      pollMs: 1_000,
    });
    const began = Date.now();
    try {
      hints.onApplicationBootstrap();
      await once(server, 'connection');
      await once(server, 'connection');
      expect(Date.now() - began).toBeGreaterThan(4_500);
      expect(Date.now() - began).toBeLessThan(20_000);
      expect(warn).toHaveBeenCalledTimes(1);
      expect(keepAlive).toHaveBeenCalledWith(true, 30_000);
    } finally {
      for (const socket of sockets) socket.destroy();
      await hints.onModuleDestroy();
      server.close();
      jest.restoreAllMocks();
    }
  }, 30_000);
});
