import { randomBytes } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { encodePicture } from '../../../src/features/evidence/looking/encodePicture.ts'
import { asPdf, jpegFacts, upright } from '../../../src/features/evidence/looking/jpeg.ts'
import { openPdf } from '../../../src/features/evidence/looking/pdf.ts'
import { scaleFor, shrunk } from '../../../src/features/evidence/looking/pixels.ts'
import { readable } from '../../../src/features/evidence/looking/shownText.ts'
import { filledPdf, photo } from '../../http/evidence/pages.ts'

/** In which corner of what is drawn the red quarter of a photograph lies. */
async function redCorner(orientation: number): Promise<string> {
  const jpeg = photo(orientation)
  const facts = jpegFacts(jpeg)!
  expect(facts).toEqual({ width: 32, height: 16, components: 3, orientation })
  const { width, height, data } = (await openPdf(asPdf(jpeg, facts)!)).page(1).draw(1)
  expect({ width, height }).toEqual(upright(facts))
  const isRed = (x: number, y: number) => data[(y * width + x) * 4]! > 128 && data[(y * width + x) * 4 + 2]! < 128
  const corners = {
    'upper left': [1, 1],
    'upper right': [width - 2, 1],
    'lower left': [1, height - 2],
    'lower right': [width - 2, height - 2],
  }
  return Object.entries(corners)
    .filter(([, [x, y]]) => isRed(x!, y!))
    .map(([name]) => name)
    .join()
}

test.each([
  [1, 'upper left'],
  [2, 'upper right'],
  [3, 'lower right'],
  [4, 'lower left'],
  [5, 'upper left'],
  [6, 'upper right'],
  [7, 'lower right'],
  [8, 'lower left'],
])('a photograph that was held as %s says is turned upright', async (orientation, corner) => {
  expect(await redCorner(orientation)).toBe(corner)
})

test.each([0, 9, 65_535])('a photograph that says that it was held as %s is left as it is', orientation => {
  expect(jpegFacts(photo(orientation))?.orientation).toBe(1)
})

test('the head of a broken JPEG is read to its end and no further', () => {
  const whole = photo(6)
  for (let end = 0; end < whole.length; end += 1) expect(jpegFacts(whole.subarray(0, end))?.width ?? 32).toBe(32)
  const lies = Buffer.from(whole)
  lies.writeUInt16BE(0, 4)
  expect(() => jpegFacts(lies)).not.toThrow()
  expect(jpegFacts(Buffer.from([0xff, 0xd8, 0xff, 0xff, 0xff, 0xff]))).toBeUndefined()
})

test('what somebody filled in on a form is drawn with it', async () => {
  const { width, height, data } = (await openPdf(filledPdf())).page(1).draw(1)
  const at = ((height - 450) * width + 200) * 4
  expect([...data.subarray(at, at + 3)]).toEqual([0, 255, 0])
})

test('a page is drawn as wide as is asked, and one that is very long less wide', () => {
  expect(scaleFor({ width: 500, height: 700 }, 1000)).toBe(2)
  const scale = scaleFor({ width: 10, height: 14_400 }, 1000)
  expect(10 * scale * 14_400 * scale).toBeLessThanOrEqual(8_000_001)
})

test('a picture that is made smaller is the mean of its points, on white where it is see-through', () => {
  const black = [0, 0, 0, 255]
  const clear = [9, 9, 9, 0]
  const data = Uint8Array.from([...black, ...clear, ...black, ...clear].flat())
  expect([...shrunk({ width: 2, height: 2, data }, 0.5).data]).toEqual([127, 127, 127, 255])
})

test('writing is sent as a PNG; what would be large as one is sent as a JPEG', async () => {
  const flat = { width: 400, height: 400, data: new Uint8Array(400 * 400 * 4).fill(255) }
  expect((await encodePicture(flat, false)).mediaType).toBe('image/png')
  const noise = { ...flat, data: flat.data.map((_, at) => (at * 2_654_435_761) >>> 24) }
  expect((await encodePicture(noise, false)).mediaType).toBe('image/png')
  // Of noise nothing can be packed: few points are enough.
  const points = new Uint8Array(randomBytes(420 * 420 * 4)).map((value, at) => (at % 4 === 3 ? 255 : value))
  const large = { width: 420, height: 420, data: points }
  const sent = await encodePicture(large, false)
  expect(sent.mediaType).toBe('image/jpeg')
  expect(sent.picture.length).toBeLessThan(500_000)
})

test('what would turn the direction of writing, or shows as nothing, is left out of a text', () => {
  expect(readable('a\u202Eb\u0000c\r\nd\re\tf\u0002g')).toBe('abc\nd\ne\tfg')
})
