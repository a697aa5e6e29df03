/** What the build writes into the worker, and what pages and the worker say to each other. Types alone. */

/** The build's files that every visitor gets; null in a worker that takes itself away. See generator/offline.py. */
export interface Listing {
  /** The build's id, as in `build.js`. */
  build: string;
  /** Path from the site's root -> revision: a file whose revision is known need not be fetched again. */
  files: Record<string, string>;
  /** What is saved only when asked for: where it is listed (path -> revision), how many files, how many bytes. */
  more: { list: string; files: number; bytes: number };
}

/** "update": let the new version take over. "save": save some of what is missing. "state": say what is saved. */
export type Request = "update" | "save" | "state";

/** The answer to "save" and "state". */
export interface State {
  /** How many of the `files` beyond the listing are saved, and what all of them weigh, in bytes. */
  saved: number;
  files: number;
  bytes: number;
  /** The reader has asked for them. */
  wanted: boolean;
  /** The last "save" did not succeed. */
  failed: boolean;
}
