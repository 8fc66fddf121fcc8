/** How far the share in a sample may be from the share of all: Wilson's interval, which holds for small samples and extreme shares. */

/** The normal quantile of 95 %. */
const Z = 1.959963984540054;

/** Lower and upper end, 0 to 1, of the share of which `hits` of `size` is a sample; all of 0 to 1 where nothing was drawn. */
export function intervalOf(hits: number, size: number): readonly [number, number] {
  if (size === 0) return [0, 1];
  const share = hits / size;
  const spread = Z * Math.sqrt((share * (1 - share)) / size + (Z * Z) / (4 * size * size));
  const middle = share + (Z * Z) / (2 * size);
  const whole = 1 + (Z * Z) / size;
  return [Math.max(0, (middle - spread) / whole), Math.min(1, (middle + spread) / whole)];
}
