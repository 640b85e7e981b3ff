import type { Size } from './pixels.ts'

/** What the head of a JPEG says of it. */
export type JpegFacts = Size & {
  /** 1 for grey, 3 for colours, 4 for printing inks. */
  components: number
  /** How the camera was held, 1 to 8: what is drawn is turned by it. */
  orientation: number
}

/** Reads the head of a JPEG, from mark to mark; undefined when there is none. */
export function jpegFacts(bytes: Buffer): JpegFacts | undefined {
  let orientation = 1
  for (let at = 2; at + 10 <= bytes.length && bytes[at] === 0xff;) {
    const mark = bytes[at + 1] ?? 0
    if (mark === 0xff) {
      at += 1
      continue
    }
    const length = bytes.readUInt16BE(at + 2)
    const body = bytes.subarray(at + 4, at + 2 + length)
    if (mark === 0xe1) orientation = exifOrientation(body) ?? orientation
    if (isFrame(mark))
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7), components: bytes[at + 9] ?? 0, orientation }
    at += 2 + Math.max(2, length)
  }
  return undefined
}

const isFrame = (mark: number): boolean => mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark)

const ORIENTATION = 0x0112

function exifOrientation(body: Buffer): number | undefined {
  if (body.toString('latin1', 0, 6) !== 'Exif\0\0' || body.length < 16) return undefined
  const tiff = body.subarray(6)
  const little = tiff[0] === 0x49
  const short = (at: number) => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  const entries = short(first)
  for (let entry = 0; entry < entries && first + 2 + entry * 12 < tiff.length; entry += 1) {
    const at = first + 2 + entry * 12
    const value = short(at + 8)
    if (short(at) === ORIENTATION) return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}

/** Its size as it is looked at: on its side, width and height change places. */
export const upright = ({ width, height, orientation }: JpegFacts): Size =>
  orientation >= 5 ? { width: height, height: width } : { width, height }

/** Where the corners of a picture lie on its page, of width `w` and height `h`, by how the camera was held. */
const TURNED: Record<number, (w: number, h: number) => readonly number[]> = {
  1: (w, h) => [w, 0, 0, h, 0, 0],
  2: (w, h) => [-w, 0, 0, h, w, 0],
  3: (w, h) => [-w, 0, 0, -h, w, h],
  4: (w, h) => [w, 0, 0, -h, 0, h],
  5: (w, h) => [0, -h, -w, 0, w, h],
  6: (w, h) => [0, -h, w, 0, 0, h],
  7: (w, h) => [0, h, w, 0, 0, 0],
  8: (w, h) => [0, h, -w, 0, w, 0],
}
const COLOURS: Record<number, string> = { 1: '/DeviceGray', 3: '/DeviceRGB', 4: '/DeviceCMYK/Decode[1 0 1 0 1 0 1 0]' }

/**
 * A PDF of one page that shows a JPEG upright: the reader of PDFs then unpacks it line by line, and makes it smaller as it does.
 *
 * @returns undefined when its colours are of no kind that is known
 */
export function asPdf(jpeg: Buffer, facts: JpegFacts): Buffer | undefined {
  const colours = COLOURS[facts.components]
  const { width, height } = upright(facts)
  const corners = TURNED[facts.orientation]?.(width, height)
  if (colours === undefined || corners === undefined) return undefined
  const content = `${corners.join(' ')} cm /I Do`
  const image = `/Type/XObject/Subtype/Image/Width ${facts.width}/Height ${facts.height}/BitsPerComponent 8/Filter/DCTDecode/ColorSpace${colours}`
  return pdfOf([
    ['<</Type/Catalog/Pages 2 0 R>>'],
    ['<</Type/Pages/Kids[3 0 R]/Count 1>>'],
    [`<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>`],
    [`<</Length ${content.length}>>stream\n${content}\nendstream`],
    [`<<${image}/Length ${jpeg.length}>>stream\n`, jpeg, '\nendstream'],
  ])
}

/** With the list of where its objects lie: without one, they are looked for everywhere, in what somebody wrote into the JPEG too. */
function pdfOf(objects: readonly (readonly (string | Buffer)[])[]): Buffer {
  const parts: Buffer[] = []
  let length = 0
  const write = (part: string | Buffer) => {
    const bytes = Buffer.from(part)
    parts.push(bytes)
    length += bytes.length
  }
  write('%PDF-1.4\n')
  const places = objects.map((object, at) => {
    const place = length
    for (const part of [`${at + 1} 0 obj`, ...object, 'endobj\n']) write(part)
    return place
  })
  const list = length
  write(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`)
  for (const place of places) write(`${String(place).padStart(10, '0')} 00000 n \n`)
  write(`trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${list}\n%%EOF`)
  return Buffer.concat(parts, length)
}
