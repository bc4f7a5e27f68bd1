import { RequestLog } from './request-log';

describe('the log of requests', () => {
  const written = (level: string, ...statuses: number[]) => {
    const lines: string[] = [];
    const log = new RequestLog(level, { write: (line) => void lines.push(line) });
    for (const status of statuses)
      log.add({ requestId: 'a"b', method: 'GET', route: '/v1/x/:id', status, milliseconds: 1.26 });
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  };

  it('has a line of JSON for each, in the form of the other lines', () => {
    const before = Date.now();
    const [line, failed] = written('info', 200, 503);
    expect(line).toEqual({
      level: 30,
      time: expect.any(Number),
      pid: process.pid,
      requestId: 'a"b',
      method: 'GET',
      route: '/v1/x/:id',
      status: 200,
      milliseconds: 1.3,
      msg: 'request',
    });
    expect(Number(line?.time)).toBeGreaterThanOrEqual(before);
    expect(failed).toMatchObject({ level: 50, status: 503 });
  });

  it('keeps to the level that is asked for', () => {
    expect(written('error', 200, 404, 500).map(({ status }) => status)).toEqual([500]);
    expect(written('silent', 200, 500)).toEqual([]);
    expect(written('debug', 200)).toHaveLength(1);
  });
});
