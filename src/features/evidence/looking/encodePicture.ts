import type { Pixels } from './pixels.ts'
import { boundedWasm } from '../../../platform/looking/boundedWasm.ts'

/** A picture as it is sent: made anew from its points, with nothing beside them. */
export type Encoded = { mediaType: 'image/png' | 'image/jpeg'; picture: Uint8Array }

/** Above this, what is drawn is no writing on paper but a scan or a photograph. */
const MOST_PNG = 500_000
/** It holds the points, and the picture that it makes of them. */
const MEGABYTES = 128
const QUALITY = 80

/**
 * Writing stays sharp as a PNG, and takes little room; photographs and scans take a tenth of it as a JPEG.
 *
 * @param isPhoto whether it is known to be no writing
 */
export async function encodePicture(pixels: Pixels, isPhoto: boolean): Promise<Encoded> {
  if (!isPhoto) {
    const picture = await asPng(pixels)
    if (picture.length <= MOST_PNG) return { mediaType: 'image/png', picture }
  }
  return { mediaType: 'image/jpeg', picture: await asJpeg(pixels) }
}

/** Lines are not told by their differences: writing on white takes less so. */
async function asPng({ width, height, data }: Pixels): Promise<Uint8Array> {
  const { PNG } = await import('pngjs')
  const png = Object.assign(new PNG({ width, height }), { data: Buffer.from(data.buffer, data.byteOffset, data.byteLength) })
  return PNG.sync.write(png, { colorType: 2, filterType: 0, deflateLevel: 6, deflateStrategy: 0 })
}

async function asJpeg({ width, height, data }: Pixels): Promise<Uint8Array> {
  const { default: encode, init } = await import('@jsquash/jpeg/encode.js')
  const begin = await boundedWasm('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm', MEGABYTES)
  await init({ instantiateWasm: begin })
  const points = {
    width,
    height,
    data: new Uint8ClampedArray(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength),
    colorSpace: 'srgb',
  }
  return new Uint8Array(await encode(points, { quality: QUALITY, progressive: false, optimize_coding: false }))
}
