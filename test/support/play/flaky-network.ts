import { connect, createServer, type Socket } from 'node:net';

export interface FlakyNetwork {
  url: string;
  /** From clients to the store since the last `reset`. */
  sentBytes(): number;
  /** The connection that carries so many bytes next is cut, once; or the bytes behind them are swallowed, for good. */
  cutAfter(bytes: number): void;
  stallAfter(bytes: number, onStall: () => void): void;
  /** Answers 503 instead of the store whatever begins with these words, such as `GET /`. */
  refuse(words: string): void;
  /** Lets the next request that begins with these words through, and breaks the connection instead of its answer, once. */
  loseAnswer(words: string): void;
  reset(): void;
  close(): Promise<void>;
}

/** A network between a client and a store that breaks when it is told to. */
export async function startFlakyNetwork(target: string): Promise<FlakyNetwork> {
  const { hostname, port } = new URL(target);
  let sent = 0;
  let fault: { after: number; happen: (client: Socket) => void } | null = null;
  let refused: string | null = null;
  let lost: string | null = null;
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
    let isOver = false;
    client.on('data', (chunk: Buffer) => {
      sent += chunk.length;
      // A body comes behind its head.
      if (isOver) return;
      const begins = (words: string | null): boolean =>
        words !== null && chunk.toString('latin1').startsWith(words);
      if (begins(lost)) {
        lost = null;
        store.unpipe(client);
        store.once('data', () => client.destroy());
        store.resume();
        store.write(chunk);
      } else if (begins(refused)) {
        isOver = true;
        client.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      } else if (fault === null || sent < fault.after) store.write(chunk);
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
    refuse: (words) => {
      refused = words;
    },
    loseAnswer: (words) => {
      lost = words;
    },
    reset: () => {
      [sent, fault, refused, lost] = [0, null, null, null];
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
