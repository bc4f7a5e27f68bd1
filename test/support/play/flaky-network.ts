import { connect, createServer, type Socket } from 'node:net';

export interface FlakyNetwork {
  url: string;
  /** From clients to the store since the last `reset`. */
  sentBytes(): number;
  /** The connection that carries so many bytes next is cut, once; or the bytes behind them are swallowed, for good. */
  cutAfter(bytes: number): void;
  stallAfter(bytes: number, onStall: () => void): void;
  reset(): void;
  close(): Promise<void>;
}

/** A network between a client and a store that breaks when it is told to. */
export async function startFlakyNetwork(target: string): Promise<FlakyNetwork> {
  const { hostname, port } = new URL(target);
  let sent = 0;
  let fault: { after: number; happen: (client: Socket) => void } | null = null;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const store = connect(Number(port), hostname);
    for (const socket of [client, store]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        store.destroy();
      });
    }
    store.pipe(client);
    client.on('data', (chunk: Buffer) => {
      sent += chunk.length;
      if (fault === null || sent < fault.after) store.write(chunk);
      else fault.happen(client);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    sentBytes: () => sent,
    cutAfter: (after) => {
      const happen = (client: Socket): void => {
        fault = null;
        client.destroy();
      };
      fault = { after, happen };
    },
    stallAfter: (after, onStall) => {
      fault = { after, happen: onStall };
    },
    reset: () => {
      [sent, fault] = [0, null];
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
