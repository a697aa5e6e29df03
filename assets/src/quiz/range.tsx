interface Props {
  /** What the drawing says, in words. */
  name: string;
  share: number;
  low: number;
  high: number;
  /** Percent. */
  passMark?: number;
}

/** A share on a line from 0 to 100 %, with its interval, and the pass mark where there is one. */
export function Range({ name, share, low, high, passMark }: Props) {
  const at = (value: number) => `${(100 * value).toFixed(1)}%`;
  return (
    <svg class="range" role="img" aria-label={name} height="16">
      <line class="scale" x1="0" x2="100%" y1="8" y2="8" />
      {passMark !== undefined && <line class="mark" x1={`${passMark}%`} x2={`${passMark}%`} y1="0" y2="16" />}
      <line class="reach" x1={at(low)} x2={at(high)} y1="8" y2="8" />
      <circle cx={at(share)} cy="8" r="5" />
    </svg>
  );
}
