/** Hands a file to the person. */

/** Names a file after a wire: "unwrap.displacement-12.75s.npy". */
export function fileNameOf(wire: string, time: number | undefined, ending: string): string {
  const at = time === undefined ? '' : `-${time.toFixed(2)}s`
  return `${wire.replaceAll(/[^\w.-]/g, '_')}${at}.${ending}`
}

export function saveFile(name: string, parts: BlobPart[], type: string): void {
  const address = URL.createObjectURL(new Blob(parts, { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has begun by then; freeing at once makes some browsers lose it.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** Layers of equal size over a ground, with a heading, as one PNG. */
export function savePicture(
  name: string,
  layers: readonly HTMLCanvasElement[],
  heading: string,
  colours: { readonly ground: string; readonly text: string; readonly font: string },
): void {
  const scale = devicePixelRatio
  const head = Math.round(32 * scale)
  const canvas = document.createElement('canvas')
  canvas.width = layers[0].width
  canvas.height = layers[0].height + head
  const ctx = canvas.getContext('2d')
  if (!ctx) throw new Error('this browser gives no 2D canvas')
  ctx.fillStyle = colours.ground
  ctx.fillRect(0, 0, canvas.width, canvas.height)
  ctx.fillStyle = colours.text
  ctx.font = `500 ${12 * scale}px ${colours.font}`
  ctx.textBaseline = 'middle'
  ctx.fillText(heading, 12 * scale, head / 2)
  for (const layer of layers) ctx.drawImage(layer, 0, head)
  canvas.toBlob((blob) => {
    if (blob) saveFile(name, [blob], 'image/png')
  }, 'image/png')
}
