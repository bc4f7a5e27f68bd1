/** What global set-up leaves for global teardown; both run in the parent of the test workers. */
export type SharedState = typeof globalThis & { portolanServer?: { stop(): Promise<void> } };

export const TEMPLATE_DATABASE = 'portolan_template';
