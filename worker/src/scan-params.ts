/** What an instance scans; its id is `account-region-run`. */
export interface ScanParams {
  account: string;
  region: string;
  /** The minutes since 1970 at which the cron fired. */
  run: number;
}
