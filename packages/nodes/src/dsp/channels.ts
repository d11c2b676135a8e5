/** One row out of several channels: their mean, or one of them (maximum-ratio.ts has the best sum). */

/** Mean of `count` rows of output.length numbers (real, or interleaved complex). */
export function meanOfChannels(rows: Float32Array, count: number, output: Float32Array): void {
  const width = output.length
  for (let i = 0; i < width; i++) {
    let sum = 0
    for (let c = 0, at = i; c < count; c++, at += width) sum += rows[at]
    output[i] = sum / count
  }
}

/** Copies row `channel` of rows of output.length numbers. RangeError when there is no such row. */
export function selectChannel(rows: Float32Array, channel: number, output: Float32Array): void {
  const from = channel * output.length
  if (channel < 0 || from + output.length > rows.length) {
    throw new RangeError(`there is no channel ${channel}`)
  }
  output.set(rows.subarray(from, from + output.length))
}
