import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Sends bytes that no HTTP client would send, and returns what came back until the server closed the connection, or until
 * it is broken off `breakAfter` milliseconds after the bytes were written.
 */
export async function sendRaw(url: string, bytes: string, breakAfter?: number): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(bytes);
      if (breakAfter !== undefined) setTimeout(() => socket.destroy(), breakAfter);
    });
    socket.on('data', (chunk) => (received += chunk.toString('latin1')));
    // A connection that the server tears down is what these tests provoke.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(received));
  });
}

/** Repeats an assertion until it holds, for at most two seconds. */
export async function eventually(assertion: () => Promise<void>): Promise<void> {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    try {
      await assertion();
      return;
    } catch {
      await sleep(50);
    }
  }
  await assertion();
}
