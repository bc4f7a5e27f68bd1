/** One app of the demo store. Its package is built and signed by the demo itself. */
export interface DemoApp {
  packageName: string;
  category: string;
  /** The publisher's selection, as a market scope. */
  territories: string;
  permissions?: readonly string[];
  /** Minor units by currency; every market of the selection that uses the currency gets the price. None: free. */
  prices?: Readonly<Record<string, number>>;
  /** Title and short description. */
  en: readonly [string, string];
  de: readonly [string, string];
  es: readonly [string, string];
}
