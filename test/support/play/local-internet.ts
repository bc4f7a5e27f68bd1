import { writeFile } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/**
 * The network of somebody who uses Google's libraries, on this machine alone: a proxy that leads every https address to the
 * store, behind a certificate for the names that are asked for.
 */
export interface LocalInternet {
  /** What a process needs in its environment to be in this network. */
  environment: Record<string, string>;
  close(): Promise<void>;
}

export async function startLocalInternet(
  storeUrl: string,
  names: readonly string[],
  folder: string,
): Promise<LocalInternet> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: names[0] ?? '' }], {
    keySize: 2048,
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: names.map((value) => ({ type: 2, value })) },
    ],
  });
  const certificate = join(folder, 'local-internet.pem');
  await writeFile(certificate, cert);
  const store = new URL(storeUrl);
  const tls = createTlsServer({ key, cert }, (incoming, outgoing) => {
    const { method, url: path, headers } = incoming;
    const onward = httpRequest(
      { host: store.hostname, port: store.port, method, path, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  const proxy = createServer();
  // What is connected through is no request any more that the server would close.
  const through = new Set<{ destroy(): void }>();
  proxy.on('connect', (_request, socket) => {
    through.add(socket);
    const onward = connect(portOf(tls), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  await Promise.all([tls, proxy].map((server) => listening(server)));
  return {
    environment: {
      HTTPS_PROXY: `http://127.0.0.1:${portOf(proxy)}`,
      NO_PROXY: '127.0.0.1',
      NODE_EXTRA_CA_CERTS: certificate,
    },
    close: async () => {
      for (const socket of through) socket.destroy();
      for (const server of [proxy, tls]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
}
