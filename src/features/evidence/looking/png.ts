import { CannotShow } from './cannotShow.ts'
import type { Pixels, Size } from './pixels.ts'

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const MOST_POINTS = 20_000_000

/**
 * How large a PNG says that it is.
 *
 * @throws CannotShow when it takes too much to unpack, or is one of the few that come line by line in seven passes: how much those
 * unpack to is not known before
 */
export function pngSize(bytes: Buffer): Size {
  if (bytes.length < 33 || !bytes.subarray(0, 8).equals(SIGNATURE) || bytes.toString('latin1', 12, 16) !== 'IHDR')
    throw new CannotShow('damaged')
  const size = { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  if (size.width * size.height > MOST_POINTS) throw new CannotShow('too_large')
  if (bytes[28] !== 0) throw new CannotShow('unknown_kind')
  return size
}

/** Unpacks a PNG of a size that `pngSize` allows: to no more than that, whatever is in it. */
export async function pngPixels(bytes: Buffer): Promise<Pixels> {
  const { PNG } = await import('pngjs')
  pngSize(bytes)
  try {
    const { width, height, data } = PNG.sync.read(bytes)
    return { width, height, data }
  } catch {
    throw new CannotShow('damaged')
  }
}
