/** What a page and the frame that draws its diagrams say to each other. */

/** To the frame: a diagram to draw. */
export interface Wanted {
  id: number;
  source: string;
}

/** A diagram, twice: an SVG file for each theme. */
export interface Drawing {
  light: string;
  dark: string;
  /** In CSS pixels. */
  width: number;
  height: number;
  /** What the author calls it (`accTitle`, `accDescr`), or an empty string. */
  name: string;
}

/** From the frame: first that it listens, then each diagram, or null for one that can't be drawn. */
export type Said = { ready: true } | { id: number; drawing: Drawing | null };
